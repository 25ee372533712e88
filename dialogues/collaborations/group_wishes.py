"""`/group ID pulse set JSON`: what a facilitator wants of a collaboration's pulse. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.domain.collaboration import Membership
from dialogues.messages.events import Prompt
from dialogues.preferences.form import new_group_rhythm, read_group
from dialogues.preferences.form_errors import fault_parts, read_json

if TYPE_CHECKING:
    from dialogues.collaborations.commands import CollaborationCommands


def keep_wishes(at: CollaborationCommands, member: Membership, text: str) -> None:
    """Keep it as a whole, or say of each field why it cannot be."""
    group, back = member.collaboration, Prompt("menu", (at.back(member),))
    known = at.rhythm(member) or new_group_rhythm(group.id, group.zone, at.now)
    made, wishes = read_group(read_json(text), known, at.now)
    if wishes.faults:
        at.desk.message(fault_parts(at.say, wishes.faults), back)
        return
    at.desk.pulses.keep(made)
    at.tell("settings_kept", back)
