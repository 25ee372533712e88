"""A talk that nobody touched for long is to be erased, or a person who was long away: they are
told, and may keep it. Pure."""

from __future__ import annotations

from dialogues.calendar.timezones import SECONDS_PER_DAY, local
from dialogues.definition.content import Content
from dialogues.messages.events import Button
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import KEEP
from dialogues.notifications.notification import Notification, Source
from dialogues.texts.formats import spoken_date
from dialogues.turn.menus import title_of

NOTICE = 14 * SECONDS_PER_DAY
"""How long before it goes its person is told."""


def kept_long(content: Content) -> list[str]:
    """The dialogues whose talks go only after a word; what was made of the others stays."""
    return [name for name, dialogue in content.dialogues.items() if not dialogue.raw.makes]


class RetentionNotice(Source):
    """The old talks of whose turn it is."""

    kinds = frozenset({KEEP})

    def notification(self, due: Timeout) -> Notification | None:
        """On which day a talk goes, or all that is theirs; None when it was touched since."""
        if due.subject == self.ctx.person.id:
            return self._of_all(due)
        ctx, talk = self.ctx, self.ctx.find(due.subject)
        if talk is None or int(talk.touched) != due.slot:
            return None
        if talk.dialogue not in ctx.content.dialogues:
            return None
        language = ctx.person.language
        title = title_of(ctx.content, talk, language)
        words = ctx.say("keep_prompt", title=title, day=self._day())
        keep = Button(ctx.say("button_keep"), f"/remind keep {talk.id}")
        look = Button(ctx.say("button_summary"), f"/summary {talk.id}")
        return Notification(words, (keep, look), title)

    def _of_all(self, due: Timeout) -> Notification | None:
        ctx = self.ctx
        if any(talk.touched > due.slot for talk in ctx.person.sessions):
            return None
        keep = Button(ctx.say("button_keep"), f"/remind keep {ctx.person.id}")
        look = Button(ctx.say("button_export"), "/export")
        return Notification(
            ctx.say("keep_all_prompt", day=self._day()), (keep, look), ctx.say("keep_all_title")
        )

    def _day(self) -> str:
        """When it goes, as it is said."""
        day = local(self.ctx.now + NOTICE, self.ctx.person.prefs.zone).date()
        return spoken_date(day.isoformat(), self.ctx.person.language)

    def keep(self, subject: str) -> None:
        """One more period for a talk; for a person it began with this very word."""
        if subject == self.ctx.person.id:
            self.ctx.tell("keep_all_done", self.ctx.buttons("menu"))
            return
        ctx, talk = self.ctx, self.ctx.find(subject)
        if talk is None:
            ctx.tell("nothing_open", ctx.menu())
            return
        session = ctx.session(talk)
        session.touched = ctx.now
        ctx.hold(session)
        ctx.tell("keep_done", ctx.buttons("menu"))
