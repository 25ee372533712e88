"""The settings page: all about prompts, language and time in one form, which loses nothing."""

from __future__ import annotations

import orjson
from aiohttp import web

from bot.channels.web.account.auth import current_user, path_of
from bot.channels.web.common.auth import PageUser
from bot.channels.web.common.schedule_form import (
    WORDS,
    ScheduleFormView,
    moments,
    stamp,
    typed,
    worded,
)
from bot.channels.web.common.site import SITE
from bot.messages.links import leads_here_only
from dialogues.parsing.times import zone_names
from dialogues.preferences.form import PERSON_FIELDS, of_person, read_person
from frameworks.definition.languages import LANGUAGES
from storage.repositories import calendars


async def show(request: web.Request) -> web.Response:
    """GET /settings, and /my/settings for who came by a link."""
    caller = await _caller(request)
    if caller is None:
        site = request.app[SITE]
        return site.page("account/unknown.html", await site.guest(request))
    values = of_person(caller.person, caller.site.clock())
    own = caller.person.own_schedule
    return await _page(caller, ScheduleFormView(values, {}, moments(caller, own)))


async def _caller(request: web.Request) -> PageUser | None:
    async with request.app[SITE].turns.store.begin() as work:
        return await current_user(request, work)


async def change(request: web.Request) -> web.Response:
    """POST: read all; keep it when it can be read and its moments were seen."""
    caller = await _caller(request)
    if caller is None:
        raise web.HTTPNotFound
    form = await caller.read(request)
    values, now = typed(form, PERSON_FIELDS), caller.site.clock()
    wanted, wishes = read_person(values, caller.person, now)
    if wishes.faults:
        return await _page(caller, ScheduleFormView(values, worded(caller, wishes.faults), []), 422)
    before, seen = stamp(caller.person.own_schedule, now), stamp(wanted.own, now)
    do = form.get("do", "")
    if do == "more":
        return await _page(caller, ScheduleFormView(values, {}, moments(caller, wanted.own)))
    if do == "show" or (seen not in ("", before, form.get("seen", ""))):
        return await _page(
            caller, ScheduleFormView(values, {}, moments(caller, wanted.own), seen, sure=True)
        )
    said = await caller.act(f"set {orjson.dumps(values).decode()}", form["update"], "settings")
    return caller.go(path_of(caller), said)


async def _page(caller: PageUser, shown: ScheduleFormView, status: int = 200) -> web.Response:
    turns = caller.site.turns
    async with turns.store.begin() as work:
        token = (await calendars.load(work, caller.person.id)).token
    followed, here = turns.links.calendar(token), not leads_here_only(turns.links.origin)
    groups = [m.collaboration for m in caller.person.memberships if m.answers]
    return caller.show(
        "account/settings.html", status, shown=shown, path=path_of(caller), groups=groups,
        languages=LANGUAGES, all_zones=zone_names(),
        calendar=path_of(caller).replace("settings", "calendar"),
        followed=followed if token else "", may_follow=here, **WORDS,
    )  # fmt: skip
