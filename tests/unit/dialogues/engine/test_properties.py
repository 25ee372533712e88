"""What holds for any input: no dialogue strands, sessions survive JSON, back undoes forward."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Session
from dialogues.messages.events import MessageCreated
from dialogues.messages.inputs import Command, Input, Odd, Tap, Typed
from tests.conftest import FIXTURES
from tests.support.content import loaded

CONTENT = loaded(FIXTURES / "content")
DIALOGUES = sorted(CONTENT.dialogues)
VERBS = ["back", "skip", "unknown", "keep", "edit", "pause", "resume", "stop", "help", "language"]
WORDS = ["1", "2", "5", "1,2", "fusie", "Heumen, Beuningen", "weet ik niet", "50.000 euro", "samen"]

texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=40)).map(Typed)
commands = st.builds(Command, st.sampled_from(VERBS), st.sampled_from(["", "1", "2", "9", "x"]))
inputs = st.one_of(texts, commands, st.just(Odd("photo")), st.integers(0, 5))
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def begin(dialogue: str, language: str = "nl") -> Session:
    return engine.start(CONTENT, dialogue, "s", language, 0.0).session


def step(session: Session, given: Input | int) -> tuple[Session, list[Any]]:
    """One input on a copy that went through JSON; a number taps a choice of the open prompt."""
    tapped = _tap(session, given) if isinstance(given, int) else given
    sprint = engine.resume(CONTENT, Session.load(session.dump()), tapped, session.touched + 1)
    return sprint.session, sprint.events


def _tap(session: Session, place: int) -> Tap:
    state = CONTENT.dialogues[session.dialogue].states.get(session.state)
    ids = [choice.id for choice in state.choices] if state else []
    return Tap("s", session.number, f"+{ids[place]}" if place < len(ids) else str(place))


@pytest.mark.parametrize("dialogue", DIALOGUES)
@relaxed
@given(walk=st.lists(inputs, max_size=40), language=st.sampled_from(["nl", "en"]))
def test_no_input_strands_a_dialogue(dialogue: str, walk: list[Any], language: str) -> None:
    """After anything at all, skipping on still comes to the end, and every turn says something.

    At the end of a talk that makes something, the desk says what came of it.
    """
    session = begin(dialogue, language)
    for given_input in walk:
        session, events = step(session, given_input)
        assert events
    for _ in range(200):
        if session.status == "completed":
            break
        session, events = step(session, Command("skip"))
        told = session.status == "completed" and CONTENT.dialogues[dialogue].raw.makes
        assert told or any(isinstance(event, MessageCreated) for event in events)
    assert session.status == "completed"


@pytest.mark.parametrize("dialogue", DIALOGUES)
@relaxed
@given(walk=st.lists(inputs, max_size=25))
def test_a_session_survives_json(dialogue: str, walk: list[Any]) -> None:
    """What is stored is what was there."""
    session = begin(dialogue)
    for given_input in walk:
        session, _ = step(session, given_input)
        assert Session.load(session.dump()) == session


@pytest.mark.parametrize("dialogue", DIALOGUES)
@relaxed
@given(walk=st.lists(st.one_of(texts, st.integers(0, 4)), min_size=1, max_size=25))
def test_back_then_keep_is_identity(dialogue: str, walk: list[Any]) -> None:
    """Looking at an earlier answer and leaving it so loses nothing."""
    session = begin(dialogue)
    for given_input in walk:
        session, _ = step(session, given_input)
    if not session.path or session.status == "completed":
        return
    there, _ = step(session, Command("back"))
    assert there.state == session.path[-1]
    back, _ = step(there, Command("keep"))
    for name in ("state", "path", "answers", "status", "outcomes", "language"):
        assert getattr(back, name) == getattr(session, name), name


def test_the_content_of_these_tests_is_all_content(content: Content) -> None:
    """A dialogue that is added is walked too."""
    assert sorted(content.dialogues) == DIALOGUES
