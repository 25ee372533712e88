"""What inputs may touch beyond their own person, seen before they are taken in."""

from __future__ import annotations

from collections.abc import Collection

from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Tap
from dialogues.messages.links import INVITATION_MARK
from dialogues.turn.person import Person


def ends_batch(given: Input) -> bool:
    """Whether what follows is to see it done: someone was erased, or acted in a collaboration."""
    if not isinstance(given, Command):
        return False
    acts = given.verb == "group" and " " in given.argument
    return acts or (given.verb == "erase" and given.argument.startswith("yes"))


def invitations(
    content: Content, came: Collection[Input], people: Collection[Person]
) -> tuple[set[str], set[str]]:
    """The tokens and the ids of the invitations that these inputs may be about."""
    tokens = {
        one.argument.removeprefix(INVITATION_MARK)
        for one in came
        if isinstance(one, Command) and one.argument.startswith(INVITATION_MARK)
    }
    invitation = content.made_by("membership").id
    again = any(_opens_again(one) for one in came)
    ids = {
        stored.subject
        for person in people
        for stored in person.sessions
        if stored.dialogue == invitation and (again or stored.status != "completed")
    }
    return tokens, ids


def _opens_again(given: Input) -> bool:
    """Whether this may change an answer of a talk that has ended."""
    if isinstance(given, Tap):
        return given.what.startswith("edit")
    return isinstance(given, Command) and given.verb == "edit"
