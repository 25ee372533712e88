"""Commands as a person types them, and as buttons hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from dialogues.messages.inputs import Command, Input
from dialogues.texts.catalogue import Verb
from dialogues.turn.agreement import STAMPED, consequential


def command(text: str) -> Command:
    """`/verb argument`, with or without its slash."""
    verb, _, argument = text.removeprefix("/").partition(" ")
    assert verb in get_args(Verb), f"there is no command {verb!r}"
    return Command(cast(Verb, verb), argument)


def as_a_page_says_it(given: Input) -> Input:
    """What has consequences as a page gives it, which asked first; a button's stays a button's."""
    if isinstance(given, Command) and consequential(f"{given.verb} {given.argument}"):
        return replace(given, sure=True)
    return given


def plain(data: str) -> str:
    """A button's data without the token of its question."""
    stamped = STAMPED.fullmatch(data)
    return stamped["act"] if stamped else data
