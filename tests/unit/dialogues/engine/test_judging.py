"""The outcome: told first, in the person's own words, and changed by who does not recognise it."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.messages.events import OutcomeGiven, OutcomeJudged
from tests.support.talker import Talker

ALONE = "Onze beheerder is de enige die de koppelingen kent."


def ended(content: Content, want: str = ALONE, *, whole: bool = False) -> Talker:
    talk = Talker(content, "core_questions", whole=whole)
    talk.say("1", "1", "Vlietdam", want, "Geen grote verbouwing van ons gemeentehuis.")
    while talk.session.status == "active":
        talk.confirm()
        if talk.session.status == "active":
            talk.do("skip")
    return talk


def main_of(talk: Talker) -> str:
    return next(one for one in talk.events if isinstance(one, OutcomeGiven)).points[0]


def test_the_outcome_says_why_in_the_persons_own_words(content: Content) -> None:
    talk = ended(content)
    assert "de enige die de koppelingen kent" in talk.text
    assert main_of(talk) == talk.session.points[0]


def test_what_comes_after_it_is_told_to_who_asks_for_more(content: Content) -> None:
    """All of it once, and then more advice."""
    talk = ended(content)
    verdict = "Wat u wilt"
    assert verdict not in talk.text
    assert talk.session.outcomes, "what others build on is known"
    assert len(talk.do("more").text) > 0
    assert talk.session.advised


def test_the_outcome_fits_on_a_screen(content: Content) -> None:
    assert len(ended(content).text.split()) <= 250


def test_who_recognises_it_is_not_asked_again(content: Content) -> None:
    talk = ended(content)
    main = talk.session.points[0]
    talk.do("judge", "yes")
    assert OutcomeJudged(main, "yes") in talk.events
    assert not [b for b in talk.prompt.choices if b.data.startswith("/judge")]


def test_who_does_not_gets_the_next_point(content: Content) -> None:
    talk = ended(content)
    main = talk.session.points[0]
    talk.do("judge", "no")
    assert talk.session.dismissed == [main]
    assert main not in talk.session.points
    assert "Wat klopt er niet" in talk.text


def test_what_was_missing_is_weighed_at_once(content: Content) -> None:
    talk = ended(content, "Sneller een vergunning voor een dakkapel.")
    before = list(talk.session.points)
    talk.do("judge", "missing").give_text(ALONE)
    assert "alone_knows" in talk.session.points
    assert "alone_knows" not in before
    assert talk.session.correction == ALONE
    assert not talk.session.correcting


@pytest.mark.parametrize("words", ["Er ontbreekt iets:", "Klopt niet helemaal:", "Dit klopt niet,"])
def test_what_is_missing_may_be_said_at_once(content: Content, words: str) -> None:
    talk = ended(content, "Sneller een vergunning voor een dakkapel.")
    talk.give_text(f"{words} {ALONE}")
    assert "alone_knows" in talk.session.points
    assert talk.session.correction == ALONE
    assert not talk.session.correcting


def test_the_words_of_a_judgement_alone_are_that_judgement(content: Content) -> None:
    talk = ended(content).give_text("Er ontbreekt iets")
    assert talk.session.judged == "missing" and talk.session.correcting


@pytest.mark.parametrize("judged", ["", "maybe"])
def test_another_judgement_is_none(content: Content, judged: str) -> None:
    talk = ended(content)
    before = talk.session.dump()
    talk.do("judge", judged)
    assert [one for one in talk.events if isinstance(one, OutcomeJudged)] == []
    assert talk.session.points and before
