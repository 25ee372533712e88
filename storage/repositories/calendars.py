"""People's own calendars: what each has of us by now, and the address that it follows.

Of the address the database has a hash to find it by; itself it is sealed, to show it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import orjson
from sqlalchemy import delete, select

from dialogues.domain.sent_entries import SentEntry
from storage.core.schema import calendars
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """What we know of a person's calendar.

    token: the secret in the address that it follows; empty without one
    sent: `sent[what]`: the entries it has of one file: of the own one, or of a collaboration's
    """

    token: str = ""
    sent: Mapping[str, Sequence[SentEntry]] = field(default_factory=dict)


async def load(work: Work, person: str) -> OwnCalendar:
    """Of a person; an empty one where nothing is known."""
    rows = await work.connection.execute(
        select(calendars.c.data).where(calendars.c.person == person)
    )
    sealed = rows.scalar_one_or_none()
    if sealed is None:
        return OwnCalendar()
    data = orjson.loads(work.vault.open(sealed, f"calendars/{person}"))
    sent = {what: [SentEntry(**one) for one in found] for what, found in data["sent"].items()}
    return OwnCalendar(data["token"], sent)


async def save(work: Work, person: str, own: OwnCalendar) -> None:
    """Write it."""
    sent = {what: [asdict(one) for one in found] for what, found in own.sent.items()}
    data = orjson.dumps({"token": own.token, "sent": sent})
    values = {"hash": _hash(own.token), "data": work.vault.seal(data, f"calendars/{person}")}
    statement = upsert(work, calendars).values(person=person, **values)
    await work.connection.execute(
        statement.on_conflict_do_update(index_elements=["person"], set_=values)
    )


async def unfollow(work: Work, person: str) -> None:
    """The address works no more; what the calendar has is still known."""
    own = await load(work, person)
    if own.token:
        await save(work, person, replace(own, token=""))


async def person_of(work: Work, token: str) -> str | None:
    """Whose calendar follows the address with this secret; None when nobody's does (any more)."""
    rows = await work.connection.execute(
        select(calendars.c.person).where(calendars.c.hash == _hash(token))
    )
    found: str | None = rows.scalar_one_or_none() if token else None
    return found


async def erase_person(work: Work, person: str) -> None:
    """Nothing is known of their calendar any more, and its address leads nowhere."""
    await work.connection.execute(delete(calendars).where(calendars.c.person == person))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest() if token else ""
