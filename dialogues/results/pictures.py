"""From what is published of rounds to pictures. None where there is nothing to show.

Items stand in the order of their framework, municipalities and roles in that of the alphabet:
nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dialogues.messages.pictures import (
    Bar,
    Bars,
    Mark,
    MetroLine,
    Picture,
    Scores,
    Series,
    Station,
    StationState,
)
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import decimal, figure
from frameworks.definition.model import Framework, Item, Standing
from frameworks.groups.results import Distribution, GroupResult
from frameworks.groups.rules import Kind

ScoresKind = Literal["dots", "trend", "radar"]
Moment = tuple[str, GroupResult]
"""A date in words, and what was published then."""
MAX_LINES, RADAR = 4, range(3, 13)
"""How many lines a trend has at most, and how many items a radar has."""
STATES: dict[Standing, StationState] = {"strong": "good", "middle": "half", "weak": "not_yet"}
"""How a station looks, by its band."""


@dataclass(frozen=True, slots=True)
class Charts:
    """Pictures of results on one framework, in one language."""

    framework: Framework
    catalogue: Catalogue
    language: str

    def bars(self, result: GroupResult) -> Picture | None:
        """How the answers of all are spread, for each item."""
        assert self.framework.scale is not None
        labels = {p.value: p.label[self.language] for p in self.framework.scale.points}
        shown = [found for i in self._items if (found := result.overall.get(i.id))]
        spots = sorted({*labels, *(at for one in shown for at in (*one.points, *(one.span or ())))})
        points = tuple((at, labels.get(at) or self._number(at)) for at in spots)
        bars = tuple(self._bar(item, result, spots) for item in self._items)
        return self._picture("bars", Bars(points, bars)) if result.overall else None

    def line(self, result: GroupResult) -> Picture | None:
        """Each item as a station: good in a strong band, not yet in a weak one."""
        stations = tuple(self._station(item, result) for item in self._items)
        return self._picture("line", MetroLine(stations)) if result.overall else None

    def dots(
        self, result: GroupResult, kind: Kind, names: Mapping[str, str] | None = None
    ) -> Picture | None:
        """Where municipalities or roles differ; `names` are those of roles in words."""
        named = ((names or {}).get(part.name, part.name) for part in result.of(kind))
        parts = sorted(zip(named, result.of(kind), strict=True), key=lambda one: one[0].casefold())
        if len(parts) < 2:
            return None
        series = tuple(
            Series(
                name,
                tuple(self._mark(part.items.get(item.id)) for item in self._items),
                self._count("people", part.n),
            )
            for name, part in parts
        )
        heads = tuple(
            (item.title[self.language], self._difference([one.marks[number] for one in series]))
            for number, item in enumerate(self._items)
        )
        return self._picture(f"dots_{kind}", self._scores("dots", heads, series))

    def trend(self, moments: Sequence[Moment], items: Sequence[str]) -> Picture | None:
        """A line for each of these items, four at most. Scores on other words are left out.

        Raises ValueError for more items.
        """
        if len(items) > MAX_LINES:
            raise ValueError(f"a trend of {len(items)} items; draw {MAX_LINES} at most")
        if not any(result.overall.get(item) for _, result in moments for item in items):
            return None
        series = tuple(
            Series(
                self.framework.item(item).title[self.language],
                tuple(self._then(item, result, moments[-1][1]) for _, result in moments),
            )
            for item in items
        )
        heads = tuple((day, self._people(result, "n")) for day, result in moments)
        return self._picture("trend", self._scores("trend", heads, series))

    def radar(self, moments: Sequence[Moment]) -> Picture | None:
        """One or two moments beside each other; as dots where a radar has no shape."""
        now = moments[-1][1]
        if not any(result.overall for _, result in moments):
            return None
        heads = tuple((item.title[self.language], "") for item in self._items)
        series = tuple(
            Series(
                day,
                tuple(self._then(item.id, result, now) for item in self._items),
                self._people(result),
            )
            for day, result in moments
        )
        kind: ScoresKind = "radar" if len(heads) in RADAR else "dots"
        return self._picture("radar", self._scores(kind, heads, series))

    @property
    def _items(self) -> list[Item]:
        return [item for item in self.framework.items if item.statements]

    def _say(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.language, f"chart_{key}", **values)

    def _count(self, key: str, count: int) -> str:
        return self._say(key, count=count, number=self._number(count))

    def _number(self, value: float) -> str:
        return figure(value, self.language)

    def _picture(self, title: str, shows: MetroLine | Bars | Scores) -> Picture:
        return Picture(self._say(title), self.language, shows)

    def _scores(
        self, kind: ScoresKind, heads: tuple[tuple[str, str], ...], series: tuple[Series, ...]
    ) -> Scores:
        assert self.framework.scale is not None
        low, *_, high = points = self.framework.scale.points
        note = self._say(
            "scores", low=low.value, high=high.value,
            low_label=low.label[self.language], high_label=high.label[self.language],
        )  # fmt: skip
        if any(mark.span for one in series for mark in one.marks):
            note += f" {self._say('spans')}"
        if any(mark.at is None and not mark.span for one in series for mark in one.marks):
            note += f" {self._say('missing')}"
        if kind == "trend":
            note += f" {self._say('n_is')}"
        return Scores(kind, note, tuple(point.value for point in points), heads, series)

    def _bar(self, item: Item, result: GroupResult, spots: Sequence[float]) -> Bar:
        title, found = item.title[self.language], result.overall.get(item.id)
        if found is None:
            return Bar(title, self._say("too_few"))
        word = f"{self._count('answers', found.n)}, {self._middle(found)}"
        each = dict(zip(found.points, found.counts, strict=True)) if found.counts else {}
        counts = tuple(each.get(at, 0) for at in spots) if each else ()
        return Bar(title, word, counts, found.span)

    def _station(self, item: Item, result: GroupResult) -> Station:
        title, found = item.title[self.language], result.overall.get(item.id)
        if found is None:
            return Station(title, "unknown", self._say("too_few"))
        band = result.band(self.framework, item.id)
        if band is None:
            return Station(title, "unknown", self._middle(found))
        return Station(
            title, STATES[band.standing], f"{band.label[self.language]}, {self._middle(found)}"
        )

    def _middle(self, found: Distribution) -> str:
        """The median, or between which points nearly all are."""
        if found.median is not None:
            return self._say("middle", score=self._number(round(found.median, 1)))
        assert found.span is not None
        low, high = found.span
        key = "span" if high - low > 1 else "span_of_two"
        return self._say(key, low=self._number(low), high=self._number(high))

    def _mark(self, found: Distribution | None) -> Mark:
        if found is None:
            return Mark(self._say("too_few"))
        if found.mean is None:
            return Mark(self._middle(found), span=found.span)
        return Mark(decimal(found.mean, self.language), round(found.mean, 2))

    def _then(self, item: str, result: GroupResult, now: GroupResult) -> Mark:
        """A score of a moment, when it is on the same words as now."""
        if item in result.overall and result.digests.get(item) != now.digests.get(item):
            return Mark(self._say("reworded"))
        return self._mark(result.overall.get(item))

    def _people(self, result: GroupResult, key: str = "people") -> str:
        return self._count(key, result.parts[0].n) if result.parts else self._say("few")

    def _difference(self, marks: list[Mark]) -> str:
        if not any(mark.at is not None or mark.span for mark in marks):
            return self._say("too_few")
        scores = [mark.at for mark in marks if mark.at is not None]
        gap = max(scores) - min(scores) if len(scores) > 1 else None
        return "" if gap is None else self._say("difference", gap=decimal(gap, self.language))
