"""A talk that nobody touched for long is to be erased: its person may keep it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.calendar.timezones import SECONDS_PER_DAY, local
from dialogues.messages.events import Button
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import KEEP
from dialogues.notifications.notification import Notification
from dialogues.texts.formats import spoken_date
from dialogues.turn.menus import title_of

if TYPE_CHECKING:
    from dialogues.definition.content import Content
    from dialogues.dispatcher import Dispatcher

NOTICE = 14 * SECONDS_PER_DAY
"""How long before it goes its person is told."""


def kept_long(content: Content) -> list[str]:
    """The dialogues whose talks go only after a word; what was made of the others stays."""
    return [name for name, dialogue in content.dialogues.items() if not dialogue.raw.makes]


class Keeping:
    """The old talks of who is at the desk."""

    def __init__(self, desk: Dispatcher) -> None:
        self.desk, self.say = desk, desk.say

    def told(self, given: Timeout) -> Notification | None:
        """On which day a talk goes; None when it was touched since."""
        desk = self.desk
        talk = desk.find(given.subject) if given.kind == KEEP else None
        if talk is None or int(talk.touched) != given.slot:
            return None
        if talk.dialogue not in desk.content.dialogues:
            return None
        language = desk.visitor.language
        title = title_of(desk.content, talk, language)
        day = local(desk.now + NOTICE, desk.visitor.prefs.zone).date()
        words = self.say("keep_prompt", title=title, day=spoken_date(day.isoformat(), language))
        return Notification(
            words,
            (
                Button(self.say("button_keep"), f"/remind keep {talk.id}"),
                Button(self.say("button_summary"), f"/summary {talk.id}"),
            ),
            title,
        )

    def keep(self, session_id: str) -> None:
        """One more period."""
        talk = self.desk.find(session_id)
        if talk is None:
            self.desk.tell("nothing_open", self.desk.menu())
            return
        session = self.desk.session(talk)
        session.touched = self.desk.now
        self.desk.hold(session)
        self.desk.tell("keep_done", self.desk.buttons("menu"))
