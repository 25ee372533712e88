"""A disk that is full, or may not be written: what is not kept is not confirmed, and it passes."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.test_kill import answers, check, everything_delivered
from tests.acceptance.test_stop import said_twice
from tests.fake_bot_api import Chat, FakeBotApi
from tests.processes import Coach

PEOPLE = 3


class Limited:
    """No file may grow any more: as a full disk, for one process."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"

    def fill(self, coach: Coach) -> None:
        self._limit(coach, max(path.stat().st_size for path in self._data.iterdir()))

    def clear(self, coach: Coach) -> None:
        self._limit(coach, resource.RLIM_INFINITY)

    def _limit(self, coach: Coach, size: int) -> None:
        assert coach.process
        resource.prlimit(coach.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class Small:
    """A real disk of one megabyte, in memory."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "samenspraak", str(self.data)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a disk can be mounted by root only")

    def fill(self, _: Coach) -> None:
        with (self.data / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError:
                return

    def clear(self, _: Coach) -> None:
        (self.data / "ballast").unlink()


@pytest.fixture(params=[Limited, Small])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Limited | Small]:
    made = request.param(tmp_path)
    yield made
    if isinstance(made, Small):
        subprocess.run(["umount", str(made.data)], check=True)


def lines(coach: Coach, event: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in coach.log.splitlines() if line.startswith("{")]
    return [line for line in found if line["event"] == event]


async def told(coach: Coach, event: str) -> str:
    """Wait for a line in the log; returns its reason."""
    for _ in range(200):
        if found := lines(coach, event):
            return str(found[-1]["reason"])
        await asyncio.sleep(0.05)
    raise AssertionError(f"no line '{event}' in {coach.log}")


def integrity(folder: Path) -> str:
    connection = sqlite3.connect(folder / "data" / "samenspraak.sqlite3")
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return str(found)


async def all_say(users: list[Chat], *texts: str) -> None:
    for text in texts:
        for user in users:
            await user.says(text)


async def test_a_full_disk_passes(disk: Limited | Small, tmp_path: Path) -> None:
    """What is not kept is not confirmed, what was sent is not sent again, and all goes on after."""
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        coach = await Coach(tmp_path, {"TOKEN": api.token, "TELEGRAM_API": api.url}).start()
        await all_say(users, "/start success_factors")
        await api.until(lambda: all(len(user.messages) == 1 for user in users), timeout=20)
        api.fail("slow", "sendMessage", users[0].id, seconds=1.0)
        calls = len(api.calls)
        await users[0].says("1")  # its reply is under way while the disk fills up
        await api.until(lambda: "sendMessage" in [c.method for c in api.calls[calls:]], timeout=10)
        disk.fill(coach)
        await all_say(users[1:], "1")
        assert "cannot be used now" in await told(coach, "no updates taken")
        assert "cannot be used now" in await told(coach, "sending waits")
        await asyncio.sleep(2.5)
        assert len(api.updates.pending) == PEOPLE - 1
        assert [len(user.messages) for user in users] == [2, 1, 1]
        disk.clear(coach)
        await all_say(users, "3")
        for user in users:
            await all_say([user], *answers(user.id))
        await everything_delivered(api, users)
        assert await coach.stop() == 0
        await check(tmp_path, api, users)
        assert said_twice(users) == []
        assert integrity(tmp_path) == "ok"
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log


def without_rights() -> list[str]:
    """Root may write anything; in the process that is started, it may not."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not there, and root may write anything")
    return ["setpriv", "--bounding-set", "-dac_override"]


async def test_a_database_that_may_not_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    """In one line, and nothing is confirmed; with the right back it works, and nothing is lost."""
    data = tmp_path / "data"
    async with FakeBotApi() as api:
        anna = api.user(7)
        settings = {"TOKEN": api.token, "TELEGRAM_API": api.url}
        coach = await Coach(tmp_path, settings, within=without_rights()).start()
        await anna.says("/start success_factors")
        await api.until(lambda: anna.messages, timeout=20)
        await coach.stop()
        (data / "samenspraak.sqlite3").chmod(0o400)
        data.chmod(0o500)
        await anna.says("1")
        before = len(coach.log)
        with pytest.raises(AssertionError):
            await coach.start()
        assert "the database cannot be used now (attempt to write a readonly" in coach.log[before:]
        assert coach.log[before:].count("\n") == 1
        assert len(api.updates.pending) == 1
        data.chmod(0o700)
        (data / "samenspraak.sqlite3").chmod(0o600)
        await coach.start()
        await api.until(lambda: len(anna.messages) == 2, timeout=20)
        assert await coach.stop() == 0
        assert integrity(tmp_path) == "ok"
