"""Five talks that read like a talk with someone who listens, word for word in `docs/talks`.

`--update` writes them, with what a counsellor is measured by.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.engine.reflections import APART
from dialogues.engine.story import STORY
from dialogues.messages.events import AnswerRecorded, Reflected
from tests.support.transcript import Transcript, counts

ROOT = Path(__file__).parents[4]
SAID = ROOT / "tests" / "fixtures" / "talks"
SHOWN = ROOT / "docs" / "talks"
CASES = sorted(path.stem for path in SAID.glob("*.txt"))


def held(content: Content, case: str) -> tuple[str, Transcript]:
    """The title of a talk, and the talk."""
    head, *lines = (SAID / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    language, _, title = head.removeprefix("# ").partition(" ")
    talk = Transcript(content, language)
    for line in filter(None, lines):
        talk.say(line)
    return title, talk


@pytest.mark.parametrize("case", CASES)
def test_a_talk_reads_as_it_is_shown(case: str, content: Content, update: bool) -> None:
    title, talk = held(content, case)
    miti = counts(content, talk)
    figures = (
        f"Questions {miti.questions}, reflections {miti.reflections}, "
        f"of which complex {miti.complex} (MITI 4.2.1)."
    )
    text = f"# {title}\n\n{figures}\n" + "\n".join(talk.lines).rstrip() + "\n"
    shown = SHOWN / f"{case}.md"
    if update:
        shown.write_text(text, encoding="utf-8")
    assert text == shown.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_talk_listens_as_a_counsellor_does(case: str, content: Content) -> None:
    """A reflection to three questions at least, and half of them add meaning."""
    miti = counts(content, held(content, case)[1])
    assert miti.reflections * 3 >= miti.questions
    assert miti.complex * 2 >= miti.reflections


@pytest.mark.parametrize("case", CASES)
def test_no_line_comes_twice_and_none_too_soon(case: str, content: Content) -> None:
    _, talk = held(content, case)
    said, last, answered = list[str](), -APART, 0
    for event in (event for turn in talk.turns for event in turn):
        if isinstance(event, AnswerRecorded):
            answered += 1
        elif isinstance(event, Reflected) and event.state != STORY:
            assert answered - last >= APART
            last = answered
            said.append(event.line)
    assert len(said) == len(set(said))


def test_there_are_five() -> None:
    assert len(CASES) == 5
