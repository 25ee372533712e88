"""A model looks at a person's own talks only: never at a ballot, a pulse or an invitation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.engine.engine import resume, start
from dialogues.engine.model.jobs import may_look
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import Event
from dialogues.messages.inputs import Command, Input, Tap, Typed
from dialogues.messages.model_events import ModelWanted
from dialogues.model.source import ModelUse
from tests.support.second_look import HOPE, TROUBLE, content

MODEL = ModelUse("tiny", "gemeente Meerdam", 9)
WHOLE = content()
SHARED = [name for name, flow in WHOLE.dialogues.items() if flow.raw.makes is not None]


def to_the_end(whole: Content, session: Session) -> list[Event]:
    """With free text wherever it may be, in words that the listener is not sure of."""
    found: list[Event] = []
    for _ in range(400):
        if session.status != "active":
            return found
        state = whole.dialogues[session.dialogue].states[session.state]
        if state.kind == "text":
            given: Input = Typed("hier vind ik niets van en dat wil ik zo houden")
        elif state.choices:
            given = Tap(session.id, session.number, f"={state.choices[0].id}")
        else:
            given = Command("skip")
        before = session.state
        sprint = resume(whole, session, given, 0.0)
        found += sprint.events
        if session.state == before and session.status == "active":
            found += resume(whole, session, Command("skip"), 0.0).events
    raise AssertionError("no end")


@pytest.mark.parametrize("dialogue", SHARED)
def test_what_is_shared_is_never_looked_at(dialogue: str) -> None:
    """Though the person agreed to it for their own talks."""
    session = start(WHOLE, dialogue, "s1", "nl", 0.0, subject="x").session
    session.model = "on"
    assert not any(isinstance(one, ModelWanted) for one in to_the_end(WHOLE, session))


def test_there_is_a_ballot_a_pulse_and_an_invitation_among_them() -> None:
    """Else the test above would tell nothing."""
    made = {WHOLE.dialogues[name].raw.makes for name in SHARED}
    assert made == {"collaboration", "membership", "ballot", "pulse"}


@pytest.mark.parametrize(
    ("model", "use", "subject", "looks"),
    [
        (MODEL, "on", "", True), (MODEL, "off", "", False), (MODEL, "ask", "", False),
        (MODEL, "", "", False), (None, "on", "", False), (MODEL, "on", "round", False),
    ],
)  # fmt: skip
def test_it_takes_a_model_a_yes_and_a_talk_of_ones_own(
    model: ModelUse | None, use: str, subject: str, looks: bool
) -> None:
    """All three."""
    whole = replace(WHOLE, model=model)
    session = start(whole, "second", "s1", "nl", 0.0, subject=subject).session
    session.model = use
    assert may_look(Run(whole, session, 0.0)) == looks


@pytest.mark.parametrize("use", ["", "off", "ask"])
def test_without_a_yes_a_talk_is_as_it_was(use: str) -> None:
    """To the letter, but for the button that offers it."""
    said = []
    for whole, mine in ((replace(WHOLE, model=None), ""), (WHOLE, use)):
        session = start(whole, "second", "s1", "nl", 0.0).session
        session.model = mine
        events: list[Event] = []
        for given in (Typed("1"), Typed(TROUBLE), Typed(HOPE), Typed("1")):
            events += resume(whole, session, given, 0.0).events
        said.append([getattr(one, "text", one) for one in events])
        assert session.thoughts == {}
    assert said[0] == said[1]
