"""From what came in to its row of the inbox, also when it failed, or could not even be read."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.bounds import as_text
from bot.messages.messages import Inbound
from dialogues.messages.inputs import Typed, Unread
from dialogues.parsing.text import MAX_TEXT_CHARS
from dialogues.turn.person import Person
from storage.repositories.inbox import InboxRow

BEGINNING = 500
"""Characters of a refused text that are kept, so that a page can show which one it was."""


def in_row(one: Inbound, person: str, error: str) -> InboxRow:
    """With an error it is parked; then what JSON cannot hold is kept as its words in Python.

    Of a text that is too long to be an answer only the beginning is kept.
    """
    try:
        text = one.dump() if error else _cut(one).dump()
    except TypeError:
        if not error:
            raise
        text = replace(one, input=Unread(as_text(repr(one.input).encode()), error)).dump()
    return InboxRow(
        one.channel, one.update, one.address, person, one.received, text, error or None,
        "parked" if error else "done",
    )  # fmt: skip


def _cut(one: Inbound) -> Inbound:
    given = one.input
    if not isinstance(given, Typed) or len(given.text) <= MAX_TEXT_CHARS:
        return one
    return replace(one, input=Typed(given.text[:BEGINNING] + " …"))


def unread_row(one: Inbound, person: Person | None) -> InboxRow:
    """Whose it is stands with it as far as that is known, so that it goes with them."""
    assert isinstance(one.input, Unread)
    owner = person.id if person else None
    error = f"cannot be read: {one.input.why}"
    return InboxRow(
        one.channel, one.update, one.address or None, owner, one.received, one.dump(), error,
        "unread",
    )  # fmt: skip
