"""The three questions of a collaboration: when they come, what came of them, what was done."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from aiohttp import web
from babel.dates import format_date

from bot.channels.web.common.auth import HOME, PageUser, call
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
from dialogues.collaborations.group_pulse import MAX_NOTE_CHARS, POSTS
from dialogues.domain.collaboration import Membership, Round
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.events import Part
from dialogues.messages.pictures import Picture
from dialogues.preferences.form import GROUP_FIELDS, new_group_rhythm, of_group, read_group
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
        return f"{HOME}/{self.member.collaboration.id}/pulse"

    @property
    def rhythm(self) -> PulseSchedule:
        """As it is; for one that was never set what is proposed."""
        group = self.member.collaboration
        known = self.caller.visitor.schedules
        found = next((one for one in known if one.collaboration == group.id), None)
        return found or new_group_rhythm(group.id, group.zone, self.caller.site.clock())


async def _desk(request: web.Request) -> PulsePage:
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member = caller.member(request.match_info["id"])
        found = await rounds.pulses(work, member.collaboration.id)
    return PulsePage(caller, member, [one for one in found if member.leads or one[0].shared])


async def show(request: web.Request) -> web.Response:
    """GET /groups/{id}/pulse; with `?do=stop` whether one is sure."""
    desk = await _desk(request)
    if not desk.member.leads and not desk.results:
        raise web.HTTPNotFound
    rhythm = desk.rhythm
    values = of_group(rhythm, desk.caller.site.clock())
    shown = ScheduleFormView(values, {}, moments(desk.caller, rhythm))
    stops = rhythm.on and request.query.get("do") == "stop"
    return _page(desk, shown, note=desk.member.collaboration.note, stops=stops)


async def change(request: web.Request) -> web.Response:
    """POST: a form of the page becomes the command that the chat knows for it."""
    desk = await _desk(request)
    desk.caller.leader(desk.member.collaboration.id)
    form = await desk.caller.read(request)
    match form.get("do", ""):
        case "note":
            return await _note(desk, form)
        case "stop":
            return await _act(desk, form, "pulse stop")
    return await _wishes(desk, form)


async def _wishes(desk: PulsePage, form: Form) -> web.Response:
    values, now = typed(form, GROUP_FIELDS), desk.caller.site.clock()
    note = desk.member.collaboration.note
    wanted, wishes = read_group(values, desk.rhythm, now)
    if wishes.faults:
        shown = ScheduleFormView(values, worded(desk.caller, wishes.faults), [])
        return _page(desk, shown, 422, note=note)
    seen, told = stamp(wanted, now), moments(desk.caller, wanted)
    if form.get("do") == "more":
        return _page(desk, ScheduleFormView(values, {}, told), note=note)
    known = ("", stamp(desk.rhythm, now), form.get("seen", ""))
    if form.get("do") == "show" or seen not in known:
        return _page(desk, ScheduleFormView(values, {}, told, seen, sure=True), note=note)
    return await _act(desk, form, f"pulse set {orjson.dumps(values).decode()}")


async def _note(desk: PulsePage, form: Form) -> web.Response:
    """What was done with the last pulse."""
    note = " ".join(form.get("note", "").split())
    if len(note) <= MAX_NOTE_CHARS:
        return await _act(desk, form, f"note {note}")
    shown = ScheduleFormView(of_group(desk.rhythm, desk.caller.site.clock()), {}, [])
    wrong = desk.caller.say("page_pulse_note_long", most=MAX_NOTE_CHARS, count=len(note))
    return _page(desk, shown, 422, note=form["note"], wrong=wrong)


async def _act(desk: PulsePage, form: Form, words: str) -> web.Response:
    said = await desk.caller.act(f"{desk.member.collaboration.id} {words}", form["update"])
    return desk.caller.go(desk.path, said)


def _page(
    desk: PulsePage,
    shown: ScheduleFormView,
    status: int = 200,
    *,
    note: str,
    wrong: str = "",
    stops: bool = False,
) -> web.Response:
    caller, group = desk.caller, desk.member.collaboration
    told, picture = _told(desk)
    return caller.show(
        "groups/pulse.html", status, group=group, leads=desk.member.leads, shown=shown, note=note,
        wrong=wrong, stops=stops, on=desk.rhythm.on, blocks=blocks(told), picture=picture,
        posts=POSTS, earlier=_earlier(desk), title=caller.say("button_pulse"), path=desk.path,
        **WORDS,
    )  # fmt: skip


def _told(desk: PulsePage) -> tuple[tuple[Part, ...], Picture | None]:
    """The last pulse as the chat tells it, with the trend."""
    content = desk.caller.site.turns.content
    if not desk.results or desk.results[-1][1].framework not in content.frameworks:
        return (), None
    group, language = desk.member.collaboration, desk.caller.guest.language
    parts, picture = PulseWords(content, language, group, desk.results).told()
    return tuple(part for part in parts if part.kind != "heading"), picture


def _earlier(desk: PulsePage) -> list[str]:
    """The pulses that were, the newest first: the day and how many answered, where that is told."""
    group, language = desk.member.collaboration, desk.caller.guest.language
    found = []
    for one, result in reversed(desk.results):
        day = format_date(group.last_day(one.closes), "d MMMM y", locale=language)
        few = desk.caller.say("pulse_gap")
        count = desk.caller.say("page_pulse_answers", count=result.n) if result.items else few
        found.append(f"{day}: {count}")
    return found
