"""What is posted: read, checked, and turned into an input of the talk."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace

import structlog
from aiohttp import web
from multidict import MultiDict

from bot.channels.web.common.security import OLD_PAGE, RequestRefusedError
from bot.channels.web.common.site import SITE, Guest, Site
from bot.messages.bounds import whole
from dialogues.messages.inputs import (
    CHOSEN,
    Command,
    Input,
    Typed,
    is_command,
    parse_command,
    parse_tap,
)
from dialogues.parsing.text import MAX_TEXT_CHARS, clean
from dialogues.texts.catalogue import Catalogue
from frameworks.definition.languages import LANGUAGES

log = structlog.get_logger()
Form = MultiDict[str]

FORM = web.RequestKey("form", MultiDict)
"""Where a request keeps its form once it was read."""
WRITTEN = re.compile(r"text|opening|note|title|quote\.\w+")
"""The fields that hold someone's own words."""
UPDATE = re.compile(r"[0-9a-f]{32}")
BACK = re.compile(r"/(privacy|return|settings|summary(/[0-9a-f]{1,32}(/[a-z]{1,12})?)?)?")
CHOICE = re.compile(r"[a-z0-9_]{1,40}")
"""A choice's id; of a document's parts a place, for the data say which parts these were."""
MAX_DATA_CHARS = 100
MAX_CHOICES = 30
MAX_SAID_BYTES = 256 * 1024
"""Of a body with one message: the longest text that is kept takes less in any letters, and of what
is longer we can still say how much it is too long."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that may be taken in.

    address: of who posted it
    update: number of the form: what is posted twice counts once
    given: what it says
    language: of the page
    back: path of the page to go back to
    """

    address: str
    update: str
    given: Input
    language: str
    back: str

    @property
    def fresh_page(self) -> str:
        """Where to go when the whole page changes by it; empty when only the talk goes on."""
        return "/" if isinstance(self.given, Command) and self.given.verb == "language" else ""


async def read_form(request: web.Request, most: int = 0) -> Form:
    """The fields of a form. Files are none of ours; too big a body is refused by aiohttp: of more
    bytes than `most`, or than any form but a few may have.

    Raises RequestRefusedError for a body in whichever encoding that cannot be read.
    """
    try:
        async with asyncio.timeout(request.app[SITE].limits.seconds):
            posted = await (request.clone(client_max_size=most) if most else request).post()
        fields = [(name, value) for name, value in posted.items() if isinstance(value, str)]
        form = MultiDict((whole(name), whole(value)) for name, value in fields)
        request[FORM] = form
        return form
    except web.HTTPException:
        raise
    except TimeoutError:
        raise RequestRefusedError(408, "web_error_form") from None
    except Exception as error:  # of any kind: boundaries, character sets, compression
        log.info("a form cannot be read", error=type(error).__name__)
        raise RequestRefusedError(400, "web_error_form") from None


async def typed_in(request: web.Request) -> str:
    """What a person wrote in a form that is refused, to give it back; empty if it cannot be had."""
    try:
        form = request[FORM] if FORM in request else await read_form(request)
    except (RequestRefusedError, web.HTTPException):
        return ""
    written = (value for name, value in form.items() if WRITTEN.fullmatch(name))
    return "\n\n".join(value for value in written if value.strip())


def check(site: Site, guest: Guest, form: Form) -> str:
    """The address for which a form may be posted. Who clicked twice in the first one, is known by
    the second click.

    Raises RequestRefusedError for another's form or an old page's.
    """
    token = form.get("csrf", "")
    if site.keys.is_form(token, guest.browser):
        return guest.address
    made = site.keys.newcomer(token)
    if not made or guest.address not in ("", made):
        raise RequestRefusedError(403, OLD_PAGE, form.get("text", ""))
    return made


def number_of(form: Form) -> str:
    """The form's own. Raises RequestRefusedError when it has none."""
    if not UPDATE.fullmatch(form.get("update", "")):
        raise RequestRefusedError(400, "web_error_form")
    return form["update"]


def read(site: Site, guest: Guest, form: Form) -> Posted:
    """The message in a form.

    Raises RequestRefusedError when it may not be posted or cannot be read.
    """
    address = check(site, guest, form)
    given = read_input(site.turns.content.catalogue, form)
    update, language, back = (form.get(name, "") for name in ("update", "lang", "back"))
    if isinstance(given, Command) and (yes := form.get("sure", "")):
        sure = site.keys.agreed(yes, guest.browser, update, form.get("tap", ""))
        given = replace(given, sure=sure)
    if isinstance(given, Typed) and (length := len(clean(given.text))) > MAX_TEXT_CHARS:
        told = {"length": length, "most": MAX_TEXT_CHARS}
        raise RequestRefusedError(413, "web_error_long", given.text, **told)
    if given is None or not UPDATE.fullmatch(update):
        raise RequestRefusedError(400, "web_error_form", form.get("text", ""))
    return Posted(
        address,
        update,
        given,
        language if language in LANGUAGES else site.language,
        back if BACK.fullmatch(back) else "/",
    )


def read_input(catalogue: Catalogue, form: Form) -> Input | None:
    """A button, checked boxes or a text as an input; None when it is none of these."""
    tap = form.get("tap", "")
    if len(tap) > MAX_DATA_CHARS:
        return None
    if tap.startswith("/"):
        return command(catalogue, tap)
    if tap:
        return parse_tap(tap)
    if prompt := form.get("prompt", ""):
        return _marked(prompt, form.getall("choice", []))
    if (text := form.get("text")) is None:
        return None
    if is_command(catalogue, text.strip()):
        return command(catalogue, text.strip())
    return Typed(text, form.get("under", "")[:MAX_DATA_CHARS])


def _marked(prompt: str, names: list[str]) -> Input | None:
    """All boxes at once, as one tap."""
    names = list(dict.fromkeys(names))
    readable = all(CHOICE.fullmatch(name) for name in names)
    if len(prompt) > MAX_DATA_CHARS or len(names) > MAX_CHOICES or not readable:
        return None
    return parse_tap(f"{prompt}{CHOSEN}{','.join(names)}")


def command(catalogue: Catalogue, text: str) -> Command:
    """What we do not know, or what is too long to be a button's, asks for help."""
    found = parse_command(catalogue, text)
    return found if found and len(found.argument) <= MAX_DATA_CHARS else Command("help")
