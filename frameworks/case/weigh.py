"""Which of the points that hold is the main thing, and what else is worth saying. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from frameworks.case.picture import CasePicture, Evidence
from frameworks.case.points import KeyPoint, Step
from frameworks.definition.conditions import Test

FIRST = "alarm"
MOST_ALSO = 2


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """A point that holds, and why.

    because: the tests that made it hold
    evidence: the words that it rests on, the most telling first
    """

    point: KeyPoint
    because: tuple[Test, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A point with what this person can do about it."""

    held: HeldPoint
    step: Step


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What to tell.

    main: what weighs most
    actions: what can be done, the most important first
    also: what weighs less, and is worth a sentence
    leave: what to leave alone, of the heaviest point that knows
    ask: what is still open, of a point that nothing is done about if there is one
    """

    main: HeldPoint
    actions: tuple[Action, ...]
    also: tuple[HeldPoint, ...]
    leave: HeldPoint | None
    ask: HeldPoint | None

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the points that are told, the main one first."""
        others = (self.leave, self.ask)
        held = [self.main, *(a.held for a in self.actions), *self.also]
        held += [one for one in others if one]
        return tuple(dict.fromkeys(one.point.id for one in held))


def weigh(
    points: Iterable[KeyPoint],
    picture: CasePicture,
    role: str,
    *,
    most: int,
    dismissed: Collection[str] = (),
    known: Collection[str] = (),
) -> Conclusion | None:
    """The main thing and what goes with it; None when no point holds.

    most: how many actions at most
    dismissed: ids of points that the person did not recognise
    known: ids of points whose action was given lately, in another talk
    """
    held = holding(points, picture, dismissed)
    if not held:
        return None
    main, *rest = held
    able = ((one, one.point.step(role)) for one in held if one.point.id not in known)
    actions = tuple(Action(one, step) for one, step in able if step is not None)[:most]
    acted = {action.held.point.id for action in actions}
    left = [one for one in rest if one.point.id not in acted]
    also, open_ones = left[:MOST_ALSO], left[MOST_ALSO:] or rest
    return Conclusion(
        main,
        actions,
        tuple(also),
        next((one for one in held if one.point.leave), None),
        next((one for one in (*open_ones, main) if one.point.ask), None),
    )


def holding(
    points: Iterable[KeyPoint], picture: CasePicture, dismissed: Collection[str] = ()
) -> list[HeldPoint]:
    """Those that hold, one a topic: alarms in what was typed first, then by weight; of the same
    weight what was typed before what was chosen, and the most specific."""
    found = []
    for point in points:
        if point.id in dismissed:
            continue
        if (because := point.when.match(picture.facts)) is not None:
            words = dict.fromkeys(one for test in because for one in picture.of(test))
            found.append(HeldPoint(point, because, tuple(words)))
    return list(_one_a_topic(sorted(found, key=_rank)))


def _rank(one: HeldPoint) -> tuple[bool, int, bool, int]:
    typed = bool(one.evidence)
    return not (typed and one.point.kind == FIRST), -one.point.weight, not typed, -len(one.because)


def _one_a_topic(held: Iterable[HeldPoint]) -> Iterator[HeldPoint]:
    """Of each topic the first; one kind of thing is said once of what was typed."""
    seen: set[str] = set()
    used: set[tuple[str, str]] = set()
    for one in held:
        sentences = {(one.point.kind, words.sentence) for words in one.evidence}
        if one.point.topic in seen or (sentences and sentences <= used):
            continue
        seen.add(one.point.topic)
        used |= sentences
        yield one
