"""Bytes that no browser sends, over a real socket: they are refused, and are no failure of ours.

In which charset, cut in which parts, and at which of our addresses they may come.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.browser import Browser
from tests.support.collaboration_pages import MEMBER, ORIGIN, OWNER, World, world
from tests.support.until import LIMIT

__all__ = ["world"]
END = b"\r\n"
NASTY = (
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b"%ff",
    b"%00",
    b"%",
    b"\\ud800",
    b"=?utf-7?q?x?=",
    b"[",
    b"..%2f",
    b"\xf0\x9f\x98\x80",
    b";",
    b'"',
    b"a" * 3000,
    b"-1",
    b"99999999999999999999",
    b"",
    b"{{7*7}}",
)
PATHS = (
    b"/",
    b"/say",
    b"/events",
    b"/export",
    b"/return",
    b"/privacy",
    b"/summary",
    b"/browsers",
    b"/settings",
    b"/my/settings",
    b"/groups",
    b"/my/browsers",
    b"/health/readiness",
    b"/.well-known/security.txt",
    b"/calendar.ics",
    b"/document/",
    b"/summary/",
    b"/enter/",
    b"/page/",
    b"/i/",
    b"/static/",
    b"/groups/",
    b"/?lang=",
    b"/events?since=",
    b"/privacy?erase=",
    b"/browsers?do=",
)
CHARSETS = (
    b"utf-8",
    b"utf-7",
    b"utf-16",
    b"zlib",
    b"base64",
    b"idna",
    b"punycode",
    b"undefined",
    b"rot13",
    b"unicode_escape",
    b"mbcs",
    b"\xff",
    b"",
    b'"',
    b"utf-8;utf-7",
    b"x" * 200,
    b"cp037",
    b"utf-32-be",
)
TYPES = (
    b"application/x-www-form-urlencoded",
    b"multipart/form-data; boundary=x",
    b"multipart/form-data",
    b"multipart/mixed; boundary=x",
    b"multipart/form-data; boundary=\xff",
    b"text/plain",
    b"\xff/\xfe",
    b"multipart/form-data; boundary=" + b"x" * 200,
    b"/;;",
    b"application/json",
    b"",
)
HEADERS = (
    b"Cookie",
    b"Accept",
    b"Accept-Language",
    b"User-Agent",
    b"Origin",
    b"Referer",
    b"Sec-Fetch-Site",
    b"X-Forwarded-For",
    b"Last-Event-ID",
    b"Content-Encoding",
    b"Range",
    b"If-Modified-Since",
    b"Host",
    b"Expect",
    b"Upgrade",
    b"Forwarded",
    b"Content-Disposition",
    b"Authorization",
)
COOKIES = (b"samenspraak=", b"samenspraak_my=", b"samenspraak_groups=", b"samenspraak_said=")
FIELD = b'--x\r\nContent-Disposition: form-data; name="a"\r\n'
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n',
    b"--x\r\n",
    b"--x--\r\n",
    b"--x--",
    b"--x\r\nContent-Disposition: form-data\r\n\r\n",
    b"--x\r\nContent-Disposition: \xff\r\n\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="\xff"\r\n\r\n',
    b"--x\r\n\r\n",
    FIELD + b"Content-Transfer-Encoding: base64\r\n\r\n!!",
    FIELD + b"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y",
    b'--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\nzlib\r\n',
    b"\r\n",
    b"--x\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\n",
    b"--x\r\nA: b" + b"c" * 9000,
)

nasty = st.one_of(st.sampled_from(NASTY), st.binary(max_size=12))
in_a_line = nasty.map(lambda one: one.translate(None, b"\r\n\0"))
in_a_path = in_a_line.map(lambda one: one.translate(None, b" "))


@dataclass(frozen=True)
class Request:
    """One that may be whatever; only its length is told truly, else it is waited for."""

    method: bytes
    path: bytes
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    ours: bool = field(default=False)

    def raw(self, origin: bytes, cookies: bytes) -> bytes:
        """As it goes over the line; `ours` come from our own pages, of who is signed in."""
        host = origin.partition(b"//")[2]
        own = [(b"Origin", origin), (b"Cookie", cookies)] if self.ours else []
        lines = [
            self.method + b" " + self.path + b" HTTP/1.1",
            b"Host: " + host,
            *(name + b": " + value for name, value in (*own, *self.headers)),
            b"Content-Length: %d" % len(self.body),
            b"Connection: close",
        ]
        return END.join(lines) + 2 * END + self.body


paths = st.builds(lambda path, more: path + more, st.sampled_from(PATHS), in_a_path)
types = st.builds(
    lambda kind, charset: (b"Content-Type", kind + charset),
    st.sampled_from(TYPES),
    st.one_of(st.just(b""), st.sampled_from(CHARSETS).map(lambda name: b"; charset=" + name)),
)
headers = st.one_of(
    st.tuples(st.sampled_from(HEADERS), in_a_line),
    st.builds(lambda name, value: (b"Cookie", name + value), st.sampled_from(COOKIES), in_a_line),
    types,
)
bodies = st.one_of(
    st.lists(st.one_of(st.sampled_from(PARTS), nasty), max_size=6).map(b"".join),
    st.lists(
        st.one_of(st.sampled_from((b"text=", b"csrf=", b"&", b"update=", b"tap=")), nasty),
        max_size=8,
    ).map(b"".join),
)
requests = st.builds(
    Request,
    st.sampled_from((b"GET", b"POST", b"POST", b"POST", b"HEAD", b"PUT", b"OPTIONS")),
    paths,
    st.lists(headers, max_size=4),
    bodies,
    st.booleans(),
)


async def answer(browser: Browser, request: Request) -> bytes:
    """The first line of what comes back."""
    url = browser.client.make_url("/")
    jar = browser.client.session.cookie_jar.filter_cookies(url)
    cookies = "; ".join(f"{name}={one.value}" for name, one in jar.items()).encode()
    reader, writer = await asyncio.open_connection(url.host, url.port)
    try:
        async with asyncio.timeout(LIMIT):
            writer.write(request.raw(browser.origin.encode(), cookies))
            return await reader.readline()
    finally:
        writer.close()


@pytest.fixture
async def browser(world: World) -> AsyncIterator[Browser]:
    """Of somebody who is signed in at all homes, so that what they send is read."""
    browser = await world.browser(OWNER, "/groups")
    await world.come(browser, OWNER, "/my/settings")
    link = world.turns.links.enter(MEMBER[1]).removeprefix(ORIGIN)
    await browser.get(link)
    await browser.post(link)
    yield browser


EACH = [
    Request(b"POST", path, ((b"Content-Type", kind + b"; charset=" + charset),), body, ours=True)
    for path in (b"/say", b"/export", b"/return", b"/settings", b"/enter/x")
    for kind, body in ((TYPES[0], b"text=%ff&csrf=\xff"), (TYPES[1], b"".join(PARTS[:5])))
    for charset in CHARSETS
]


async def test_what_is_in_no_charset_is_refused(browser: Browser, log: io.StringIO) -> None:
    """Each that Python knows and that is none for text, at each form."""
    for request in EACH:
        line = await answer(browser, request)
        assert line.split()[1] in (b"400", b"403", b"410"), (request, line)
    assert not _failures(log)


async def test_no_bytes_are_a_failure_of_ours(browser: Browser, log: io.StringIO) -> None:
    """Whatever is put together of what is nasty."""
    loop = asyncio.get_running_loop()
    seen = set[bytes]()

    @settings(
        max_examples=400,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(request=requests)
    def send(request: Request) -> None:
        line = asyncio.run_coroutine_threadsafe(answer(browser, request), loop).result()
        status = line.split()[1] if line else b"nothing"
        seen.add(status)
        assert status[:1] in (b"2", b"3", b"4"), line

    await asyncio.to_thread(send)
    assert {b"200", b"400", b"403", b"404", b"405"} <= seen
    assert not _failures(log)


def _failures(log: io.StringIO) -> list[str]:
    """What the log tells of a page that failed."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [one for one in lines if one["event"] == "a page failed"]
