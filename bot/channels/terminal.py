"""How a message looks in a terminal: words wrapped, and light or heavy where it can be."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from dialogues.messages.events import Part, Prompt

BEFORE = {"quote": "  | ", "item": "- ", "small": "  ", "heading": "# "}
STYLES = {"heading": "1", "strong": "1", "small": "2", "quote": "36"}
"""By kind of part: bold, faint, cyan. Source: ECMA-48, SGR."""
NARROWEST, WIDEST = 20, 100


@dataclass(frozen=True, slots=True)
class Look:
    """width: of a line, or 0 to leave lines as they are; colour: whether styles are shown."""

    width: int = 0
    colour: bool = False


PLAIN = Look()


def look_of(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Look:
    """Of a terminal what it has; of a file none. Source for NO_COLOR: no-color.org."""
    if not stream.isatty():
        return PLAIN
    width = max(NARROWEST, min(shutil.get_terminal_size().columns - 1, WIDEST))
    return Look(width, not environ.get("NO_COLOR") and environ.get("TERM") != "dumb")


def as_text(parts: tuple[Part, ...], prompt: Prompt | None, look: Look = PLAIN) -> str:
    """A message with numbered choices."""
    lines = [""]
    for part in parts:
        lines += _lines(part, look)
    if prompt is not None and prompt.kind != "menu":
        marked = set(prompt.marked)
        for number, button in enumerate(prompt.choices, 1):
            mark = "*" if number - 1 in marked else " "
            lines += _wrapped(f"  {number}{mark} {button.label}", "     ", look)
    return "\n".join(lines)


def ask_for_line() -> Iterator[str]:
    """Lines as they are typed, with editing and the earlier ones where the system has that.

    What is typed is confidential: the earlier lines are not kept in a file.
    """
    with suppress(ImportError):
        import readline  # noqa: F401  # it changes what input() can do
    if hasattr(sys.stdin, "reconfigure"):  # letters of another alphabet than the terminal says
        sys.stdin.reconfigure(errors="replace")
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _lines(part: Part, look: Look) -> list[str]:
    before = BEFORE.get(part.kind, "")
    after = "  " if before and part.kind != "quote" else before
    first, *rest = part.text.split("\n")
    written = [(before + first, after), *((after + line, after) for line in rest)]
    style = STYLES.get(part.kind, "") if look.colour else ""
    wrapped = [piece for line, hang in written for piece in _wrapped(line, hang, look)]
    return [f"\x1b[{style}m{line}\x1b[0m" for line in wrapped] if style else wrapped


def _wrapped(line: str, after: str, look: Look) -> list[str]:
    if not look.width or len(line) <= look.width:
        return [line]
    return textwrap.wrap(
        line, look.width, subsequent_indent=after, break_on_hyphens=False, break_long_words=False
    )
