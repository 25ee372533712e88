"""The days of a plan: brought up in the morning, for who asked for it with one tap. Pure."""

from __future__ import annotations

from datetime import date, datetime

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, instant
from dialogues.engine.outputs.plan import plan_days
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import Button, FireMoved, FireSet
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import PLAN
from dialogues.notifications.notification import Notification, Source
from dialogues.notifications.postpone import Postponement
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import title_of

SET = "plan_days"
"""What a session keeps: how many days were set."""


class PlanReminders(Source):
    """The plans in the talks of whose turn it is."""

    kinds = frozenset({PLAN})
    every_slot = True  # each day of a plan has something of its own to say

    def __init__(self, ctx: TurnContext, postponement: Postponement) -> None:
        super().__init__(ctx)
        self.postponement = postponement

    def remind(self, session_id: str) -> None:
        """Set a moment for each day that is to come; those that were set before are moved."""
        ctx, stored = self.ctx, self.ctx.find(session_id)
        days = self.days(ctx.session(stored)) if stored else []
        if stored is None or not days:
            ctx.tell("nothing_open", ctx.menu())
            return
        session = ctx.session(stored)
        before = int(session.given.get(SET, "0"))
        for slot, (day, _) in enumerate(days):
            due = self._morning(day)
            make = FireMoved if slot < before else FireSet
            if due > ctx.now:
                ctx.result.fires.append(make(PLAN, session.id, slot, due))
        session.given[SET] = str(max(before, len(days)))
        ctx.hold(session)
        ctx.tell("plan_set", ctx.buttons("calendar", "menu"))

    def days(self, session: Session) -> list[tuple[date, str]]:
        """The days of a talk's plans."""
        if session.dialogue not in self.ctx.content.dialogues:
            return []
        return plan_days(Run(self.ctx.content, session, self.ctx.now))

    def _morning(self, day: date) -> float:
        prefs = self.ctx.person.prefs
        opening = instant(datetime.combine(day, prefs.calendar.opens), prefs.zone)
        return next_allowed(opening, prefs.calendar, prefs.zone)

    def notification(self, due: Timeout) -> Notification | None:
        """What the plan has for today; None when the plan changed, or that day is long past."""
        ctx, stored = self.ctx, self.ctx.find(due.subject)
        days = self.days(stored.open()) if stored else []
        if stored is None or due.slot >= len(days) or ctx.now - due.due > 7 * SECONDS_PER_DAY:
            return None
        words = ctx.say("plan_today", text=days[due.slot][1])
        look = Button(ctx.say("button_summary"), f"/summary {stored.id}")
        title = title_of(ctx.content, stored, ctx.person.language)
        return Notification(words, (look,), title, self.postponement.ways(due))

    def owns(self, kind: str, subject: str) -> bool:
        return self.ctx.find(subject) is not None
