"""Beginning a collaboration, opening a round in it, and sending in what one filled in. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from math import ceil

from dialogues.collaborations.context import CollaborationContext
from dialogues.collaborations.founding import ZONES
from dialogues.definition.round_template import IMPORTANT, rateable
from dialogues.domain.closing_day import day_words
from dialogues.domain.collaboration import Collaboration, Membership, Round
from dialogues.domain.effects import BallotCast, CollaborationMade, RoundOpened
from dialogues.domain.round_dialogue import dialogue_for
from dialogues.engine.facts import ratings
from dialogues.engine.session import Session
from dialogues.messages.events import Button, Prompt
from frameworks.groups.rules import Rules

DAYS = (7, 14, 21, 28)
"""For how many days a round can be opened."""


class Rounds(CollaborationContext):
    """What a facilitator begins, and what members send in."""

    # --- a collaboration

    def founded(self, session: Session) -> None:
        """The talk about a new collaboration was completed."""
        chosen = _chosen(session)
        towns = session.answers["municipalities"].value if "municipalities" in session.path else ()
        name = session.answers["group_name"].value if "group_name" in session.path else ""
        if not name or not isinstance(towns, tuple):
            self.tell(
                "group_needs",
                Prompt("menu", (Button(self.say("button_edit"), f"/edit {session.id}"),)),
            )
            return
        if self.find(session.id):
            self.tell("group_made_before", self.groups())
            return
        least = session.answers["least_answers"].value if "least_answers" in session.path else None
        rules = Rules(
            k=ceil(least) if isinstance(least, float) else Rules().k,
            texts="ten" if chosen.get("own_words") == "ten" else "approved",
            first="role" if chosen.get("compare_first") == "role" else "municipality",
        )
        group = Collaboration(
            session.id, str(name)[:80], tuple(str(town)[:80] for town in towns),
            chosen.get("group_phase", ""), rules, chosen.get("group_language", self.language),
            ZONES.get(chosen.get("group_zone", ""), "Europe/Amsterdam"),
        )  # fmt: skip
        member = Membership(session.id, "owner", group)
        self.desk.visitor.memberships.append(member)
        self.effect(CollaborationMade(group, self.desk.visitor.id))
        invite = Button(self.say("button_invite"), f"/group {group.id} invite")
        self.tell(
            "group_made", Prompt("menu", (invite, self.back(member))), collaboration=group.name
        )

    # --- a round

    def open(
        self, member: Membership, framework: str = "", days: str = "", sure: str = "", *_: str
    ) -> None:
        """Choose what it is about and for how long, read the rules, and open it."""
        here = f"/group {member.collaboration.id} open"
        known = {one.id: one for one in rateable(self.desk.content.frameworks.values())}
        if member.open_round(self.now):
            self.tell("round_open_already", Prompt("menu", (self.back(member),)))
        elif framework not in known:
            ways = [Button(f.title[self.language][:60], f"{here} {f.id}") for f in known.values()]
            self.tell("round_about", Prompt("menu", (*ways, self.back(member))))
        elif days not in map(str, DAYS):
            here = f"{here} {framework}"
            ways = [Button(self.say("round_days", count=n), f"{here} {n}") for n in DAYS]
            self.tell("round_long", Prompt("menu", (*ways, self.back(member))))
        else:
            made = self._round(member, framework, int(days))
            words = {
                "title": known[framework].title[self.language],
                "closes": day_words(member.collaboration, made, self.language),
                "k": str(made.rules.k),
                "lines": self.say(f"rules_{made.rules.texts}"),
                "first": self.say(f"rules_{made.rules.first}"),
            }
            if sure != "yes":
                self.sure(member, "round_open_sure", f"{here} {framework} {days} yes", **words)
                return
            self.effect(RoundOpened(member.collaboration, made))
            member.rounds.append(made)
            self.tell("round_opened", Prompt("menu", (self.back(member),)), **words)

    def _round(self, member: Membership, framework: str, days: int) -> Round:
        group = member.collaboration
        closes = group.closing(group.today(self.now) + timedelta(days=days))
        return Round(self.desk.new_id(), framework, self.now, closes, group.rules)

    def given(self, member: Membership, one: Round) -> dict[str, str]:
        """What the texts of a round say of it."""
        return {
            "collaboration": member.collaboration.name,
            "closes": day_words(member.collaboration, one, self.language),
            "k": str(one.rules.k),
            "lines": self.say(f"rules_{one.rules.texts}"),
            **({"note": member.collaboration.note} if member.collaboration.note else {}),
        }

    def cast(self, session: Session) -> None:
        """A round was filled in: it counts, unless the round has closed or the member has left."""
        place = self.place(session.subject)
        if place is None or not place[1].is_open(self.now):
            self.tell("round_too_late", self.desk.menu())
            return
        member, found = place
        chosen = _chosen(session)
        rated = {}
        if found.pulse or chosen.get("agree") == "yes_please":
            rated = ratings(self.desk.content.dialogues[dialogue_for(found)], session)
        important = session.answers[IMPORTANT].value if IMPORTANT in session.path else ()
        self.know(member, replace(found, answered=bool(rated)))
        line = "\n".join(_lines(session))
        self.effect(
            BallotCast(
                found.id, member.id, rated,
                important if isinstance(important, tuple) else (),
                line, chosen.get("approve") == "approved",
            )
        )  # fmt: skip


def _lines(session: Session) -> Iterator[str]:
    """What was written for the group; of a pulse what is good begins with +, what is not with -."""
    for state, mark in (("line", ""), ("content_with", "+ "), ("rather_different", "- ")):
        if state in session.path and (words := session.answers[state].value):
            yield mark + " ".join(str(words).split())


def _chosen(session: Session) -> dict[str, str]:
    """The choices on the path, by question."""
    found = {}
    for state in session.path:
        value = session.answers[state].value
        if isinstance(value, tuple) and len(value) == 1:
            found[state] = value[0]
    return found
