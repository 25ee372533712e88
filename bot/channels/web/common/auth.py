"""Who asks for a page of a collaboration. Looked up anew for every request: so are their rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web.common.browsers import GROUPS, SAID
from bot.channels.web.common.forms import Form, number_of, read_form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, Guest, Site
from bot.channels.web.common.tokens import SAID_AGE
from bot.messages.messages import Inbound
from dialogues.domain.member import Membership
from dialogues.messages.inputs import Command
from dialogues.texts.catalogue import Verb
from dialogues.turn.person import Person
from storage.database.unit_of_work import Work
from storage.repositories import people
from storage.repositories.browsers import TALK

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
    home: str = GROUPS

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
            self.site.browsers.forget(shown, SAID)
        return shown

    async def read(self, request: web.Request) -> Form:
        """The fields of a form. Raises RequestRefusedError when its person did not post it."""
        form = await read_form(request)
        if not self.site.keys.is_form(form.get("csrf", ""), self.guest.browser):
            typed = form.get("opening", "") or form.get("list", "")
            raise RequestRefusedError(403, "page_error_old", typed)
        number_of(form)
        return form

    def agreed(self, form: Form, act: str) -> bool:
        """Whether a page asked this very thing, for the form that says yes."""
        yes, keys = form.get("sure", ""), self.site.keys
        return keys.agreed(yes, self.guest.browser, form["update"], act)

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
            said = self.site.keys.said(self.guest.browser, words[:MAX_WORDS_CHARS])
            self.site.browsers.put(response, SAID, said, SAID_AGE)
        return response


async def call(request: web.Request, work: Work, home: str = GROUPS, top: str = GROUPS) -> PageUser:
    """Who asks, by the cookie of the pages under `home`, of which `top` is the first. Raises
    RequestRefusedError when nobody is signed in there any more."""
    here = request.path if request.method == "GET" else top
    found = await signed_in(request, work, home, here, top)
    if found is None:
        reason = "page_expired" if home == GROUPS else "settings_expired"
        raise stranger(request, reason, 403)
    return found


async def signed_in(
    request: web.Request, work: Work, home: str, here: str, top: str
) -> PageUser | None:
    """Who is signed in in the browser that asks; None for nobody."""
    site = request.app[SITE]
    browser = await site.browsers.known(request, work, home)
    found = await people.people_at(work, {browser.place}) if browser else {}
    if browser is None or browser.place not in found:
        return None
    person = found[browser.place]
    address = browser.address if home == TALK else "/".join(browser.place)
    guest = Guest(address, person, person.language, here, home=top, browser=browser.id)
    request[CALLER] = guest
    notice = site.keys.heard(request.cookies.get(site.browsers.name(SAID), ""), browser.id)
    return PageUser(site, *browser.place, person, guest, notice, home)


def stranger(request: web.Request, reason: str, status: int) -> RequestRefusedError:
    """A refusal for who came by no link that works; it leads nowhere, for where is not known."""
    language = request.app[SITE].someone(request).language
    request[CALLER] = Guest("", None, language, "", home=GROUPS)
    return RequestRefusedError(status, reason)
