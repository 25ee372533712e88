"""A person's talks: begun, gone on with, set aside and changed. Pure.

Two talks never mix: a person has at most one active session, and starting another asks first.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.engine import engine
from dialogues.engine.other_sessions import other_sessions
from dialogues.engine.stored_session import StoredSession
from dialogues.engine.story import WONDERS
from dialogues.messages.events import (
    AnswerRecorded,
    LanguageChanged,
    MessageCreated,
    SessionCompleted,
)
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.talks import reminder_policy
from dialogues.talks.second_look import affordable
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import recent, title_of
from frameworks.definition.languages import LANGUAGES, following


class Talks:
    """The talks of whose turn it is."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    def begin(
        self,
        dialogue: str,
        how: str = "",
        *_: str,
        subject: str = "",
        given: Mapping[str, str] | None = None,
    ) -> None:
        """Begin a talk, unless it is wiser to ask first; `subject` is what it is held for."""
        ctx = self.ctx
        if dialogue not in ctx.content.dialogues or (self._needs(dialogue) and not subject):
            ctx.tell("unknown_dialogue", ctx.menu())
            return
        same = [s for s in ctx.person.sessions if s.dialogue == dialogue and s.subject == subject]
        open_one = next((s for s in same if s.status in ("active", "paused")), None)
        held = min((s for s in same if s.status == "completed"), key=recent, default=None)
        busy = ctx.active()
        title = ctx.content.dialogues[dialogue].raw.title[ctx.person.language]
        if open_one and how != "again":
            ctx.tell(
                "continue_or_new",
                ctx.choose(resume=f"/resume {open_one.id}", again=f"/start {dialogue} again"),
            )
        elif held and not open_one and not how:
            again = ctx.choose(
                summary=f"/summary {held.id}", again=f"/start {dialogue} again", menu="/menu"
            )
            ctx.tell("held_before", again, title=title)
        elif busy and busy is not open_one and not how:
            ctx.tell(
                "already_busy",
                ctx.choose(pause_and_start=f"/start {dialogue} now", stay=f"/resume {busy.id}"),
                title=title_of(ctx.content, busy, ctx.person.language),
                other=title,
            )
        else:
            self._start(dialogue, subject, given)

    def _start(self, dialogue: str, subject: str, given: Mapping[str, str] | None) -> None:
        ctx = self.ctx
        self._set_aside(None)
        sprint = engine.start(
            ctx.content,
            dialogue,
            ctx.new_id(),
            ctx.person.language,
            ctx.now,
            ctx.person.shared,
            other_sessions(ctx.content, ctx.person.sessions, dialogue),
            subject,
            given,
        )
        if sprint.session.wonders:  # asked at the menu; from now on they are this talk's
            ctx.person.shared.pop(WONDERS)
            ctx.result.person_changed = True
        self._keep(sprint)

    def _needs(self, dialogue: str) -> bool:
        """Whether a dialogue can only be held for something: a round, an invitation."""
        return self.ctx.content.dialogues[dialogue].raw.makes in ("membership", "ballot")

    def begin_or_resume(
        self, dialogue: str, subject: str, given: Mapping[str, str] | None = None
    ) -> None:
        """The talk that is held for a subject: begun, gone on with, or, once completed, changed."""
        stored = next((s for s in self.ctx.person.sessions if s.subject == subject), None)
        if stored is None:
            self.begin(dialogue, "now", subject=subject, given=given)
        elif stored.status == "completed":
            self.edit(stored)
        else:
            self.resume(stored.id)

    def resume(self, argument: str) -> None:
        """Go on with the talk of this id, or with the last one that can be gone on with."""
        ctx = self.ctx
        talk = ctx.find(argument) or ctx.active() or ctx.last("paused") or ctx.last("stopped")
        if talk is None or talk.dialogue not in ctx.content.dialogues:
            ctx.tell("nothing_open", ctx.menu())
            return
        self._set_aside(talk)
        self.take(talk, Command("resume"))

    def edit(self, stored: StoredSession) -> None:
        """Change an earlier answer, also of a talk that has ended."""
        self.take(stored, Command("edit"))

    def more(self, argument: str) -> None:
        """More advice in a talk, also after its end."""
        talk = self.ctx.find(argument) or self.ctx.active() or self.ctx.last("completed")
        if talk is None:
            self.ctx.tell("nothing_open", self.ctx.menu())
        else:
            self.take(talk, Command("more"))

    def correct(self, given: Typed) -> bool:
        """Whether this says what was not right in the outcome of the last talk, as we asked."""
        talk = self.ctx.last("completed")
        asked = talk is not None and self.ctx.session(talk).correcting
        if talk is not None and asked:
            self.take(talk, given)
        return asked

    def judge(self, argument: str) -> None:
        """Whether the outcome of a talk is recognised: `yes`, `no` or `missing`, and which talk."""
        judged, _, name = argument.partition(" ")
        talk = self.ctx.find(name) or self.ctx.last("completed")
        if talk is None:
            self.ctx.tell("nothing_open", self.ctx.menu())
        else:
            self.take(talk, Command("judge", judged))

    def set_language(self, argument: str, *, silent: bool = False) -> None:
        """Speak another language, also in the talk that goes on. `silent`: say nothing of it."""
        ctx = self.ctx
        if talk := ctx.active():
            self.take(talk, Command("language", argument), silent=silent)
            return
        other = following(ctx.person.language)
        ctx.person.language = argument if argument in LANGUAGES else other
        ctx.result.person_changed = True
        ctx.event(LanguageChanged(ctx.person.language))
        if not silent:
            ctx.tell("language_is", ctx.menu())

    def waiting(self, talk: StoredSession) -> None:
        """That a talk was paused, and can be gone on with."""
        title = title_of(self.ctx.content, talk, self.ctx.person.language)
        ways = self.ctx.choose(resume=f"/resume {talk.id}", menu="/menu")
        self.ctx.tell("paused_waiting", ways, title=title)

    def take(self, stored: StoredSession, given: Input, *, silent: bool = False) -> None:
        """Let a talk take in an input."""
        ctx = self.ctx
        if stored.dialogue not in ctx.content.dialogues:
            ctx.tell("nothing_open", ctx.menu())
            return
        session = ctx.session(stored)
        session.language, session.model = ctx.person.language, ctx.model_use
        others = other_sessions(ctx.content, ctx.person.sessions, session.dialogue)
        sprint = engine.resume(ctx.content, session, given, ctx.now, others, ctx.person.prefs.zone)
        if silent:
            sprint.events[:] = [e for e in sprint.events if not isinstance(e, MessageCreated)]
        self._keep(sprint)

    def _set_aside(self, but: StoredSession | None) -> None:
        """Pause what is going on, silently: another talk takes its place."""
        for stored in self.ctx.person.sessions:
            if stored.status == "active" and stored is not but:
                session = self.ctx.session(stored)
                session.status = stored.status = "paused"
                self.ctx.result.changed[session.id] = session

    def _keep(self, sprint: engine.Sprint) -> None:
        """Take over what a talk caused: its session, and what every talk may know."""
        ctx, session = self.ctx, sprint.session
        before = ctx.find(session.id)
        ctx.result.fires += reminder_policy.after_sprint(before, sprint, ctx.now)
        session.model = ctx.model_use
        ctx.hold(session)
        ctx.result.events += affordable(ctx, sprint.events)
        for event in sprint.events:
            if isinstance(event, AnswerRecorded) and event.shared:
                ctx.person.shared[event.state] = session.answers[event.state]
                ctx.result.person_changed = True
            if isinstance(event, LanguageChanged):
                ctx.person.language = event.language
                ctx.result.person_changed = True
            if isinstance(event, SessionCompleted):
                ctx.completed.append(session)
