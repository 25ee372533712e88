"""What was said when asked on counts: in conditions, as a reason and as a quote."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.engine.facts import facts
from dialogues.messages.events import Event, MessageCreated, VerdictGiven
from frameworks.definition.conditions import Fact
from tests.support.talker import Talker

WISH = "Vergunningen binnen acht weken klaar, ook als Henk ziek is"
FORM = "een GR met de buren"


def gate(talk: Talker) -> list[str]:
    return [e.verdict for e in talk.all if isinstance(e, VerdictGiven) and e.state == "gate"]


def quotes(events: list[Event]) -> list[str]:
    made = [event for event in events if isinstance(event, MessageCreated)]
    return [part.text for one in made for part in one.parts if part.kind == "quote"]


def forms(content: Content, *said: str) -> Talker:
    """Who chooses whether to collaborate, answers about the wish, and needs the other."""
    return Talker(content, "forms").say("3", "2", "2", *said)


def known(talk: Talker) -> dict[str, Fact]:
    return facts(talk.content.dialogues[talk.session.dialogue], talk.session)


def test_what_an_answer_still_is_after_asking_on(content: Content) -> None:
    """The signals of what was said last; the follow-up that was skipped changes nothing."""
    assert known(forms(content, FORM))["wish.still"] == frozenset({"form_talk"})
    assert known(forms(content, FORM, "Nou gewoon, " + FORM))["wish.still"] == frozenset(
        {"form_talk"}
    )
    assert known(forms(content, FORM, WISH))["wish.still"] == frozenset()
    assert known(forms(content, FORM).do("skip"))["wish.still"] == frozenset({"form_talk"})
    assert known(forms(content, FORM, WISH))["wish.signals"] == frozenset({"form_talk"}), "it lasts"
    assert "wish.still" not in known(forms(content, WISH))


@pytest.mark.parametrize(
    ("wish", "verdict"),
    [
        ((FORM, "Nou gewoon, een GR met de buren"), "closed_form"),
        ((FORM, "/skip"), "closed_form"),
        (("Het moet beter", "Gewoon, efficiënter"), "closed_want"),
        ((FORM, "Gewoon, efficiënter"), "closed_want"),
        ((FORM, WISH), "go_on"),
        (("Het moet beter", WISH), "go_on"),
        ((WISH,), "go_on"),
    ],
)
def test_the_gate_looks_at_what_was_answered(
    content: Content, wish: tuple[str, ...], verdict: str
) -> None:
    """A second form, or a second wide word, is no wish."""
    talk = forms(content)
    for said in wish:
        talk.do("skip") if said == "/skip" else talk.say(said)
    assert gate(talk.say("1", "1")) == [verdict]


@pytest.mark.parametrize("bond", ["3", "1"])
def test_the_gate_stays_closed_on_old_hurt(content: Content, bond: str) -> None:
    """No form cures it; only where the law asks for it there is no waiting."""
    assert gate(forms(content, WISH, "1", bond)) == ["hurt" if bond == "3" else "go_on"]
    assert gate(Talker(content, "forms").say("3", "2", "1", WISH, bond)) == ["compelled"]


def test_what_was_set_aside_is_not_quoted(content: Content) -> None:
    """The words that were said when asked on are, under the question's own name."""
    talk = forms(content, FORM, WISH, "1", "1")
    assert quotes(talk.events) == [WISH]
    assert "Wat beter moet worden" in talk.text and "Na doorvragen" not in talk.text


def test_what_was_too_short_is_quoted_with_what_was_added(content: Content) -> None:
    """A word or two is no answer that is set aside: the rest comes after it."""
    talk = forms(content, "Sneller helpen", WISH, "1", "1")
    assert quotes(talk.events) == [f"Sneller helpen. {WISH}"]


def test_a_verdict_on_the_first_words_quotes_them(content: Content) -> None:
    """Where a row is about the signal itself, the words that gave it away are shown."""
    talk = Talker(content, "start").say("1", "1", "1", "Een fusie met Heumen", WISH)
    assert quotes(talk.events) == ["Een fusie met Heumen", WISH]


def test_a_reason_names_what_was_said_last(content: Content) -> None:
    """Also in the why of advice."""
    talk = Talker(content, "core_questions").say("2", "1", "Heumen", "een fusie", WISH)
    talk.say("Onze balie kwijtraken", "2", "Zij hebben drie juristen")
    talk.say("2", "Wij hebben ruimte in Malden", "40.000 euro", "de software", "onze naam", "1")
    reasons = [line for line in talk.text.splitlines() if line.startswith("Waarom?")]
    assert any(f"Wat ik wil: “{WISH}”" in line for line in reasons)
    assert not any("Wat ik wil: “een fusie”" in line for line in reasons)


def test_words_on_a_score_are_its_evidence(content: Content) -> None:
    """They stand by the score where it is explained, and in the why of its advice."""
    said = "De secretaris van Beuningen belt mij niet terug"
    talk = Talker(content, "success_factors").say("1", "3")
    while talk.session.status == "active":
        state = talk.session.state
        low = state.startswith("sf7") or state == "understood_factors"
        talk.give_text(said if state == "sf7_more" else "1" if low else "4")
    assert quotes(talk.events) == [said]
    reasons = [line for line in talk.text.splitlines() if line.startswith("Waarom?")]
    assert any(f"“{said}”" in line for line in reasons)
