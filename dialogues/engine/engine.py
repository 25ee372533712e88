"""Start and resume a talk: `(Session, Input, now) → Sprint`. No I/O; what happens is in the events.

The session that is passed in is moved on; who must keep the old one passes a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.definition.content import Content
from dialogues.definition.state_machine import START
from dialogues.definition.states import END, State
from dialogues.engine.answers import read_choices
from dialogues.engine.facts import names, valid
from dialogues.engine.menus import completed_menu, edit_menu, farewell_menu, pause_menu
from dialogues.engine.migration import answers, migrate, not_taken
from dialogues.engine.navigation import advance, record, revisit
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.outputs.advice import tell_more
from dialogues.engine.run import Run
from dialogues.engine.session import Answer, Session
from dialogues.messages.events import (
    AnswerRejected,
    Event,
    LanguageChanged,
    Noticed,
    Prompt,
    PromptChanged,
    SessionPaused,
    SessionResumed,
    SessionStarted,
    SessionStopped,
)
from dialogues.messages.inputs import CHOICE, CHOSEN, Command, Input, Odd, Tap, Typed, name_in_data
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.quantities import read_date, read_number
from dialogues.parsing.text import clean, read_names, read_text
from frameworks.definition.languages import LANGUAGES, following

RECAP = 3


@dataclass(frozen=True, slots=True)
class Sprint:
    """What one input caused: the session as it is now, and the events in order."""

    session: Session
    events: list[Event]


def start(
    content: Content,
    dialogue: str,
    session_id: str,
    language: str,
    now: float,
    known: Mapping[str, Answer] | None = None,
    elsewhere: OtherSessions = NO_SESSIONS,
    subject: str = "",
    given: Mapping[str, str] | None = None,
) -> Sprint:
    """Begin a dialogue.

    dialogue: its id; KeyError when the content has none of that id
    now: seconds since the epoch
    known: `known[question id]`: this person's answers to questions that dialogues share
    elsewhere: the person's other talks, for conditions
    subject: what it is held for, such as a round's id
    given: `given[name]`: what texts say of the subject
    """
    flow = content.dialogues[dialogue]
    session = Session(session_id, dialogue, flow.digest, language, START, now, now)
    session.subject, session.given = subject, dict(given or {})
    session.quiet = bool(subject)  # what it is held for has reminders of its own
    talk = Run(content, session, now, elsewhere=elsewhere)
    talk.events.append(SessionStarted(dialogue, flow.digest))
    talk.add("heading", flow.raw.title[language])
    talk.add("text", flow.raw.intro[language])
    for state_id, answer in (known or {}).items():
        state = flow.states.get(state_id)
        if state and state.shared and answer.given == "answered" and valid(state, answer):
            session.answers[state_id] = answer
    if session.answers:
        list_known(talk)
    advance(talk)
    return Sprint(session, talk.events)


def list_known(talk: Run) -> None:
    """What was answered before is not asked twice, and shown instead."""
    talk.add("small", talk.say("known_already"))
    for state_id in talk.session.answers:
        label = talk.dialogue.states[state_id].label
        assert label is not None
        talk.add("item", f"{label[talk.language]}: {talk.shown(state_id)}")


def resume(
    content: Content,
    session: Session,
    given: Input,
    now: float,
    elsewhere: OtherSessions = NO_SESSIONS,
) -> Sprint:
    """Move a session on by one input, at `now` in seconds since the epoch.

    An input that does not fit here changes nothing: the events say so.
    """
    talk = Run(content, session, now, elsewhere=elsewhere)
    unseen = session.digest != talk.dialogue.digest and migrate(talk)
    if session.status != "active" and not isinstance(given, Command):
        wake(talk)
    if unseen and answers(talk, given):
        not_taken(talk, given)
    else:
        _take(talk, given)
    session.touched = now
    return Sprint(session, talk.events)


def _take(talk: Run, given: Input) -> None:
    match given:
        case Typed(text):
            _typed(talk, text)
        case Tap():
            _tap(talk, given)
        case Command(verb, argument):
            _verb(talk, verb, argument)
        case Odd(kind):
            _reject(talk, InvalidInputError(f"odd_{kind}"))


# --- what came in -------------------------------------------------------------------------------


def _typed(talk: Run, text: str) -> None:
    text = clean(text)
    if verb := talk.content.catalogue.phrase(text, talk.language):
        _verb(talk, verb, "")
        return
    if talk.session.state == END:
        talk.add("text", talk.say("completed"))
        talk.send(completed_menu(talk))
        return
    state = talk.state
    try:
        answer = _read(talk, state, text)
    except InvalidInputError as fault:
        _reject(talk, fault)
    else:
        record(talk, answer)


def _read(talk: Run, state: State, text: str) -> Answer:
    session, content = talk.session, talk.content
    match state.kind:
        case "text":
            signals = talk.content.signals
            known = [n for s in talk.dialogue.states.values() if s.kind == "names"
                     for n in names(session, s.id)]  # fmt: skip
            words = read_text(text)
            return Answer(words, signals=signals.raised(words, state.signals, talk.language, known))
        case "names":
            found = read_names(text, state.most, content.names_together, content.names_without)
            raised = talk.content.signals.raised(text, state.signals, talk.language)
            return Answer(found, signals=raised)
        case "number":
            return Answer(read_number(read_text(text), state.least, state.greatest))
        case "date":
            return Answer(read_date(read_text(text), talk.now))
    return _chosen(state, read_choices(read_text(text), state, talk.language))


def _chosen(state: State, ids: tuple[str, ...]) -> Answer:
    if state.kind == "rating":
        return Answer(int(ids[0].removeprefix("v")))
    if state.kind == "several" and len(ids) > state.most:
        raise InvalidInputError("too_many", count=len(ids), most=state.most)
    return Answer(ids)


def _tap(talk: Run, tap: Tap) -> None:
    session = talk.session
    verb, _, argument = tap.what.partition(":")
    talk.tapped = True
    ended = session.state == END and verb != "edit"
    if (tap.session, tap.number) != (session.id, session.number) or ended:
        talk.events.append(Noticed(talk.say("old_button")))
        return
    if tap.what.startswith(CHOICE):
        _tapped(talk, (tap.what.removeprefix(CHOICE),), toggle=talk.state.kind == "several")
    elif tap.what.startswith(CHOSEN):
        ids = filter(None, tap.what.removeprefix(CHOSEN).split(","))
        _tapped(talk, tuple(dict.fromkeys(ids)), toggle=False)
    elif verb == "done" and talk.state.kind == "several":
        _tapped(talk, tuple(session.marked), toggle=False)
    elif verb == "edit" and argument:
        _edit_named(talk, argument)
    else:
        _verb(talk, verb, argument)


def _tapped(talk: Run, ids: tuple[str, ...], *, toggle: bool) -> None:
    state, session = talk.state, talk.session
    if not {choice.id for choice in state.choices}.issuperset(ids):
        _useless(talk)
        return
    if toggle:
        (one,) = ids
        if one in session.marked:
            session.marked.remove(one)
        else:
            session.marked.append(one)
        talk.events.append(PromptChanged(talk.prompt()))
        return
    try:
        if not ids or (len(ids) > 1 and state.kind != "several"):
            raise InvalidInputError("choose_several", count=len(state.choices))
        answer = _chosen(state, ids)
    except InvalidInputError as fault:
        _reject(talk, fault)
        return
    record(talk, answer)


def _verb(talk: Run, verb: str, argument: str) -> None:
    session = talk.session
    if session.status != "active" and verb in ("back", "edit"):
        wake(talk)
    match verb:
        case "unknown" | "skip" if session.state != END:
            record(talk, Answer(given="unknown" if verb == "unknown" else "skipped"))
        case "keep" if session.revisiting and session.state in session.answers:
            record(talk, session.answers[session.state])
        case "back":
            _back(talk)
        case "edit":
            _edit(talk, argument)
        case "more":
            _more(talk)
        case "pause" if session.state != END:
            session.status = "paused"
            _farewell(talk, SessionPaused(session.dialogue), "paused", pause_menu(talk))
        case "stop" if session.state != END:
            session.status = "stopped"
            _farewell(talk, SessionStopped(session.dialogue), "stopped", farewell_menu(talk))
        case "resume":
            _resumed(talk)
        case "language":
            _language(talk, argument)
        case "help":
            _help(talk)
        case _:
            _useless(talk)


def _useless(talk: Run) -> None:
    """A button of this prompt that we do not know: the prompt again, with buttons that we do."""
    talk.events.append(Noticed(talk.say("old_button")))
    if talk.session.state != END:
        talk.ask_again()


def _reject(talk: Run, fault: InvalidInputError) -> None:
    """Say kindly what we cannot do with it, and ask the same again."""
    session = talk.session
    talk.events.append(AnswerRejected(session.state, fault.reason))
    talk.add("text", talk.say(fault.reason, **fault.values))
    if session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask_again()


# --- where to ------------------------------------------------------------------------------------


def _back(talk: Run) -> None:
    if not talk.session.path:
        talk.add("text", talk.say("nothing_before"))
        talk.ask_again()
        return
    revisit(talk, len(talk.session.path) - 1)


def _edit(talk: Run, argument: str) -> None:
    path = talk.session.path
    if argument.isascii() and argument.isdigit() and 1 <= int(argument) <= len(path):
        revisit(talk, int(argument) - 1)
    elif path:
        edit_menu(talk)
    else:
        talk.add("text", talk.say("nothing_before"))
        talk.ask_again()


def _edit_named(talk: Run, name: str) -> None:
    """A button of the edit menu: it names its question, for places move when content changes."""
    path = [name_in_data(state_id) for state_id in talk.session.path]
    if name in path:
        revisit(talk, path.index(name))
    else:
        _useless(talk)


def _more(talk: Run) -> None:
    tell_more(talk)
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.send()
        talk.ask_again()


# --- away and back again --------------------------------------------------------------------------


def _farewell(talk: Run, event: Event, key: str, ways: Prompt) -> None:
    talk.events.append(event)
    talk.add("text", talk.say(key))
    talk.send(ways)


def wake(talk: Run) -> None:
    """A talk that was left goes on; one that was completed stays at its end."""
    talk.session.status = "completed" if talk.session.state == END else "active"


def _resumed(talk: Run) -> None:
    """Go on after days or weeks: where were we, what did you say last, and the question again."""
    wake(talk)
    talk.events.append(SessionResumed(talk.session.dialogue))
    talk.add("text", talk.say("welcome_back", title=talk.dialogue.raw.title[talk.language]))
    for state_id in talk.session.path[-RECAP:]:
        state = talk.dialogue.states[state_id]
        assert state.label is not None
        answer = talk.session.answers[state_id]
        talk.add("small", talk.text(state.label, state))
        talk.add("quote", talk.shown(state_id) or talk.say(answer.given))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask()


def _language(talk: Run, argument: str) -> None:
    talk.session.language = argument if argument in LANGUAGES else following(talk.language)
    talk.events.append(LanguageChanged(talk.language))
    talk.add("text", talk.say("language_is"))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask()


def _help(talk: Run) -> None:
    if talk.session.state != END:
        explain = talk.state.explain
        if explain is not None:
            talk.add("text", talk.text(explain, talk.state))
    talk.add("small", talk.say("help_verbs"))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask_again()


def settled(content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS) -> Session:
    """A copy that has come back from a question it went back to, for summaries."""
    copy = session.copy()
    talk = Run(content, copy, copy.touched, elsewhere=elsewhere)
    if copy.digest != talk.dialogue.digest:
        migrate(talk)
    if copy.revisiting:
        resume(content, copy, Command("keep"), copy.touched, elsewhere)
    return copy
