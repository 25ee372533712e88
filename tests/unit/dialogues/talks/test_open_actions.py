"""After a talk: what was not right in its outcome is weighed, and what one can do is told again."""

from __future__ import annotations

from itertools import count

import pytest

from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.messages.events import Event, FireChange, MessageCreated, Prompt
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.turn.person import Person

SAID = (
    "1", "1", "Vlietdam", "Onze beheerder is de enige die de koppelingen kent.",
    "Onze eigen balie kwijtraken", "1", "3", "3",
)  # fmt: skip


class After:
    """A person who held the three core questions, and what was said last."""

    def __init__(self, content: Content) -> None:
        self.content, self.person, self.ids = content, Person("p1", "nl"), count(1)
        self.text, self.prompt, self.now = "", Prompt("menu"), 1.0
        self.events, self.fires = list[Event](), list[FireChange]()
        self.give(Command("start", "core_questions"), *map(Typed, SAID))

    def give(self, *inputs: Input) -> After:
        for given in inputs:
            result = handle(
                self.content, self.person, given, self.now, lambda: f"s{next(self.ids)}"
            )
            self.events, self.fires = result.events, result.fires
            said = [event for event in result.events if isinstance(event, MessageCreated)]
            self.text = "\n".join(event.text for event in said)
            self.prompt = next((e.prompt for e in reversed(said) if e.prompt), self.prompt)
        return self


@pytest.fixture
def after(content: Content) -> After:
    return After(content)


def test_what_was_not_right_is_typed_and_weighed(after: After) -> None:
    """Though no talk is going on any more."""
    before = after.text
    assert "Het belangrijkste" in before
    after.give(
        Command("judge", "no s1"), Typed("De raad weet van niets en beslist op 12 december.")
    )
    assert "Het belangrijkste" in after.text
    session = after.person.sessions[-1].open()
    assert session.correction.startswith("De raad weet van niets")
    assert not session.correcting


def test_what_is_typed_later_is_no_correction(after: After) -> None:
    after.give(Command("judge", "yes s1"), Typed("Wat is een openbaar lichaam?"))
    assert after.person.sessions[-1].open().correction == ""
    assert "organisatie van gemeenten" in after.text


def test_what_one_can_still_do_is_told_by_talk(after: After) -> None:
    after.give(Command("actions"))
    assert "Wat u nog kunt doen" in after.text and "De drie kernvragen" in after.text
    assert after.prompt.choices[0].data == "/summary s1"


def test_without_a_talk_there_is_nothing_to_do_yet(content: Content) -> None:
    after = After.__new__(After)
    after.content, after.person, after.ids = content, Person("p2", "nl"), count(1)
    after.prompt, after.now = Prompt("menu"), 1.0
    assert "nog geen gesprek" in after.give(Command("actions")).text
