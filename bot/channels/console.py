"""The same engine in a terminal: a talk with a person, or a replay of a file of answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.channels.kept_talk import read_talk, write_talk
from bot.channels.terminal import PLAIN, Look, as_text, ask_for_line
from bot.clock import Clock, now
from bot.messages.bounds import whole
from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Session
from dialogues.messages.events import (
    Event,
    MessageCreated,
    Noticed,
    Part,
    SessionPaused,
    SessionStopped,
)
from dialogues.messages.inputs import Command, Input, Typed, is_command, parse_command

LEFT = ("paused", "stopped")
REPLAYED_ON = datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp()
"""A replay gives the same talk on any day."""
Print = Callable[[str], None]
Show = Callable[[list[Event]], None]


def play(
    content: Content,
    dialogue: str,
    language: str,
    lines: list[str] | None,
    *,
    as_json: bool = False,
    out: Print = print,
    clock: Clock = now,
    look: Look = PLAIN,
    keep: Path | None = None,
    typed: Callable[[], Iterator[str]] = ask_for_line,
) -> int:
    """Hold a dialogue. Returns 0 at its end, 2 when the answers run out.

    `keep` is the file that the talk stays in between runs. Raises KeptTalkError.
    """
    show = _show_json(out) if as_json else _show_text(out, look)
    began = REPLAYED_ON if lines is not None else clock()
    sprint = _begun(content, dialogue, language, began, keep)
    show(sprint.events)
    answers = typed() if lines is None else _replayed(lines, out, as_json)
    for line in answers:
        given = parse(content, line)
        if given is None:
            say = partial(content.catalogue.say, sprint.session.language)
            out(as_text((Part("text", say("unknown_command")), Part("small", say("help_verbs"))),
                        None, look))  # fmt: skip
            continue
        # as everywhere, the session is read anew at every turn
        session = Session.load(sprint.session.dump())
        sprint = engine.resume(content, session, given, began)
        if keep:
            write_talk(keep, sprint.session)
        left = lines is None and sprint.session.status in LEFT
        show(_without_promise(sprint.events) if left and not as_json else sprint.events)
        if sprint.session.status == "completed":
            if sprint.session.points:  # here are no buttons for it
                show(engine.resume(content, sprint.session, Command("more"), began).events)
            return 0
        if left:
            break
    if lines is None and not as_json:
        out(as_text((Part("small", _what_stays(content, sprint.session, keep)),), None, look))
    return 0 if lines is None and sprint.session.status in LEFT else 2


def _begun(
    content: Content, dialogue: str, language: str, began: float, keep: Path | None
) -> engine.Sprint:
    """A new talk, or the one in the file with the question that is open."""
    session = read_talk(keep, content, dialogue) if keep else None
    if session is not None:
        return engine.resume(content, session, Command("resume"), began)
    sprint = engine.start(content, dialogue, "console", language, began)
    if keep:
        write_talk(keep, sprint.session)
    return sprint


def _without_promise(events: list[Event]) -> list[Event]:
    """A talk that is left here is kept nowhere, whatever the coach says elsewhere."""
    left = any(isinstance(event, SessionPaused | SessionStopped) for event in events)
    return [one for one in events if not (left and isinstance(one, MessageCreated))]


def _what_stays(content: Content, session: Session, keep: Path | None) -> str:
    key = "console_kept" if keep else "console_not_kept"
    return content.catalogue.say(session.language, key, file=str(keep or ""))


def parse(content: Content, line: str) -> Input | None:
    """A line as an input; None for a command that there is not."""
    line = whole(line)
    if not is_command(content.catalogue, line):
        return Typed(line)
    return parse_command(content.catalogue, line)


def _replayed(lines: list[str], out: Print, as_json: bool) -> Iterator[str]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            if not as_json:
                out(f"> {line}")
            yield line


def _show_json(out: Print) -> Show:
    def show(events: list[Event]) -> None:
        for event in events:
            out(json.dumps(event.as_dict(), ensure_ascii=False))

    return show


def _show_text(out: Print, look: Look) -> Show:
    def show(events: list[Event]) -> None:
        for event in events:
            if isinstance(event, MessageCreated):
                out(as_text(event.parts, event.prompt, look))
            elif isinstance(event, Noticed):
                out(event.text)

    return show
