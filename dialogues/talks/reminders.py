"""A talk that was left is brought up again, put off, or left alone for good. Pure."""

from __future__ import annotations

from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import RESUME
from dialogues.notifications.notification import Notification, Source
from dialogues.notifications.postpone import Postponement
from dialogues.talks import reminder_policy
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import title_of


class TalkReminders(Source):
    """Talks that were left by whose turn it is."""

    kinds = frozenset({RESUME})
    clears_itself = True  # with what the talk knows of its fires

    def __init__(self, ctx: TurnContext, postponement: Postponement) -> None:
        super().__init__(ctx)
        self.postponement = postponement

    def notification(self, due: Timeout) -> Notification | None:
        """How a talk that was left is brought up, if it still is; or that is put off."""
        ctx = self.ctx
        talk = ctx.find(due.subject)
        if talk is None or talk.dialogue not in ctx.content.dialogues:
            return None
        session, person = ctx.session(talk), ctx.person
        moment = reminder_policy.moment(session, due, person.sessions, ctx.now, person.prefs)
        if moment is None:
            return None
        if moment > ctx.now:
            ctx.result.fires += reminder_policy.fire_at(session, moment, chosen=session.chosen)
            ctx.hold(session)
            return None
        title = title_of(ctx.content, talk, person.language)
        begin = ctx.choose(resume=f"/resume {talk.id}").choices
        ways = ctx.choose(later=f"/remind later {talk.id}", never=f"/remind never {talk.id}")
        return Notification(ctx.say("left_lying", title=title), begin, title, ways.choices)

    def owns(self, kind: str, subject: str) -> bool:
        return self.ctx.find(subject) is not None

    def put_off(self, due: Timeout, moment: float) -> None:
        self._bring_up(due.subject, moment)

    def _bring_up(self, session_id: str, moment: float) -> None:
        """Bring a talk up again at a moment that was chosen."""
        if talk := self.ctx.find(session_id):
            session = self.ctx.session(talk)
            session.touched, session.quiet = self.ctx.now, False
            self.ctx.result.fires += reminder_policy.fire_at(session, moment, chosen=True)
            self.ctx.hold(session)

    def remind(self, when: str, session_id: str) -> None:
        """`later` brings a talk up again in a week, `tomorrow`, `week` or a day then, `date` asks
        which; `never` does so no more."""
        ctx, talk = self.ctx, self.ctx.find(session_id)
        moment = self.postponement.moment(when)
        if talk is None or talk.status not in reminder_policy.OPEN:
            ctx.tell("nothing_open", ctx.menu())
            return
        ways = ctx.choose(resume=f"/resume {talk.id}", menu="/menu")
        if when in ("later", "never"):
            session = ctx.session(talk)
            ctx.result.fires += reminder_policy.asked(session, when, ctx.now)
            ctx.hold(session)
            ctx.tell(f"remind_{when}", ways)
        elif when == "date":
            self.postponement.choose("remind", talk.id)
        elif moment is not None:
            self._bring_up(talk.id, moment)
            self.postponement.told_when(moment, ways)
        else:
            ctx.tell("nothing_open", ctx.menu())
