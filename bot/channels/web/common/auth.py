"""Who asks for a page of a collaboration. Looked up anew for every request: so are their rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web.common.forms import UPDATE, Form, read_form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, Guest, Site
from bot.channels.web.common.tokens import PAGE_AGE, PAGE_COOKIE, SAID_AGE, SAID_COOKIE
from bot.messages.messages import Inbound
from dialogues.domain.member import Membership
from dialogues.messages.inputs import Command
from dialogues.texts.catalogue import Verb
from dialogues.turn.person import Person
from storage.database.unit_of_work import Work
from storage.repositories import people

HOME, OWN = "/groups", "/my"
"""The pages of collaborations, and one's own, each with a cookie of its own."""
CALLER = web.RequestKey("caller", Guest)
"""Where a request keeps its guest, so that a fault is told in their language."""
MAX_WORDS_CHARS = 1000


@dataclass(frozen=True, slots=True)
class PageUser:
    """Someone who came by a personal link, as they are known in their own channel.

    site: the web chat
    channel: theirs, such as `telegram`
    address: theirs within it
    person: who they are
    guest: as pages see them
    notice: what was said to what they did last
    home: the pages that the link opens
    """

    site: Site
    channel: str
    address: str
    person: Person
    guest: Guest
    notice: str
    home: str = HOME

    def say(self, key: str, **values: Any) -> str:
        """A string of our own, in the language of the page."""
        return self.site.say(self.guest.language, key, **values)

    def member(self, collaboration: str) -> Membership:
        """Who they are in a collaboration; aiohttp's HTTPNotFound when they are nobody there.

        What is not theirs is as if it did not exist.
        """
        for one in self.person.memberships:
            if one.collaboration.id == collaboration:
                return one
        raise web.HTTPNotFound

    def leader(self, collaboration: str) -> Membership:
        """The same, for what only facilitators see."""
        member = self.member(collaboration)
        if not member.leads:
            raise web.HTTPNotFound
        return member

    def page(self, template: str, **values: Any) -> web.Response:
        """A page, with what was said to what they did last."""
        return self.show(f"collaborations/{template}", **values)

    def show(self, template: str, status: int = 200, **values: Any) -> web.Response:
        """The same, for pages of any kind."""
        shown = self.site.page(template, self.guest, status, notice=self.notice, **values)
        if self.notice:
            shown.del_cookie(SAID_COOKIE, path=self.home)
        return shown

    async def read(self, request: web.Request) -> Form:
        """The fields of a form. Raises RequestRefusedError when its person did not post it."""
        form = await read_form(request)
        keys = self.site.keys
        if not keys.poster(form.get("csrf", ""), self.guest.address):
            raise RequestRefusedError(403, "page_error_old", form.get("opening", ""))
        if not UPDATE.fullmatch(form.get("update", "")):
            raise RequestRefusedError(400, "web_error_form")
        return form

    def agreed(self, form: Form, act: str) -> bool:
        """Whether a page asked this very thing, for the form that says yes."""
        yes, keys = form.get("sure", ""), self.site.keys
        return keys.agreed(yes, self.guest.address, form["update"], act)

    async def act(self, argument: str, update: str, verb: Verb = "group") -> str:
        """Do what the chat does at `/group …`, and return what it says; what is sent twice counts
        once."""
        given = Command(verb, argument, sure=True)
        now = self.site.clock()
        inbound = Inbound(
            self.channel, f"page.{update}", self.address, given, now, aside=True
        )  # fmt: skip
        outcome = await self.site.turns.submit(inbound)
        return outcome.notice if outcome.fresh else self.say("page_done")

    def go(self, path: str, words: str) -> web.Response:
        """To the page that shows what came of it, with a word about that."""
        response = web.Response(status=303, headers={"Location": path})
        if words:
            said = self.site.keys.said(self.guest.address, words[:MAX_WORDS_CHARS])
            response.set_cookie(
                SAID_COOKIE, said, max_age=SAID_AGE, path=self.home, httponly=True,
                samesite="Lax", secure=self.site.secure,
            )  # fmt: skip
        return response


async def call(request: web.Request, work: Work, home: str = HOME, top: str = HOME) -> PageUser:
    """Who asks, by the cookie of the pages under `home`, of which `top` is the first. Raises
    Refusal when it has expired."""
    site = request.app[SITE]
    known = site.keys.paged(request.cookies.get(PAGE_COOKIE, ""))
    found = await people.people_at(work, {known}) if known else {}
    if known is None or known not in found:
        raise stranger(request, "page_expired" if home == HOME else "settings_expired", 403)
    person = found[known]
    here = request.path if request.method == "GET" else top
    guest = Guest("/".join(known), person, person.language, here, home=top)
    request[CALLER] = guest
    notice = site.keys.heard(request.cookies.get(SAID_COOKIE, ""), guest.address)
    return PageUser(site, *known, person, guest, notice, home)


def stranger(request: web.Request, reason: str, status: int) -> RequestRefusedError:
    """A refusal for who came by no link that works; it leads nowhere, for where is not known."""
    language = request.app[SITE].someone(request).language
    request[CALLER] = Guest("", None, language, "", home=HOME)
    return RequestRefusedError(status, reason)


def welcome(
    site: Site, response: web.StreamResponse, channel: str, address: str, home: str = HOME
) -> None:
    """Give the cookie of the pages under `home`."""
    response.set_cookie(
        PAGE_COOKIE, site.keys.page_cookie(channel, address), max_age=PAGE_AGE, path=home,
        httponly=True, samesite="Lax", secure=site.secure,
    )  # fmt: skip
