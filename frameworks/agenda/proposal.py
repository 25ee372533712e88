"""From a published result to the conversation agenda that a chair begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason
from frameworks.definition.languages import Language
from frameworks.definition.methods import FacilitationGuide, MeetingPart, Method, Why
from frameworks.definition.model import Framework, Item
from frameworks.groups.results import Distribution, GroupResult

SHORTEST = 20
"""Minutes below which no talk is worth an agenda."""
EDGE, MAX_END_MINUTES = 5, 15
"""Minutes to begin and to end with; the end takes what the points leave over."""
LEAST, AT_MOST, POINTS = 15, 30, 5
"""Minutes that a point had best have, and has at most; how many points a talk can bear."""
DIVIDED = 0.6
"""The agreement below which people are divided: two camps that lie half a scale apart have less."""
IMPORTANT = 0.5
"""The share of people from which an item is important."""


@dataclass(frozen=True, slots=True)
class _Point:
    """An item with what speaks for talking about it. All numbers are from 0 to 1.

    item: of the framework
    reasons: what speaks for it, what says most first
    height: where its median lies on the scale
    apart: how far people are from agreeing
    share: how many of all called it important
    """

    item: Item
    reasons: tuple[AgendaReason, ...]
    height: float
    apart: float
    share: float

    @property
    def whys(self) -> list[Why]:
        return [reason.why for reason in self.reasons]

    @property
    def waits(self) -> bool:
        """Whether it goes well and nobody asks for it."""
        return self.whys == ["strong"]

    @property
    def weight(self) -> float:
        return self.height if self.waits else 1 - self.height + self.apart + self.share


def propose(
    result: GroupResult,
    framework: Framework,
    guide: FacilitationGuide,
    minutes: int,
    language: Language,
) -> Agenda:
    """The agenda of a talk of so many minutes about a result.

    On it comes every shown item that is weak (its median is no strength), divided or important; and
    what is strong only when nothing is weak or divided. The weightiest comes first. The weight is a
    sum of three numbers from 0 to 1: how far the median lies from the top of the scale, how far
    people are from agreeing, and the share that called it important. Of what is only strong it is
    how high the median lies. Where nearly all agree there is a span instead: its middle counts as
    the median, and it is never divided. Equals keep the framework's order.

    Raises ValueError for a talk that is too short.
    """
    if minutes < SHORTEST:
        raise ValueError(f"a talk of {minutes} minutes is too short (give {SHORTEST} or more)")
    found = [p for item in framework.items for p in _point(item, result, framework)]
    points = sorted(found, key=lambda p: (p.waits, -p.weight))
    urgent = any(why in ("divided", "weak") for p in points for why in p.whys)
    now = [p for p in points if not (urgent and p.waits)]
    room = minutes - 2 * EDGE
    fit = min(len(now), POINTS, max(1, room // LEAST))
    each = min(AT_MOST, room // fit // 5 * 5) if fit else 0
    entries = _entries(points, [each] * fit + [LEAST] * (len(points) - fit), guide, language)
    end = min(MAX_END_MINUTES, EDGE + room - fit * each)
    return Agenda(
        framework=framework.id,
        language=language,
        minutes=minutes,
        begin=_moment(guide.meeting.begin, EDGE, language),
        end=_moment(guide.meeting.end, end, language),
        entries=tuple(entries[:fit]),
        later=tuple(entries[fit:]),
    )


def _point(item: Item, result: GroupResult, framework: Framework) -> Iterator[_Point]:
    """The item, when its result may be shown and something speaks for talking about it."""
    if (found := result.overall.get(item.id)) is None:
        return
    level, share = _level(found), result.important.get(item.id, 0.0)
    reasons = tuple(_reasons(found, level, share, framework))
    low, high = found.points[0], found.points[-1]
    height = 1.0 if level is None else (level - low) / (high - low)
    apart = 0.0 if found.agreement is None else 1 - found.agreement
    if reasons:
        yield _Point(item, reasons, height, apart, share)


def _level(found: Distribution) -> float | None:
    """The median, or the middle of a span; None for a span of the whole scale: it says nothing."""
    if found.span is None or found.span == (found.points[0], found.points[-1]):
        return found.median
    return sum(found.span) / 2


def _reasons(
    found: Distribution, level: float | None, share: float, framework: Framework
) -> Iterator[AgendaReason]:
    """What speaks for talking about an item; what stands first says most."""
    agreement = found.agreement
    divided = agreement is not None and agreement < DIVIDED
    if divided:
        yield AgendaReason("divided", agreement, found.n)
    strong = level is not None and _strong(level, found, framework)
    if level is not None and not strong:
        yield AgendaReason("weak", found.median, found.n, found.span)
    if strong and not divided:
        yield AgendaReason("strong", found.median, found.n, found.span)
    if share >= IMPORTANT:
        yield AgendaReason("important", share)


def _strong(level: float, found: Distribution, framework: Framework) -> bool:
    """In a strong band; without bands, above the middle of the scale."""
    if framework.bands:
        return framework.band(level).standing == "strong"
    return level > (found.points[0] + found.points[-1]) / 2


def _entries(
    points: Sequence[_Point], minutes: Sequence[int], guide: FacilitationGuide, language: Language
) -> list[AgendaEntry]:
    """An entry for each point; ways of working vary from one to the next."""
    found: list[AgendaEntry] = []
    used: list[str] = []
    for point, each in zip(points, minutes, strict=True):
        why = point.whys[0]
        way = _way(guide.ways, point, each, used)
        used.append(way.id)
        opening = point.item.opening or getattr(guide.meeting.openings, why)
        found.append(
            AgendaEntry(
                item=point.item.id,
                title=point.item.title[language],
                reasons=point.reasons,
                opening=opening[language],
                way=way.title[language],
                steps=tuple(step[language] for step in way.steps),
                caution=way.caution[language],
                minutes=each,
            )
        )
    return found


def _way(ways: Sequence[Method], point: _Point, minutes: int, used: Sequence[str]) -> Method:
    """The way of working that suits a point best: rather a new one, and one for little else."""
    fitting = [
        way
        for way in ways
        if point.whys[0] in way.for_
        and way.minutes <= minutes
        and (not way.perspectives or point.item.perspective in way.perspectives)
    ]
    return min(fitting, key=lambda way: (used.count(way.id), len(way.for_)))


def _moment(moment: MeetingPart, minutes: int, language: Language) -> AgendaEntry:
    return AgendaEntry(
        item=None,
        title=moment.title[language],
        opening=moment.opening[language],
        steps=tuple(step[language] for step in moment.steps),
        minutes=minutes,
    )
