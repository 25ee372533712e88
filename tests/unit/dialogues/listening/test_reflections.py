"""A line that shows an answer was heard is right, or is not said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.definition.content import Content
from frameworks.definition.languages import LANGUAGES
from tests.support.content import loaded
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


CLAIMED = {
    "nl": ["al een tijd", "bijzaak", "laat u niet los", "genoeg gepraat", "geen extra uren",
           "geen organisatie, maar", "niet om meer mensen", "eerder dan de vraag", "geen onwil"],
    "en": ["for a while", "for some time", "comes second", "it stays with you", "enough talk",
           "no extra hours", "no organisation", "not about more people", "before the question"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_says_no_more_than_the_words_bear(language: str) -> None:
    """How long it lasts, what counts less and what is not wanted was said by nobody."""
    lines = [
        line.text[language].casefold()
        for theme in loaded().reflections.themes.values()
        for line in theme.lines
    ]
    assert [line for line in lines if any(claim in line for claim in CLAIMED[language])] == []
