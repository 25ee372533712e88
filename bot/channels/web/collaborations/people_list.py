"""Inviting a whole list: pasted or uploaded, looked at line by line, and then made at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from aiohttp import web

from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.forms import Form
from bot.channels.web.common.site import SITE
from bot.messages.bounds import whole
from dialogues.collaborations.people_list import (
    FIELDS,
    MAX_LIST_CHARS,
    MAX_PEOPLE,
    Invitee,
    ListReader,
    faults,
    right,
    with_towns,
)
from dialogues.domain.collaboration import MAX_MUNICIPALITIES, Collaboration
from dialogues.domain.invitation import Invite
from dialogues.domain.member import ROLES
from dialogues.parsing.tables import decoded
from storage.repositories import invitations

MAX_LIST_BYTES = 512 * 1024
"""Bytes of a form with a list that are read at most."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the list as the page shows it.

    who: as it was read, or changed since
    faults: names of words for what is not right, or is to be known
    right: somebody can be invited so
    taken: the box is ticked
    new: the municipality is to be put beside the others
    """

    who: Invitee
    faults: Sequence[str]
    right: bool
    taken: bool
    new: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the page works with.

    caller: who asks
    group: the collaboration that they lead
    reader: how lists are read for it
    invited: who has an invitation that works or was used
    """

    caller: PageUser
    group: Collaboration
    reader: ListReader
    invited: list[Invite]

    @property
    def path(self) -> str:
        return f"{GROUPS}/{self.group.id}/invites"

    def lines(self, people: Sequence[Invitee], taken: set[int] | None = None) -> list[ListLine]:
        """With `taken` the numbers of those whose box is ticked; else who is new."""
        told = faults(people, self.reader, self.invited)
        usual = [not {"people_twice", "people_invited_before"}.intersection(each) for each in told]
        return [
            ListLine(
                one, each, right(one), usual[place] if taken is None else place in taken,
                self.reader.is_new(one.municipality),
            )
            for place, (one, each) in enumerate(zip(people, told, strict=True))
        ]  # fmt: skip


async def _list_page(request: web.Request) -> ListPage:
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        group = caller.leader(request.match_info["id"]).collaboration
        found = await invitations.all_invitations(work, group)
    content, now = caller.site.turns.content, caller.site.clock()
    reader = ListReader(content.people_list, content.names_together, group)
    invited = [one for one, _ in found if one.used or (not one.revoked and now < one.expires)]
    return ListPage(caller, group, reader, invited)


async def show(request: web.Request) -> web.Response:
    """GET /groups/{id}/people: where a list is pasted or chosen."""
    return _form(await _list_page(request))


async def change(request: web.Request) -> web.Response:
    """POST /groups/{id}/people: a list to look at, or lines that were looked at to make."""
    request = request.clone(client_max_size=MAX_LIST_BYTES)
    page = await _list_page(request)
    form = await page.caller.read(request)
    if form.get("do") == "make":
        return await _make(page, form)
    text = await _uploaded(request)
    if text is None:
        return _form(page, form.get("list", ""), "page_people_binary")
    text = text or form.get("list", "")
    if len(text) > MAX_LIST_CHARS:
        return _form(page, text, "page_people_long")
    found = page.reader.read(text)
    if len(found.people) > MAX_PEOPLE:
        return _form(page, text, "page_people_long")
    if not found.people:
        return _form(page, text, "page_people_empty")
    return _seen(page, page.lines(found.people), found.unread)


async def _uploaded(request: web.Request) -> str | None:
    """The text of the file that was chosen; empty without one, None when it is no text."""
    file = (await request.post()).get("file")
    if not isinstance(file, web.FileField):
        return ""
    text = decoded(file.file.read())
    return None if text is None else whole(text)


async def _make(page: ListPage, form: Form) -> web.Response:
    """Those whose box is ticked, when all of them are right; else the lines with what is not."""
    people, taken = _posted(form, page.reader)
    lines = page.lines(people, taken)
    chosen = [one.who for one in lines if one.taken]
    if not chosen or not all(map(right, chosen)):
        return _seen(page, lines, (), 422)
    if with_towns(page.group, chosen, page.reader) is None:
        return _seen(page, lines, (), 422, "page_people_towns")
    asked = [[one.name, one.email, one.municipality, one.role] for one in chosen]
    words = f"{page.group.id} people {orjson.dumps(asked).decode()}"
    return page.caller.go(page.path, await page.caller.act(words, form["update"]))


def _posted(form: Form, reader: ListReader) -> tuple[list[Invitee], set[int]]:
    """The lines of the form, and the numbers of those whose box is ticked."""
    columns = [form.getall(name, []) for name in ("line", *FIELDS, "said")]
    people = [
        Invitee(
            int(line) if line.isdecimal() and len(line) < 7 else 0, " ".join(name.split()),
            email.strip(), reader.town(town) if town else "", role if role in ROLES else "", said,
        )
        for line, name, email, town, role, said in zip(*columns, strict=False)
    ]  # fmt: skip
    ticked = {int(one) for one in form.getall("take", []) if one.isdecimal() and len(one) < 4}
    return people[:MAX_PEOPLE], ticked


def _form(page: ListPage, text: str = "", wrong: str = "") -> web.Response:
    say = page.caller.say
    return page.caller.show(
        "collaborations/people_list.html", 422 if wrong else 200, group=page.group, text=text,
        wrong=say(wrong, most=MAX_PEOPLE) if wrong else "", title=say("page_people_all"),
    )  # fmt: skip


def _seen(
    page: ListPage,
    lines: Sequence[ListLine],
    unread: Sequence[str],
    status: int = 200,
    fault: str = "",
) -> web.Response:
    say = page.caller.say
    wrong = [one for one in lines if one.taken and not one.right]
    return page.caller.show(
        "collaborations/people_seen.html", status, group=page.group, lines=lines, roles=ROLES,
        unread=", ".join(unread), wrong=len(wrong), title=say("page_people_seen"),
        fault=say(fault, most=MAX_MUNICIPALITIES) if fault else "",
        good=sum(one.taken for one in lines) - len(wrong),
    )  # fmt: skip
