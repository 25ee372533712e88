"""A second talk says what is otherwise than in the one before."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from tests.unit.dialogues.talks.test_open_actions import After

OTHERWISE = "anders dan in een eerder gesprek"
TYPED = {
    "partners": "Vlietdam",
    "want": "Onze beheerder is de enige die de koppelingen kent.",
    "need_1": "2",
    "cost_money": "Hoogstens 40.000 euro per jaar.",
}


def held(talk: After, dialogue: str, **answers: str) -> str:
    """All that is said in a talk, to its end."""
    told = talk.give(Command("start", dialogue)).text
    anew = [one.data for one in talk.prompt.choices if " again" in one.data]
    if anew:
        told = talk.give(Command("start", anew[0].removeprefix("/start "))).text
    while going := [one for one in talk.person.sessions if one.status == "active"]:
        talk.now += 1
        if words := {**TYPED, **answers}.get(going[0].open().state):
            told += talk.give(Typed(words)).text
        else:
            told += talk.give(Typed("1") if talk.prompt.choices else Command("skip")).text
        assert len(told) < 100_000
    return told


def test_nothing_is_told_of_a_first_talk_or_of_the_same_answers(content: Content) -> None:
    talk = After(content)
    assert OTHERWISE not in held(talk, "core_questions")
    assert OTHERWISE not in held(talk, "core_questions")


def test_another_figure_is_told(content: Content) -> None:
    talk = After(content)
    held(talk, "core_questions")
    again = held(talk, "core_questions", cost_money="Hoogstens 60.000 euro per jaar.")
    assert f"{OTHERWISE}: toen ‘40.000 euro’, nu ‘60.000 euro’" in again


def test_so_is_another_choice(content: Content) -> None:
    talk = After(content)
    held(talk, "core_questions")
    again = held(talk, "core_questions", together_means="2")
    assert OTHERWISE in again
