"""The coach as a real process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import aiohttp

from tests.fake_bot_api.server import FakeBotApi
from tests.support.clock import SHIFT, Clock
from tests.support.until import LIMIT

ROOT = Path(__file__).parents[2]
ENDS_WITH_US = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
"""Put in front of a command: it is killed when the tests are gone, however they ended."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def telegram(api: FakeBotApi, mode: str = "polling") -> dict[str, str]:
    """Settings for a coach that talks with this server."""
    settings = {"TOKEN": api.token, "TELEGRAM_API": api.url, "MODE": mode}
    if mode == "webhook":
        port = str(free_port())
        settings["WEBHOOK_URL"] = f"http://127.0.0.1:{port}/telegram"
        settings |= {"WEBHOOK_PORT": port, "WEBHOOK_SECRET": "a-secret-of-the-tests"}
    return settings


@dataclass
class Coach:
    """`samenspraak run` with its data in `folder`; started and killed as often as a test likes.

    `within` is a command that is put in front of it, if any. Without a `clock` it reads the one on
    the wall. On leaving `async with` it is gone.
    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    port: int = field(default_factory=free_port)
    within: list[str] = field(default_factory=list)
    clock: Clock | None = field(default_factory=Clock)

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        if self.process and self.process.returncode is None:
            await self.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        """The address of its database: SQLite, unless the settings name another."""
        own = f"sqlite+aiosqlite:///{self.folder}/data/samenspraak.sqlite3"
        return self.settings.get("DATABASE", own)

    @property
    def keys(self) -> Path:
        return self.folder / "samenspraak.key"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    async def start(self) -> Self:
        settings = {
            "DATA_DIR": str(self.folder / "data"),
            "WEB_PORT": str(self.port),
            "DATABASE": self.database,
            "KEY_FILE": str(self.keys),
            "LOG": "json",
            **self.settings,
        }
        environment = {f"SAMENSPRAAK_{name}": value for name, value in settings.items()}
        environment["PYTHONPATH"] = str(ROOT)
        if self.clock:
            environment[SHIFT] = repr(self.clock.shift)
        program = "tests.support.program" if self.clock else "bot"
        with (self.folder / "log").open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                *ENDS_WITH_US, *self.within, sys.executable, "-m", program, "run",
                cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log,
            )  # fmt: skip
        await self._ready()
        return self

    async def _ready(self) -> None:
        assert self.process
        async with asyncio.timeout(LIMIT), aiohttp.ClientSession() as client:
            while True:
                assert self.process.returncode is None, self.log
                try:
                    async with client.get(f"{self.url}/health/readiness") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """No goodbye: kill -9."""
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """As an operator stops it; returns the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(LIMIT):
            return await self.process.wait()
