"""`rotate-key --reseal` beside a coach that runs: nobody notices, and the old key is of no use."""

from __future__ import annotations

import asyncio
from pathlib import Path

from storage.core.crypto import rotate
from storage.operations.reseal import Request
from tests.fake_bot_api.server import FakeBotApi
from tests.support.command_line import run
from tests.support.processes import Coach, telegram
from tests.support.until import until


def settings(coach: Coach) -> dict[str, str]:
    return {
        "SAMENSPRAAK_DATA_DIR": str(coach.folder / "data"),
        "SAMENSPRAAK_KEY_FILE": str(coach.keys),
    }


def keys(coach: Coach) -> list[str]:
    return [line for line in coach.keys.read_text().splitlines() if not line.startswith("#")]


def only_newest(coach: Coach) -> None:
    """What an operator does after a leak."""
    coach.keys.write_text(keys(coach)[0] + "\n")


async def reseal(coach: Coach) -> str:
    done = await asyncio.to_thread(run, "rotate-key", "--reseal", **settings(coach))
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_beside_a_coach_that_runs(tmp_path: Path) -> None:
    """The talk goes on meanwhile and afterwards, with the old key taken away."""
    async with FakeBotApi() as api:
        someone = api.user(701)
        async with Coach(tmp_path, telegram(api)) as coach:
            await someone.says("/start")
            await someone.hears("?")
            assert "newest key" in await reseal(coach)
            assert len(keys(coach)) == 2 and not Request(coach.keys).there
            only_newest(coach)
            await someone.says("/help")
            await someone.hears("/menu")
            assert await coach.stop() == 0
            await coach.start()
            await someone.says("/privacy")
            await someone.hears(lambda message: message.text)
            assert "Traceback" not in coach.log and "parked" not in coach.log


async def test_what_was_cut_off_goes_on(tmp_path: Path) -> None:
    """Killed before it had begun: the next coach does it; and so does the next command, which makes
    no other key."""
    async with Coach(tmp_path) as coach:
        await coach.kill()
        rotate(coach.keys)
        Request(coach.keys).write()
        await coach.start()
        await until(lambda: not Request(coach.keys).there)
        await coach.stop()
        only_newest(coach)
        rotate(coach.keys)
        Request(coach.keys).write("100 of 200 sealed")
        assert "newest key" in await reseal(coach)
        assert len(keys(coach)) == 2
        only_newest(coach)
        await coach.start()
