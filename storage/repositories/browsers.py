"""Browsers: where a person is signed in, each with the hash of the secret in its cookie."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import ColumnElement, Row, delete, exists, or_, select, tuple_, update

from storage.core.schema import addresses, browsers
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert
from storage.repositories.people import Address

TALK = "/"
"""The home of the web chat."""
OLD = "old"
"""What the ids of browsers begin with that came with a cookie of an earlier version."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser in which someone is signed in. Moments are in seconds since the epoch.

    id: its own
    channel: theirs, such as `telegram`
    address: theirs within it
    home: first part of the paths that it opens; `/` for the web chat
    hash: of the secret in its cookie
    before: the same of the one before; empty for none
    began: when they signed in
    turned: since when it has this secret
    seen: when it was used last, more or less; 0 for never
    device: what kind of browser it is
    """

    id: str
    channel: str
    address: str
    home: str
    hash: str
    before: str
    began: float
    turned: float
    seen: float
    device: str

    @property
    def place(self) -> Address:
        return self.channel, self.address


async def find(work: Work, name: str) -> SignedIn | None:
    """The browser with this id."""
    rows = await work.connection.execute(select(browsers).where(browsers.c.id == name))
    row = rows.one_or_none()
    return _signed_in(work, row) if row else None


async def of_person(work: Work, person: str) -> list[SignedIn]:
    """All of a person's, the one that was used last first."""
    rows = await work.connection.execute(
        select(browsers).where(_theirs(person)).order_by(browsers.c.seen.desc(), browsers.c.id)
    )
    return [_signed_in(work, row) for row in rows]


def _signed_in(work: Work, row: Row[tuple[object, ...]]) -> SignedIn:
    values = dict(row._mapping)
    data = orjson.loads(work.vault.open(values.pop("data"), f"browsers/{row.id}"))
    return SignedIn(**values, device=data["device"])


async def put(work: Work, one: SignedIn) -> None:
    """Enter a browser, or one in its place."""
    values = {name: getattr(one, name) for name in SignedIn.__slots__ if name != "device"}
    data = work.vault.seal(orjson.dumps({"device": one.device}), f"browsers/{one.id}")
    statement = upsert(work, browsers).values(**values, data=data)
    same = {name: statement.excluded[name] for name in (*values, "data") if name != "id"}
    await work.connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=same))


async def turn(work: Work, one: SignedIn, now: float, hash: str) -> SignedIn:
    """Give it a secret with this hash; returns it as it is now."""
    turned = replace(one, hash=hash, before=one.hash, turned=now)
    values = {"hash": hash, "before": one.hash, "turned": now}
    await work.connection.execute(
        update(browsers).where(browsers.c.id == one.id, browsers.c.hash == one.hash).values(values)
    )
    return turned


async def see(work: Work, name: str, now: float) -> None:
    """Note that it was used."""
    await work.connection.execute(update(browsers).where(browsers.c.id == name).values(seen=now))


async def end(work: Work, person: str, names: Collection[str]) -> list[SignedIn]:
    """Sign out in these, of those that are this person's; returns those that were."""
    found = [one for one in await of_person(work, person) if one.id in names]
    ids = [one.id for one in found]
    await work.connection.execute(delete(browsers).where(browsers.c.id.in_(ids)))
    return found


async def end_one(work: Work, name: str) -> None:
    """Nobody is signed in in this one any more."""
    await work.connection.execute(delete(browsers).where(browsers.c.id == name))


async def cut(work: Work, place: Address, before: float) -> None:
    """What gave access to this address before a moment gives none any more."""
    at = (addresses.c.channel == place[0]) & (addresses.c.address == place[1])
    earlier = addresses.c.signed_out < before
    await work.connection.execute(update(addresses).where(at, earlier).values(signed_out=before))


async def gives_access(work: Work, place: Address, made: float) -> bool:
    """Whether what was made then still gives access: someone is there, and did not cut it off."""
    at = (addresses.c.channel == place[0]) & (addresses.c.address == place[1])
    rows = await work.connection.execute(select(addresses.c.signed_out).where(at))
    cut_off = rows.scalar_one_or_none()
    return cut_off is not None and made > cut_off


async def is_somebody(work: Work, place: Address) -> bool:
    """Whether anybody is known by this address."""
    return await gives_access(work, place, float("inf"))


async def erase_person(work: Work, person: str) -> None:
    """All of a person's go; their addresses must still be there."""
    await work.connection.execute(delete(browsers).where(_theirs(person)))


async def wipe(work: Work, talks: float, others: float) -> None:
    """Take out those of the web chat that had no new secret since `talks`, and those begun before
    `others` at other homes, or where nobody is."""
    talk, nobody = browsers.c.home == TALK, ~exists().where(_at())
    for which in (
        (browsers.c.began < talks, browsers.c.turned < talks, talk),
        (browsers.c.began < others, or_(~talk, nobody)),
    ):
        await work.connection.execute(delete(browsers).where(*which))


def _theirs(person: str) -> ColumnElement[bool]:
    known_by = select(addresses.c.channel, addresses.c.address).where(addresses.c.person == person)
    return tuple_(browsers.c.channel, browsers.c.address).in_(known_by)


def _at() -> ColumnElement[bool]:
    return (addresses.c.channel == browsers.c.channel) & (addresses.c.address == browsers.c.address)
