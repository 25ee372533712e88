"""Who would rather not say, or does not know, hears what the advice lacks by it."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Session
from dialogues.messages.events import MessageCreated, Part
from dialogues.messages.inputs import Typed

REFUSAL, IGNORANCE = "Dat zeg ik liever niet", "Ik zou het echt niet weten"


def at(content: Content, state: str, dialogue: str = "core_questions") -> Session:
    """A talk that stands at this question."""
    session = engine.start(content, dialogue, "s1", "nl", 0.0).session
    while session.state != state:
        given = "Heumen" if session.state == "partners" else "1"
        given = "Snel een vergunning voor wie bouwt" if session.state.startswith("want") else given
        session = engine.resume(content, session, Typed(given), 1.0).session
    return session


def said(content: Content, session: Session, text: str) -> tuple[list[Part], Session]:
    sprint = engine.resume(content, session, Typed(text), 2.0)
    told = [event for event in sprint.events if isinstance(event, MessageCreated)]
    return [part for event in told for part in event.parts], sprint.session


@pytest.mark.parametrize(("text", "given"), [(REFUSAL, "skipped"), (IGNORANCE, "unknown")])
def test_what_the_advice_lacks_is_told_once_in_a_small_line(
    content: Content, text: str, given: str
) -> None:
    """Between the reply and the next question; nothing that was typed is kept."""
    parts, session = said(content, at(content, "want"), text)
    lacks = content.dialogues["core_questions"].states["want"].unanswered
    assert lacks is not None
    assert [part.kind for part in parts[:2]] == ["text", "small"]
    assert parts[1].text == lacks["nl"]
    assert session.answers["want"].given == given
    assert text not in str(session.answers["want"])


def test_a_question_without_such_a_line_is_let_go_with_the_reply_alone(content: Content) -> None:
    """Most questions have none: not everything weighs."""
    parts, session = said(content, at(content, "want_not"), REFUSAL)
    assert content.dialogues["core_questions"].states["want_not"].unanswered is None
    assert parts[0].kind == "text" and parts[1].kind != "small"
    assert session.answers["want_not"].given == "skipped"


def test_the_name_of_a_turn_is_filled_in(content: Content) -> None:
    """A line within a repeat speaks of the one that was asked about."""
    parts, _ = said(content, at(content, "need_for_1"), REFUSAL)
    assert "Heumen" in parts[1].text


def test_a_follow_up_says_nothing_of_it(content: Content) -> None:
    """The question before it was answered, so the advice does not lack that."""
    session = at(content, "want")
    session = engine.resume(content, session, Typed("Beter"), 1.0).session
    assert session.state == "want_more"
    parts, _ = said(content, session, REFUSAL)
    assert parts[0].kind == "text" and parts[1].kind == "strong"
