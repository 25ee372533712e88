"""What a calendar was sent before, so that a later file also takes away what does not happen.

A calendar keeps what it once read, until a file with the same name for it (its UID) and a higher
number (its SEQUENCE) says otherwise. Of what was sent nothing is kept that can be read: only when
it is, and a mark by which a change is seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dialogues.calendar.icalendar_file import CalendarEntry

MAX_GONE = 200
"""So many that fell away are told at most, the soonest first."""


@dataclass(frozen=True, slots=True)
class SentEntry:
    """An entry as a calendar has it by now.

    uid: its name there
    start: seconds since the epoch
    minutes: how long it takes
    mark: another when anything of it changed
    sequence: counts its changes
    gone: it fell away
    """

    uid: str
    start: float
    minutes: int
    mark: str
    sequence: int = 0
    gone: bool = False

    def following(self, entry: CalendarEntry) -> SentEntry:
        """The same entry as it is now."""
        now = _sent(entry)
        if not self.gone and now.mark == self.mark:
            return self
        return replace(now, sequence=self.sequence + 1)

    def ended(self) -> SentEntry:
        """The same when it falls away; once that was told it changes no more."""
        return self if self.gone else replace(self, sequence=self.sequence + 1, gone=True)


def sent_now(
    before: Iterable[SentEntry], coming: Sequence[CalendarEntry], now: float
) -> list[SentEntry]:
    """What a calendar has after this file: what is coming, and then what fell away and would still
    come. What is past stays as it is there, and is forgotten here."""
    known = {one.uid: one for one in before}
    there = [known[e.uid].following(e) if e.uid in known else _sent(e) for e in coming]
    kept = {one.uid for one in there}
    gone = [one.ended() for one in known.values() if one.uid not in kept and one.start > now]
    return there + sorted(gone, key=lambda one: one.start)[:MAX_GONE]


def _sent(entry: CalendarEntry) -> SentEntry:
    words = f"{entry.start}/{entry.minutes}/{entry.title}/{entry.description}"
    mark = hashlib.sha256(words.encode()).hexdigest()[:16]
    return SentEntry(entry.uid, entry.start, entry.minutes, mark)
