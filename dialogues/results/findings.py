"""A published result in words: what stands out, each item, what is not shown, what changed. Pure.

Items are told in the order of their framework; municipalities and roles are never ranked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list

from dialogues.results.cells import NONE, Cell
from dialogues.results.figures import between, mean_words, moved_words, share_words
from dialogues.texts.catalogue import Catalogue
from frameworks.agenda.proposal import IMPORTANT
from frameworks.definition.model import Framework, Item, Standing
from frameworks.groups.comparison import Change, change, differing
from frameworks.groups.figures import Estimate
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import FEW, LEAST_PART, Kind

MAX_ITEMS_IN_LEAD = 3
"""Items that the lead names of each sort."""
LINES = 4
"""Items in the picture of how it changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item; a cell is a word where there is no figure.

    title: the item's
    n: how many people are counted
    mean: on the scale
    low: from which on the true mean probably lies
    high: up to which it probably lies
    band: what it is called
    spread: whether people lie close together or apart, as a word
    important: the share of people who called it so, in words
    """

    title: str
    n: int
    mean: Cell
    low: float
    high: float
    band: str
    spread: str
    important: str


@dataclass(frozen=True, slots=True)
class Changed:
    """How an item moved; None where that cannot be said.

    title: the item's
    now: its mean now
    before: since the round before
    zero: since the zero measurement
    """

    title: str
    now: Estimate | None
    before: Change | None
    zero: Change | None


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
            return [self._say("nothing", k=self.result.rules.least)]
        lines = [self._say("people", count=self.result.n)]
        if self.result.few:
            return [*lines, self._say("few", count=FEW)]
        for sort, items in (
            ("strong", self._standing("strong")),
            ("weak", self._standing("weak")),
            *((f"differs_{kind}", self._differing(kind)) for kind in self.result.rules.kinds),
            ("apart", [item for item in self.items if self.result.spread.get(item.id) == "apart"]),
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
        """Of which items nothing is shown, and why; empty when of none."""
        gone = [item for item in self.items if item.id not in self.result.overall]
        if not gone or not self.result.parts:
            return ""
        return self._say("missing", items=self._names(gone), k=self.result.rules.least)

    def hidden(self, kind: Kind, places: Collection[str]) -> str:
        """Why not each municipality, role or block is shown by itself; empty when it is."""
        shown = {part.name for part in self.result.of(kind)}
        gone = [name for name in places if name not in shown]
        if self.result.few or kind == "block":
            return ""
        if not shown:
            return self._say(f"none_{kind}", k=LEAST_PART)
        words = []
        if gone and kind == "role":
            words.append(self._say("some_role", k=LEAST_PART))
        elif gone:
            words.append(self._say("some_municipality", k=LEAST_PART, places=self._list(gone)))
        if any(set(part.items) < set(self.result.overall) for part in self.result.of(kind)):
            words.append(self._say("some_items", k=LEAST_PART))
        return " ".join(words)

    def changes(self, before: GroupResult, zero: GroupResult) -> list[Changed]:
        """Of each item, where it was asked in the same words and has a mean both times; nothing
        when no item can be compared."""
        last = {one.item: one for one in change(self.result, before)}
        first = {one.item: one for one in change(self.result, zero)}
        if not last and not first:
            return []
        return [
            Changed(
                item.title[self.language], self.result.overall.get(item.id),
                last.get(item.id), first.get(item.id),
            )
            for item in self.items
        ]  # fmt: skip

    def moved(self, one: Change | None) -> str:
        """How far it went, in words."""
        if one is None:
            return NONE
        return moved_words(self._text, one.moved, self.language)

    def who(self, rows: Collection[Changed]) -> str:
        """Whether the same people are counted each time, in words."""
        known = [one.same for row in rows for one in (row.before, row.zero) if one]
        return self._text("round_changes_same" if all(known) else "round_changes_mind")

    def moved_most(self, zero: GroupResult) -> list[str]:
        """The items for a picture of how it changed: those that moved most, in their own order."""
        moved = {one.item: abs(one.moved.value) for one in change(self.result, zero)}
        most = sorted(moved, key=lambda item: -moved[item])[:LINES]
        return [item.id for item in self.items if item.id in most]

    @property
    def items(self) -> list[Item]:
        return [item for item in self.framework.items if item.statements]

    def _row(self, item: Item) -> Row:
        found = self.result.overall[item.id]
        band = None if self.result.few else self.result.band(self.framework, item.id)
        spread = self.result.spread.get(item.id)
        return Row(
            item.title[self.language], found.n, self._mean(found),
            *between(found, self.framework),
            band.label[self.language] if band else NONE,
            self._say(f"spread_{spread}") if spread else NONE,
            share_words(self._text, self.result.important.get(item.id)) or NONE,
        )  # fmt: skip

    def _mean(self, found: Estimate) -> Cell:
        return mean_words(self._text, found, self.language) if found.beyond else found.value

    def _standing(self, standing: Standing) -> list[Item]:
        bands = {item.id: self.result.band(self.framework, item.id) for item in self.items}
        return [i for i in self.items if (band := bands[i.id]) and band.standing == standing]

    def _differing(self, kind: Kind) -> list[Item]:
        return [item for item in self.items if kind in differing(self.result, item.id)]

    def _important(self) -> list[Item]:
        share = {
            item: found.value
            for item, found in self.result.important.items()
            if found.value >= IMPORTANT
        }
        return self._first(sorted(share, key=lambda item: -share[item]))

    def _first(self, order: Sequence[str]) -> list[Item]:
        return [item for item in self.items if item.id in order[:MAX_ITEMS_IN_LEAD]]

    def _names(self, items: Collection[Item]) -> str:
        return self._list([f"‘{item.title[self.language]}’" for item in items])

    def _list(self, words: Sequence[str]) -> str:
        return str(format_list(list(words), locale=self.language))

    def _say(self, key: str, **values: Any) -> str:
        return self._text(f"finding_{key}", **values)

    def _text(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.language, key, **values)
