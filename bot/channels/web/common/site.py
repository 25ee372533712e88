"""What every page needs: who is there, in which language, and how a page is made."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.channels.web.common.assets import Assets
from bot.channels.web.common.browsers import Browsers
from bot.channels.web.common.limits import Limits
from bot.channels.web.common.live import Hub
from bot.channels.web.common.numbers import Numbers
from bot.channels.web.common.tokens import Keys
from bot.documents.workers import WorkerPool
from bot.reports.charts.draw import svg
from bot.reports.document import plain_name
from bot.reports.formats import FORMATS
from bot.turns.processor import Turns
from dialogues.messages.pictures import Picture
from dialogues.texts.formats import decimal
from dialogues.turn.person import Person
from frameworks.definition.languages import LANGUAGES, following
from storage.repositories import people, transcripts
from storage.repositories.browsers import TALK
from storage.repositories.transcripts import TranscriptLine

MAX_MESSAGES_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks for a page.

    address: theirs in the web chat; empty for a newcomer
    person: who they are; None for someone of whom nothing is stored
    language: of the page
    here: path of the page
    suffix: what its links end with, to keep the language
    home: path of the talk, or of the pages of collaborations
    lines: what was said, for a page that asks for it
    browser: id of the one that asks, when somebody is signed in there
    """

    address: str
    person: Person | None
    language: str
    here: str
    suffix: str = ""
    home: str = "/"
    lines: Sequence[TranscriptLine] = ()
    browser: str = ""

    @property
    def known(self) -> bool:
        return self.person is not None


@dataclass(frozen=True)
class Site:
    """One web chat.

    turns: takes in what is said
    clock: seconds since the epoch
    language: of who has none yet
    origins: those from which forms may be posted
    keys: sign cookies and forms
    browsers: in which somebody is signed in
    numbers: of messages, hidden
    hub: tells open pages that there is news
    assets: style sheets and scripts
    pages: templates
    workshop: makes documents
    limits: how much may be asked
    """

    turns: Turns
    clock: Callable[[], float]
    language: str
    origins: frozenset[str]
    keys: Keys
    browsers: Browsers
    numbers: Numbers
    hub: Hub
    assets: Assets
    pages: Environment
    workshop: WorkerPool
    limits: Limits

    def say(self, language: str, key: str, **values: Any) -> str:
        return self.turns.content.catalogue.say(language, key, **values)

    async def guest(self, request: web.Request, *, lines: bool = False) -> Guest:
        """Who asks; with `lines` what was said too."""
        if not self.browsers.bears(request, TALK):
            return self.someone(request)
        async with self.turns.store.begin() as work:
            browser = await self.browsers.known(request, work, TALK)
            found = await people.people_at(work, {browser.place}) if browser else {}
            if browser is None or browser.place not in found:
                return self.someone(request)
            said = list[TranscriptLine]()
            if lines:
                said = await transcripts.transcript(work, *browser.place, 0, MAX_MESSAGES_SHOWN)
        guest = self.someone(request, browser.address, found[browser.place])
        return replace(guest, lines=said, browser=browser.id)

    def someone(
        self, request: web.Request, address: str = "", person: Person | None = None
    ) -> Guest:
        """A guest, with the language that they chose, else that of the address, else our own."""
        asked = request.query.get("lang", "")
        suffix = f"?lang={asked}" if asked in LANGUAGES and asked != self.language else ""
        language = asked if suffix else self.language
        if person:
            language, suffix = person.language, ""
        here = request.path if request.method == "GET" else "/"
        return Guest(address, person, language, here, suffix)

    def render(self, template: str, guest: Guest, **values: Any) -> str:
        """A page or a part of one, in the guest's language."""
        return self.pages.get_template(template).render(
            guest=guest,
            say=partial(self.say, guest.language),
            csrf=self.keys.form(guest.browser),
            update=new_update(),
            new_update=new_update,
            sure_of=partial(self.keys.sure, guest.browser),
            asset=self.assets.address,
            theme=self.assets.theme,
            draw=draw,
            other=following(guest.language),
            **values,
        )

    def page(self, template: str, guest: Guest, status: int = 200, **values: Any) -> web.Response:
        text = self.render(template, guest, **values)
        return web.Response(text=text, status=status, content_type="text/html")


SITE = web.AppKey("site", Site)


def draw(picture: Picture, name: str) -> Markup:
    """A picture as a part of a page; its own template has escaped its words."""
    return Markup(svg(picture, name))


def new_update() -> str:
    """The number of a form: what is posted twice with it counts once."""
    return secrets.token_hex(16)


@pass_context
def _written(context: Context, value: Any) -> Any:
    """What a template shows; what was measured is written as the language of the page has it."""
    if not isinstance(value, float):
        return value
    guest: Guest = context["guest"]
    return decimal(value, guest.language)


@cache
def environment() -> Environment:
    """Templates escape all that they are given. Compiled once, for all sites of a process."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_written,
    )


def file(name: str, format: str, body: bytes) -> web.Response:
    """A download. Old browsers get its name in plain letters."""
    name = plain_name(name)
    plain = plain_name(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    names = f"filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {
        "Content-Disposition": f"attachment; {names}",
        "Content-Type": FORMATS[format].media,
    }
    return web.Response(body=body, headers=headers)
