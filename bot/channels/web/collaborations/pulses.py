"""The three questions of a collaboration: when they come, what came of them, what was done."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from aiohttp import web
from babel.dates import format_date

from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.forms import Form
from bot.channels.web.common.paragraphs import blocks
from bot.channels.web.common.schedule_form import (
    WORDS,
    ScheduleFormView,
    moments,
    stamp,
    typed,
    worded,
)
from bot.channels.web.common.site import SITE
from dialogues.collaborations.pulses import MAX_NOTE_CHARS, POSTS
from dialogues.domain.member import Membership
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.domain.round import Round
from dialogues.messages.events import Part
from dialogues.messages.pictures import Picture
from dialogues.preferences.form import GROUP_FIELDS, new_group_schedule, of_group, read_group
from dialogues.results.pulse import PulseWords
from frameworks.groups.pulse import PulseResult
from storage.repositories import rounds

Pulse = tuple[Round, PulseResult]


@dataclass(frozen=True, slots=True)
class PulsePage:
    """What the page works with. `results`: those that this person may see, the oldest first."""

    caller: PageUser
    member: Membership
    results: list[Pulse]

    @property
    def path(self) -> str:
        return f"{GROUPS}/{self.member.collaboration.id}/pulse"

    @property
    def schedule(self) -> PulseSchedule:
        """As it is; for one that was never set what is proposed."""
        group = self.member.collaboration
        known = self.caller.person.schedules
        found = next((one for one in known if one.collaboration == group.id), None)
        return found or new_group_schedule(group.id, group.zone, self.caller.site.clock())


async def _pulse_page(request: web.Request) -> PulsePage:
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member = caller.member(request.match_info["id"])
        found = await rounds.pulses(work, member.collaboration.id)
    return PulsePage(caller, member, [one for one in found if member.leads or one[0].shared])


async def show(request: web.Request) -> web.Response:
    """GET /groups/{id}/pulse; with `?do=stop` whether one is sure."""
    page = await _pulse_page(request)
    if not page.member.leads and not page.results:
        raise web.HTTPNotFound
    schedule = page.schedule
    values = of_group(schedule, page.caller.site.clock())
    shown = ScheduleFormView(values, {}, moments(page.caller, schedule))
    stops = schedule.on and request.query.get("do") == "stop"
    return _page(page, shown, note=page.member.collaboration.note, stops=stops)


async def change(request: web.Request) -> web.Response:
    """POST: a form of the page becomes the command that the chat knows for it."""
    page = await _pulse_page(request)
    page.caller.leader(page.member.collaboration.id)
    form = await page.caller.read(request)
    match form.get("do", ""):
        case "note":
            return await _note(page, form)
        case "stop":
            return await _act(page, form, "pulse stop")
    return await _wishes(page, form)


async def _wishes(page: PulsePage, form: Form) -> web.Response:
    values, now = typed(form, GROUP_FIELDS), page.caller.site.clock()
    note = page.member.collaboration.note
    wanted, wishes = read_group(values, page.schedule, now)
    if wishes.faults:
        shown = ScheduleFormView(values, worded(page.caller, wishes.faults), [])
        return _page(page, shown, 422, note=note)
    seen, told = stamp(wanted, now), moments(page.caller, wanted)
    if form.get("do") == "more":
        return _page(page, ScheduleFormView(values, {}, told), note=note)
    known = ("", stamp(page.schedule, now), form.get("seen", ""))
    if form.get("do") == "show" or seen not in known:
        return _page(page, ScheduleFormView(values, {}, told, seen, sure=True), note=note)
    return await _act(page, form, f"pulse set {orjson.dumps(values).decode()}")


async def _note(page: PulsePage, form: Form) -> web.Response:
    """What was done with the last pulse."""
    note = " ".join(form.get("note", "").split())
    if len(note) <= MAX_NOTE_CHARS:
        return await _act(page, form, f"note {note}")
    shown = ScheduleFormView(of_group(page.schedule, page.caller.site.clock()), {}, [])
    wrong = page.caller.say("page_pulse_note_long", most=MAX_NOTE_CHARS, count=len(note))
    return _page(page, shown, 422, note=form["note"], wrong=wrong)


async def _act(page: PulsePage, form: Form, words: str) -> web.Response:
    said = await page.caller.act(f"{page.member.collaboration.id} {words}", form["update"])
    return page.caller.go(page.path, said)


def _page(
    page: PulsePage,
    shown: ScheduleFormView,
    status: int = 200,
    *,
    note: str,
    wrong: str = "",
    stops: bool = False,
) -> web.Response:
    caller, group = page.caller, page.member.collaboration
    told, picture = _told(page)
    return caller.show(
        "collaborations/pulse.html", status, group=group, leads=page.member.leads, shown=shown,
        note=note, wrong=wrong, stops=stops, on=page.schedule.on, blocks=blocks(told),
        picture=picture, posts=POSTS, earlier=_earlier(page), title=caller.say("button_pulse"),
        path=page.path, **WORDS,
    )  # fmt: skip


def _told(page: PulsePage) -> tuple[tuple[Part, ...], Picture | None]:
    """The last pulse as the chat tells it, with the trend."""
    content = page.caller.site.turns.content
    if not page.results or page.results[-1][1].framework not in content.frameworks:
        return (), None
    group, language = page.member.collaboration, page.caller.guest.language
    parts, picture = PulseWords(content, language, group, page.results).told()
    return tuple(part for part in parts if part.kind != "heading"), picture


def _earlier(page: PulsePage) -> list[str]:
    """The pulses that were, the newest first: the day and how many answered, where that is told."""
    group, language = page.member.collaboration, page.caller.guest.language
    found = []
    for one, result in reversed(page.results):
        day = format_date(group.last_day(one.closes), "d MMMM y", locale=language)
        few = page.caller.say("pulse_gap")
        count = page.caller.say("page_pulse_answers", count=result.n) if result.items else few
        found.append(f"{day}: {count}")
    return found
