"""Who comes in, and where they go: greeting, menu, which talk goes on, privacy. Pure.

Two talks never mix: a person has at most one active session, and starting another asks first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dialogues import engine, reminders
from dialogues.elsewhere import others
from dialogues.events import (
    AnswerRecorded,
    Button,
    EraseRequested,
    Event,
    ExportRequested,
    FireChange,
    LanguageChanged,
    MessageCreated,
    Noticed,
    Part,
    Prompt,
    SummaryRequested,
)
from dialogues.inputs import Command, Input, Odd, Tap, Timeout, Typed
from dialogues.session import Answer, Session, Status

if TYPE_CHECKING:
    from dialogues.loader import Content

IN_TALK = ("back", "skip", "unknown", "keep", "pause", "stop")
FORMATS = ("html", "md")


@dataclass(slots=True)
class Kept:
    """A stored session; `open` reads it only when it is needed."""

    id: str
    dialogue: str
    status: Status
    touched: float
    open: Callable[[], Session]


@dataclass(slots=True)
class Visitor:
    """A person as the reception knows them.

    `shared` are answers that every talk may use. Who was not `reachable` is again on writing.
    """

    id: str
    language: str
    kept: list[Kept] = field(default_factory=list)
    shared: dict[str, Answer] = field(default_factory=dict)
    reachable: bool = True


@dataclass(slots=True)
class Visit:
    """What one input caused: events, sessions and fires that changed, whether the visitor did."""

    events: list[Event] = field(default_factory=list)
    changed: dict[str, Session] = field(default_factory=dict)
    fires: list[FireChange] = field(default_factory=list)
    known: bool = False


def receive(
    content: Content, visitor: Visitor, given: Input, now: float, new_id: Callable[[], str]
) -> Visit:
    """Take in one input of a person. Changes the visitor's language, answers and kept sessions."""
    desk = _Desk(content, visitor, now, new_id)
    match given:
        case Command(verb, argument):
            desk.command(verb, argument)
        case Tap():
            desk.tap(given)
        case Typed(text):
            desk.typed(given, content.catalogue.phrase(text, visitor.language))
        case Odd():
            desk.odd(given)
        case Timeout():
            desk.timeout(given)
    return desk.visit


def welcome(content: Content, language: str) -> MessageCreated:
    """What someone sees who comes in for the first time; nothing is stored for it."""
    say = content.catalogue.say
    parts = (
        Part("text", say(language, "hello")),
        Part("small", say(language, "hello_private")),
        Part("strong", say(language, "menu")),
    )
    return MessageCreated(parts, menu(content, language, []))


def menu(content: Content, language: str, kept: list[Kept]) -> Prompt:
    """All talks, those under way first, and what else there is."""
    say = content.catalogue.say
    under_way = sorted((k for k in kept if k.status in ("active", "paused")), key=_recent)
    buttons = [
        Button(
            say(language, "continue_title", title=_title(content, k, language)), f"/resume {k.id}"
        )
        for k in under_way
        if k.dialogue in content.dialogues
    ]
    for flow in content.dialogues.values():
        label = say(language, "minutes", title=flow.raw.title[language], count=flow.raw.minutes)
        buttons.append(Button(label, f"/start {flow.id}"))
    more = [Button(say(language, f"button_{v}"), f"/{v}") for v in ("privacy", "language")]
    return Prompt("menu", tuple(buttons), tuple(more))


def _title(content: Content, kept: Kept, language: str) -> str:
    return content.dialogues[kept.dialogue].raw.title[language]


def _recent(kept: Kept) -> float:
    return -kept.touched


class _Desk:
    """One visit at work."""

    def __init__(
        self, content: Content, visitor: Visitor, now: float, new_id: Callable[[], str]
    ) -> None:
        self.content, self.visitor, self.now, self.new_id = content, visitor, now, new_id
        self.visit = Visit()

    # --- what came in

    def command(self, verb: str, argument: str) -> None:
        match verb:
            case "start" if argument or self.content.start:
                self.begin(*(argument or self.content.start).split())
            case "start":
                first = welcome(self.content, self.visitor.language)
                self.message(first.parts, self.menu())
            case "menu":
                self.tell("menu", self.menu(), kind="strong")
            case "language":
                self.language(argument)
            case "privacy":
                self.privacy()
            case "export":
                self.visit.events.append(ExportRequested())
            case "erase":
                self.erase(argument)
            case "settings":
                self.tell("settings", self.buttons("language", "privacy"))
            case "summary":
                self.summary(argument)
            case "resume":
                self.resume(argument)
            case "remind":
                self.remind(*argument.split())
            case _:
                self.in_talk(verb, argument)

    def in_talk(self, verb: str, argument: str) -> None:
        """A verb for the talk that is going on; `edit ID` opens one that has ended."""
        named = self.find(argument) if verb == "edit" else None
        talk = named or self.active()
        if talk is not None:
            self.on(talk, Command(verb, "" if named else argument))  # type: ignore[arg-type]
        elif verb == "help":
            self.tell("commands_help", self.menu())
        else:
            self.tell("nothing_open", self.menu())

    def tap(self, tap: Tap) -> None:
        talk = self.find(tap.session)
        if talk is None:
            self.notice()
        elif talk.status == "active" or tap.what.startswith("edit"):
            self.on(talk, tap)
        elif talk.status == "completed":
            self.notice()
        else:
            self.waiting(talk)

    def typed(self, given: Typed, verb: str | None) -> None:
        talk = self.active()
        if talk is not None:
            self.on(talk, given)
        elif verb is not None:
            self.command(verb, "")
        elif paused := self.last("paused"):
            self.waiting(paused)
        else:
            self.tell("nothing_open", self.menu())

    def odd(self, given: Odd) -> None:
        talk = self.active()
        if talk is not None:
            self.on(talk, given)
        else:
            self.tell(f"odd_{given.kind}", self.menu())

    # --- talks

    def begin(self, dialogue: str, how: str = "", *_: str) -> None:
        if dialogue not in self.content.dialogues:
            self.tell("unknown_dialogue", self.menu())
            return
        same = [k for k in self.visitor.kept if k.dialogue == dialogue]
        open_one = next((k for k in same if k.status in ("active", "paused")), None)
        busy = self.active()
        title = self.content.dialogues[dialogue].raw.title[self.visitor.language]
        if open_one and how != "again":
            self.tell(
                "continue_or_new",
                self.choose(resume=f"/resume {open_one.id}", again=f"/start {dialogue} again"),
            )
        elif busy and busy is not open_one and not how:
            self.tell(
                "already_busy",
                self.choose(pause_and_start=f"/start {dialogue} now", stay=f"/resume {busy.id}"),
                title=_title(self.content, busy, self.visitor.language),
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
                others(self.content, self.visitor.kept, dialogue),
            )
            self.keep(sprint)

    def resume(self, argument: str) -> None:
        talk = self.find(argument) or self.active() or self.last("paused") or self.last("stopped")
        if talk is None or talk.dialogue not in self.content.dialogues:
            self.tell("nothing_open", self.menu())
            return
        self.set_aside(talk)
        self.on(talk, Command("resume"))

    def set_aside(self, but: Kept | None) -> None:
        """Pause what is going on, silently: another talk takes its place."""
        for kept in self.visitor.kept:
            if kept.status == "active" and kept is not but:
                session = self.session(kept)
                session.status = kept.status = "paused"
                self.visit.changed[session.id] = session

    def on(self, kept: Kept, given: Input) -> None:
        if kept.dialogue not in self.content.dialogues:
            self.tell("nothing_open", self.menu())
            return
        session = self.session(kept)
        session.language = self.visitor.language
        elsewhere = others(self.content, self.visitor.kept, session.dialogue)
        self.keep(engine.resume(self.content, session, given, self.now, elsewhere))

    def session(self, kept: Kept) -> Session:
        return self.visit.changed.get(kept.id) or kept.open()

    def keep(self, sprint: engine.Sprint) -> None:
        """Take over what a talk caused: its session, and what every talk may know."""
        session = sprint.session
        self.visit.fires += reminders.after_sprint(self.find(session.id), sprint, self.now)
        self.hold(session)
        self.visit.events += sprint.events
        for event in sprint.events:
            if isinstance(event, AnswerRecorded) and event.shared:
                self.visitor.shared[event.state] = session.answers[event.state]
                self.visit.known = True
            if isinstance(event, LanguageChanged):
                self.visitor.language = event.language
                self.visit.known = True

    def hold(self, session: Session) -> None:
        """A session changed: it is to be stored, and later inputs see it so."""
        self.visit.changed[session.id] = session
        kept = Kept(session.id, session.dialogue, session.status, session.touched, session.copy)
        self.visitor.kept = [*(k for k in self.visitor.kept if k.id != session.id), kept]

    # --- a talk that was left

    def timeout(self, given: Timeout) -> None:
        """Bring up a talk that was left, if it still is, or put that off."""
        talk = self.find(given.subject)
        if talk is None or talk.dialogue not in self.content.dialogues:
            return
        session = self.session(talk)
        moment = reminders.moment(session, given, self.visitor.kept, self.now)
        if moment is not None and moment > self.now:
            self.visit.fires += reminders.fire_at(session, moment)
            self.hold(session)
        elif moment is not None:
            ways = {"later": f"/remind later {talk.id}", "never": f"/remind never {talk.id}"}
            title = _title(self.content, talk, self.visitor.language)
            self.tell("left_lying", self.choose(resume=f"/resume {talk.id}", **ways), title=title)

    def remind(self, when: str = "", session_id: str = "", *_: str) -> None:
        """`later ID` brings a talk up again in a week, `never ID` does so no more."""
        talk = self.find(session_id)
        if talk is None or talk.status not in reminders.OPEN or when not in ("later", "never"):
            self.tell("nothing_open", self.menu())
            return
        session = self.session(talk)
        self.visit.fires += reminders.asked(session, when, self.now)
        self.hold(session)
        self.tell(f"remind_{when}", self.choose(resume=f"/resume {talk.id}", menu="/menu"))

    def active(self) -> Kept | None:
        return self.last("active")

    def last(self, status: Status) -> Kept | None:
        found = [kept for kept in self.visitor.kept if kept.status == status]
        return min(found, key=_recent, default=None)

    def find(self, session_id: str) -> Kept | None:
        return next((kept for kept in self.visitor.kept if kept.id == session_id), None)

    # --- the desk itself

    def waiting(self, talk: Kept) -> None:
        title = _title(self.content, talk, self.visitor.language)
        self.tell(
            "paused_waiting", self.choose(resume=f"/resume {talk.id}", menu="/menu"), title=title
        )

    def language(self, argument: str) -> None:
        talk = self.active()
        if talk is not None:
            self.on(talk, Command("language", argument))
            return
        other = "en" if self.visitor.language == "nl" else "nl"
        self.visitor.language = argument if argument in ("nl", "en") else other
        self.visit.known = True
        self.visit.events.append(LanguageChanged(self.visitor.language))
        self.tell("language_is", self.menu())

    def privacy(self) -> None:
        keys = ("privacy", "privacy_where", "privacy_who", "privacy_long")
        parts = tuple(Part("text", self.say(key)) for key in keys)
        self.message(parts, self.buttons("export", "erase", "menu"))

    def erase(self, argument: str) -> None:
        match argument:
            case "yes":
                self.visit.events.append(EraseRequested())
                self.visitor.kept, self.visitor.shared = [], {}
                self.message((Part("text", self.say("erased")),), None)
            case "no":
                self.tell("not_erased", self.menu())
            case _:
                self.tell("erase_sure", self.choose(erase_yes="/erase yes", erase_no="/erase no"))

    def summary(self, argument: str) -> None:
        """`[session] [format]`: without a format it is asked, without a session it is the last."""
        words = argument.split()
        chosen = next((word for word in words if word in FORMATS), "")
        named = next((kept for word in words if (kept := self.find(word))), None)
        talk = named or self.active() or min(self.visitor.kept, key=_recent, default=None)
        if talk is None or talk.dialogue not in self.content.dialogues:
            self.tell("summary_none", self.menu())
        elif chosen:
            self.visit.events.append(SummaryRequested(talk.id, chosen))
        else:
            formats = self.choose(
                html=f"/summary {talk.id} html", markdown=f"/summary {talk.id} md"
            )
            title = _title(self.content, talk, self.visitor.language)
            self.tell("summary_choose", formats, title=title)

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
        return menu(self.content, self.visitor.language, self.visitor.kept)

    def buttons(self, *verbs: str) -> Prompt:
        return self.choose(**{verb: f"/{verb}" for verb in verbs})

    def choose(self, **commands: str) -> Prompt:
        labels = ((self.say(f"button_{name}"), data) for name, data in commands.items())
        return Prompt("menu", tuple(Button(label, data) for label, data in labels))
