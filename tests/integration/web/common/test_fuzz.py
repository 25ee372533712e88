"""Thousands of posts that no page of ours makes, between those of people who just go on.

Each is taken, or refused with a kind page that says so: never a failure of ours, and nobody waits.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import re
from collections import Counter
from typing import Any
from urllib.parse import quote_from_bytes

from tests.support.browser import Browser
from tests.support.collaboration_pages import OWNER, World, world
from tests.support.mutations import Mutator

__all__ = ["world"]

POSTS = 3_000
TALK = ("Raadslid", "Een nieuw zwembad in Oostdam in 2027", "Ja", "Nee")
SAY = ("csrf", "update", "lang", "back", "tap", "prompt", "choice", "text")
ACT = (
    "what",
    "place",
    "role",
    "many",
    "round",
    "member",
    "invite",
    "name",
    "post",
    "framework",
    "days",
)
AGENDA = ("do", "place", "title", "opening", "minutes", "length", "steps", "seen", "minutes_meant")
CHANGES = (
    {"do": "edit", "place": "\n1", "minutes": "5", "title": "x"}, {"do": "length", "length": "²"},
    {"do": "edit", "place": "²", "minutes": "5"}, {"do": "up", "place": "9" * 5000},
    {"do": "add", "title": "x", "minutes": "9" * 5000}, {"do": "add", "title": "", "minutes": "1"},
    {"do": "edit", "place": "begin", "minutes": "18446744073709551616"}, {"do": "back"},
    {"do": "edit", "place": "end", "minutes": "1", "steps": "\0\n" * 50}, {"do": "add"},
)  # fmt: skip
WISHES = (
    "language", "zone", "zone_other", "heard", "opens", "closes", "weekdays", "holidays", "also",
    "liberation", "without", "first_0", "last_0", "title_0", "remove_0", "every", "weekday", "by",
    "nth", "day", "at", "rrule", "do", "seen", "post", "note",
)  # fmt: skip
CHARSETS = (
    "utf-7",
    "utf-16",
    "unicode_escape",
    "raw_unicode_escape",
    "nonsense",
    "idna",
    "zlib",
    "\xff",
)
PARTS = (
    ('name="text"\r\nContent-Type: text/plain; charset=utf-7', "+2AA-"),
    ('name="text"\r\nContent-Transfer-Encoding: base64', "!"),
    ('name="text"\r\nContent-Encoding: gzip', "!"),
    ('name="text"; filename="\xff"', "x"),
    ('name="_charset_"', "unicode_escape"),
    ('name="text"', "\\ud800"),
)
BODIES = (
    b"text=\xff\xfe", b"text=%ED%A0%80", b"text=\\ud800", b"text=%00", b"%", b"&&&=&=", b"\x00",
    b"a&" * 20_000, b"text=" + b"%F0%9F%98%80" * 4000, b"--x\r\n\r\n", b"--x--\r\n",
    b"--x\r\nContent-Disposition: nonsense\r\n\r\nx\r\n--x--\r\n", b"--x\r\n" * 500,
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"Cookie": "samenspraak=\udcff\udcfe"},
    {"Cookie": "samenspraak_page=\udcff; samenspraak=a.b"},
    {"Cookie": "samenspraak_said=\udcff.x.y"}, {"Cookie": "\x80=; ;;=;samenspraak"},
    {"Origin": "http://["}, {"Origin": "http://[::1"}, {"Origin": "\udcff"}, {"Referer": "http://]["},
    {"Accept": "application/json"}, {"Accept-Language": "\udcff"}, {"Content-Encoding": "gzip"},
    {"Content-Type": "multipart/form-data"}, {"Content-Type": "multipart/form-data; boundary="},
    {"Content-Type": "application/json"}, {"Content-Type": "\udcff"}, {"Content-Type": "/;;"},
    {"Last-Event-ID": "9" * 5000},
)  # fmt: skip


class Hostile:
    """Posts nonsense with the cookies and tokens of one browser that is at home everywhere."""

    def __init__(self, world: World, browser: Browser, seed: int) -> None:
        self.world, self.browser = world, browser
        self.mutator = Mutator(seed)
        self.chance: random.Random = self.mutator.chance
        self.tokens: dict[str, str] = {}

    async def look(self) -> None:
        for home in ("", self.world.path("/invites"), "/my/settings"):
            await self.browser.get(home or "/")
            self.tokens[home] = self.browser.hidden()["csrf"]

    def _where(self) -> tuple[str, str, tuple[str, ...]]:
        """A page to post to, whose token it takes, and its fields."""
        path, group = self.world.path, self.world.path("/invites")
        return self.chance.choice((
            ("/say", "", SAY), ("/say", "", SAY), ("/say", "", SAY), ("/settings", "", WISHES),
            ("/my/settings", "/my/settings", WISHES), (path("/pulse"), group, WISHES),
            (path("/do"), group, ACT), (path(f"/rounds/{self.world.shared}/agenda"), group, AGENDA),
            ("/export", "", ("csrf",)), ("/return", "", ("csrf",)), ("/enter/x", "", ("csrf",)),
            ("/summary/x", "", ("format", "part", "seen")), ("/page/x", "", ("csrf",)),
        ))  # fmt: skip

    async def post(self) -> tuple[int, str]:
        """One post; its status, and what it was."""
        path, home, names = self._where()
        number = f"{self.chance.getrandbits(128):032x}"
        good = {"csrf": self.tokens[home], "update": number, "text": "ja", "what": "invite"}
        if names is AGENDA and self.chance.random() < 0.5:
            await self.browser.get(path)
            seen = re.search(r'name="seen" value="(\w+)"', self.browser.page)
            good |= {"seen": seen[1] if seen else "", **self.chance.choice(CHANGES)}
        fields = self.mutator.form(good, names)
        headers = {
            "Origin": self.browser.origin,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = "&".join(f"{name}={_quoted(value)}" for name, value in fields).encode()
        kind = self.chance.random()
        if kind < 0.1:
            parts = self.chance.sample(PARTS, 2)
            body = self.chance.choice((_parted(parts), *BODIES))
            if body.startswith(b"--x"):
                headers["Content-Type"] = "multipart/form-data; boundary=x"
        elif kind < 0.2:
            headers["Content-Type"] += f"; charset={self.chance.choice(CHARSETS)}"
        elif kind < 0.35:
            headers |= self.chance.choice(HEADERS)
        return await self._send(path, headers, body), f"{path} {headers} {body[:300]!r}"

    async def _send(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """As bytes of our own: a client would refuse to send some of it."""
        url = self.browser.client.make_url("/")
        jar = self.browser.client.session.cookie_jar.filter_cookies(url.with_path(path))
        cookies = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in jar.items())}
        lines = [f"POST {path} HTTP/1.1", "Host: " + self.browser.origin.split("//")[1],
                 *(f"{name}: {value}" for name, value in (cookies | headers).items()),
                 f"Content-Length: {len(body)}", "Connection: close", "", ""]  # fmt: skip
        reader, writer = await asyncio.open_connection(url.host, url.port)
        writer.write("\r\n".join(lines).encode("latin-1", "surrogateescape") + body)
        first = await reader.readline()
        await reader.read()
        writer.close()
        return int(first.split()[1])


def _parted(parts: list[tuple[str, str]]) -> bytes:
    """A form in parts, each with a head of its own."""
    each = (
        f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n" for head, body in parts
    )
    return "".join((*each, "--x--\r\n")).encode("latin-1")


def _quoted(value: str) -> str:
    return quote_from_bytes(value.encode("utf-8", "surrogatepass"))


async def test_the_web_chat_goes_on(world: World, log: io.StringIO) -> None:
    browser = await world.browser(OWNER, "/groups")
    await world.come(browser, OWNER, "/my/settings")
    await browser.begin("Klein gesprek (1 min)")
    hostile, wrong = Hostile(world, browser, 3), []
    statuses: Counter[int] = Counter()
    for number in range(POSTS):
        if number % 500 == 0:
            await hostile.look()
        status, what = await hostile.post()
        statuses[status] += 1
        if status >= 500:
            wrong.append((status, what))
        if number % 200 == 99:
            other = await world.browser()
            await other.begin("Klein gesprek (1 min)")
            await other.tap("Raadslid")
            await other.say("Een nieuw zwembad in Oostdam in 2027")
            assert "Heeft u haast" in other.log
    lines: list[dict[str, Any]] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert not wrong, "\n".join(f"{s} {w}" for s, w in wrong[:20])
    # Enough is taken in to matter; less than it was, since a button by its place is refused.
    assert sum(n for status, n in statuses.items() if status < 400) > POSTS / 8, statuses
    assert statuses[400] > POSTS / 10, statuses
    told = [one for one in lines if one["level"] in ("error", "critical")]
    # What is no gzip at all aiohttp tells of too, when we have answered already.
    assert [one for one in told if one.get("error") != "RequestPayloadError"] == []
