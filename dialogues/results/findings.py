"""A published result in words: what stands out, each item, what is not shown, what changed. Pure.

Items are told in the order of their framework; municipalities and roles are never ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from dialogues.results.cells import NONE, Cell
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import decimal, figure
from frameworks.agenda.proposal import DIVIDED, IMPORTANT
from frameworks.definition.model import Framework, Item, Standing
from frameworks.groups.comparison import change
from frameworks.groups.results import Distribution, GroupResult
from frameworks.groups.rules import Kind

MAX_ITEMS_IN_LEAD = 3
"""Items that the lead names of each sort."""
CLOSE = 0.8
"""The agreement from which people agree well."""
LINES = 4
"""Items in the picture of how it changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item; a cell is a word where there is no figure.

    title: the item's
    n: how many people are counted
    median: on the scale
    band: what it is called
    agreement: how far people agree, as a word
    level: the figure that this word stands for, 0 to 1
    important: the share of people who called it so, in words
    """

    title: str
    n: int
    median: Cell
    band: str
    agreement: str
    level: float | None
    important: str


@dataclass(frozen=True, slots=True)
class Changed:
    """How an item moved; None where that cannot be said.

    title: the item's
    now: its mean now, on the scale
    before: by how many points it moved since the round before
    zero: by how many points it moved since the zero measurement
    """

    title: str
    now: float | None
    before: float | None
    zero: float | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Words for one result in one language, the same on the page and in the report.

    framework: what was rated
    catalogue: the coach's own words
    language: of the words
    result: as it was published
    """

    framework: Framework
    catalogue: Catalogue
    language: str
    result: GroupResult

    def lead(self) -> list[str]:
        """What one would tell at the table, a sentence each."""
        if not self.result.parts:
            return [self._say("nothing", k=self.result.rules.k)]
        lines = [self._say("people", count=self.result.parts[0].n)]
        for sort, items in (
            ("strong", self._standing("strong")),
            ("weak", self._standing("weak")),
            ("divided", self._divided()),
            ("important", self._important()),
        ):
            if items:
                lines.append(self._say(f"lead_{sort}", items=self._names(items)))
        if len(lines) > 1:
            return lines
        return [*lines, self._say("lead_middle" if self.result.overall else "lead_withheld")]

    def rows(self) -> list[Row]:
        """Of each item that is shown."""
        return [self._row(item) for item in self.items if item.id in self.result.overall]

    def missing(self) -> str:
        """Of which items nothing may be shown, and why; empty when of none."""
        gone = [item for item in self.items if item.id not in self.result.overall]
        if not gone or not self.result.parts:
            return ""
        return self._say("missing", items=self._names(gone))

    def hidden(self, kind: Kind, places: Collection[str]) -> str:
        """Why not all of each municipality, or role, is shown by itself; empty when it is."""
        shown = {part.name for part in self.result.of(kind)}
        gone = [name for name in places if name not in shown]
        k = self.result.rules.k
        if len(shown) < 2:
            return self._say(f"none_{kind}", k=k)
        words = []
        if gone and kind == "role":
            words.append(self._say("some_role", k=k))
        elif gone:
            words.append(self._say("some_municipality", k=k, places=self._list(gone)))
        if any(set(part.items) < set(self.result.overall) for part in self.result.of(kind)):
            words.append(self._say("some_items"))
        return " ".join(words)

    def changes(self, before: GroupResult, zero: GroupResult) -> list[Changed]:
        """Of each item, where it was asked in the same words and has figures both times; nothing
        when no item can be compared."""
        last = {one.item: one.mean for one in change(self.result, before)}
        first = {one.item: one.mean for one in change(self.result, zero)}
        if not last and not first:
            return []
        means = {item: found.mean for item, found in self.result.overall.items()}
        return [
            Changed(
                item.title[self.language], means.get(item.id), last.get(item.id), first.get(item.id)
            )
            for item in self.items
        ]

    def moved(self, by: float | None) -> str:
        """By how many points, in words."""
        if by is None:
            return NONE
        if abs(by) < 0.05:
            return self._say("same")
        return f"{'+' if by > 0 else '−'}{decimal(abs(by), self.language)}"

    def moved_most(self, zero: GroupResult) -> list[str]:
        """The items for a picture of how it changed: those that moved most, in their own order."""
        moved = {one.item: abs(one.mean) for one in change(self.result, zero)}
        most = sorted(moved, key=lambda item: -moved[item])[:LINES]
        return [item.id for item in self.items if item.id in most]

    @property
    def items(self) -> list[Item]:
        return [item for item in self.framework.items if item.statements]

    def _row(self, item: Item) -> Row:
        found, share = self.result.overall[item.id], self.result.important.get(item.id)
        band = self.result.band(self.framework, item.id)
        return Row(
            item.title[self.language], found.n, self._middle(found),
            band.label[self.language] if band else NONE,
            self._agreement(found.agreement), found.agreement, percent(share) or NONE,
        )  # fmt: skip

    def _middle(self, found: Distribution) -> Cell:
        if found.median is not None:
            return round(found.median, 1)
        assert found.span is not None
        low, high = (figure(end, self.language, 1) for end in found.span)
        return self._say("span", low=low, high=high)

    def _agreement(self, level: float | None) -> str:
        if level is None:
            return self._say("agree_nearly_all")
        if level < DIVIDED:
            return self._say("agree_divided")
        return self._say("agree_close" if level >= CLOSE else "agree_fair")

    def _standing(self, standing: Standing) -> list[Item]:
        bands = {item.id: self.result.band(self.framework, item.id) for item in self.items}
        return [i for i in self.items if (band := bands[i.id]) and band.standing == standing]

    def _divided(self) -> list[Item]:
        level = {item: found.agreement for item, found in self.result.overall.items()}
        divided = {item: at for item, at in level.items() if at is not None and at < DIVIDED}
        return self._first(sorted(divided, key=lambda item: divided[item]))

    def _important(self) -> list[Item]:
        share = {item: at for item, at in self.result.important.items() if at >= IMPORTANT}
        return self._first(sorted(share, key=lambda item: -share[item]))

    def _first(self, order: Sequence[str]) -> list[Item]:
        return [item for item in self.items if item.id in order[:MAX_ITEMS_IN_LEAD]]

    def _names(self, items: Collection[Item]) -> str:
        return self._list([f"‘{item.title[self.language]}’" for item in items])

    def _list(self, words: Sequence[str]) -> str:
        return str(format_list(list(words), locale=self.language))

    def _say(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.language, f"finding_{key}", **values)


def percent(share: float | None) -> str:
    """`60 %` of 0.6; empty for None."""
    return "" if share is None else f"{share:.0%}".replace("%", " %")
