"""Questions to the coach in the middle of a talk: answered or kept, and never an answer."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from dialogues.definition.content import Content
from dialogues.engine.questions import MOST_WONDERS
from dialogues.messages.events import MessageCreated
from tests.support.talker import Talker

BODY = "Wat is een openbaar lichaam?"
ANSWER = "Een nieuwe organisatie van gemeenten samen"
UNKNOWN = "Wat is het telefoonnummer van de griffier?"
KEPT = "Uw vraag komt in de samenvatting"
TO_GOAL, TO_HURRY = ("1",), ("1", "minder wachttijd in 2027")
TO_REASONS, TO_NAMES = (*TO_HURRY, "1"), (*TO_HURRY, "2")


def tiny(content: Content, *said: str) -> Talker:
    return Talker(content, "tiny").say(*said)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), "role"), (TO_GOAL, "goal"), (TO_HURRY, "hurry"),
        (TO_REASONS, "why_hurry"), (TO_NAMES, "partner_names"),
    ],
    ids=["choice", "text", "choice_of_two", "several", "names"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("question", "told"), [(BODY, ANSWER), (UNKNOWN, KEPT)], ids=["known", "unknown"]
)
def test_the_talk_goes_on_at_the_same_question(
    content: Content, said: tuple[str, ...], state: str, question: str, told: str
) -> None:
    """Wherever it is asked; nothing is recorded, and the same buttons still work."""
    talk = tiny(content, *said)
    before, prompt = talk.session.answers, talk.prompt
    talk.say(question)
    assert told in talk.text
    assert talk.session.state == state
    assert talk.session.answers == before
    assert talk.prompt.choices == prompt.choices
    assert talk.session.wonders == ([UNKNOWN] if question == UNKNOWN else [])


def until(talk: Talker, what: str) -> Talker:
    """On with the first button until the state or the kind of question is this."""
    for _ in range(40):
        if what in (talk.session.state, talk.prompt.kind):
            return talk
        talk.say("1")
    raise AssertionError(f"never came to {what}")


@pytest.mark.parametrize(
    ("dialogue", "kind"), [("tiny_scores", "rating"), ("tiny_kinds", "number")]
)
def test_at_ratings_and_numbers_too(content: Content, dialogue: str, kind: str) -> None:
    talk = until(Talker(content, dialogue), kind)
    state = talk.session.state
    assert ANSWER in talk.say(BODY).text
    assert KEPT in talk.say(UNKNOWN).text
    assert talk.session.state == state
    assert state not in talk.session.answers


def test_the_law_is_named_with_its_day_and_whom_to_ask_comes_first(content: Content) -> None:
    """The answer is said aloud, the rest is small."""
    talk = tiny(content).say(BODY)
    (message,) = [e for e in talk.events if isinstance(e, MessageCreated)]
    kinds = [part.kind for part in message.parts]
    assert kinds == ["text", "small", "small", "strong"]
    ask, law = (part.text for part in message.parts[1:3])
    assert ask.startswith("Vraag uw jurist")
    assert law.startswith("Wgr art. 8")
    assert law.endswith(". Nagekeken op 30 november 2026. Laat uw jurist meekijken.")


def test_the_method_is_named_by_its_framework(content: Content) -> None:
    """As it is below advice: the title, then the points."""
    text = tiny(content).say("wat betekent vanzelfdynamiek?").text
    assert "Bron: Zeven gouden regels (GR0, GR1.pull)." in text


def test_in_english_all_of_it_is_english(content: Content) -> None:
    text = Talker(content, "tiny", "en").say("what is a public body?").text
    assert "A new organisation of municipalities together" in text
    assert "Checked on 30 November 2026." in text


def test_what_is_not_known_is_kept_once(content: Content) -> None:
    """However it is spelled the second time."""
    talk = tiny(content).say(UNKNOWN, UNKNOWN.upper(), UNKNOWN.rstrip("?") + " ?")
    assert talk.session.wonders == [UNKNOWN]


def test_no_more_is_kept_than_one_can_bring_along(content: Content) -> None:
    talk = tiny(content)
    for letter in ascii_lowercase:
        talk.say(f"Wat is het telefoonnummer van de griffier {letter * 2}?")
    assert len(talk.session.wonders) == MOST_WONDERS


def test_a_question_about_the_words_of_the_question_is_explained(content: Content) -> None:
    """At the stop on the undercurrent that word is the question's own; elsewhere it is ours."""
    what, told = "Wat is de onderstroom?", "U hoort het pas op de gang."
    talk = Talker(content, "seven_stops")
    assert told in talk.say(what).text
    until(talk, "ride").say("2", "4")
    assert told not in until(talk, "at_zs4").say(what).text
    assert "Die vraag kon duidelijker" in talk.text


def test_without_a_question_mark_it_must_begin_as_a_question(content: Content) -> None:
    """And be very near one: what is only about the same thing is an answer."""
    talk = tiny(content, *TO_GOAL)
    assert ANSWER in talk.say("wat is een openbaar lichaam").text
    talk.say("een openbaar lichaam voor de jeugdhulp, in 2027")
    assert talk.session.answers["goal"].value == "een openbaar lichaam voor de jeugdhulp, in 2027"


def test_an_answer_with_a_question_in_it_keeps_both(content: Content) -> None:
    """The sentence that answers is the answer, the other one is answered."""
    talk = tiny(content, *TO_GOAL)
    talk.say("Minder wachttijd bij de jeugdhulp in 2027. Is dit anoniem?")
    assert talk.session.answers["goal"].value == "Minder wachttijd bij de jeugdhulp in 2027."
    anonymous = next(one for one in content.faq.entries if one.id == "faq_anonymous")
    assert anonymous.answer["nl"] in talk.text


def test_where_it_cannot_be_the_answer_a_few_words_will_do(content: Content) -> None:
    """Where nothing else than the list can be chosen it is a question; a word or two is none."""
    talk = tiny(content, *TO_REASONS).say("is een convenant bindend")
    assert "Een papier waarop u schrijft" in talk.text
    for other in ("de kaasmarkt op donderdag", "nee"):
        assert "Kies een of meer van de antwoorden" in talk.say(other).text
    assert talk.session.wonders == []


def test_it_can_still_be_ones_answer(content: Content) -> None:
    """We may err: the button takes it all the same."""
    talk = tiny(content, *TO_GOAL).say(BODY).tap("Dit is toch mijn antwoord")
    assert talk.session.answers["goal"].value == BODY


def test_after_the_end_it_is_answered_too(content: Content) -> None:
    """With what one can do then below it."""
    talk = tiny(content, *TO_NAMES, "Heumen", "1", "1")
    assert talk.session.status == "completed"
    talk.say(BODY)
    assert ANSWER in talk.text
    assert "Samenvatting" in [choice.label for choice in talk.prompt.choices]
    assert "dit was het gesprek" in talk.say("dank u wel").text


def test_help_says_that_one_may_ask(content: Content) -> None:
    assert "U mag mij altijd iets vragen." in tiny(content).do("help").text
    assert "You may always ask me something." in Talker(content, "tiny", "en").do("help").text
