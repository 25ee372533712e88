"""A collaboration as it stands: its rounds, and for facilitators also its members and places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.schedule_form import moments
from bot.channels.web.common.site import SITE
from dialogues.collaborations.rounds import DAYS, forecast
from dialogues.definition.round_template import rateable
from dialogues.domain.closing_day import day_words
from dialogues.domain.collaboration import MAX_MUNICIPALITIES, Collaboration
from dialogues.domain.member import ROLES, Membership
from dialogues.domain.round import Round
from storage.repositories import lookups
from storage.repositories import members as stored_members

PAGE = 200
"""Members on a page."""


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round in words.

    id: its own
    title: the framework's
    day: until when, or when it was published
    response: how many answered; empty when it may not be told
    shared: the members may see its result
    """

    id: str
    title: str
    day: str
    response: str = ""
    shared: bool = False


async def every(request: web.Request) -> web.Response:
    """GET /groups: the collaborations that one takes part in."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    return caller.page("list.html", members=caller.person.memberships)


async def one(request: web.Request) -> web.Response:
    """GET /groups/{id}."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member = caller.member(request.match_info["id"])
        going = member.open_round(caller.site.clock()) if member.leads else None
        people = await lookups.member_count(work, member.collaboration.id)
        opened = _open(caller, member, going) if going else None
    done = [
        _shown(caller, member, one) for one in reversed(member.rounds)
        if one.published and not one.pulse and (member.leads or one.shared)
    ]  # fmt: skip
    return caller.page(
        "overview.html", member=member, group=member.collaboration, opened=opened, done=done,
        pulse=_pulse(caller, member), people=people, title=member.collaboration.name,
        more=len(member.collaboration.municipalities) < MAX_MUNICIPALITIES,
    )  # fmt: skip


def _pulse(caller: PageUser, member: Membership) -> tuple[str, str] | None:
    """How it stands with the three questions, and what one can do there; None for nothing."""
    if not member.leads:
        seen = any(one.pulse and one.shared for one in member.rounds)
        return ("", caller.say("page_pulse_see")) if seen else None
    group = member.collaboration.id
    known = [one for one in caller.person.schedules if one.collaboration == group]
    found = [words for one in known for words in moments(caller, one)]
    if not found:
        were = any(one.pulse and one.published for one in member.rounds)
        key = "page_pulse_look" if were else "page_pulse_set"
        return caller.say("page_pulse_none"), caller.say(key)
    return caller.say("page_pulse_next", moment=found[0]), caller.say("page_pulse_look")


def _open(caller: PageUser, member: Membership, going: Round) -> RoundView:
    """A round that is open. How many answered is told after it closed: whoever takes a member out
    would else see from the number whether that one had."""
    return _shown(caller, member, going, caller.say("page_response_later"))


def _shown(caller: PageUser, member: Membership, one: Round, response: str = "") -> RoundView:
    until = open_until(caller, member.collaboration, one)
    day = closed_on(caller, member, one) if one.published else until
    return RoundView(one.id, title_of(caller, one.framework), day, response, one.shared)


def open_until(caller: PageUser, group: Collaboration, one: Round) -> str:
    """The end of a round, in words."""
    return day_words(caller.site.turns.content.catalogue, group, one, caller.guest.language)


def closed_on(caller: PageUser, member: Membership, one: Round) -> str:
    """The last day of a round that is over."""
    day = member.collaboration.last_day(one.closes)
    return format_date(day, "d MMMM yyyy", locale=caller.guest.language)


def title_of(caller: PageUser, framework: str) -> str:
    """The title of a framework, also of one that the content has no more."""
    found = caller.site.turns.content.frameworks.get(framework)
    return found.title[caller.guest.language] if found else framework


async def opening(request: web.Request) -> web.Response:
    """GET /groups/{id}/open: what a round is about and for how long; then its rules, to agree."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    member = caller.leader(request.match_info["id"])
    frameworks = {one.id: one for one in rateable(caller.site.turns.content.frameworks.values())}
    chosen, days = request.query.get("framework", ""), request.query.get("days", "")
    agree = ""
    if chosen in frameworks and days in map(str, DAYS):
        agree = _rules(caller, member, chosen, int(days))
    going = member.open_round(caller.site.clock())
    return caller.page(
        "open_round.html", group=member.collaboration, frameworks=frameworks.values(), going=going,
        lengths=DAYS, chosen=chosen, days=days, agree=agree, title=caller.say("button_open_round"),
    )  # fmt: skip


def _rules(caller: PageUser, member: Membership, framework: str, days: int) -> str:
    """The rules of a round as the chat tells them before it opens."""
    group, now = member.collaboration, caller.site.clock()
    closes = group.closing(group.today(now) + timedelta(days=days))
    one = Round("", framework, now, closes, group.rules)
    return caller.say(
        "round_open_sure", title=title_of(caller, framework), k=str(group.rules.least),
        closes=open_until(caller, group, one),
        forecast=forecast(caller.say, member, caller.guest.language),
        lines=caller.say(f"rules_{group.rules.texts}"),
        first=caller.say(f"rules_{group.rules.first}"),
    )  # fmt: skip


async def names(request: web.Request) -> web.Response:
    """GET /groups/{id}/names: what the collaboration and its municipalities are called."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    group = caller.leader(request.match_info["id"]).collaboration
    return caller.page("names.html", group=group, title=caller.say("page_names"))


async def members(request: web.Request) -> web.Response:
    """GET /groups/{id}/members: who takes part, by municipality and name; never what they said."""
    caller, member, found = await _led(request)
    found.sort(key=lambda one: (one.municipality.casefold(), one.name.casefold(), one.id))
    asked = request.query.get("page", "1")
    pages = max(1, -(-len(found) // PAGE))
    page = min(int(asked), pages) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    return caller.page(
        "members.html", group=member.collaboration, found=found[(page - 1) * PAGE : page * PAGE],
        count=len(found), page=page, pages=pages, own=member.id, title=caller.say("page_members"),
    )  # fmt: skip


async def one_member(request: web.Request) -> web.Response:
    """GET /groups/{id}/members/{member}: what can be done; with `?do=` whether one is sure."""
    caller, member, found = await _led(request)
    other = next((one for one in found if one.id == request.match_info["member"]), None)
    if other is None:
        raise web.HTTPNotFound
    acts = possible(member, other)
    do = request.query.get("do", "")
    return caller.page(
        "member.html", group=member.collaboration, whom=other, acts=acts, roles=ROLES,
        do=do if do in acts else "", title=other.name or caller.say("page_no_name"),
    )  # fmt: skip


async def _led(request: web.Request) -> tuple[PageUser, Membership, list[Membership]]:
    """The caller, who leads this collaboration, as a user and a member, and all its members."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member = caller.leader(request.match_info["id"])
        return caller, member, await stored_members.all_members(work, member.collaboration)


def possible(member: Membership, other: Membership) -> list[str]:
    """What one can do about another member."""
    if other.id == member.id or other.right == "owner":
        return []
    if member.right != "owner":
        return ["remove"]
    return ["member" if other.right == "co" else "co", "owner", "remove"]
