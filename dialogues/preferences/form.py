"""What someone wants of prompts, field by field: what stands there now, and what is to stand there.

A page and a command say it in the same words, as plain JSON; what is left out stays as it is. All
that cannot be is told at once, each by its own field, so that nothing needs to be typed again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Final, Literal, TypeVar, get_args

from dialogues.calendar.holidays import Calendar, Liberation, Period
from dialogues.calendar.rrule import read_rule
from dialogues.calendar.schedule import Every, Schedule
from dialogues.calendar.timezones import local
from dialogues.domain.preferences import Prefs
from dialogues.domain.pulse_schedule import Post, PulseSchedule
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.times import read_time, read_zone
from dialogues.preferences import fields
from dialogues.turn.person import Person
from frameworks.definition.languages import LANGUAGES

T = TypeVar("T")
OFF: Final = "off"
OFTEN: tuple[Every | Literal["off"], ...] = (OFF, *get_args(Every))
BY = ("weekday", "day")
PULSE_FIELDS = ("every", "weekday", "by", "nth", "day", "at", "rrule")


@dataclass(slots=True)
class PreferencesForm:
    """Reads the fields. `faults`: why a field cannot be read, by its name."""

    raw: Mapping[str, Any]
    now: float
    faults: dict[str, InvalidInputError] = field(default_factory=dict)

    def take(self, name: str, read: Callable[[Any], T], known: T) -> T:
        """One field; `known` when it is left out, or cannot be read."""
        if name not in self.raw:
            return known
        try:
            return read(self.raw[name])
        except InvalidInputError as fault:
            self.faults[name] = fault
            return known

    def calendar(self, known: Calendar, zone: str) -> Calendar:
        """The hours and days on which something may be said."""
        opens = self.take("opens", lambda raw: read_time(str(raw)), known.opens)
        closes = self.take("closes", lambda raw: read_time(str(raw)), known.closes)
        weekdays = self.take("weekdays", fields.weekdays, known.weekdays)
        holidays = self.take("holidays", bool, known.holidays)
        liberation = self.take("liberation", fields.one_of(get_args(Liberation)), known.liberation)
        without = self.take("without", fields.holidays, known.without)
        also = self.take("also", fields.yearly, known.also)
        closed = self._closed(known.closed, zone)
        hours = not {"opens", "closes"} & set(self.faults)
        if hours and closes != time() and opens >= closes:
            self.faults["closes"] = InvalidInputError("wish_closes")
        if self.faults:
            return known
        return Calendar(opens, closes, weekdays, holidays, liberation, without, also, closed)

    def _closed(self, known: tuple[Period, ...], zone: str) -> tuple[Period, ...]:
        """The periods; those that are over are left out."""
        raw, found = self.raw.get("closed"), []
        if raw is None:
            return known
        if not isinstance(raw, list) or len(raw) > fields.MAX_PERIODS:
            self.faults["closed"] = InvalidInputError("wish_periods", most=fields.MAX_PERIODS)
            return known
        for place, row in enumerate(raw):
            try:
                found.append(fields.period(row))
            except fields.RowError as fault:
                self.faults[f"{fault.name}_{place}"] = fault.why
        today = local(self.now, zone).date()
        return tuple(sorted(one for one in found if one.last >= today))

    def zone(self, known: str) -> str:
        return self.take("zone", lambda raw: read_zone(str(raw)), known)

    def pulse_schedule(self, known: PulseSchedule, calendar: Calendar, zone: str) -> PulseSchedule:
        """How often, on which day and at what time."""
        usual: Every | Literal["off"] = known.schedule.every if known.on else OFF
        every = self.take("every", fields.one_of(OFTEN), usual)
        kept = replace(known, calendar=calendar, schedule=replace(known.schedule, zone=zone))
        if every == OFF:
            return replace(kept, on=False)
        if not set(PULSE_FIELDS) & set(self.raw):
            return kept
        schedule = self._schedule(every, kept.schedule, local(self.now, zone).date())
        if self.faults:
            return kept
        made = replace(kept, schedule=schedule, on=True)
        if not made.next(self.now):
            self.faults["rrule" if every == "rrule" else "every"] = InvalidInputError("wish_never")
        return made

    def _schedule(self, every: Every, known: Schedule, today: date) -> Schedule:
        """Weeks and quarters go on counting from where they did, as long as they stay the same."""
        start = known.start if known.every == every else today
        at = self.take("at", lambda raw: read_time(str(raw)), known.at)
        if every == "rrule":
            start = known.start if self.raw.get("rrule") == known.rrule else today
            rule = self.take("rrule", lambda raw: _rule(raw, start), known.rrule)
            if not rule:
                self.faults.setdefault("rrule", InvalidInputError("rule_freq", part=""))
            return known if self.faults else Schedule(start, "rrule", at, known.zone, rrule=rule)
        shown = fields.of_schedule(known, True)
        weekday = self.take("weekday", fields.number(range(7)), int(shown["weekday"]))
        nth = self.take("nth", fields.number((1, 2, 3, 4, -1)), int(shown["nth"]))
        day = self.take("day", fields.number(range(1, 32)), int(shown["day"]))
        by = self.take("by", fields.one_of(BY), shown["by"])
        if self.faults:
            return known
        made = Schedule(start, "weekly", at, known.zone, weekday)
        if every not in ("monthly", "quarterly"):
            return replace(made, every=every)
        if by == "day":
            return Schedule(start, every, at, known.zone, day=day)
        return replace(made, every=every, nth=nth)

    def known_only(self, names: tuple[str, ...]) -> None:
        """What is no field of ours is told too: a slip of the pen would be lost otherwise."""
        for name in self.raw:
            if name not in names:
                self.faults[str(name)[:40]] = InvalidInputError("wish_unknown")


def _rule(raw: Any, start: date) -> str:
    """A rule; with nothing typed it is told how one begins."""
    if not str(raw).strip():
        raise InvalidInputError("rule_freq", part="")
    return read_rule(str(raw), start)


@dataclass(frozen=True, slots=True)
class PreferenceValues:
    """What a person wants. `own`: their pulse, None when there never was one; `heard`: whether
    they want the pulses of a collaboration."""

    language: str
    prefs: Prefs
    own: PulseSchedule | None
    heard: Mapping[str, bool]


def new_schedule(person: Person, now: float) -> PulseSchedule:
    """A person's own pulse that was never set: it is off."""
    zone = person.prefs.zone
    schedule = fields.usual(local(now, zone).date(), zone)
    return PulseSchedule(person.id, schedule, person.prefs.calendar, person=person.id, on=False)


PERSON_FIELDS = ("language", "zone", "discreet", "heard", *fields.CALENDAR, *PULSE_FIELDS)


def of_person(person: Person, now: float) -> dict[str, Any]:
    """The fields as they are."""
    prefs, own = person.prefs, person.own_schedule or new_schedule(person, now)
    today = local(now, prefs.zone).date()
    heard = [m.collaboration.id for m in person.memberships if m.answers and not m.muted]
    return {
        "language": person.language, "zone": prefs.zone, "discreet": prefs.discreet,
        "heard": heard, **fields.of_calendar(prefs.calendar, today),
        **fields.of_schedule(own.schedule, own.on),
    }  # fmt: skip


def read_person(
    raw: Mapping[str, Any], person: Person, now: float
) -> tuple[PreferenceValues, PreferencesForm]:
    """What a person wants; with faults it is not to be kept."""
    wishes, prefs = PreferencesForm(raw, now), person.prefs
    wishes.known_only(PERSON_FIELDS)
    language = wishes.take("language", fields.one_of(LANGUAGES), person.language)
    zone = wishes.zone(prefs.zone)
    calendar = wishes.calendar(prefs.calendar, zone)
    discreet = wishes.take("discreet", bool, prefs.discreet)
    known = person.own_schedule
    own: PulseSchedule | None = wishes.pulse_schedule(
        known or new_schedule(person, now), calendar, zone
    )
    if known is None and own is not None and not own.on:
        own = None
    answers = {m.collaboration.id: not m.muted for m in person.memberships if m.answers}
    chosen = wishes.take("heard", fields.several(answers), [g for g in answers if answers[g]])
    made = replace(prefs, zone=zone, calendar=calendar, discreet=discreet, asked=True)
    return PreferenceValues(
        language, made, own, {group: group in chosen for group in answers}
    ), wishes


GROUP_FIELDS = ("post", *fields.CALENDAR, *PULSE_FIELDS)


def new_group_schedule(group: str, zone: str, now: float) -> PulseSchedule:
    """A collaboration's pulse that was never set: it is off."""
    schedule = fields.usual(local(now, zone).date(), zone)
    return PulseSchedule(group, schedule, collaboration=group, on=False)


def of_group(schedule: PulseSchedule, now: float) -> dict[str, Any]:
    """The fields as they are."""
    today = local(now, schedule.schedule.zone).date()
    return {
        "post": schedule.post, **fields.of_calendar(schedule.calendar, today),
        **fields.of_schedule(schedule.schedule, schedule.on),
    }  # fmt: skip


def read_group(
    raw: Mapping[str, Any], schedule: PulseSchedule, now: float
) -> tuple[PulseSchedule, PreferencesForm]:
    """What a facilitator wants of a collaboration's pulse; with faults it is not to be kept."""
    wishes, zone = PreferencesForm(raw, now), schedule.schedule.zone
    wishes.known_only(GROUP_FIELDS)
    post = wishes.take("post", fields.one_of(get_args(Post)), schedule.post)
    calendar = wishes.calendar(schedule.calendar, zone)
    made = wishes.pulse_schedule(schedule, calendar, zone)
    return replace(made, post=post), wishes
