"""A conversation agenda: what a group talks about after a round, for how long, and how.

`frameworks.agenda.proposal` makes it. From then on it is the chair's: each operation returns a
new agenda. Places count from 1, as people count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import orjson

from frameworks.definition.languages import Language
from frameworks.definition.methods import Why
from frameworks.groups.figures import Estimate
from frameworks.groups.rules import Kind

AGENDA_SCHEMA_VERSION = 2
AIM = 15
"""Minutes for a point, unless said otherwise."""
MAX_TEXT_CHARS, MAX_POINT_CHARS = 2000, 240

Place = int | Literal["begin", "end"]
TEXTS = ("title", "opening", "way", "caution", "notes")


@dataclass(frozen=True, slots=True)
class AgendaReason:
    """Why a point is on the agenda, as figures for a renderer to put into words.

    why: what speaks for talking about it
    figure: the mean (weak, strong) or the share (important, 0 to 1); None for what is divided
    between: what differs of what is divided; None where people lie apart, whoever they are
    """

    why: Why
    figure: Estimate | None = None
    between: Kind | None = None


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A point to talk about.

    item: id of the framework's item; None for a point of the chair's own, and to begin or end
    title: what it is called
    reasons: why it is on the agenda, what says most first
    opening: what to read aloud
    way: name of the way of working
    steps: what to do, in order
    caution: what to take care of
    minutes: what it takes
    notes: the chair's own
    """

    item: str | None
    title: str
    reasons: tuple[AgendaReason, ...] = ()
    opening: str = ""
    way: str = ""
    steps: tuple[str, ...] = ()
    caution: str = ""
    minutes: int = AIM
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A talk, put together.

    framework: id of the framework that the round was on
    language: of all its texts
    minutes: how long the talk is
    begin: how it begins
    end: how it ends
    entries: the points, in order
    later: what did not fit, and what was taken off
    """

    framework: str
    language: Language
    minutes: int
    begin: AgendaEntry
    end: AgendaEntry
    entries: tuple[AgendaEntry, ...] = ()
    later: tuple[AgendaEntry, ...] = ()

    @property
    def left(self) -> int:
        """Minutes that are still free; below 0 when the points take more than there are."""
        return self.minutes - sum(e.minutes for e in (self.begin, *self.entries, self.end))

    def up(self, place: int) -> Agenda:
        """A point one place sooner; the first stays where it is.

        Raises ValueError for no such place.
        """
        return self._swap(self._at(place), max(self._at(place) - 1, 0))

    def down(self, place: int) -> Agenda:
        """A point one place later; the last stays where it is.

        Raises ValueError for no such place.
        """
        return self._swap(self._at(place), min(self._at(place) + 1, len(self.entries) - 1))

    def edit(self, place: Place, **changes: Any) -> Agenda:
        """Other texts or minutes for a point, or for how the talk begins or ends.

        `changes` are fields of `AgendaEntry`. Raises ValueError for no such place, and for a change
        that does not fit.
        """
        changes = _fit(changes)
        if place == "begin":
            return replace(self, begin=replace(self.begin, **changes))
        if place == "end":
            return replace(self, end=replace(self.end, **changes))
        entries = list(self.entries)
        entries[self._at(place)] = replace(entries[self._at(place)], **changes)
        return replace(self, entries=tuple(entries))

    def remove(self, place: int) -> Agenda:
        """Take a point off; it stands first among those for another time.

        Raises ValueError for no such place.
        """
        at = self._at(place)
        rest = self.entries[:at] + self.entries[at + 1 :]
        return replace(self, entries=rest, later=(self.entries[at], *self.later))

    def add_back(self, place: int) -> Agenda:
        """Put a point that was for another time at the end of the agenda.

        Raises ValueError for no such place.
        """
        at = _index(place, self.later, "for another time")
        rest = self.later[:at] + self.later[at + 1 :]
        return replace(self, entries=(*self.entries, self.later[at]), later=rest)

    def add(self, title: str, **texts: Any) -> Agenda:
        """A point of the chair's own, at the end of the agenda.

        `texts` are fields of `AgendaEntry`. Raises ValueError for what does not fit.
        """
        own = AgendaEntry(None, **_fit({"title": title, **texts}))
        return replace(self, entries=(*self.entries, own))

    def _at(self, place: int) -> int:
        return _index(place, self.entries, "on the agenda")

    def _swap(self, one: int, other: int) -> Agenda:
        entries = list(self.entries)
        entries[one], entries[other] = entries[other], entries[one]
        return replace(self, entries=tuple(entries))

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "agenda": …}`."""
        return orjson.dumps({"format": AGENDA_SCHEMA_VERSION, "agenda": self})

    @classmethod
    def load(cls, text: bytes | str) -> Agenda:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        if data.get("format") not in range(1, AGENDA_SCHEMA_VERSION + 1):
            raise ValueError(
                f"agenda format {data.get('format')!r}; this version reads 1 to "
                f"{AGENDA_SCHEMA_VERSION}"
            )
        raw = data["agenda"]
        lists = {name: tuple(map(_entry, raw[name])) for name in ("entries", "later")}
        return cls(**raw | lists | {name: _entry(raw[name]) for name in ("begin", "end")})


def _index(place: int, entries: Sequence[AgendaEntry], where: str) -> int:
    if 1 <= place <= len(entries):
        return place - 1
    remedy = f"choose 1 to {len(entries)}" if entries else "there are none"
    raise ValueError(f"there is no point {place} {where} ({remedy})")


def _fit(changes: dict[str, Any]) -> dict[str, Any]:
    """Changes as an entry keeps them; ValueError says which does not fit, and what would."""
    fit: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "minutes":
            if not 1 <= value <= MAX_POINT_CHARS:
                raise ValueError(f"{value} minutes for a point (give 1 to {MAX_POINT_CHARS})")
            fit[name] = value
        elif name == "steps":
            fit[name] = tuple(step for one in value if (step := _text(name, one)))
        elif name in TEXTS:
            fit[name] = _text(name, value)
        else:
            known = ", ".join((*TEXTS, "steps", "minutes"))
            raise ValueError(f"'{name}' of a point cannot be changed (choose {known})")
    if fit.get("title") == "":
        raise ValueError("a point without a title (give it a few words)")
    return fit


def _text(name: str, value: str) -> str:
    if len(value) > MAX_TEXT_CHARS:
        raise ValueError(f"'{name}' has {len(value)} characters (keep it within {MAX_TEXT_CHARS})")
    return value.strip()


def _entry(raw: dict[str, Any]) -> AgendaEntry:
    reasons = tuple(_reason(one) for one in raw["reasons"])
    return AgendaEntry(**raw | {"reasons": reasons, "steps": tuple(raw["steps"])})


def _reason(raw: dict[str, Any]) -> AgendaReason:
    if "n" in raw:
        return _exact(raw)
    figure = raw["figure"]
    return AgendaReason(raw["why"], figure and Estimate(**figure), raw["between"])


def _exact(raw: dict[str, Any]) -> AgendaReason:
    """As it was kept before there were shifts: a median or a share, or between which scores nearly
    all lay; and of what is divided how far people agreed."""
    n, value, margin = raw["n"] or 0, raw["figure"], 0.0
    if raw["span"]:
        low, high = raw["span"]
        value, margin = (low + high) / 2, (high - low) / 2
    divided = raw["why"] == "divided" or value is None
    return AgendaReason(raw["why"], None if divided else Estimate(value, margin, n))
