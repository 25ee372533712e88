"""Whoever does not get a question is asked it again in other, simpler words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dialogues.definition.states import State
from frameworks.definition.languages import LANGUAGES
from tests.support.content import loaded

CONTENT = loaded()
LONGEST, SHARED = 140, 0.6
WORD = re.compile(r"[^\W\d_]{4,}")
TEMPLATE = re.compile(r"\{[{%].*?[}%]\}")
ADDRESSED = frozenset(["kies", "choose", "hoogstens", "most", "noem", "name", "typ", "type"])
"""What tells how to answer, in either wording."""


def questions() -> Iterator[tuple[str, State]]:
    for dialogue in CONTENT.dialogues.values():
        for state in dialogue.states.values():
            if state.waits and state.kind != "rating" and not state.follows and state.turn <= 1:
                yield f"{dialogue.id}.{state.plain}", state


QUESTIONS = dict(questions())


def words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(TEMPLATE.sub(" ", text))} - ADDRESSED


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_again_in_other_words(name: str) -> None:
    """Shortly, and hardly with the words that were not understood."""
    state = QUESTIONS[name]
    assert state.again is not None
    for language in LANGUAGES:
        again = state.again[language]
        assert len(TEMPLATE.sub("Wijchen", again)) <= LONGEST
        for asked in state.asks:
            common = words(again) & words(asked.text[language])
            assert len(common) < SHARED * len(words(again)), common


@pytest.mark.parametrize("name", [name for name in QUESTIONS if QUESTIONS[name].turn])
def test_the_name_of_a_turn_is_said_again(name: str) -> None:
    """A question about one of several others says which, also the second time."""
    state = QUESTIONS[name]
    assert state.again is not None
    assert all("{{ name }}" in text for text in state.again.all)


def test_a_follow_up_can_be_asked_again_too() -> None:
    """It takes the words of the question that it follows."""
    states = CONTENT.dialogues["core_questions"].states
    assert states["want_more"].again == states["want"].again is not None
