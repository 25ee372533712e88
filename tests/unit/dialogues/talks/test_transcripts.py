"""Five talks that read like a talk with someone who listens, word for word in `docs/talks`.

`--update` writes them, with what a counsellor is measured by.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from tests.support.transcript import Transcript, counts

ROOT = Path(__file__).parents[4]
SAID = ROOT / "tests" / "fixtures" / "talks"
SHOWN = ROOT / "docs" / "talks"
CASES = sorted(path.stem for path in SAID.glob("*.txt"))


@pytest.mark.parametrize("case", CASES)
def test_a_talk_reads_as_it_is_shown(case: str, content: Content, update: bool) -> None:
    head, *lines = (SAID / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    language, _, title = head.removeprefix("# ").partition(" ")
    talk = Transcript(content, language)
    for line in filter(None, lines):
        talk.say(line)
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


def test_there_are_five() -> None:
    assert len(CASES) == 5
