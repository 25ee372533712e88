"""The result of a round: to its facilitators once it is there, to members once it was shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.collaborations.overview import closed_on, title_of
from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.site import SITE
from dialogues.domain.member import BLOCKS, ROLES, Membership
from dialogues.domain.round import Round
from dialogues.messages.pictures import Picture
from dialogues.results.findings import Changed, Findings, Row
from dialogues.results.pictures import Charts, explained
from dialogues.texts.formats import decimal, figure
from frameworks.definition.model import Framework
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind
from storage.repositories import lookups

LATEST = 7
"""Rounds in a picture of how it changed, besides the zero measurement."""
COLUMNS = ("n", "mean", "between", "band", "spread", "share")
"""What the page has of each item; how far people lie apart only where that is told of any."""
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
        "lead": words.lead(), "line": None if here.few else charts.line(here),
        "means": charts.means(here), "explained": explained(catalogue, language),
        "rows": [told(row, language) for row in words.rows()],
        "columns": [key for key in COLUMNS if key != "spread" or here.spread],
        "missing": words.missing(), "lines": here.lines,
        "apart": _apart(caller, member, charts, words), "changes": [], "arrows": None,
        "trend": None, "first": False, "who": "",
    }  # fmt: skip
    moments = _moments(member, one, found, language)
    if here.overall and len(moments) > 1:
        shown |= _changes(charts, words, [*moments[:-1], (moments[-1][0], here)])
    return shown


def told(row: Row, language: str) -> dict[str, str]:
    """A row as the page has it: all in words, and one cell for the band."""
    mean = row.mean if isinstance(row.mean, str) else figure(row.mean, language)
    low, high = decimal(row.low, language), decimal(row.high, language)
    return {
        "title": row.title, "n": str(row.n), "mean": mean, "between": f"{low} – {high}",
        "band": row.band, "spread": row.spread, "share": row.important,
    }  # fmt: skip


def changed(words: Findings, found: Sequence[Changed]) -> list[dict[str, str]]:
    """The items of which it can be said how they moved.

    `title`, `now`, `before` and `zero` of each, in words.
    """
    return [
        {
            "title": row.title, "now": figure(row.now.value, words.language),
            "before": words.moved(row.before), "zero": words.moved(row.zero),
        }
        for row in found
        if row.now is not None and (row.before is not None or row.zero is not None)
    ]  # fmt: skip


def _changes(
    charts: Charts, words: Findings, moments: list[tuple[str, GroupResult]]
) -> dict[str, Any]:
    before, zero, now = moments[-2][1], moments[0][1], moments[-1][1]
    most, found = words.moved_most(zero), words.changes(before, zero)
    more = len(moments) > 2
    trend = charts.trend([moments[0], *moments[1:][-LATEST:]], most) if most and more else None
    return {
        "changes": changed(words, found),
        "who": words.who(found),
        "first": more,
        "arrows": charts.arrows(now, zero) or charts.arrows(now, before),
        "trend": trend,
    }


def _apart(caller: PageUser, member: Membership, charts: Charts, words: Findings) -> list[Apart]:
    named: dict[str, str] = {role: caller.say(f"role_{role}") for role in ROLES}
    named |= {one: caller.say(f"block_{one}") for one in BLOCKS.values()}
    places: dict[Kind, Sequence[str]] = {
        "municipality": member.collaboration.municipalities, "role": ROLES, "block": (),
    }  # fmt: skip
    found = [
        Apart(kind, charts.dots(words.result, kind, named), words.hidden(kind, places[kind]))
        for kind in words.result.rules.kinds
    ]
    return [one for one in found if one.picture or one.why] if words.result.overall else []


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
