"""`/group ID pulse set JSON`: what a facilitator wants of a collaboration's pulse. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.collaboration import Membership
from dialogues.events import Prompt
from dialogues.wish_words import fault_parts, read_json
from dialogues.wishes import new_group_rhythm, read_group

if TYPE_CHECKING:
    from dialogues.partners import Partners


def keep_wishes(at: Partners, member: Membership, text: str) -> None:
    """Keep it as a whole, or say of each field why it cannot be."""
    group, back = member.collaboration, Prompt("menu", (at.back(member),))
    known = at.rhythm(member) or new_group_rhythm(group.id, group.zone, at.now)
    made, wishes = read_group(read_json(text), known, at.now)
    if wishes.faults:
        at.desk.message(fault_parts(at.say, wishes.faults), back)
        return
    at.desk.pulses.keep(made)
    at.tell("settings_kept", back)
