"""The days of a plan: brought up in the morning, for who asked for it with one tap. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, instant
from dialogues.engine.outputs.plan import plan_days
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import Button, FireMoved, FireSet
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import PLAN
from dialogues.notifications.notification import Notification
from dialogues.turn.menus import title_of

if TYPE_CHECKING:
    from dialogues.dispatcher import Dispatcher

SET = "plan_days"
"""What a session keeps: how many days were set."""


class PlanPrompts:
    """The plans in the talks of who is at the desk."""

    def __init__(self, desk: Dispatcher) -> None:
        self.desk, self.now = desk, desk.now

    def remind(self, session_id: str) -> None:
        """Set a moment for each day that is to come; those that were set before are moved."""
        kept = self.desk.find(session_id)
        days = self.days(self.desk.session(kept)) if kept else []
        if kept is None or not days:
            self.desk.tell("nothing_open", self.desk.menu())
            return
        session = self.desk.session(kept)
        before = int(session.given.get(SET, "0"))
        for slot, (day, _) in enumerate(days):
            due = self._morning(day)
            make = FireMoved if slot < before else FireSet
            if due > self.now:
                self.desk.visit.fires.append(make(PLAN, session.id, slot, due))
        session.given[SET] = str(max(before, len(days)))
        self.desk.hold(session)
        self.desk.tell("plan_set", self.desk.buttons("calendar", "menu"))

    def days(self, session: Session) -> list[tuple[date, str]]:
        """The days of a talk's plans."""
        if session.dialogue not in self.desk.content.dialogues:
            return []
        return plan_days(Run(self.desk.content, session, self.now))

    def _morning(self, day: date) -> float:
        prefs = self.desk.visitor.prefs
        opening = instant(datetime.combine(day, prefs.calendar.opens), prefs.zone)
        return next_allowed(opening, prefs.calendar, prefs.zone)

    def told(self, given: Timeout) -> Notification | None:
        """What the plan has for today; None when the plan changed, or that day is long past."""
        kept = self.desk.find(given.subject) if given.kind == PLAN else None
        days = self.days(kept.open()) if kept else []
        if kept is None or given.slot >= len(days) or self.now - given.due > 7 * SECONDS_PER_DAY:
            return None
        words = self.desk.say("plan_today", text=days[given.slot][1])
        look = Button(self.desk.say("button_summary"), f"/summary {kept.id}")
        title = title_of(self.desk.content, kept, self.desk.visitor.language)
        return Notification(words, (look,), title, self.desk.prompts.ways(given))
