"""What an ordinary person notices while others flood the web chat, and how the disk grows.

`python -m tests.bench.flood [SECONDS]` starts a coach on this machine, alone, then with floods of
first posts, long texts and half requests at it, with its limits and without; it prints a table.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientError, ClientSession, CookieJar

from tests.support.processes import ENDS_WITH_US, Coach

ADDRESSES, CONNECTIONS, HALF_OPEN = 3, 4, 200
PAUSE = 0.1
FLOOD = (*ENDS_WITH_US, sys.executable, "-m", "tests.bench.flood", "--at")
UNLIMITED = {f"LIMIT_{name}": "0" for name in ("ADDRESS", "NEWCOMERS", "PERSON", "CONNECTIONS")}
HIDDEN = re.compile(r'name="(csrf|update|lang)" value="([^"]*)"')


class Visitor:
    """Posts forms from an address, with the cookie that they get."""

    def __init__(self, client: ClientSession, url: str, address: str) -> None:
        self.client, self.url = client, url
        self.headers = {"X-Forwarded-For": address, "Origin": url}

    async def say(self, text: str) -> float:
        """Milliseconds until it is stored."""
        async with self.client.get(self.url, headers=self.headers) as page:
            fields = dict(HIDDEN.findall(await page.text()))
        began = time.perf_counter()
        post = self.client.post(
            f"{self.url}/say", data={**fields, "text": text}, headers=self.headers,
            allow_redirects=False,
        )  # fmt: skip
        async with post as answer:
            await answer.read()
        return (time.perf_counter() - began) * 1000


async def flood(url: str, number: int) -> None:
    """First posts and long texts, as fast as they are answered."""
    address = f"198.51.100.{number}"
    while True:
        with suppress(ClientError, OSError):
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
                visitor = Visitor(client, url, address)
                for _ in range(5):
                    await visitor.say("woord " * 10_000)


async def hang(url: str) -> None:
    """Half a request, again and again."""
    host, port = url.removeprefix("http://").split(":")
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"POST /say HTTP/1.1\r\nHost: x\r\n")
            await reader.read()
            writer.close()
        await asyncio.sleep(PAUSE)


async def measured(seconds: float, settings: dict[str, str], *, floods: bool) -> list[str]:
    """p50 and p99 of an ordinary person's turns in ms, and MB by which the data grew."""
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            coach = await stack.enter_async_context(Coach(Path(folder), settings, clock=None))
            jar = CookieJar(unsafe=True)
            client = await stack.enter_async_context(ClientSession(cookie_jar=jar))
            visitor, took = Visitor(client, coach.url, "203.0.113.1"), list[float]()
            await visitor.say("/start core_questions")
            before = size(coach.folder)
            flooding = await asyncio.create_subprocess_exec(*FLOOD, coach.url) if floods else None
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                with suppress(ClientError, OSError):
                    took.append(await visitor.say("Dertig woningen aan de rand van het dorp"))
                await asyncio.sleep(0.5)
            if flooding:
                flooding.kill()
                await flooding.wait()
            grown = size(coach.folder) - before
    took.sort()
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    return [f"{took[len(took) // 2]:.0f}", f"{p99:.0f}", str(len(took)), f"{grown / 2**20:.1f}"]


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


async def all_floods(url: str) -> None:
    """Until this process is ended: it is one of its own, so that it slows only the coach."""
    jobs = [flood(url, number) for number in range(ADDRESSES) for _ in range(CONNECTIONS)]
    await asyncio.gather(*jobs, *(hang(url) for _ in range(HALF_OPEN)))


async def main() -> None:
    if sys.argv[1:2] == ["--at"]:
        await all_floods(sys.argv[2])
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    rows = {
        "nobody else": ({}, False),
        "floods, with the limits": ({}, True),
        "floods, without": (UNLIMITED, True),
    }
    print("| | p50 ms | p99 ms | turns | MB more |\n|---|---|---|---|---|")
    for name, (settings, floods) in rows.items():
        print(f"| {name} | " + " | ".join(await measured(seconds, settings, floods=floods)) + " |")


if __name__ == "__main__":
    asyncio.run(main())
