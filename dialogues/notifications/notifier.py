"""What is said without being asked: everything that is due for a person, in one message. Pure.

Each thing that is due may be answered, put off, skipped or stopped, with one tap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dialogues.messages.events import (
    Button,
    FireCleared,
    FireMoved,
    LinkWanted,
    Part,
    Prompt,
    PulseWanted,
)
from dialogues.messages.inputs import Timeout
from dialogues.notifications import timing
from dialogues.notifications.notification import Notification, RecurringSource, Source
from dialogues.notifications.postpone import Postponement, here
from dialogues.turn.context import TurnContext
from dialogues.turn.person import Names

ALL = "all"
MAX_SLOT_DIGITS = 9
Due = tuple[Timeout, Notification]


class Notifier:
    """What is due for whose turn it is, from all sources."""

    def __init__(
        self, ctx: TurnContext, sources: Sequence[Source], postponement: Postponement
    ) -> None:
        self.ctx, self.sources, self.postponement = ctx, sources, postponement
        self.by_kind = {kind: source for source in sources for kind in source.kinds}

    # --- something is due

    def due(self, given: Timeout) -> None:
        """Say what is due and still worth saying; or do so later, when it is more welcome."""
        ctx = self.ctx
        last = self._last_of_each(given)
        found = [(one, words) for one in last if (words := self._notification(one))]
        self._clear([one for one in given.all() if one not in last])
        if not found:
            return
        said = [one for one, _ in found]
        self._clear([one for one in last if one not in said and not self._clears_itself(one)])
        moment = self._moment(given, said)
        if moment > ctx.now:
            ctx.result.fires += [FireMoved(o.kind, o.subject, o.slot, moment) for o in said]
            return
        texts, buttons = self._words(found)
        ctx.message(tuple(Part("text", text) for text in texts), Prompt("menu", buttons))
        shows = (PulseWanted, LinkWanted) if ctx.person.prefs.discreet else ()
        for _, one in found:
            ctx.result.events += [event for event in one.after if not isinstance(event, shows)]
        self._remember(tuple(one.name for one in said) if len(said) > 1 else (), ())

    def _moment(self, given: Timeout, said: list[Timeout]) -> float:
        """When it is welcome: what was promised at its time, the rest once a day."""
        person, now = self.ctx.person, self.ctx.now
        if any(one.name in person.promised for one in said):
            return timing.moment(person, 0.0, now)
        moment = timing.moment(person, given.prompted, now)
        coming = (source.later_today(moment) for source in self.sources)
        if soon := next((one for one in coming if one), None):
            return timing.moment(person, given.prompted, soon)  # then all comes at once
        return moment

    def _notification(self, due: Timeout) -> Notification | None:
        source = self.by_kind.get(due.kind)
        return source.notification(due) if source else None

    def _clears_itself(self, due: Timeout) -> bool:
        source = self.by_kind.get(due.kind)
        return source is not None and source.clears_itself

    def _last_of_each(self, given: Timeout) -> list[Timeout]:
        """All that is due; of one subject only the last: after down-time there is no burst."""
        last: dict[tuple[str, str, int], Timeout] = {}
        for one in sorted(given.all(), key=lambda one: (one.due, one.slot)):
            source = self.by_kind.get(one.kind)
            last[one.kind, one.subject, one.slot if source and source.every_slot else 0] = one
        return list(last.values())

    def _words(self, found: list[Due]) -> tuple[list[str], tuple[Button, ...]]:
        ways = self._ways(found)
        if self.ctx.person.prefs.discreet:
            label = self.ctx.say("button_open")
            numbered = [f"{label} ({n})" for n in range(1, len(found) + 1)]
            labels = [label] if len(found) == 1 else numbered
            begin = tuple(
                Button(name, one.opens) for name, (_, one) in zip(labels, found, strict=True)
            )
            return [self.ctx.say("prompt_discreet", count=len(found))], (*begin, *ways)
        if len(found) == 1:
            return [found[0][1].text], (*found[0][1].begin, *ways)
        begin = tuple(
            Button(f"{button.label}: {one.title}"[:60], button.data)
            for _, one in found
            for button in one.begin
        )
        head = self.ctx.say("prompt_several", count=len(found))
        return [head, *(one.text for _, one in found)], (*begin, *ways)

    def _ways(self, found: list[Due]) -> tuple[Button, ...]:
        if len(found) == 1:
            return found[0][1].ways
        stop = any(one.stops for _, one in found)
        return self.postponement.ways_for(ALL, stop, self._first_limit(due for due, _ in found))

    def _limit(self, due: Timeout) -> float | None:
        source = self.by_kind.get(due.kind)
        return source.closes(due.subject) if source else None

    def _first_limit(self, due: Iterable[Timeout]) -> float | None:
        return min((limit for one in due if (limit := self._limit(one))), default=None)

    def _remember(self, said: Names, promised: Names) -> None:
        """What the last message was about, when it was several things, and what was put off."""
        person = self.ctx.person
        if (said, promised) != (person.said, person.promised):
            person.said, person.promised = said, promised
            self.ctx.result.person_changed = True

    def _clear(self, due: Iterable[Timeout]) -> None:
        self.ctx.result.fires += [FireCleared(one.kind, one.subject, one.slot) for one in due]

    # --- what one says to it

    def later(
        self, how: str = "", kind: str = "", subject: str = "", slot: str = "", *_: str
    ) -> None:
        """`hour`, `tomorrow`, `week`, a day, `date` to choose one, `skip` or `stop`; then what, or
        `all` for everything in the last message."""
        found = self._meant(kind, subject, slot)
        moment = self.postponement.moment(how)
        if not found:
            self.ctx.tell("nothing_open", self.ctx.menu())
        elif how == "skip":
            self._skip(found)
        elif how == "stop":
            self._stop(found)
        elif how == "date":
            about = ALL if kind == ALL else here(found[0])
            self.postponement.choose("later", about, self._first_limit(found))
        elif moment is None:
            self.ctx.tell("nothing_open", self.ctx.menu())
        else:
            self._put_off(found, moment)

    def _meant(self, kind: str, subject: str, slot: str) -> list[Timeout]:
        """What a button is about, of what this person has at all."""
        number = slot if slot.isascii() and slot.isdigit() and len(slot) <= MAX_SLOT_DIGITS else ""
        named = [(kind, subject, int(number))] if number else []
        names = self.ctx.person.said if kind == ALL else named
        return [Timeout(*name, self.ctx.now) for name in names if self._owns(name[0], name[1])]

    def _owns(self, kind: str, subject: str) -> bool:
        source = self.by_kind.get(kind)
        return source is not None and source.owns(kind, subject)

    def _put_off(self, found: list[Timeout], moment: float) -> None:
        """Not beyond the end of a round: of that one hears nothing then."""
        limits = [(one, self._limit(one)) for one in found]
        fits = [one for one, limit in limits if limit is None or moment < limit]
        if not fits:
            begin = {b.data: b for one in found if (b := self.by_kind[one.kind].begin(one))}
            buttons = tuple(begin[data] for data in sorted(begin))
            self.ctx.tell("later_too_late", Prompt("menu", buttons))
            return
        for one in fits:
            self.by_kind[one.kind].put_off(one, moment)
        self._remember(self.ctx.person.said, tuple(one.name for one in fits))
        self.postponement.told_when(moment, self.ctx.buttons("menu"))

    def _skip(self, found: list[Timeout]) -> None:
        """This time not; nothing more is said of it, also no reminder of a round."""
        for one in found:
            slots = self.by_kind[one.kind].slots_to_skip(one)
            self._clear(replace(one, slot=slot) for slot in slots)
        self.ctx.tell("later_skipped", self.ctx.buttons("menu"))

    def _stop(self, found: list[Timeout]) -> None:
        """Of several things that return one is chosen first."""
        stops = [
            (source, one, title)
            for one in found
            if isinstance(source := self.by_kind[one.kind], RecurringSource)
            and (title := source.title_to_stop(one))
        ]
        if len(stops) == 1:
            source, due, _ = stops[0]
            source.stop(due)
        elif stops:
            ways = tuple(Button(title, f"/later stop {here(one)}") for _, one, title in stops)
            menu = self.ctx.buttons("menu").choices
            self.ctx.tell("later_stop", Prompt("menu", (*ways, *menu)))
        else:
            self.ctx.tell("nothing_open", self.ctx.menu())
