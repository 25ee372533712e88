"""`samenspraak erase-again`: a copy that was put back forgets whoever erased everything since."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.database.unit_of_work import Store
from storage.operations.backup import back_up
from tests.support.command_line import environment, run
from tests.support.postgres import on_both
from tests.support.traces import rows, traces, values

GONE, STAYS = "491555000123456", "316111222333444"


async def said(store: Store, content: Content, first: int, *given: tuple[str, Input]) -> None:
    inbounds = [
        Inbound("telegram", str(n), address, one, 20.0)
        for n, (address, one) in enumerate(given, first)
    ]
    await Turns(content, store, lambda: 30.0).apply(inbounds)


def copied(store: Store, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a copy, as a backup brings it back."""
    if not store.shared:
        back_up(str(store.engine.url), folder / "copy.sqlite3")
        return f"sqlite+aiosqlite:///{folder}/copy.sqlite3"
    name = make_url(str(store.engine.url)).database
    return str(request.getfixturevalue("postgres").database(like=name))


@on_both
async def test_who_erased_everything_is_erased_in_the_copy_too(
    store: Store, content: Content, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Others stay, a second time there is nothing left to do, and of who went there is no trace."""
    await said(
        store, content, 70_000_001, (GONE, Command("start", "tiny")), (GONE, Typed("raadslid")),
        (STAYS, Command("start", "tiny")),
    )  # fmt: skip
    held = {one for one in await values(store, GONE) if isinstance(one, str)}
    url, key = store.engine.url.render_as_string(hide_password=False), tmp_path / "key"
    await store.close()
    copy = copied(store, request, tmp_path)
    store = await Store.open(url, key)
    await said(store, content, 70_000_009, (GONE, Command("erase", "yes", sure=True)))
    await store.close()
    settings = environment(tmp_path) | {"SAMENSPRAAK_DATABASE": copy}
    for number in (1, 0):
        done = run("erase-again", url, **settings)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Erased again: {number}." in done.stdout
    there = await Store.open(copy, key)
    assert (await rows(there))["people"] == 1
    assert GONE in held and await traces(there, held - {"telegram"}) == []
    assert await values(there, STAYS)
    await there.close()


def test_without_the_database_of_before_it_says_so(tmp_path: Path) -> None:
    """An address that is none, and a file that is not there."""
    settings = environment(tmp_path)
    assert "an address begins with" in run("erase-again", "before.sqlite3", **settings).stderr
    done = run("erase-again", f"sqlite+aiosqlite:///{tmp_path}/no", **settings)
    assert done.returncode == 1 and "there is no database" in done.stderr
