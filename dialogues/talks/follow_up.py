"""Two weeks after a talk: how it went, asked once of who wanted that, with one tap. Pure."""

from __future__ import annotations

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, SECONDS_PER_WEEK
from dialogues.engine.judging import FOLLOWED
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import Button, FireSet, Part, Prompt
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import FOLLOW
from dialogues.notifications.notification import Notification, Source
from dialogues.notifications.postpone import Postponement
from dialogues.talks.open_actions import actions_of
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import title_of

AFTER = 2 * SECONDS_PER_WEEK
STALE = 7 * SECONDS_PER_DAY
"""What is this much too late is not asked any more."""


class FollowUps(Source):
    """What became of the outcomes of whose turn it is."""

    kinds = frozenset({FOLLOW})

    def __init__(self, ctx: TurnContext, postponement: Postponement) -> None:
        super().__init__(ctx)
        self.postponement = postponement

    def want(self, session_id: str) -> None:
        """Ask how it went in two weeks; a second time changes nothing."""
        ctx, stored = self.ctx, self.ctx.find(session_id)
        session = ctx.session(stored) if stored else None
        if session is None or not session.points or session.follow:
            ctx.tell("nothing_open", ctx.menu())
            return
        prefs = ctx.person.prefs
        due = next_allowed(ctx.now + AFTER, prefs.calendar, prefs.zone)
        ctx.result.fires.append(FireSet(FOLLOW, session.id, 0, due))
        session.follow = True
        ctx.hold(session)
        ctx.tell("follow_set", ctx.buttons("calendar", "menu"))

    def notification(self, due: Timeout) -> Notification | None:
        """What was to be done, and how that went; None when nothing is left to do, or it is long
        past."""
        stored = self.ctx.find(due.subject)
        question = self._question(stored) if stored else ""
        if stored is None or not question or self.ctx.now - due.due > STALE:
            return None
        title = title_of(self.ctx.content, stored, self.ctx.person.language)
        return Notification(
            question, self._answers(stored), title, self.postponement.ways(due),
            open=f"/remind followed {stored.id}",
        )  # fmt: skip

    def ask(self, session_id: str) -> None:
        """The same, for who was told discreetly that there is a question."""
        stored = self.ctx.find(session_id)
        question = self._question(stored) if stored else ""
        if stored is None or not question:
            self.ctx.tell("nothing_open", self.ctx.menu())
        else:
            self.ctx.message((Part("text", question),), Prompt("menu", self._answers(stored)))

    def _question(self, stored: StoredSession) -> str:
        """Empty when nothing is left to do."""
        action = next(actions_of(self.ctx, stored), "")
        title = title_of(self.ctx.content, stored, self.ctx.person.language)
        return self.ctx.say("follow_prompt", title=title, action=action) if action else ""

    def _answers(self, stored: StoredSession) -> tuple[Button, ...]:
        say = self.ctx.say
        return tuple(
            Button(say(f"button_follow_{how}"), f"/judge {how} {stored.id}") for how in FOLLOWED
        )

    def owns(self, kind: str, subject: str) -> bool:
        return self.ctx.find(subject) is not None
