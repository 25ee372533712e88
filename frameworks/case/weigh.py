"""Which of the points that hold is the main thing, and what else is worth saying. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from frameworks.case.picture import CasePicture, Evidence
from frameworks.case.points import KeyPoint, Step
from frameworks.definition.conditions import Test

FIRST = "alarm"
MOST_ALSO = 2
BY_PHRASE, BY_LEARNING = 3, 2
"""So much more weighs what someone took the trouble to type than what they chose or scored."""
MOST_LEARNED = 2
"""So many of the heaviest things that were heard by learning are told, if there are as many."""


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """A point that holds, and why.

    because: the tests that made it hold
    evidence: the words that it rests on, the most telling first
    """

    point: KeyPoint
    because: tuple[Test, ...]
    evidence: tuple[Evidence, ...]

    @property
    def typed(self) -> bool:
        """Whether it rests on words, and not on choices and scores alone."""
        return bool(self.evidence)

    @property
    def learned(self) -> bool:
        """Whether no phrase gave it away, and examples alone did."""
        return self.typed and all(one.learned for one in self.evidence)


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
    """Those that hold, one a topic: alarms in what was typed first, then by weight; what was
    typed goes before what was chosen, phrases before what was learned, the most specific first."""
    found = []
    for point in points:
        if point.id in dismissed:
            continue
        if (because := point.when.match(picture.facts)) is not None:
            words = dict.fromkeys(one for test in because for one in picture.of(test))
            found.append(HeldPoint(point, because, tuple(words)))
    return _heard_first([*_one_a_topic(sorted(found, key=_rank))])


def _rank(one: HeldPoint) -> tuple[bool, int, bool, bool, int]:
    alarm = one.typed and one.point.kind == FIRST
    weight = one.point.weight
    if one.typed:
        weight += BY_LEARNING if one.learned else BY_PHRASE
    return not alarm, -weight, not one.typed, one.learned, -len(one.because)


def _one_a_topic(held: Iterable[HeldPoint]) -> Iterator[HeldPoint]:
    """Of each topic the first; one kind of thing is said once of what was typed, and where it
    was learned nothing else is said of the same sentences."""
    seen: set[str] = set()
    used: set[tuple[str, str]] = set()
    learned: set[str] = set()
    for one in held:
        sentences = {(one.point.kind, words.sentence) for words in one.evidence}
        told = {sentence for _, sentence in used} if one.learned else learned
        again = {sentence for sentence in sentences if sentence in used or sentence[1] in told}
        if one.point.topic in seen or (sentences and sentences == again):
            continue
        seen.add(one.point.topic)
        used |= sentences
        learned |= {sentence for _, sentence in sentences} if one.learned else set()
        yield one


def _heard_first(held: list[HeldPoint]) -> list[HeldPoint]:
    """With what was chosen behind the heaviest that were learned, but for the main thing: what
    comes late may find no room."""
    places = [number for number, one in enumerate(held) if one.learned][:MOST_LEARNED]
    end = max(places, default=0) + 1
    typed = [one for one in held[1:end] if one.typed]
    chosen = [one for one in held[1:end] if not one.typed]
    return [*held[:1], *typed, *chosen, *held[end:]]
