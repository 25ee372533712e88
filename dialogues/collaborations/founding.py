"""A collaboration is founded, by a talk about it. Pure."""

from __future__ import annotations

from math import ceil

from dialogues.collaborations.context import CollaborationContext, shown
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import CollaborationMade
from dialogues.domain.member import Membership
from dialogues.engine.session import Session, single_choices
from dialogues.messages.events import Button, Prompt
from frameworks.groups.rules import Rules

ZONES = {"europe_amsterdam": "Europe/Amsterdam", "america_kralendijk": "America/Kralendijk"}


class Founding:
    """What comes of the talk about a new collaboration."""

    def __init__(self, at: CollaborationContext) -> None:
        self.at = at

    def founded(self, session: Session) -> None:
        """The talk about a new collaboration was completed."""
        at = self.at
        towns = session.answers["municipalities"].value if "municipalities" in session.path else ()
        name = session.answers["group_name"].value if "group_name" in session.path else ""
        if not name or not isinstance(towns, tuple):
            edit = Button(at.say("button_edit"), f"/edit {session.id}")
            at.tell("group_needs", Prompt("menu", (edit,)))
            return
        if at.person.membership(session.id):
            at.tell("group_made_before", at.groups())
            return
        group = self._collaboration(session, str(name), tuple(str(town) for town in towns))
        member = Membership(session.id, "owner", group)
        at.person.memberships.append(member)
        at.effect(CollaborationMade(group, at.person.id))
        invite = Button(at.say("button_invite"), f"/group {group.id} invite")
        ways = Prompt("menu", (invite, at.back(member)))
        at.tell("group_made", ways, collaboration=group.name)

    def _collaboration(self, session: Session, name: str, towns: tuple[str, ...]) -> Collaboration:
        chosen = single_choices(session)
        least = session.answers["least_answers"].value if "least_answers" in session.path else None
        rules = Rules(
            k=ceil(least) if isinstance(least, float) else Rules().k,
            texts="ten" if chosen.get("own_words") == "ten" else "approved",
            first="role" if chosen.get("compare_first") == "role" else "municipality",
        )
        return Collaboration(
            session.id, shown(name), tuple(shown(town) for town in towns),
            chosen.get("group_phase", ""), rules, chosen.get("group_language", self.at.language),
            ZONES.get(chosen.get("group_zone", ""), "Europe/Amsterdam"),
        )  # fmt: skip
