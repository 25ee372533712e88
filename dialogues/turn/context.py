"""One visit at work: a person's talks are begun, gone on with, left and brought up again. Pure.

Two talks never mix: a person has at most one active session, and starting another asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dialogues.collaborations.commands import CollaborationCommands
from dialogues.engine import engine
from dialogues.engine.other_sessions import other_sessions
from dialogues.engine.session import Session, Status
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import (
    AnswerRecorded,
    Button,
    LanguageChanged,
    MessageCreated,
    Noticed,
    Part,
    Prompt,
    SessionCompleted,
)
from dialogues.messages.inputs import Command, Input, Timeout
from dialogues.notifications.notification import Notification
from dialogues.notifications.notifier import Notifier
from dialogues.pulses.own_pulse import Pulses
from dialogues.talks import reminder_policy
from dialogues.talks.plan_reminders import PlanPrompts
from dialogues.talks.retention_notice import Keeping
from dialogues.turn.menus import menu, recent, title_of
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult

if TYPE_CHECKING:
    from dialogues.definition.content import Content


class TurnContext:
    """A person's talks, and the words to speak of them."""

    def __init__(
        self, content: Content, visitor: Person, now: float, new_id: Callable[[], str]
    ) -> None:
        self.content, self.visitor, self.now, self.new_id = content, visitor, now, new_id
        self.visit = TurnResult()

    @cached_property
    def partners(self) -> CollaborationCommands:
        """This person's collaborations."""
        return CollaborationCommands(self)  # type: ignore[arg-type]  # the reception is the only desk there is

    @cached_property
    def pulses(self) -> Pulses:
        """This person's own pulse."""
        return Pulses(self)  # type: ignore[arg-type]

    @cached_property
    def plans(self) -> PlanPrompts:
        """The plans in this person's talks."""
        return PlanPrompts(self)  # type: ignore[arg-type]

    @cached_property
    def keeping(self) -> Keeping:
        """This person's old talks."""
        return Keeping(self)  # type: ignore[arg-type]

    @cached_property
    def prompts(self) -> Notifier:
        """What is due for this person."""
        return Notifier(self)  # type: ignore[arg-type]

    # --- talks

    def begin(
        self,
        dialogue: str,
        how: str = "",
        *_: str,
        subject: str = "",
        given: Mapping[str, str] | None = None,
    ) -> None:
        """Begin a talk, unless it is wiser to ask first; `subject` is what it is held for."""
        known = self.content.dialogues
        if dialogue not in known or (self.needs(dialogue) and not subject):
            self.tell("unknown_dialogue", self.menu())
            return
        same = [k for k in self.visitor.kept if k.dialogue == dialogue and k.subject == subject]
        open_one = next((k for k in same if k.status in ("active", "paused")), None)
        held = min((k for k in same if k.status == "completed"), key=recent, default=None)
        busy = self.active()
        title = self.content.dialogues[dialogue].raw.title[self.visitor.language]
        if open_one and how != "again":
            self.tell(
                "continue_or_new",
                self.choose(resume=f"/resume {open_one.id}", again=f"/start {dialogue} again"),
            )
        elif held and not open_one and not how:
            again = self.choose(
                summary=f"/summary {held.id}", again=f"/start {dialogue} again", menu="/menu"
            )
            self.tell("held_before", again, title=title)
        elif busy and busy is not open_one and not how:
            self.tell(
                "already_busy",
                self.choose(pause_and_start=f"/start {dialogue} now", stay=f"/resume {busy.id}"),
                title=title_of(self.content, busy, self.visitor.language),
                other=title,
            )
        else:
            self.set_aside(None)
            sprint = engine.start(
                self.content,
                dialogue,
                self.new_id(),
                self.visitor.language,
                self.now,
                self.visitor.shared,
                other_sessions(self.content, self.visitor.kept, dialogue),
                subject,
                given,
            )
            self.keep(sprint)

    def needs(self, dialogue: str) -> bool:
        """Whether a dialogue can only be held for something: a round, an invitation."""
        raw = self.content.dialogues[dialogue].raw
        return raw.makes in ("membership", "ballot") and not raw.alone

    def resume(self, argument: str) -> None:
        talk = self.find(argument) or self.active() or self.last("paused") or self.last("stopped")
        if talk is None or talk.dialogue not in self.content.dialogues:
            self.tell("nothing_open", self.menu())
            return
        self.set_aside(talk)
        self.on(talk, Command("resume"))

    def set_aside(self, but: StoredSession | None) -> None:
        """Pause what is going on, silently: another talk takes its place."""
        for kept in self.visitor.kept:
            if kept.status == "active" and kept is not but:
                session = self.session(kept)
                session.status = kept.status = "paused"
                self.visit.changed[session.id] = session

    def on(self, kept: StoredSession, given: Input) -> None:
        if kept.dialogue not in self.content.dialogues:
            self.tell("nothing_open", self.menu())
            return
        session = self.session(kept)
        session.language = self.visitor.language
        elsewhere = other_sessions(self.content, self.visitor.kept, session.dialogue)
        self.keep(engine.resume(self.content, session, given, self.now, elsewhere))

    def session(self, kept: StoredSession) -> Session:
        return self.visit.changed.get(kept.id) or kept.open()

    def keep(self, sprint: engine.Sprint) -> None:
        """Take over what a talk caused: its session, and what every talk may know."""
        session = sprint.session
        self.visit.fires += reminder_policy.after_sprint(self.find(session.id), sprint, self.now)
        self.hold(session)
        self.visit.events += sprint.events
        for event in sprint.events:
            if isinstance(event, AnswerRecorded) and event.shared:
                self.visitor.shared[event.state] = session.answers[event.state]
                self.visit.known = True
            if isinstance(event, LanguageChanged):
                self.visitor.language = event.language
                self.visit.known = True
            if isinstance(event, SessionCompleted):
                self.made(session)

    def made(self, session: Session) -> None:
        """What comes of a completed talk besides its words."""
        partners = self.partners
        match self.content.dialogues[session.dialogue].raw.makes:
            case "collaboration":
                partners.founded(session)
            case "membership":
                partners.joined(session)
            case "ballot" if session.subject:
                partners.cast(session)
            case "ballot":
                self.pulses.completed(session)

    def hold(self, session: Session) -> None:
        """A session changed: it is to be stored, and later inputs see it so."""
        self.visit.changed[session.id] = session
        kept = StoredSession(
            session.id, session.dialogue, session.status, session.touched, session.copy,
            session.subject,
        )  # fmt: skip
        self.visitor.kept = [*(k for k in self.visitor.kept if k.id != session.id), kept]

    # --- a talk that was left

    def left_lying(self, given: Timeout) -> Notification | None:
        """How a talk that was left is brought up, if it still is; or that is put off."""
        talk = self.find(given.subject)
        if talk is None or talk.dialogue not in self.content.dialogues:
            return None
        session = self.session(talk)
        moment = reminder_policy.moment(
            session, given, self.visitor.kept, self.now, self.visitor.prefs
        )
        if moment is None:
            return None
        if moment > self.now:
            self.visit.fires += reminder_policy.fire_at(session, moment, chosen=session.chosen)
            self.hold(session)
            return None
        title = title_of(self.content, talk, self.visitor.language)
        ways = {"later": f"/remind later {talk.id}", "never": f"/remind never {talk.id}"}
        begin = self.choose(resume=f"/resume {talk.id}").choices
        words = self.say("left_lying", title=title)
        return Notification(words, begin, title, self.choose(**ways).choices)

    def bring_up(self, session_id: str, moment: float) -> None:
        """Bring a talk up again at a moment that was chosen."""
        if talk := self.find(session_id):
            session = self.session(talk)
            session.touched, session.quiet = self.now, False
            self.visit.fires += reminder_policy.fire_at(session, moment, chosen=True)
            self.hold(session)

    def remind(self, when: str = "", session_id: str = "", *_: str) -> None:
        """`later ID` brings a talk up again in a week, `tomorrow`, `week` or a day then, `date`
        asks which; `never ID` does so no more; `plan ID` brings up the days of its plan;
        `keep ID` keeps it from being erased."""
        if when == "plan":
            self.plans.remind(session_id)
            return
        if when == "keep":
            self.keeping.keep(session_id)
            return
        talk = self.find(session_id)
        moment = self.prompts.moment(when)
        if talk is None or talk.status not in reminder_policy.OPEN:
            self.tell("nothing_open", self.menu())
        elif when in ("later", "never"):
            session = self.session(talk)
            self.visit.fires += reminder_policy.asked(session, when, self.now)
            self.hold(session)
            self.tell(f"remind_{when}", self.choose(resume=f"/resume {talk.id}", menu="/menu"))
        elif when == "date":
            self.prompts.choose("remind", talk.id)
        elif moment is not None:
            self.bring_up(talk.id, moment)
            self.prompts.told_when(moment, self.choose(resume=f"/resume {talk.id}", menu="/menu"))
        else:
            self.tell("nothing_open", self.menu())

    def active(self) -> StoredSession | None:
        return self.last("active")

    def last(self, status: Status) -> StoredSession | None:
        found = [kept for kept in self.visitor.kept if kept.status == status]
        return min(found, key=recent, default=None)

    def find(self, session_id: str) -> StoredSession | None:
        return next((kept for kept in self.visitor.kept if kept.id == session_id), None)

    def waiting(self, talk: StoredSession) -> None:
        title = title_of(self.content, talk, self.visitor.language)
        self.tell(
            "paused_waiting", self.choose(resume=f"/resume {talk.id}", menu="/menu"), title=title
        )

    # --- words

    def say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.visitor.language, key, **values)

    def tell(self, key: str, prompt: Prompt | None, kind: str = "text", **values: Any) -> None:
        self.message((Part(kind, self.say(key, **values)),), prompt)  # type: ignore[arg-type]

    def message(self, parts: tuple[Part, ...], prompt: Prompt | None) -> None:
        self.visit.events.append(MessageCreated(parts, prompt))

    def notice(self) -> None:
        self.visit.events.append(Noticed(self.say("old_button")))

    def menu(self) -> Prompt:
        """All talks; rounds that wait for this person stand first."""
        waiting = [
            Button(self.say("button_fill", title=member.collaboration.name), f"/fill {going.id}")
            for member in self.visitor.memberships
            for going in member.waiting(self.now)
        ]
        talks = menu(self.content, self.visitor.language, self.visitor.kept)
        return replace(talks, choices=(*waiting, *talks.choices))

    def buttons(self, *verbs: str) -> Prompt:
        return self.choose(**{verb: f"/{verb}" for verb in verbs})

    def choose(self, **commands: str) -> Prompt:
        labels = ((self.say(f"button_{name}"), data) for name, data in commands.items())
        return Prompt("menu", tuple(Button(label, data) for label, data in labels))
