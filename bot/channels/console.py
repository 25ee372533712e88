"""The same engine in a terminal: a talk with a person, or a replay of a file of answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from bot.clock import Clock, now
from bot.messages.bounds import whole
from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Session
from dialogues.messages.events import Event, MessageCreated, Noticed, Part, Prompt
from dialogues.messages.inputs import Command, Input, Typed, is_command, parse_command

LEFT = ("paused", "stopped")
Print = Callable[[str], None]


def play(
    content: Content,
    dialogue: str,
    language: str,
    lines: list[str] | None,
    *,
    as_json: bool = False,
    out: Print = print,
    clock: Clock = now,
) -> int:
    """Hold a dialogue. Returns 0 at its end, 2 when the answers run out."""
    show = _show_json(out) if as_json else _show_text(out)
    began = 0.0 if lines is not None else clock()
    sprint = engine.start(content, dialogue, "console", language, began)
    show(sprint.events)
    answers = _typed() if lines is None else _replayed(lines, out, as_json)
    for line in answers:
        given = parse(content, line)
        if given is None:
            out(content.catalogue.say(sprint.session.language, "unknown_command"))
            continue
        # as everywhere, the session is read anew at every turn
        session = Session.load(sprint.session.dump())
        sprint = engine.resume(content, session, given, began)
        show(sprint.events)
        if sprint.session.status == "completed":
            if sprint.session.points:  # here are no buttons for it
                show(engine.resume(content, sprint.session, Command("more"), began).events)
            return 0
        if sprint.session.status in LEFT and lines is None:
            return 0
    return 2


def parse(content: Content, line: str) -> Input | None:
    """A line as an input; None for a command that there is not."""
    line = whole(line)
    if not is_command(content.catalogue, line):
        return Typed(line)
    return parse_command(content.catalogue, line)


def _typed() -> Iterator[str]:
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _replayed(lines: list[str], out: Print, as_json: bool) -> Iterator[str]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            if not as_json:
                out(f"> {line}")
            yield line


def _show_json(out: Print) -> Callable[[list[Event]], None]:
    def show(events: list[Event]) -> None:
        for event in events:
            out(json.dumps(event.as_dict(), ensure_ascii=False))

    return show


def _show_text(out: Print) -> Callable[[list[Event]], None]:
    def show(events: list[Event]) -> None:
        for event in events:
            if isinstance(event, MessageCreated):
                out(as_text(event.parts, event.prompt))
            elif isinstance(event, Noticed):
                out(event.text)

    return show


def as_text(parts: tuple[Part, ...], prompt: Prompt | None) -> str:
    """A message with numbered choices."""
    lines = [""]
    for part in parts:
        lines += _lines(part)
    if prompt is not None and prompt.kind != "menu":
        marked = set(prompt.marked)
        lines += [
            f"  {number}{'*' if number - 1 in marked else ' '} {button.label}"
            for number, button in enumerate(prompt.choices, 1)
        ]
    return "\n".join(lines)


def _lines(part: Part) -> list[str]:
    before = {"quote": "  | ", "item": "- ", "small": "  ", "heading": "# "}.get(part.kind, "")
    after = "  " if before and part.kind != "quote" else before
    first, *rest = part.text.split("\n")
    return [before + first, *(after + line for line in rest)]
