"""A line that shows an answer was heard is right, or is not said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.definition.content import Content
from tests.support.yaml_text import from_yaml

HERE = Path(__file__).parent


def answers() -> Iterator[tuple[str, str, str, str]]:
    """(language, question, theme or `none`, answer) of each in the file."""
    for language, questions in from_yaml((HERE / "reflected.yaml").read_text("utf-8")).items():
        for question, block in questions.items():
            for line in block.splitlines():
                theme, text = line.split(" | ", 1)
                yield language, question, theme, text


CASES = list(answers())


def heard(content: Content, language: str, question: str, text: str) -> str:
    """The theme of the line that is said to an answer, or `none`."""
    found = next(content.reflections.fitting(text, (question,), language), None)
    return found.id.partition(".")[0] if found else "none"


@pytest.mark.parametrize(("language", "question", "theme", "text"), CASES)
def test_an_answer_is_heard_as_a_reader_hears_it(
    content: Content, language: str, question: str, theme: str, text: str
) -> None:
    assert heard(content, language, question, text) == theme


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 120
    assert sum(theme == "none" for _, _, theme, _ in CASES) >= len(CASES) // 3
    assert {language for language, *_ in CASES} == {"nl", "en"}
