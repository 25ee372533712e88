"""The conversation agenda of a round, which its facilitators change until it is theirs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.collaborations.overview import title_of
from bot.channels.web.collaborations.results import published
from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.forms import Form, read_form, typed_in
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, file
from bot.documents.workers import RenderError
from bot.reports.kinds.agenda import AgendaWords, agenda_report
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.messages.documents import FOR_READING
from frameworks.agenda.agenda import AIM, TEXTS, Agenda, AgendaEntry, Place
from frameworks.agenda.proposal import SHORTEST, propose
from frameworks.groups.results import GroupResult
from storage.repositories import rounds

LENGTHS = (30, 45, 60, 90, 120)
USUAL_MINUTES, MAX_MINUTES = 60, 480


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """What a page of an agenda works with.

    caller: who asks
    member: who they are in the collaboration
    round: the one with the result
    agenda: as it is now
    kept: someone changed or kept it
    """

    caller: PageUser
    member: Membership
    round: Round
    agenda: Agenda
    kept: bool

    @property
    def seen(self) -> str:
        """Stands for the agenda as it is: a change to an older one is not made."""
        return hashlib.sha256(self.agenda.dump()).hexdigest()[:16]

    @property
    def path(self) -> str:
        return f"{GROUPS}/{self.member.collaboration.id}/rounds/{self.round.id}/agenda"

    @property
    def points(self) -> list[tuple[Place, AgendaEntry]]:
        """All that is on it, by place, with how it begins and ends."""
        agenda = self.agenda
        return [("begin", agenda.begin), *enumerate(agenda.entries, 1), ("end", agenda.end)]

    @property
    def words(self) -> AgendaWords:
        return AgendaWords(self.caller.site.turns.content.catalogue, self.agenda)


async def _meeting(request: web.Request, minutes: str) -> AgendaPage:
    """The agenda of a round: as it was kept, else as it is proposed for so many minutes."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        caller.leader(request.match_info["id"])
        member, one = published(request, caller)
        record = await rounds.record(work, one.id)
    kept = record.get("agenda")
    if kept:
        return AgendaPage(caller, member, one, Agenda.load(kept), True)
    result = GroupResult.load(record["result"])
    return AgendaPage(caller, member, one, _proposed(caller, one, result, minutes), False)


def _proposed(caller: PageUser, one: Round, result: GroupResult, minutes: str) -> Agenda:
    content = caller.site.turns.content
    framework = content.frameworks.get(one.framework)
    if framework is None:
        raise web.HTTPNotFound
    return propose(result, framework, content.guide, _length(minutes), caller.guest.language)


def _length(minutes: str) -> int:
    """A length of a meeting; the usual one when none can be read."""
    if not minutes.isdecimal() or len(minutes) > 3:
        return USUAL_MINUTES
    return min(max(int(minutes), SHORTEST), MAX_MINUTES)


async def agenda(request: web.Request) -> web.Response:
    """GET …/agenda?minutes=60."""
    meeting = await _meeting(request, request.query.get("minutes", ""))
    edited = request.query.get("edit", "")
    return meeting.caller.page(
        "agenda.html", meeting=meeting, agenda=meeting.agenda, words=meeting.words,
        group=meeting.member.collaboration, one=meeting.round, lengths=LENGTHS, aim=AIM,
        edited=edited, title=meeting.caller.say("round_head_agenda"), formats=FOR_READING,
        about=title_of(meeting.caller, meeting.round.framework),
    )  # fmt: skip


async def download(request: web.Request) -> web.Response:
    """GET …/agenda.pdf and so on: the agenda as it is, as a file.

    Raises RequestRefusedError when it cannot be made.
    """
    meeting = await _meeting(request, request.query.get("minutes", ""))
    format = request.match_info["format"]
    if format not in FOR_READING:
        raise web.HTTPNotFound
    today = datetime.fromtimestamp(meeting.caller.site.clock(), UTC)
    day = format_date(today, "long", locale=meeting.agenda.language)
    title = meeting.words.say("title", collaboration=meeting.member.collaboration.name)
    about = title_of(meeting.caller, meeting.round.framework)
    report = agenda_report(meeting.words, title, f"{about}.", day)
    try:
        body = await meeting.caller.site.workshop.make_report(
            report, format, meeting.caller.address
        )
    except RenderError:
        raise RequestRefusedError(503, "web_error_failed") from None
    return file(f"agenda.{format}", format, body)


async def change(request: web.Request) -> web.Response:
    """POST …/agenda: one change, after which the agenda is kept.

    Raises RequestRefusedError for a change that does not fit.
    """
    form = await read_form(request)
    meeting = await _meeting(request, form.get("minutes_meant", ""))
    fields = await meeting.caller.read(request)
    if fields.get("seen") != meeting.seen:
        if await typed_in(request):
            raise RequestRefusedError(409, "page_agenda_moved")
        return meeting.caller.go(meeting.path, meeting.caller.say("page_agenda_moved"))
    try:
        changed = _changed(meeting, fields)
    except (ValueError, KeyError) as error:
        raise RequestRefusedError(400, "page_agenda_wrong") from error
    here = meeting.member.collaboration.id
    argument = f"{here} agenda {meeting.round.id} {changed.dump().decode()}"
    said = await meeting.caller.act(argument, fields["update"])
    place = fields.get("place", "").strip()  # it was read as a number
    anchor = f"#point-{place}" if fields["do"] == "edit" else "#agenda"
    return meeting.caller.go(
        f"{meeting.path}{anchor}", said or meeting.caller.say("page_agenda_kept")
    )


def _changed(meeting: AgendaPage, form: Form) -> Agenda:
    """The agenda after what a form asks. Raises ValueError, KeyError for what cannot be."""
    agenda, place = meeting.agenda, form.get("place", "")
    match form.get("do"):
        case "keep":
            return agenda
        case "up":
            return agenda.up(int(place))
        case "down":
            return agenda.down(int(place))
        case "remove":
            return agenda.remove(int(place))
        case "back":
            return agenda.add_back(int(place))
        case "add":
            return agenda.add(
                form["title"], opening=form.get("opening", ""), minutes=int(form["minutes"])
            )
        case "edit":
            where: Place = "begin" if place == "begin" else "end" if place == "end" else int(place)
            texts = {name: form[name].replace("\r\n", "\n") for name in TEXTS if name in form}
            steps = form.get("steps", "").splitlines()
            return agenda.edit(where, minutes=int(form["minutes"]), steps=steps, **texts)
        case "length":
            return replace(agenda, minutes=_length(form["length"]))
        case other:
            raise ValueError(f"an agenda cannot be changed by {other!r}")
