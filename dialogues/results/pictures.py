"""From what is published of rounds to pictures. None where there is nothing to show.

Items stand in the order of their framework, municipalities and roles in that of the alphabet:
nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dialogues.messages.pictures import (
    Arrows,
    Mark,
    MetroLine,
    Move,
    Picture,
    Scores,
    Series,
    Station,
    StationState,
)
from dialogues.results.figures import (
    between,
    between_words,
    gap_words,
    mean_words,
    moved_words,
)
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import figure
from frameworks.definition.model import Framework, Item, Standing
from frameworks.groups.comparison import apart, change
from frameworks.groups.figures import Estimate
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Kind

ScoresKind = Literal["dots", "trend"]
Moment = tuple[str, GroupResult]
"""A date in words, and what was published then."""
MAX_LINES = 4
"""How many lines a trend has at most."""
STATES: dict[Standing, StationState] = {"strong": "good", "middle": "half", "weak": "not_yet"}
"""How a station looks, by its band."""


EXAMPLE = ((4, 3.0), (3, 3.5), (5, 5.0), (3, 3.5), (3.75, 3.75))
"""Four made-up answers before and after their secret numbers; and the mean of them."""


def explained(catalogue: Catalogue, language: str) -> Picture:
    """What the secret numbers do: answers move, and their mean hardly does."""

    def say(key: str, **values: Any) -> str:
        return catalogue.say(language, f"chart_{key}", **values)

    moves = []
    for number, (true, counted) in enumerate(EXAMPLE, 1):
        given, told = (figure(one, language) for one in (true, counted))
        whole = number == len(EXAMPLE)
        title = say("example_mean") if whole else say("example_one", number=number)
        word = say("example_word", given=given, told=told)
        moves.append(Move(title, word, true, counted, clear=true != counted))
    shows = Arrows(say("example_note"), (1, 2, 3, 4, 5), tuple(moves))
    return Picture(say("example"), language, shows)


@dataclass(frozen=True, slots=True)
class Charts:
    """Pictures of results on one framework, in one language."""

    framework: Framework
    catalogue: Catalogue
    language: str

    def means(self, result: GroupResult) -> Picture | None:
        """The mean of all, for each item, with the band in which the true one probably lies."""
        if not result.overall:
            return None
        marks = tuple(self._mark(result.overall.get(item.id)) for item in self._items)
        heads = tuple(
            (item.title[self.language], self._about(item, result)) for item in self._items
        )
        all_ = Series(self._say("all"), marks, self._people(result))
        return self._picture("means", self._scores("dots", heads, (all_,)))

    def line(self, result: GroupResult) -> Picture | None:
        """Each item as a station: good in a strong band, not yet in a weak one."""
        stations = tuple(self._station(item, result) for item in self._items)
        return self._picture("line", MetroLine(stations)) if result.overall else None

    def dots(
        self, result: GroupResult, kind: Kind, names: Mapping[str, str] | None = None
    ) -> Picture | None:
        """Where municipalities, roles or blocks differ, each with its band; one alone is drawn
        against all. `names` are those of roles and blocks in words."""
        named = [((names or {}).get(part.name, part.name), part) for part in result.of(kind)]
        parts = sorted(named, key=lambda one: one[0].casefold())
        if not parts:
            return None
        if len(parts) == 1:
            parts.append((self._say("all"), result.parts[0]))
        series = tuple(self._series(name, part) for name, part in parts)
        heads = tuple(
            (item.title[self.language], self._difference(result, kind, item))
            for item in self._items
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

    def arrows(self, now: GroupResult, before: GroupResult) -> Picture | None:
        """From then to now: an arrow for each item that surely moved."""
        moved = {one.item: one for one in change(now, before)}
        if not moved:
            return None
        assert self.framework.scale is not None
        points = tuple(point.value for point in self.framework.scale.points)
        moves = []
        for item in self._items:
            title = item.title[self.language]
            if (one := moved.get(item.id)) is None:
                moves.append(Move(title, self._say("not_compared")))
                continue
            then, today = (mean_words(self._text, f, self.language) for f in (one.before, one.now))
            by = moved_words(self._text, one.moved, self.language)
            word = self._say("then_now", then=then, now=today, moved=by)
            clear = one.moved.word == "differs"
            moves.append(Move(title, word, one.before.value, one.now.value, clear))
        shows = Arrows(f"{self._scale()} {self._say('arrows_are')}", points, tuple(moves))
        return self._picture("arrows", shows)

    @property
    def _items(self) -> list[Item]:
        return [item for item in self.framework.items if item.statements]

    def _say(self, key: str, **values: Any) -> str:
        return self._text(f"chart_{key}", **values)

    def _text(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.language, key, **values)

    def _count(self, key: str, count: int) -> str:
        return self._say(key, count=count, number=self._number(count))

    def _number(self, value: float) -> str:
        return figure(value, self.language)

    def _picture(self, title: str, shows: MetroLine | Arrows | Scores) -> Picture:
        return Picture(self._say(title), self.language, shows)

    def _scores(
        self, kind: ScoresKind, heads: tuple[tuple[str, str], ...], series: tuple[Series, ...]
    ) -> Scores:
        assert self.framework.scale is not None
        note, marks = self._scale(), [mark for one in series for mark in one.marks]
        if any(mark.span for mark in marks):
            note += f" {self._say('spans')}"
        if any(mark.at is None for mark in marks):
            note += f" {self._say('missing')}"
        if kind == "trend":
            note += f" {self._say('n_is')}"
        points = tuple(point.value for point in self.framework.scale.points)
        return Scores(kind, note, points, heads, series)

    def _scale(self) -> str:
        assert self.framework.scale is not None
        low, *_, high = self.framework.scale.points
        return self._say(
            "scores", low=low.value, high=high.value,
            low_label=low.label[self.language], high_label=high.label[self.language],
        )  # fmt: skip

    def _series(self, name: str, part: GroupPart) -> Series:
        marks = tuple(self._mark(part.items.get(item.id)) for item in self._items)
        return Series(name, marks, self._count("people", part.n))

    def _about(self, item: Item, result: GroupResult) -> str:
        """What is said of an item of all, besides its mean."""
        if (found := result.overall.get(item.id)) is None:
            return self._say("too_few")
        words = between_words(self._text, found, self.framework, self.language)
        spread = result.spread.get(item.id)
        return f"{words}. {self._say(spread)}" if spread else words

    def _station(self, item: Item, result: GroupResult) -> Station:
        title, found = item.title[self.language], result.overall.get(item.id)
        if found is None:
            return Station(title, "unknown", self._say("too_few"))
        band, mean = result.band(self.framework, item.id), self._mean(found)
        if band is None:
            return Station(title, "unknown", mean)
        return Station(title, STATES[band.standing], f"{band.label[self.language]}, {mean}")

    def _mean(self, found: Estimate) -> str:
        return mean_words(self._text, found, self.language)

    def _mark(self, found: Estimate | None) -> Mark:
        if found is None:
            return Mark(self._say("too_few"))
        band = between(found, self.framework) if found.margin else None
        return Mark(self._mean(found), found.value, band)

    def _then(self, item: str, result: GroupResult, now: GroupResult) -> Mark:
        """A score of a moment, when it is on the same words as now."""
        if item in result.overall and result.digests.get(item) != now.digests.get(item):
            return Mark(self._say("reworded"))
        return self._mark(result.overall.get(item))

    def _people(self, result: GroupResult, key: str = "people") -> str:
        return self._count(key, result.n) if result.parts else self._say("few")

    def _difference(self, result: GroupResult, kind: Kind, item: Item) -> str:
        found = apart(result, kind, item.id)
        return gap_words(self._text, found, self.language) if found else self._say("too_few")
