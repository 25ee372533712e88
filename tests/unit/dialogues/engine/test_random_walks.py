"""Random ways through every dialogue: none ends in a dead end, and all of it is met by someone."""

from __future__ import annotations

import os
from multiprocessing import get_context

import pytest

from dialogues.definition.content import Content
from tests.support.content import loaded
from tests.support.random_walks import many

WALKS = int(os.environ.get("WALKS", "400"))
DIALOGUES = sorted(loaded().dialogues)


def _walked(task: tuple[str, int]) -> tuple[int, list[int], set[str], set[str]]:
    dialogue, walks = task
    given, made = many(loaded(), dialogue, walks)
    stuck = [number for number, one in enumerate(made) if not one.ended]
    return len(made), stuck, set().union(*(one.states for one in made)), set(given)


@pytest.fixture(scope="module")
def walked() -> dict[str, tuple[int, list[int], set[str], set[str]]]:
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        results = pool.map(_walked, [(dialogue, WALKS) for dialogue in DIALOGUES], chunksize=1)
    return dict(zip(DIALOGUES, results, strict=True))


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_nobody_gets_stuck(
    dialogue: str, walked: dict[str, tuple[int, list[int], set[str], set[str]]]
) -> None:
    """Whatever people answer, skip or go back to, they come to the end."""
    walks, stuck, _, _ = walked[dialogue]
    assert walks == WALKS
    assert stuck == []


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_every_question_is_met_by_someone(
    content: Content, dialogue: str, walked: dict[str, tuple[int, list[int], set[str], set[str]]]
) -> None:
    """But for those about a fourth and a fifth name, which nobody gives here."""
    asked = {s.id for s in content.dialogues[dialogue].states.values() if s.waits and s.turn < 4}
    assert asked - walked[dialogue][2] == set()


def test_most_advice_is_given_to_someone(
    content: Content, walked: dict[str, tuple[int, list[int], set[str], set[str]]]
) -> None:
    """What no random person gets is rare advice; more than a tenth would be a fault."""
    everything = {a.id for f in content.frameworks.values() for a in f.advice}
    given = set().union(*(result[3] for result in walked.values()))
    assert len(everything - given) <= len(everything) / 10, sorted(everything - given)
