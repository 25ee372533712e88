"""`/settings`: everything about prompts, language and time, in one place. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from dialogues.calendar.holidays import Calendar
from dialogues.domain.effects import Muted
from dialogues.domain.member import Membership
from dialogues.domain.preferences import Prefs
from dialogues.messages.events import Button, LinkWanted, Part, Prompt
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.times import read_time, read_zone
from dialogues.preferences.absences import Absences
from dialogues.preferences.form import read_person
from dialogues.preferences.form_errors import fault_parts, read_json
from dialogues.pulses.schedule_choice import ScheduleChoice
from dialogues.talks.second_look import SecondLook
from dialogues.talks.talks import Talks
from dialogues.turn.context import TurnContext

ZONES = ("Europe/Amsterdam", "America/Kralendijk")
HOURS = ("08:00-18:00", "09:00-17:00", "08:00-21:00")


class PreferenceCommands:
    """What a person can set."""

    def __init__(
        self, ctx: TurnContext, talks: Talks, choice: ScheduleChoice, second_look: SecondLook
    ) -> None:
        self.ctx, self.talks, self.choice, self.say = ctx, talks, choice, ctx.say
        self.second_look = second_look

    def command(self, argument: str) -> None:
        """`/settings [zone ZONE|hours FROM-TO|away FROM TO [TITLE]|back FROM TO|liberation WHEN|
        discreet on/off|mute GROUP|hear GROUP|model ask/on/off [TALK]|set JSON]`."""
        what, _, value = argument.partition(" ")
        match what:
            case "zone":
                self._zone(value)
            case "hours":
                self._hours(value)
            case "away":
                self._calendar(Absences(self.ctx).away(value.strip()), away=True)
            case "back":
                self._calendar(Absences(self.ctx).back(value.split()), away=True)
            case "liberation":
                self._calendar(Absences(self.ctx).liberation(value))
            case "discreet" if value in ("on", "off"):
                self.set(discreet=value == "on")
                self.card()
            case "mute" | "hear":
                self._mute(value, what == "mute")
            case "model":
                self.second_look.consent(value)
            case "set":
                self._set_form(value)
            case _:
                self.ctx.event(LinkWanted("settings", ""))
                self.card()

    def _set_form(self, text: str) -> None:
        """All that the settings page holds, or a part of it, as JSON."""
        person, before = self.ctx.person, self.ctx.person.language
        wanted, form = read_person(read_json(text), person, self.ctx.now)
        if form.faults:
            self.ctx.message(fault_parts(self.say, form.faults), self.ctx.menu())
            return
        if wanted.own and wanted.own != self.ctx.person.own_schedule:
            self.choice.keep(wanted.own)
        for member in person.memberships:
            heard = wanted.heard.get(member.collaboration.id, not member.muted)
            if heard == member.muted:
                member.muted = not heard
                self.ctx.effect(Muted(member.collaboration.id, member.id, member.muted))
        person.prefs, self.ctx.result.person_changed = wanted.prefs, True
        if wanted.language != before:
            self.talks.set_language(wanted.language, silent=True)
        self.ctx.tell("settings_kept", self.ctx.buttons("settings", "menu"))

    def set(self, **changes: Any) -> None:
        person = self.ctx.person
        person.prefs = replace(person.prefs, **changes)
        self.ctx.result.person_changed = True
        if own := self.ctx.person.own_schedule:
            schedule = replace(own.schedule, zone=person.prefs.zone)
            moved = replace(own, schedule=schedule, calendar=person.prefs.calendar)
            if moved != own:
                self.choice.keep(moved)

    def card(self) -> None:
        """Everything that is set, with a button to change each."""
        prefs = self.ctx.person.prefs
        lines = [
            self.say("settings_language"),
            self.say("settings_zone", zone=prefs.zone),
            self.say("settings_hours", opens=f"{prefs.calendar.opens:%H:%M}",
                     closes=f"{prefs.calendar.closes:%H:%M}"),
            self._away(),
            self._pulse(),
            self.say("settings_discreet" if prefs.discreet else "settings_open"),
            *self._model(prefs),
            *(self._membership(one) for one in self.ctx.person.memberships if one.muted),
        ]  # fmt: skip
        parts = (Part("heading", self.say("button_settings")), *(Part("item", x) for x in lines))
        self.ctx.message(parts, Prompt("menu", tuple(self._ways(prefs))))

    def _away(self) -> str:
        away = Absences(self.ctx)
        if not away.periods:
            return self.say("settings_here")
        return self.say("settings_away", periods="; ".join(map(away.words, away.periods)))

    def _pulse(self) -> str:
        own = self.ctx.person.own_schedule
        if own is None or not own.on:
            return self.say("settings_no_pulse")
        moments = self.choice.moments(own.next(self.ctx.now))
        return self.say("settings_pulse", moments=moments)

    def _model(self, prefs: Prefs) -> list[str]:
        """Whether a language model may look, where there is one."""
        if (model := self.ctx.content.model) is None:
            return []
        key = "settings_model" if prefs.model else "settings_no_model"
        return [self.say(key, owner=model.owner)]

    def _membership(self, member: Membership) -> str:
        return self.say("settings_muted", collaboration=member.collaboration.name)

    def _ways(self, prefs: Prefs) -> list[Button]:
        discreet = "off" if prefs.discreet else "on"
        found = [
            ("button_language", "/language"), ("button_pulse", "/pulse"),
            ("button_hours", "/settings hours"), ("button_zone", "/settings zone"),
            ("button_away", "/settings away"), ("button_liberation", "/settings liberation"),
            (f"button_discreet_{discreet}", f"/settings discreet {discreet}"),
        ]  # fmt: skip
        if self.ctx.content.model is not None:
            found.append(
                ("button_model_off", "/settings model off")
                if prefs.model
                else ("button_model", "/settings model ask")
            )
        ways = [Button(self.say(label), data) for label, data in found]
        for one in self.ctx.person.memberships:
            if one.muted:
                label = self.say("button_hear", title=one.collaboration.name)
                ways.append(Button(label, f"/settings hear {one.collaboration.id}"))
        return [*ways, *self.ctx.buttons("calendar", "privacy", "menu").choices]

    def _zone(self, value: str) -> None:
        try:
            self.set(zone=read_zone(value), asked=True)
        except InvalidInputError as fault:
            key = fault.reason if value else "settings_which_zone"
            ways = tuple(Button(one, f"/settings zone {one}") for one in ZONES)
            self.ctx.tell(key, Prompt("menu", ways), **fault.values)
            return
        self.card()

    def _hours(self, value: str) -> None:
        first, _, last = value.partition("-")
        try:
            opens, closes = read_time(first), read_time(last)
            if opens == time() or closes <= opens:
                raise InvalidInputError("no_time")
        except InvalidInputError:
            ways = tuple(Button(one, f"/settings hours {one}") for one in HOURS)
            self.ctx.tell("settings_which_hours", Prompt("menu", ways))
            return
        calendar = replace(self.ctx.person.prefs.calendar, opens=opens, closes=closes)
        self.set(calendar=calendar)
        self.card()

    def _calendar(self, calendar: Calendar | None, away: bool = False) -> None:
        """Keep a calendar that changed; what is wrong was told already."""
        if calendar is None:
            return
        self.set(calendar=calendar)
        if away:
            Absences(self.ctx).away("")
        else:
            self.card()

    def _mute(self, collaboration: str, muted: bool) -> None:
        member = self.ctx.person.membership(collaboration)
        if member is not None:
            member.muted = muted
            self.ctx.effect(Muted(collaboration, member.id, muted))
        self.card()
