"""Ids that an author may well think of, and that mean something else somewhere."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from bot.authoring.diagram import mermaid
from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.facts import facts
from dialogues.messages.inputs import Typed
from tests.support.content import load_beside
from tests.support.talker import Talker

WORDS = [
    "begin",
    "start",
    "next",
    "stop",
    "back",
    "skip",
    "unknown",
    "done",
    "edit",
    "help",
    "more",
    "menu",
    "given",
    "known",
    "other",
    "language",
    "answered",
    "if2",
    "each3",
    "low",
    "score",
]
BOTH = {"nl": "Zo?", "en": "So?"}
MORE = {"nl": "Hoe dan?", "en": "How then?"}


def question(id: str, kind: str = "text") -> dict[str, object]:
    return {"id": id, "kind": kind, "label": BOTH, "ask": BOTH, "explain": BOTH, "again": MORE}


def written(folder: Path, *states: dict[str, object]) -> Content:
    raw = {
        "id": "words",
        "version": 1,
        "title": BOTH,
        "intro": BOTH,
        "minutes": 1,
        "states": states,
    }
    (folder / "dialogues").mkdir()
    path = folder / "dialogues" / "words.yaml"
    path.write_bytes(orjson.dumps(raw))  # JSON is YAML
    return load_beside(folder)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A dialogue of which every question has the name of something else."""
    return written(tmp_path_factory.mktemp("words"), *map(question, WORDS))


def test_every_question_is_asked_once_whatever_its_name(words: Content) -> None:
    """`begin` was where a session is before its first question: it went round for ever."""
    session = engine.start(words, "words", "s1", "nl", 0.0).session
    asked: list[str] = []
    while session.status == "active" and len(asked) <= len(WORDS):
        asked.append(session.state)
        session = engine.resume(words, session, Typed("Een lang antwoord"), 1.0).session
    assert asked == WORDS and session.status == "completed"


def test_a_drawing_tells_its_own_boxes_from_the_questions(words: Content) -> None:
    """Mermaid takes two boxes of one name for one."""
    lines = mermaid(words.dialogues["words"], "nl").splitlines()
    named = [
        line.strip().partition("[")[0].partition("(")[0] for line in lines[1:] if "-->" not in line
    ]
    assert sorted(named) == sorted([*WORDS, "Begin", "Stop"])


def test_a_number_in_a_name_is_not_taken_for_the_turn(tmp_path: Path) -> None:
    """`step_1_goal` in the first turn is known by that name for all turns."""
    every: dict[str, object] = {
        "id": "each",
        "kind": "repeat",
        "over": "others",
        "states": [question("step_1_goal")],
    }
    after = question("after") | {"when": {"step_1_goal": "given"}}
    content = written(tmp_path, question("others", "names"), every, after)
    talk = Talker(content, "words").say("Heumen", "Een woning in 2027")
    assert "step_goal" not in facts(content.dialogues["words"], talk.session)
    assert talk.session.state == "after"
