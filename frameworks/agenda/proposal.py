"""From a published result to the conversation agenda that a chair begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason
from frameworks.definition.languages import Language
from frameworks.definition.methods import FacilitationGuide, MeetingPart, Method, Why
from frameworks.definition.model import Framework, Item
from frameworks.groups.comparison import apart, differing
from frameworks.groups.figures import Estimate
from frameworks.groups.publish import ends
from frameworks.groups.results import GroupResult

SHORTEST = 20
"""Minutes below which no talk is worth an agenda."""
EDGE, MAX_END_MINUTES = 5, 15
"""Minutes to begin and to end with; the end takes what the points leave over."""
LEAST, AT_MOST, POINTS = 15, 30, 5
"""Minutes that a point had best have, and has at most; how many points a talk can bear."""
SPREAD = 0.5
"""How much people weigh who lie apart, whoever they are, from 0 to 1."""
IMPORTANT = 0.5
"""The share of people from which an item is important."""


@dataclass(frozen=True, slots=True)
class _Point:
    """An item with what speaks for talking about it. All numbers are from 0 to 1.

    item: of the framework
    reasons: what speaks for it, what says most first
    height: where its mean lies on the scale
    apart: how far people lie apart
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

    On it comes every shown item that is weak (its mean is no strength), divided or important; and
    what is strong only when nothing is weak or divided. Divided is where parts surely differ, or
    where people lie apart. The weightiest comes first. The weight is a sum of three numbers from 0
    to 1: how far the mean lies from the top of the scale, how far people or parts lie apart, and
    the share that called it important. Of what is only strong it is how high the mean lies. Equals
    keep the framework's order. Of few people no order is made: there are no points then.

    Raises ValueError for a talk that is too short.
    """
    if minutes < SHORTEST:
        raise ValueError(f"a talk of {minutes} minutes is too short (give {SHORTEST} or more)")
    items = [] if result.few else framework.items
    found = [p for item in items for p in _point(item, result, framework)]
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
    reasons = tuple(_reasons(item.id, found, result, framework))
    share = result.important.get(item.id)
    low, high = ends(framework)
    gaps = [
        gap.value for kind in differing(result, item.id) if (gap := apart(result, kind, item.id))
    ]
    spread = SPREAD if result.spread.get(item.id) == "apart" else 0.0
    far = max([spread, *(abs(gap) / (high - low) for gap in gaps)])
    height = (found.value - low) / (high - low)
    if reasons:
        yield _Point(item, reasons, height, far, share.value if share else 0.0)


def _reasons(
    item: str, found: Estimate, result: GroupResult, framework: Framework
) -> Iterator[AgendaReason]:
    """What speaks for talking about an item; what stands first says most."""
    kinds = differing(result, item)
    divided = bool(kinds) or result.spread.get(item) == "apart"
    if divided:
        yield AgendaReason("divided", between=kinds[0] if kinds else None)
    strong = _strong(found, framework)
    if not strong:
        yield AgendaReason("weak", found)
    elif not divided:
        yield AgendaReason("strong", found)
    share = result.important.get(item)
    if share and share.value >= IMPORTANT:
        yield AgendaReason("important", share)


def _strong(found: Estimate, framework: Framework) -> bool:
    """In a strong band; without bands, above the middle of the scale."""
    if framework.bands:
        return framework.band(found.value).standing == "strong"
    return found.value > sum(ends(framework)) / 2


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
