"""Which advice fits, in which order, and which is given before any other."""

from __future__ import annotations

from typing import Any

from frameworks.definition.conditions import ALWAYS, Facts, Test, parse_condition
from frameworks.definition.model import Advice
from frameworks.scoring.advice import Chosen, choose
from tests.support.small_frameworks import text

YES = frozenset({"yes"})


def advice(name: str, about: str, when: dict[str, Any] | None = None) -> Advice:
    condition = parse_condition(when) if when else ALWAYS
    return Advice(id=name, about=about, text=text(name), when=condition, source=[])


def chosen(facts: Facts, *some: Advice, most: int = 9, given: tuple[str, ...] = ()) -> list[str]:
    return [one.advice.id for one in choose(some, facts, most=most, given=given)]


def test_what_fits_is_given_with_the_tests_that_chose_it() -> None:
    """What does not hold is not there; what holds always has nothing to tell."""
    some = [advice("fits", "a", {"q": "yes"}), advice("not", "b", {"q": "no"}), advice("any", "c")]
    assert choose(some, {"q": YES}, most=9) == [
        Chosen(some[0], (Test("q", values=YES),)),
        Chosen(some[2], ()),
    ]


def test_what_was_given_is_not_given_again() -> None:
    some = [advice("one", "a"), advice("two", "b")]
    assert chosen({}, *some, given=("one",)) == ["two"]
    assert chosen({}, *some, most=1) == ["one"]


def test_the_most_specific_comes_first() -> None:
    """However weak the point is that the others are about."""
    some = [
        advice("none", "a"),
        advice("two", "b", {"q": "yes", "r": "yes"}),
        advice("one", "c", {"q": "yes"}),
    ]
    assert chosen({"q": YES, "r": YES, "a.score": 1.0}, *some) == ["two", "one", "none"]


def test_of_what_is_as_specific_the_weakest_point_comes_first() -> None:
    """What has no score comes last; equals keep the order of the content."""
    some = [advice("strong", "a"), advice("unrated", "b"), advice("weak", "c"), advice("too", "d")]
    facts: Facts = {"a.score": 4.5, "c.score": 1.5, "d.score": 1.5}
    assert chosen(facts, *some) == ["weak", "too", "strong", "unrated"]


def test_each_point_has_its_turn_before_any_has_two() -> None:
    """A person is helped more by three points once than by one point three times."""
    some = [
        advice("a1", "a", {"q": "yes"}),
        advice("a2", "a", {"q": "yes"}),
        advice("b1", "b"),
        advice("b2", "b"),
    ]
    assert chosen({"q": YES}, *some) == ["a1", "b1", "a2", "b2"]
    assert chosen({"q": YES}, *some, most=2) == ["a1", "b1"]
