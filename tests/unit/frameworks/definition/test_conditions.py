"""Conditions: what they hold for, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from frameworks.definition.conditions import ALWAYS, Facts, parse_condition

FACTS: Facts = {
    "role": frozenset({"executive", "given"}),
    "want": frozenset({"given"}),
    "cost": frozenset({"unknown"}),
    "tf1.score": 2.5,
}


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"role": "executive"}, True),
        ({"role": ["staff", "executive"]}, True),
        ({"role": "!executive"}, False),
        ({"role": "staff"}, False),
        ({"want": "known"}, True),
        ({"want": "given"}, True),
        ({"cost": "known"}, False),
        ({"cost": "!known"}, True),
        ({"cost": ["unknown", "skipped"]}, True),
        ({"nothing": "known"}, False),
        ({"nothing": "!known"}, True),
        ({"tf1.score": "<3"}, True),
        ({"tf1.score": ">= 2.5"}, True),
        ({"tf1.score": ">3"}, False),
        ({"nothing.score": "<3"}, False),
        ({"role": "executive", "cost": "known"}, False),
        ([{"role": "staff"}, {"want": "given"}], True),
    ],
)
def test_a_condition_holds_when_one_alternative_does(when: object, holds: bool) -> None:
    """All tests of an alternative must hold; an absent fact is never known."""
    assert parse_condition(when).holds(FACTS) is holds


def test_the_most_specific_alternative_explains() -> None:
    """Of two alternatives that hold, the one with more tests is given as the reason."""
    condition = parse_condition([{"want": "given"}, {"want": "given", "role": "executive"}])
    matched = condition.match(FACTS)
    assert matched is not None
    assert [test.fact for test in matched] == ["want", "role"]


def test_no_condition_always_holds() -> None:
    """What has no condition needs no facts."""
    assert ALWAYS.match({}) == ()


@pytest.mark.parametrize("wrong", [[], {}, "x", {"role": []}, {"role": ""}, [{}]])
def test_a_wrong_condition_is_refused(wrong: object) -> None:
    """Nonsense is a fault of the content, not a condition that never holds."""
    with pytest.raises(ValueError, match="condition"):
        parse_condition(wrong)


def test_renaming_follows_the_name_before_the_dot() -> None:
    """A turn of a repeat tests its own answers."""
    renamed = parse_condition({"liked.signals": "vague"}).renamed({"liked": "liked_2"})
    assert [test.fact for test in renamed.tests()] == ["liked_2.signals"]
