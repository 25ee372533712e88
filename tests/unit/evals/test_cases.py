"""The cases hold together, and their rules for words find what they stand for and little else."""

from __future__ import annotations

import pytest

from tests.evals.cases import CASES, KINDS, Case, all_cases, read
from tests.evals.faults import role_patterns
from tests.evals.matching import any_holds
from tests.support.content import loaded

EVERY = all_cases()
HARDLY_EVER = 0.003
"""So often a rule holds for what a consultant says to somebody else."""


def test_there_are_sixty_of_many_kinds() -> None:
    assert len(EVERY) == 60
    assert {case.dialogue for case in EVERY} >= {"forms", "seven_stops", "undercurrent"}
    assert {case.office for case in EVERY} == set(role_patterns())
    assert {case.language for case in EVERY} == {"nl", "en"}
    assert {point.kind for case in EVERY for point in case.points} == set(KINDS)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_evidence_stands_in_the_answers(case: Case) -> None:
    assert case == read(CASES / f"{case.id}.yaml") and case.dialogue in loaded().dialogues
    assert 3 <= len(case.points) <= 5
    said = [(about, words) for about, words in case.answers]
    for point in case.points:
        assert point.evidence and point.kind in KINDS
        for about, quote in point.evidence:
            assert any(about == topic and quote in words for topic, words in said), quote
    for one in case.non_answers:
        assert any(one in words for _, words in said), one


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_rules_hold_for_what_the_consultant_says(case: Case) -> None:
    """So that a coach who says just that is not told that it missed the point."""
    assert case.main_needs and all(point.needs for point in case.points)
    missed = [point.text for point in case.points if not any_holds(point.needs, point.text)]
    assert missed == []
    assert any_holds(case.main_needs, case.main_thing)


def test_rules_hold_for_hardly_anything_else() -> None:
    """What is said to another person does not meet a point, but by chance."""
    held = [
        any_holds(point.needs, other.text)
        for case in EVERY
        for someone in EVERY
        if someone.id != case.id and someone.language == case.language
        for point in case.points
        for other in someone.points
    ]
    assert len(held) > 20_000
    assert sum(held) / len(held) < HARDLY_EVER


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_what_is_forbidden_is_not_what_is_advised(case: Case) -> None:
    advised = (case.main_thing, case.step, case.say)
    assert [one for one in advised if any_holds(case.forbidden, one)] == []
