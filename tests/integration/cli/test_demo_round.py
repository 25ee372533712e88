"""A made-up collaboration: filled in by one command, looked at, and taken away without a trace."""

from __future__ import annotations

from pathlib import Path

from bot.cli import demo_round
from storage.core.schema import ballots, fires, members, rounds
from storage.core.schema import people as people_table
from storage.database.unit_of_work import Store
from storage.repositories.rounds import of
from tests.support.command_line import environment, run, url


def demo(folder: Path, *arguments: str, **more: str) -> tuple[int, str]:
    done = run("demo-round", *arguments, **environment(folder), **more)
    return done.returncode, done.stdout + done.stderr


async def counts(folder: Path) -> dict[str, int]:
    store = await Store.open(url(folder), folder / "key")
    try:
        async with store.begin() as work:
            tables = (ballots, fires, members, rounds, people_table)
            return {
                table.name: len((await work.connection.execute(table.select())).all())
                for table in tables
            }
    finally:
        await store.close()


async def test_one_command_fills_it_and_one_takes_it_away(tmp_path: Path) -> None:
    """On a machine where nothing is yet; a second time it gives the way in once more."""
    code, told = demo(tmp_path, SAMENSPRAAK_WEB_PORT="8123")
    assert code == 0, told
    assert "Voorbeeld: " in told
    assert told.splitlines()[-1].startswith("http://localhost:8123/page/")
    held = {"ballots": 0, "fires": 0, "members": 19, "rounds": 5, "people": 19}
    assert await counts(tmp_path) == held
    assert demo(tmp_path)[0] == 0
    assert await counts(tmp_path) == held
    assert demo(tmp_path, "--remove")[0] == 0
    assert set((await counts(tmp_path)).values()) == {0}
    code, told = demo(tmp_path, "--remove")
    assert code == 1
    assert "there is no made-up collaboration here" in told


async def test_its_results_are_there_to_see(tmp_path: Path) -> None:
    """All of it is over, marked as made up, and shown to its members."""
    assert demo(tmp_path, "--lang", "en")[0] == 0
    store = await Store.open(url(tmp_path), tmp_path / "key")
    try:
        group = await demo_round.found(store)
        assert group is not None
        assert group.name.startswith("Example: ")
        async with store.begin() as work:
            held = await of(work, group.id)
    finally:
        await store.close()
    assert [one.pulse for one in held] == [False, True, True, True, False]
    assert all(one.published and one.shared for one in held)
