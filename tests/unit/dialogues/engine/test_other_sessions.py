"""What was said in one talk decides what another asks and advises, and the why says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.other_sessions import other_sessions
from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import MessageCreated
from dialogues.messages.inputs import Typed
from frameworks.definition.issues import ContentError
from tests.support.content import load_beside

FIRST = """
id: first
version: 1
title: {nl: Eerst, en: First}
intro: {nl: Een, en: One}
minutes: 1
states:
  - {id: staff, kind: number, label: {nl: Mensen, en: Staff}, ask: {nl: Hoeveel?, en: How many?},
     unit: {nl: fte, en: FTE}, least: 0, explain: {nl: Voor later., en: For later.}}
"""
SECOND = """
id: second
version: 1
title: {nl: Daarna, en: Then}
intro: {nl: Twee, en: Two}
minutes: 1
states:
  - {id: small, kind: say, when: {first/staff: "<3"}, say: {nl: U bent klein., en: You are small.}}
  - {id: goal, kind: text, label: {nl: Doel, en: Goal}, ask: {nl: Wat wilt u?, en: What?},
     explain: {nl: Zeg het., en: Say it.}, again: {nl: Wat moet er beter?, en: What must improve?}}
  - {id: advice, kind: advice, frameworks: [f], say: {nl: Advies, en: Advice}}
"""
BODY = """
id: f
version: 1
title: {nl: F, en: F}
items: [{id: f1, title: {nl: Een, en: One}, explanation: {nl: Uitleg, en: Explanation}}]
advice:
  - {id: f_small, about: f1, when: {first/staff: "<3", first/status: completed}, source: [GR1],
     text: {nl: Zoek hulp., en: Find help.}}
"""


@pytest.fixture
def both(tmp_path: Path) -> Content:
    for name, text in (("dialogues/first", FIRST), ("dialogues/second", SECOND)):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "f.yaml").write_text(BODY)
    return load_beside(tmp_path)


def kept(session: Session) -> StoredSession:
    return StoredSession(
        session.id, session.dialogue, session.status, session.touched, session.copy
    )


def told(content: Content, staff: str) -> str:
    """All that the second talk says after the first was answered."""
    first = engine.start(content, "first", "a", "nl", 0.0).session
    engine.resume(content, first, Typed(staff), 1.0)
    elsewhere = other_sessions(content, [kept(first)], "second")
    sprint = engine.start(content, "second", "b", "nl", 2.0, None, elsewhere)
    more = engine.resume(content, sprint.session, Typed("beter werk"), 3.0, elsewhere)
    events = [*sprint.events, *more.events]
    made = [event for event in events if isinstance(event, MessageCreated)]
    return "\n".join(part.text for message in made for part in message.parts)


def test_another_talk_decides_and_is_named(both: Content) -> None:
    """A remark and an advice rest on the number that was given elsewhere."""
    words = told(both, "2,5")
    assert "U bent klein." in words
    assert "Zoek hulp." in words
    assert "Eerst: Mensen: “2,5 fte”" in words


def test_it_does_not_when_the_answer_is_another(both: Content) -> None:
    """Nor when the other talk was never held."""
    assert "klein" not in told(both, "12")
    alone = engine.start(both, "second", "b", "nl", 0.0)
    assert len([e for e in alone.events if isinstance(e, MessageCreated)]) == 1


def test_an_unknown_fact_elsewhere_is_a_fault(both: Content, tmp_path: Path) -> None:
    """With the line and the name."""
    path = tmp_path / "dialogues" / "second.yaml"
    path.write_text(SECOND.replace("first/staff", "first/stuff"))
    with pytest.raises(ContentError, match="'first/stuff', which nothing asks or scores"):
        load_beside(tmp_path)
