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

from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.load import answers, everything_delivered, outcome
from tests.support.processes import Coach, telegram
from tests.support.until import until

PEOPLE = 3


class Limited:
    """No file may grow any more: as a full disk, for one process."""

    within: list[str] = []

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"

    def fill(self, coach: Coach) -> None:
        self._limit(coach, max(path.stat().st_size for path in self._data.iterdir()))

    def clear(self, coach: Coach) -> None:
        self._limit(coach, resource.RLIM_INFINITY)

    def _limit(self, coach: Coach, size: int) -> None:
        assert coach.process
        resource.prlimit(coach.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def close(self) -> None:
        """All files are where they are looked for."""


class Small:
    """A real disk of 16 megabytes, in memory; only the coach has it mounted.

    A process keeps it in a namespace of its own, which ends with the tests, however they end: so
    nothing can stay mounted.
    """

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._data.mkdir()
        mount = 'mount -t tmpfs -o size=16m samenspraak "$0" && echo mounted && exec cat'
        self._keeper = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", mount, str(self._data)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._keeper.stdout
        if self._keeper.stdout.readline() != b"mounted\n":
            self._end()
            pytest.skip("no disk can be mounted here: that takes root's rights, and unshare")
        self.within = ["nsenter", f"--mount=/proc/{self._keeper.pid}/ns/mnt"]
        self.inside = Path(f"/proc/{self._keeper.pid}/root{self._data}")

    def fill(self, _: Coach) -> None:
        with (self.inside / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(4096)):
                    pass
            except OSError:
                return

    def clear(self, _: Coach) -> None:
        (self.inside / "ballast").unlink()

    def close(self) -> None:
        """Bring what is on it to where it is looked for."""
        if self._keeper.returncode is None:
            shutil.copytree(self.inside, self._data, dirs_exist_ok=True)
            self._end()

    def _end(self) -> None:
        self._keeper.communicate()


@pytest.fixture(params=[Limited, Small])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Limited | Small]:
    made = request.param(tmp_path)
    yield made
    made.close()


def lines(coach: Coach, **wanted: str) -> list[dict[str, object]]:
    """What it logged with these words."""
    found = [json.loads(line) for line in coach.log.splitlines() if line.startswith("{")]
    return [line for line in found if wanted.items() <= line.items()]


async def told(coach: Coach, event: str) -> str:
    """Wait for a line in the log; returns its reason."""
    found = await until(lambda: lines(coach, event=event))
    return str(found[-1]["reason"])


def integrity(folder: Path) -> str:
    connection = sqlite3.connect(folder / "data" / "samenspraak.sqlite3")
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return str(found)


async def all_say(users: list[Chat], *texts: str) -> None:
    for text in texts:
        for user in users:
            await user.says(text)


async def what_a_full_disk_does(
    disk: Limited | Small, coach: Coach, api: FakeBotApi, users: list[Chat], refusal: str
) -> None:
    """Fill it while one reply is under way and others answer; then make room again."""
    await all_say(users, "/start success_factors")
    await api.until(lambda: all(len(user.messages) == 1 for user in users))
    api.fail("slow", "sendMessage", users[0].id, seconds=1.0)
    calls = len(api.calls)
    await users[0].says("1")
    await api.until(lambda: "sendMessage" in [c.method for c in api.calls[calls:]])
    disk.fill(coach)
    await all_say(users[1:], "1")
    assert "cannot be used now" in await told(coach, refusal)
    assert "cannot be used now" in await told(coach, "sending waits")
    await asyncio.sleep(2.5)
    assert len(api.updates.pending) == PEOPLE - 1
    assert [len(user.messages) for user in users] == [2, 1, 1]
    disk.clear(coach)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_full_disk_passes(mode: str, disk: Limited | Small, tmp_path: Path) -> None:
    """What is not kept is not confirmed, what was sent is not sent again, and all goes on after."""
    refusal = {"polling": "no updates taken", "webhook": "update not taken"}[mode]
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        async with Coach(tmp_path, telegram(api, mode), within=disk.within) as coach:
            await what_a_full_disk_does(disk, coach, api, users, refusal)
            await all_say(users, "3")
            for user in users:
                await all_say([user], *answers(user.id))
            await everything_delivered(api, users)
            assert await coach.stop() == 0
        disk.close()
        found = await outcome(coach, api, users)
        assert found.good, found
        assert found.repeated == 0
        assert integrity(tmp_path) == "ok"
        assert "Traceback" not in coach.log
        assert {line["event"] for line in lines(coach, level="error")} <= {"update not taken"}


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
        async with Coach(tmp_path, telegram(api), within=without_rights()) as coach:
            await anna.says("/start success_factors")
            await api.until(lambda: anna.messages)
            await api.until(lambda: not api.updates.pending)  # it has confirmed what it took
            await coach.stop()
            (data / "samenspraak.sqlite3").chmod(0o400)
            data.chmod(0o500)
            await anna.says("1")
            before = len(coach.log)
            with pytest.raises(AssertionError):
                await coach.start()
            told = [line for line in coach.log[before:].splitlines() if '"warning"' not in line]
            assert len(told) == 1
            assert "the database cannot be used now (attempt to write a readonly" in told[0]
            assert len(api.updates.pending) == 1
            data.chmod(0o700)
            (data / "samenspraak.sqlite3").chmod(0o600)
            await coach.start()
            await api.until(lambda: len(anna.messages) == 2)
            assert await coach.stop() == 0
        assert integrity(tmp_path) == "ok"
