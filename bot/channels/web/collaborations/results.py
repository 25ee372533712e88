"""The result of a round: to its facilitators once it is there, to members once it was shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.collaborations.overview import closed_on, title_of
from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.site import SITE
from dialogues.domain.member import ROLES, Membership
from dialogues.domain.round import Round
from dialogues.messages.pictures import Picture
from dialogues.results.findings import Findings, Row
from dialogues.results.pictures import Charts
from dialogues.texts.formats import decimal, figure
from frameworks.definition.languages import written
from frameworks.definition.model import Framework
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import KINDS
from storage.repositories import lookups

LATEST = 7
"""Rounds in a picture of how it changed, besides the zero measurement."""
ASKS = ("share", "opened", "result", "agenda")


@dataclass(frozen=True, slots=True)
class Apart:
    """Municipalities or roles beside each other, and why not all of them."""

    kind: str
    picture: Picture | None
    why: str


async def result(request: web.Request) -> web.Response:
    """GET /groups/{id}/rounds/{round}; with `?do=` whether one is sure."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member, one = published(request, caller)
        found = await lookups.records(work, member.collaboration.id, one.framework)
    framework = caller.site.turns.content.frameworks.get(one.framework)
    group, do = member.collaboration, request.query.get("do", "")
    shown = _shown(caller, member, one, framework, found) if framework else {}
    return caller.page(
        "result.html", group=group, one=one, leads=member.leads, shown=shown,
        do=do if member.leads and do in ASKS else "", chat=bool(group.chat),
        day=closed_on(caller, member, one), title=title_of(caller, one.framework),
    )  # fmt: skip


def published(request: web.Request, caller: PageUser) -> tuple[Membership, Round]:
    """A round whose result this person may see."""
    member = caller.member(request.match_info["id"])
    one = member.round(request.match_info["round"])
    if one is None or one.pulse or not one.published or not (member.leads or one.shared):
        raise web.HTTPNotFound
    return member, one


def _shown(
    caller: PageUser,
    member: Membership,
    one: Round,
    framework: Framework,
    found: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """All that the page tells of a result."""
    catalogue, language = caller.site.turns.content.catalogue, caller.guest.language
    here = GroupResult.load(found[one.id]["result"])
    charts = Charts(framework, catalogue, language)
    words = Findings(framework, catalogue, language, here)
    shown = {
        "lead": words.lead(), "line": charts.line(here), "bars": charts.bars(here),
        "rows": [told(row, language) for row in words.rows()],
        "missing": words.missing(), "lines": here.lines,
        "apart": _apart(caller, member, charts, words), "changes": [], "trend": None,
        "first": False,
    }  # fmt: skip
    moments = _moments(member, one, found, language)
    if here.overall and len(moments) > 1:
        shown |= _changes(charts, words, [*moments[:-1], (moments[-1][0], here)])
    return shown


def told(row: Row, language: str) -> Row:
    """A row as the page has it: with the figure that each word stands for."""
    median, agreement = row.median, row.agreement
    if not isinstance(median, str):
        median = figure(median, language)
    if row.level is not None:
        agreement = f"{agreement} ({written(f'{row.level:.2f}', language)})"
    return replace(row, median=median, agreement=agreement)


def changed(words: Findings, before: GroupResult, zero: GroupResult) -> list[dict[str, str]]:
    """The items of which it can be said how they moved.

    `title`, `now`, `before` and `zero` of each, in words.
    """
    return [
        {
            "title": row.title, "now": decimal(row.now, words.language),
            "before": words.moved(row.before), "zero": words.moved(row.zero),
        }
        for row in words.changes(before, zero)
        if row.now is not None and (row.before is not None or row.zero is not None)
    ]  # fmt: skip


def _changes(
    charts: Charts, words: Findings, moments: list[tuple[str, GroupResult]]
) -> dict[str, Any]:
    before, zero = moments[-2][1], moments[0][1]
    most = words.moved_most(zero)
    return {
        "changes": changed(words, before, zero),
        "first": len(moments) > 2,
        "trend": charts.trend([moments[0], *moments[1:][-LATEST:]], most) if most else None,
    }


def _apart(caller: PageUser, member: Membership, charts: Charts, words: Findings) -> list[Apart]:
    roles: dict[str, str] = {role: caller.say(f"role_{role}") for role in ROLES}
    places = {"municipality": member.collaboration.municipalities, "role": ROLES}
    if not words.result.overall:
        return []
    return [
        Apart(kind, charts.dots(words.result, kind, roles), words.hidden(kind, places[kind]))
        for kind in sorted(KINDS, key=lambda kind: kind != words.result.rules.first)
    ]


def _moments(
    member: Membership, one: Round, found: Mapping[str, Mapping[str, Any]], language: str
) -> list[tuple[str, GroupResult]]:
    """The rounds on the same framework up to this one that this person may see."""
    moments = []
    for earlier in member.rounds:
        seen = earlier.id == one.id or member.leads or earlier.shared
        if earlier.id in found and not earlier.pulse and seen and earlier.opens <= one.opens:
            day = member.collaboration.last_day(earlier.closes)
            words = format_date(day, "d MMM yyyy", locale=language)
            moments.append((words, GroupResult.load(found[earlier.id]["result"])))
    return moments
