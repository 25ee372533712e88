"""Commands as a person types them, and as buttons hold them."""

from __future__ import annotations

from typing import cast, get_args

from dialogues.messages.inputs import Command
from dialogues.texts.catalogue import Verb


def command(text: str) -> Command:
    """`/verb argument`, with or without its slash."""
    verb, _, argument = text.removeprefix("/").partition(" ")
    assert verb in get_args(Verb), f"there is no command {verb!r}"
    return Command(cast(Verb, verb), argument)
