"""Start and resume a talk: `(Session, Input, now) → Sprint`. No I/O; what happens is in the events.

The session that is passed in is moved on; who must keep the old one passes a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.calendar.timezones import ZONE
from dialogues.definition.content import Content
from dialogues.definition.state_machine import START
from dialogues.definition.states import END
from dialogues.engine.answers import read_answer
from dialogues.engine.choosing import ask_which, keep_tapped, take
from dialogues.engine.facts import valid
from dialogues.engine.judging import correct, judge, judged_in_words
from dialogues.engine.leaving import change_language, farewell, help_with, resumed, wake
from dialogues.engine.long_text import goes_on
from dialogues.engine.menus import completed_menu, edit_menu, farewell_menu, pause_menu
from dialogues.engine.migration import answers, migrate, not_taken
from dialogues.engine.model.hearing import doubt
from dialogues.engine.navigation import advance, record, revisit
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.outputs.advice import tell_more
from dialogues.engine.outputs.output import tell_rest
from dialogues.engine.quantities import (
    ask_quantity,
    keep_offered,
    take_quantity,
)
from dialogues.engine.questions import after_the_end
from dialogues.engine.responses import (
    hear,
    keep_to,
    kept_for_later,
    mine,
    remark,
    responded,
    say_what_is_read,
    soften,
)
from dialogues.engine.run import QUANTITIES, Run
from dialogues.engine.session import Answer, Session
from dialogues.engine.story import STORY, WONDERS
from dialogues.messages.events import (
    AnswerRejected,
    Event,
    Noticed,
    PromptChanged,
    SessionPaused,
    SessionStarted,
    SessionStopped,
)
from dialogues.messages.inputs import CHOICE, CHOSEN, Command, Input, Odd, Tap, Typed, name_in_data
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.readings import Readings
from dialogues.parsing.text import clean, read_text


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
    if (story := (known or {}).get(STORY)) is not None and flow.raw.about:
        session.story = str(story.value)
    asked = (known or {}).get(WONDERS)
    if asked is not None and isinstance(asked.value, tuple) and flow.raw.about:
        session.wonders = [*asked.value]
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
    zone: str = ZONE,
) -> Sprint:
    """Move a session on by one input, at `now` in seconds since the epoch.

    An input that does not fit here changes nothing: the events say so. `zone` is where the person
    is, for *tomorrow*.
    """
    talk = Run(content, session, now, elsewhere=elsewhere, zone=zone)
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
    aside, talk.session.aside = talk.session.aside, []
    match given:
        case Typed(text):
            _typed(talk, text)
        case Tap():
            _tap(talk, given, aside)
        case Command(verb, argument):
            _verb(talk, verb, argument)
        case Odd(kind):
            _reject(talk, InvalidInputError(f"odd_{kind}"))


# --- what came in -------------------------------------------------------------------------------


def _typed(talk: Run, text: str) -> None:
    listed = talk.session.state != END and talk.state.kind in ("names", "several")
    text = clean(text, listed=listed)
    if verb := talk.content.catalogue.phrase(text, talk.language):
        if verb == "unknown":
            soften(talk, text)
        _verb(talk, verb, "")
        return
    if talk.session.state == END and talk.session.correcting:
        correct(talk, read_text(text))
        return
    if talk.session.state == END and judged_in_words(talk, text):
        return
    if talk.session.state == END:
        talk.pending += after_the_end(talk, text)
        talk.send(completed_menu(talk))
        return
    try:
        if goes_on(talk, text):
            return
        if talk.state.kind in ("text", "names"):
            _in_words(talk, text)
        else:
            _otherwise(talk, text)
    except InvalidInputError as fault:
        _reject(talk, fault)


def _in_words(talk: Run, text: str) -> None:
    """Free text, or what of it is an answer. Raises InvalidInputError when it cannot be."""
    heard = hear(talk, text)
    if responded(talk, heard, _verb):
        return
    if talk.state.kind == "names" and kept_for_later(talk, text):
        return
    answer = read_answer(talk, talk.state, heard.rest or text)
    if talk.state.kind == "text":
        talk.say_what_is_used(text)
    else:
        say_what_is_read(talk, text, answer)
    remark(talk, heard)
    doubt(talk, heard, answer)
    talk.session.fillers = 0
    record(talk, answer)


def _otherwise(talk: Run, text: str) -> None:
    """A choice, a number or a day; whatever cannot be read as one may be no answer at all."""
    try:
        found = take_quantity(talk, text) if talk.state.kind in QUANTITIES else take(talk, text)
    except InvalidInputError:
        if not _put_aside(talk, text):
            raise
        return
    if found is None or _put_aside(talk, text):
        return
    if isinstance(found, Readings):
        ask_quantity(talk, found)
    else:
        ask_which(talk, text, found)


def _put_aside(talk: Run, text: str) -> bool:
    """Whether it was no answer; where one may say what is not listed, any words may be one."""
    asks = talk.content.listener.opens_question(text, talk.language)
    return responded(talk, hear(talk, text), _verb, misfit=asks or not talk.state.other)


def _tap(talk: Run, tap: Tap, aside: list[str]) -> None:
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
    elif tap.what == "choices":
        talk.ask_again()
    elif verb == "edit" and argument:
        _edit_named(talk, argument)
    elif verb == "mine":
        _mine(talk, aside)
    elif verb == "told" and (said := talk.told_before()):
        record(talk, read_answer(talk, talk.state, said))
    elif verb == "left":
        keep_to(talk, argument)
    elif verb == "again":
        talk.ask_again()
    else:
        _verb(talk, verb, argument)


def _mine(talk: Run, aside: list[str]) -> None:
    try:
        if not mine(talk, aside, read_answer):
            _useless(talk)
    except InvalidInputError as fault:
        _reject(talk, fault)


def _tapped(talk: Run, ids: tuple[str, ...], *, toggle: bool) -> None:
    state, session = talk.state, talk.session
    if state.kind in QUANTITIES and ids and keep_offered(talk, ids[0]):
        return
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
        keep_tapped(talk, ids)
    except InvalidInputError as fault:
        _reject(talk, fault)


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
        case "judge" if session.state == END and judge(talk, argument):
            pass
        case "pause" if session.state != END:
            session.status = "paused"
            farewell(talk, SessionPaused(session.dialogue), "paused", pause_menu(talk))
        case "stop" if session.state != END:
            session.status = "stopped"
            farewell(talk, SessionStopped(session.dialogue), "stopped", farewell_menu(talk))
        case "resume":
            resumed(talk)
        case "language":
            change_language(talk, argument)
        case "help":
            help_with(talk)
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
    if not tell_rest(talk):
        tell_more(talk)
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.send()
        talk.ask_again()


def settled(content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS) -> Session:
    """A copy that has come back from a question it went back to, and told all, for summaries."""
    copy = session.copy()
    talk = Run(content, copy, copy.touched, elsewhere=elsewhere)
    if copy.digest != talk.dialogue.digest:
        migrate(talk)
    if copy.revisiting:
        resume(content, copy, Command("keep"), copy.touched, elsewhere)
    if copy.state == END and copy.points:
        tell_rest(Run(content, copy, copy.touched, elsewhere=elsewhere))
    return copy
