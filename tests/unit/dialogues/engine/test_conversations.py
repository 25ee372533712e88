"""Golden conversations: a file of answers beside the talk that they give.

The first line of an answers file names the dialogue and the language; `--update` writes the talks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.console import play
from dialogues.definition.content import Content

FOLDER = Path(__file__).parents[3] / "fixtures" / "conversations"
CASES = sorted(path.stem for path in FOLDER.glob("*.answers"))


@pytest.mark.parametrize("case", CASES)
def test_the_same_answers_give_the_same_talk(case: str, content: Content, update: bool) -> None:
    """Every message, verdict and advice, word for word; the session is re-read at every turn."""
    first, *answers = (FOLDER / f"{case}.answers").read_text(encoding="utf-8").splitlines()
    _, dialogue, language = first.split()
    lines: list[str] = []
    code = play(content, dialogue, language, answers, out=lines.append)
    talk = "\n".join(lines) + f"\n\nexit {code}\n"
    golden = FOLDER / f"{case}.talk"
    if update:
        golden.write_text(talk, encoding="utf-8")
    assert talk == golden.read_text(encoding="utf-8")
