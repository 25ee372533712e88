"""Rounds in the chat: opened, filled in, closed, shared, and their result asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from dialogues.collaborations.context import CollaborationContext
from dialogues.definition.round_template import IMPORTANT, rateable
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.company import Company
from dialogues.domain.effects import (
    AgendaKept,
    BallotCast,
    ResultShared,
    RoundClosed,
    RoundExtended,
    RoundOpened,
)
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.domain.round_dialogue import dialogue_for
from dialogues.engine.facts import ratings
from dialogues.engine.session import Session, single_choices
from dialogues.messages.events import Button, Event, LinkWanted, Prompt, PulseWanted
from dialogues.talks.talks import Talks
from dialogues.texts.formats import decimal
from frameworks.agenda.agenda import Agenda
from frameworks.groups.figures import margin
from frameworks.groups.rules import FEW, LEAST_PART

DAYS = (7, 14, 21, 28)
"""For how many days a round can be opened."""
ENOUGH = "enough"
EXTRA_DAYS = (3, 7, 14)
MAX_DAYS = 90
"""For how many days more it can be kept open, and for how many in all."""


class Rounds:
    """What a facilitator opens and closes, and what members send in."""

    def __init__(self, at: CollaborationContext, talks: Talks) -> None:
        self.at, self.talks = at, talks

    # --- what a facilitator does

    def open(
        self, member: Membership, framework: str = "", days: str = "", sure: str = "", *_: str
    ) -> None:
        """Choose what it is about and for how long, read the rules, and open it."""
        at, here = self.at, f"/group {member.collaboration.id} open"
        frameworks = {one.id: one for one in rateable(at.ctx.content.frameworks.values())}
        if member.open_round(at.now):
            at.tell("round_open_already", at.only_back(member))
        elif framework not in frameworks:
            ways = [
                Button(f.title[at.language][:60], f"{here} {f.id}") for f in frameworks.values()
            ]
            at.tell("round_about", Prompt("menu", (*ways, at.back(member))))
        elif days not in map(str, DAYS):
            here = f"{here} {framework}"
            ways = [Button(at.say("round_days", count=n), f"{here} {n}") for n in DAYS]
            at.tell("round_long", Prompt("menu", (*ways, at.back(member))))
        else:
            title = frameworks[framework].title[at.language]
            self._open(member, self._round(member, framework, int(days)), title, days, sure)

    def _open(self, member: Membership, made: Round, title: str, days: str, sure: str) -> None:
        at = self.at
        words = {
            "title": title,
            "closes": at.until(member.collaboration, made),
            "k": str(made.rules.least),
            "forecast": forecast(at.say, member, at.language),
            "lines": at.say(f"rules_{made.rules.texts}"),
            "first": at.say(f"rules_{made.rules.first}"),
        }
        if sure != "yes":
            yes = f"/group {member.collaboration.id} open {made.framework} {days} yes"
            at.sure(member, "round_open_sure", yes, **words)
            return
        at.effect(RoundOpened(member.collaboration, made))
        member.rounds.append(made)
        at.tell("round_opened", at.only_back(member), **words)

    def _round(self, member: Membership, framework: str, days: int) -> Round:
        group, now = member.collaboration, self.at.now
        closes = group.closing(group.today(now) + timedelta(days=days))
        return Round(self.at.ctx.new_id(), framework, now, closes, group.rules)

    def close(self, member: Membership, round_id: str = "", sure: str = "", *_: str) -> None:
        """`yes` closes it, whatever comes of it; `enough` asks once more when nothing would."""
        at, round_ = self.at, member.round(round_id)
        if round_ is None or round_.published:
            at.tell("group_no_round", at.only_back(member))
        elif sure not in ("yes", ENOUGH):
            yes = f"/group {member.collaboration.id} close {round_id} {ENOUGH}"
            at.sure(member, "round_close_sure", yes)
        elif round_.few and sure == ENOUGH:
            self._ask_few(member, round_)
        else:
            at.effect(RoundClosed(member.collaboration.id, round_id))
            at.know(member, replace(round_, published=True))
            at.tell("round_closed_few" if round_.few else "round_closed", at.only_back(member))

    def _ask_few(self, member: Membership, round_: Round) -> None:
        """Too few answered for a result: to wait longer, or to close with nothing.

        How many, is told to who closes, and not to who only looks: by taking members out one would
        else see who had answered.
        """
        at, here = self.at, f"/group {member.collaboration.id}"
        ways = (
            Button(at.say("button_extend_round"), f"{here} extend {round_.id}"),
            Button(at.say("page_close_few_yes"), f"{here} close {round_.id} yes"),
            at.back(member),
        )
        at.tell("round_close_few", Prompt("menu", ways), sent=round_.sent, needed=round_.needed)

    def extend(self, member: Membership, round_id: str = "", days: str = "", *_: str) -> None:
        """Keep a round open for some days more."""
        at, round_ = self.at, member.round(round_id)
        if round_ is None or round_.pulse or not round_.is_open(at.now):
            at.tell("group_no_round", at.only_back(member))
        elif days not in map(str, EXTRA_DAYS):
            here = f"/group {member.collaboration.id} extend {round_id}"
            ways = [Button(at.say("round_extra", count=n), f"{here} {n}") for n in EXTRA_DAYS]
            at.tell("round_extend_how", Prompt("menu", (*ways, at.back(member))))
        elif longer := extended(member.collaboration, round_, int(days)):
            at.effect(RoundExtended(member.collaboration, longer))
            at.know(member, longer)
            closes = at.until(member.collaboration, longer)
            at.tell("round_extended", at.only_back(member), closes=closes)
        else:
            at.tell("round_extend_long", at.only_back(member), most=MAX_DAYS)

    def share(self, member: Membership, round_id: str = "", *_: str) -> None:
        """Give the result to the members."""
        at, round_ = self.at, member.round(round_id)
        if round_ is None or not round_.published:
            at.tell("group_no_round", at.only_back(member))
            return
        at.effect(ResultShared(member.collaboration.id, round_id))
        at.know(member, replace(round_, shared=True))
        at.tell("round_shared", at.only_back(member))

    def agenda(self, member: Membership, round_id: str = "", *words: str) -> None:
        """Keep an agenda as it was changed on the page; what is no agenda is not kept."""
        round_ = member.round(round_id)
        if round_ is None or not round_.published:
            return
        try:
            agenda = Agenda.load(" ".join(words))
        except ValueError:
            self.at.tell("group_none", self.at.groups())
        else:
            self.at.effect(AgendaKept(member.collaboration.id, round_id, agenda.dump()))

    # --- what a member does

    def fill(self, round_id: str) -> None:
        """Begin to fill in a round, or go on with it."""
        at, place = self.at, self.at.person.round(round_id)
        if place is None or not place[0].answers:
            at.tell("fill_none", at.groups())
            return
        member, round_ = place
        if not round_.is_open(at.now):
            closes = at.until(member.collaboration, round_)
            at.tell("round_closed_late", at.only_back(member), closes=closes)
            return
        given = self._given(member, round_)
        dialogue = dialogue_for(at.ctx.content, round_)
        self.talks.begin_or_resume(dialogue, round_id, given)

    def _given(self, member: Membership, round_: Round) -> dict[str, str]:
        """What the texts of a round say of it."""
        return {
            "collaboration": member.collaboration.name,
            "closes": self.at.until(member.collaboration, round_),
            "k": str(round_.rules.least),
            "lines": self.at.say(f"rules_{round_.rules.texts}"),
            "company": company_words(self.at.say, member.company),
            **({"note": member.collaboration.note} if member.collaboration.note else {}),
        }

    def cast(self, session: Session) -> None:
        """A round was filled in: it counts, unless the round has closed or the member has left."""
        at, place = self.at, self.at.person.round(session.subject)
        if place is None or not place[1].is_open(at.now):
            at.tell("round_too_late", at.ctx.menu())
            return
        member, round_ = place
        chosen = single_choices(session)
        rated = {}
        if round_.pulse or chosen.get("agree") == "yes_please":
            dialogue = at.ctx.content.dialogues[dialogue_for(at.ctx.content, round_)]
            rated = ratings(dialogue, session)
        important = session.answers[IMPORTANT].value if IMPORTANT in session.path else ()
        at.know(member, replace(round_, answered=bool(rated)))
        at.effect(
            BallotCast(
                round_.id, member.id, rated,
                important if isinstance(important, tuple) else (),
                "\n".join(_lines(session)), chosen.get("approve") == "approved",
            )
        )  # fmt: skip

    def result(self, member: Membership, round_id: str = "", *_: str) -> None:
        """The result of a round or a pulse, for whom may see it."""
        round_ = member.round(round_id)
        if round_ is None or not round_.published or not (round_.shared or member.leads):
            self.at.tell("group_none", self.at.groups())
            return
        self.at.ctx.event(leads_to_result(member, round_))


def forecast(say: Callable[..., str], member: Membership, language: str) -> str:
    """What will probably be seen when all who are in it now answer."""
    group, count = member.collaboration, member.company.members
    each = count // (len(group.municipalities) or 1)
    if count < group.rules.least:
        return say("forecast_none", count=count)
    wide = decimal(margin(count), language)
    if count < FEW:
        return say("forecast_few", count=count, margin=wide)
    if each < LEAST_PART or len(group.municipalities) < 2:
        return say("forecast_all", count=count, margin=wide)
    apart = decimal(margin(each), language)
    return say("forecast_parts", count=count, margin=wide, each=each, apart=apart)


def extended(group: Collaboration, one: Round, days: int) -> Round | None:
    """A round that closes so many days later; None when it would be open for too long."""
    last = group.last_day(one.closes) + timedelta(days=days)
    if last > group.today(one.opens) + timedelta(days=MAX_DAYS):
        return None
    return replace(one, closes=group.closing(last))


def company_words(say: Callable[..., str], company: Company) -> str:
    """How many take part, and by which way they came in; never who."""
    if not company.members:
        return say("company_none")
    ways = [say(f"company_{channel}", count=n) for channel, n in company.counting.items()]
    return say("company_is", count=company.members, ways=", ".join(ways))


def leads_to_result(member: Membership, round_: Round) -> Event:
    """A pulse is told in the chat, of a round there is a page."""
    group = member.collaboration.id
    if round_.pulse:
        return PulseWanted(group, round_.id)
    return LinkWanted("page" if member.leads else "result", group, round_.id)


def _lines(session: Session) -> Iterator[str]:
    """What was written for the group; of a pulse what is good begins with +, what is not with -."""
    for state, mark in (("line", ""), ("content_with", "+ "), ("rather_different", "- ")):
        if state in session.path and (words := session.answers[state].value):
            yield mark + " ".join(str(words).split())
