"""What a facilitator does on a page: a form becomes the command that the chat knows for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.common.auth import call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.forms import Form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE
from dialogues.collaborations.rounds import ENOUGH

WORD = re.compile(r"[\w-]{1,40}", re.ASCII)
MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class PageAction:
    """A form of a page.

    fields: in the order of the command
    then: the page it leads to, by what was filled in
    owner: only an owner may
    yes: what the chat hears behind it, where it asks too
    sure: the page asked whether one is sure
    verb: what the chat knows it as, where that is another word
    """

    fields: tuple[str, ...]
    then: Callable[[Form], str]
    owner: bool = False
    yes: tuple[str, ...] = ()
    sure: bool = True
    verb: str = ""


def _to(path: str) -> Callable[[Form], str]:
    return lambda form: path


def _round(form: Form) -> str:
    return f"/rounds/{form['round']}"


YES = ("yes",)
ACTS = {
    "invite": PageAction(("place", "role", "many"), _to("/invites"), sure=False),
    "again": PageAction(("invite",), _to("/invites")),
    "revoke": PageAction(("invite",), _to("/invites")),
    "open": PageAction(("framework", "days"), _to(""), yes=YES),
    "extend": PageAction(("round", "days"), _to("")),
    "close": PageAction(("round",), lambda form: f"{_round(form)}/close?asked=yes", yes=(ENOUGH,)),
    "close_empty": PageAction(("round",), _to(""), yes=YES, verb="close"),
    "share": PageAction(("round",), _round),
    "post": PageAction(
        ("post", "round"), lambda form: "" if form["post"] == "opened" else _round(form)
    ),
    "remove": PageAction(("member",), _to("/members")),
    "co": PageAction(("member",), _to("/members"), owner=True),
    "member": PageAction(("member",), _to("/members"), owner=True),
    "owner": PageAction(("member",), _to("/members"), owner=True, yes=YES),
    "rename": PageAction(("name",), _to("/names"), sure=False),
    "retown": PageAction(("place", "name"), _to("/names"), sure=False),
    "move": PageAction(("member", "place", "role"), _to("/members"), sure=False),
    "town": PageAction(("name",), _to("#towns"), sure=False),
}


async def do(request: web.Request) -> web.Response:
    """POST /groups/{id}/do."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    member = caller.leader(request.match_info["id"])
    form = await caller.read(request)
    what = form.get("what", "")
    act = ACTS.get(what)
    if act is None or (act.owner and member.right != "owner"):
        raise web.HTTPNotFound
    words = [_field(form, name) for name in act.fields]
    here = member.collaboration.id
    asked = " ".join([here, what, *words])
    if act.sure and not caller.agreed(form, asked):
        raise RequestRefusedError(403, "page_error_old")
    told = " ".join([here, act.verb or what, *words, *act.yes])
    said = await caller.act(told, form["update"])
    return caller.go(f"{GROUPS}/{here}{act.then(form)}", said)


def _field(form: Form, name: str) -> str:
    """One field as the command takes it: a word, or the name of a municipality."""
    value = form.get(name, "")
    if name == "name":
        value = " ".join(value.split())
        if 0 < len(value) <= MAX_NAME_CHARS and value.isprintable():
            return value
        raise RequestRefusedError(400, "page_error_name", value)
    if not WORD.fullmatch(value):
        raise RequestRefusedError(400, "web_error_form")
    return value
