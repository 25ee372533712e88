"""`when:` in content: a test on facts that can be checked beforehand and explained afterwards.

A condition is a mapping from a fact's name to what it must be; all must hold. A list of such
mappings holds when one of them does. What a fact must be is a value (`wethouder`), a list of
values (one of them), a comparison (`"<3"`), `known`, or any of these denied (`"!known"`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, WithJsonSchema

from frameworks.definition.faults import Fault, FaultError

Fact = frozenset[str] | float
Facts = Mapping[str, Fact]
"""Fact name -> the ids that an answer holds, or a number. An unanswered question has no fact."""

UNKNOWN, SKIPPED, GIVEN, KNOWN = "unknown", "skipped", "given", "known"
WORDS = frozenset({UNKNOWN, SKIPPED, GIVEN, KNOWN})
"""What a fact can be besides a choice: *don't know*, skipped, some free text, anything answered."""
NOTHING = "nothing said"
"""A free text such as *nothing*; no condition names it."""
NOT_KNOWN = frozenset({UNKNOWN, SKIPPED, NOTHING})

COMPARISON = re.compile(r"(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Test:
    """One fact must be one of `values`, or compare with `number`.

    fact: name of the fact, such as `goal.signals`
    values: one of these must be among what the fact holds
    compare: a sign of `COMPARE`; empty: `values` count
    number: what to compare with
    denied: turns it round
    """

    __test__ = False  # not a test case, whatever pytest thinks of its name

    fact: str
    values: frozenset[str] = frozenset()
    compare: str = ""
    number: float = 0.0
    denied: bool = False

    def holds(self, facts: Facts) -> bool:
        """Whether it does. A fact that is not known is none of the values."""
        return self._plain(facts.get(self.fact)) != self.denied

    def _plain(self, fact: Fact | None) -> bool:
        if fact is None:
            return False
        if isinstance(fact, frozenset):
            if not fact.isdisjoint(self.values):
                return True
            return KNOWN in self.values and not fact <= NOT_KNOWN
        if self.compare:
            return COMPARE[self.compare](fact, self.number)
        return KNOWN in self.values


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a tuple of tests that must all hold. No alternative: always true."""

    clauses: tuple[tuple[Test, ...], ...] = ()

    def match(self, facts: Facts) -> tuple[Test, ...] | None:
        """The most specific alternative that holds (empty: nothing to test), or None."""
        if not self.clauses:
            return ()
        found: tuple[Test, ...] | None = None
        for clause in self.clauses:
            if found is not None and len(clause) <= len(found):
                continue
            for test in clause:  # `all` would make a generator each time
                if not test.holds(facts):
                    break
            else:
                found = clause
        return found

    def holds(self, facts: Facts) -> bool:
        return self.match(facts) is not None

    def tests(self) -> Iterator[Test]:
        for clause in self.clauses:
            yield from clause

    def renamed(self, names: Mapping[str, str]) -> Condition:
        """The same condition on other facts: `names[as written]`.

        `a.b` follows the name before its dot.
        """

        def rename(fact: str) -> str:
            head, dot, tail = fact.partition(".")
            return names.get(head, head) + dot + tail

        return Condition(
            tuple(tuple(replace(t, fact=rename(t.fact)) for t in c) for c in self.clauses)
        )

    def both(self, other: Condition) -> Condition:
        """Holds when this one and the other do."""
        pairs = product(self.clauses or ((),), other.clauses or ((),))
        joined = tuple((*mine, *theirs) for mine, theirs in pairs)
        return Condition(tuple(clause for clause in joined if clause))


ALWAYS = Condition()


def parse_condition(raw: Any) -> Condition:
    """Read what stands under `when:`. Raises FaultError with what is wrong."""
    if isinstance(raw, Condition):
        return raw
    clauses = raw if isinstance(raw, list) else [raw]
    if not clauses or not all(isinstance(c, dict) and c for c in clauses):
        raise FaultError(Fault.NO_CONDITION.told())
    read = (same(tuple(same(_test(str(f), v)) for f, v in c.items())) for c in clauses)
    return same(Condition(tuple(read)))


_first: dict[Hashable, Any] = {}
H = TypeVar("H", bound=Hashable)


def same(one: H) -> H:
    """The first that was equal to this one: content repeats itself, and its parts weigh."""
    return cast(H, _first.setdefault(one, one))


def forget() -> None:
    """Content has been read: what is shared stays shared, and nothing more is looked for."""
    _first.clear()


def _test(fact: str, raw: Any) -> Test:
    values = [str(v) for v in (raw if isinstance(raw, list) else [raw])]
    if not values or not all(values):
        raise FaultError(Fault.EMPTY_CONDITION.told(fact=fact))
    denied = values[0].startswith("!")
    if denied:
        values[0] = values[0][1:].strip()
    if len(values) == 1 and (found := COMPARISON.fullmatch(values[0].strip())):
        return Test(fact, compare=found[1], number=float(found[2]), denied=denied)
    return Test(fact, values=same(frozenset(values)), denied=denied)


_VALUE = {"type": ["string", "number"]}
_CLAUSE = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"anyOf": [_VALUE, {"type": "array", "items": _VALUE}]},
}
_SCHEMA = {"anyOf": [_CLAUSE, {"type": "array", "items": _CLAUSE, "minItems": 1}]}
When = Annotated[Condition, BeforeValidator(parse_condition), WithJsonSchema(_SCHEMA)]
