"""A key that leaked: everything gets another, while people talk, also when it is cut off."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import pytest
from sqlalchemy import select

from dialogues.definition.content import Content
from dialogues.messages.inputs import Typed
from storage.core.crypto import Vault, key_id, rotate
from storage.core.schema import SEALED, metadata
from storage.database.unit_of_work import Store
from storage.operations import reseal as resealing
from storage.operations.reseal import reseal
from storage.repositories import fingerprints
from tests.support.collaboration_world import Circle
from tests.support.postgres import on_both


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a few people need many."""
    monkeypatch.setattr(resealing, "MAX_PER_BATCH", 3)


@pytest.fixture
async def circle(content: Content, store: Store) -> Circle:
    """People of whom there is something in each table with sealed values."""
    circle = Circle(content, store)
    group = await circle.found("owner", "Zwaluw", "Adorp, Bedorp")
    everyone = await circle.company(group, "owner", 2)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5, line="Wij zien elkaar te weinig.")
    await circle.do("owner", "pulse")
    return circle


def quiet(_: str) -> None:
    """Of who does not look at how far it is."""


async def sealed(store: Store) -> dict[tuple[str, ...], bytes]:
    """By what it belongs to: each sealed value as it stands."""
    found = {}
    async with store.begin() as work:
        for name, columns in SEALED.items():
            table = metadata.tables[name]
            asked = select(*(table.c[one] for one in columns), table.c.data)
            for *about, data in await work.connection.execute(asked):
                if data is not None:
                    found[name, *about] = data
    return found


def opened(values: dict[tuple[str, ...], bytes], vault: Vault) -> dict[tuple[str, ...], bytes]:
    return {place: vault.open(data, "/".join(place)) for place, data in values.items()}


@on_both
async def test_nothing_needs_the_old_key(circle: Circle, store: Store, tmp_path: Path) -> None:
    """Every value opens with the new key alone, and says what it said."""
    before = await sealed(store)
    held = opened(before, store.vault)
    assert {place[0] for place in before} >= {"people", "ballots", "inbox", "outbox", "meta"}
    rotate(tmp_path / "key")
    told: list[str] = []
    number = await reseal(store, told.append)
    after = await sealed(store)
    alone = Vault([newest(tmp_path)])
    assert opened(after, alone) == held
    assert number == len(before)
    tables = (metadata.tables[name] for name in SEALED)
    total = sum(len(rows) for rows in (await circle.rows(*tables)).values())
    assert (told[0], told[-1]) == (f"3 of {total} sealed", f"{total} of {total} checked")
    assert await reseal(store, quiet) == 0, "there is nothing left to do"


@on_both
async def test_it_goes_on_after_a_kill(circle: Circle, store: Store, tmp_path: Path) -> None:
    """What was done stays done: the second time only the rest is sealed anew."""
    total = len(await sealed(store))
    rotate(tmp_path / "key")

    def killed(progress: str) -> None:
        if int(progress.split()[0]) > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await reseal(store, killed)
    done = sum(data.startswith(store.vault.newest) for data in (await sealed(store)).values())
    assert 0 < done < total
    assert await reseal(store, quiet) == total - done
    opened(await sealed(store), Vault([newest(tmp_path)]))


@on_both
async def test_people_talk_meanwhile(circle: Circle, store: Store, tmp_path: Path) -> None:
    """Their answers stand, and have the new key."""
    await circle.do("a0", "start", "tiny")
    rotate(tmp_path / "key")
    work = asyncio.create_task(reseal(store, quiet))
    await circle.give("a0", Typed("raadslid"))
    await circle.give("a0", Typed("30 woningen"))
    await work
    await reseal(store, quiet)
    found = opened(await sealed(store), Vault([newest(tmp_path)]))
    assert any(b"30 woningen" in text for text in found.values())


@on_both
async def test_a_new_key_is_used_from_the_next_transaction_on(store: Store, tmp_path: Path) -> None:
    """Nobody starts the coach again; a file that is damaged meanwhile changes nothing."""
    rotate(tmp_path / "key")
    async with store.begin() as work:
        assert work.vault.seal(b"x", "a")[:4] == key_id(newest(tmp_path))
    (tmp_path / "key").write_text("half a fi")
    async with store.begin() as work:
        assert len(work.vault.secrets("cookies")()) == 2


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
async def test_whoever_was_writing_is_waited_for(store: Store, tmp_path: Path) -> None:
    """A transaction that began with the old key may end after the rest was sealed anew; on SQLite
    there is one at a time."""
    url = store.engine.url.render_as_string(hide_password=False)
    other = await Store.open(url, tmp_path / "key")
    async with other.begin() as work:
        await fingerprints.everything(work)  # as a turn, it reads before it writes
        rotate(tmp_path / "key")
        going = asyncio.create_task(reseal(store, quiet))
        await asyncio.sleep(0.2)
        value = {"name": "late", "data": work.vault.seal(b"x", "meta/late")}
        await work.connection.execute(metadata.tables["meta"].insert(), [value])
    await going
    opened(await sealed(store), Vault([newest(tmp_path)]))
    await other.close()


def newest(folder: Path) -> bytes:
    """The key that stands in front."""
    return base64.b64decode((folder / "key").read_text().splitlines()[1])
