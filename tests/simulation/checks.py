"""What must hold when a seed is at rest: compared with the pure engine, run without any fault."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.channels.telegram.outbound import calls
from bot.handlers import Replies, replies_to
from bot.messages import Inbound, Outbound
from dialogues.reception import Visitor, receive
from dialogues.session import Session
from storage.crypto import Vault, load_keys
from tests.simulation.bot_api import substance
from tests.simulation.people import FLAKY, POISON

if TYPE_CHECKING:
    from tests.simulation.world import World

PROMPT = 5.0
"""Seconds within which a turn is committed, however many others fail."""


@dataclass
class Kept:
    """What the database holds at the end, decrypted."""

    inbox: list[Any]
    outbox: list[Any]
    sessions: list[Any]
    vault: Vault

    def inbound(self, row: Any) -> Inbound:
        text = self.vault.open(row["data"], f"inbox/telegram/{row['update_id']}")
        return Inbound.load(text, "telegram", row["update_id"], row["address"], row["received"])

    def session(self, row: Any) -> Session:
        return Session.load(self.vault.open(row["data"], f"sessions/{row['id']}"))


def faults_of(world: World) -> list[str]:
    """Every broken promise, in words."""
    kept = _kept(world)
    found = [*world.api.violations, *_once(world, kept), *_order(world, kept), *_parked(kept)]
    found += [*_at_rest(kept), *_prompt(kept)]
    for chat in sorted({chat for _, chat in world.made}):
        found += _told(world, kept, chat)
    return found


def _kept(world: World) -> Kept:
    connection = sqlite3.connect(world.folder / "data" / "db.sqlite3")
    connection.row_factory = sqlite3.Row
    inbox, outbox, sessions = (
        connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
        for table in ("inbox", "outbox", "sessions")
    )
    connection.close()
    return Kept(inbox, outbox, sessions, load_keys(world.folder / "key", may_make=False))


def _once(world: World, kept: Kept) -> Iterator[str]:
    """Everything that was done came in, and came in once."""
    came = [_number(row) for row in kept.inbox]
    made = {number for number, _ in world.made}
    if lost := made - set(came):
        yield f"lost: updates {sorted(lost)}"
    if len(came) > len(made) or set(came) - made:
        yield f"applied more than was done: {len(came)} turns of {len(made)} updates"


def _number(row: Any) -> int:
    """The update's number; what stands behind it was put there by a planted bug."""
    return int(row["update_id"].partition("#")[0])


def _order(world: World, kept: Kept) -> Iterator[str]:
    """Per person: as it was done, or for a webhook as it came to the door."""
    per_person = defaultdict(list)
    for row in kept.inbox:
        per_person[row["address"]].append(_number(row))
    for address, numbers in per_person.items():
        for first, second in pairwise(numbers):
            if _must_precede(world, second, first):
                yield f"out of order for {address}: {first} was applied before {second}"


def _must_precede(world: World, one: int, other: int) -> bool:
    return world.postman.before(one, other) if world.postman else one < other


def _parked(kept: Kept) -> Iterator[str]:
    """Poison is parked, what fails at times may be, and nothing else."""
    for row in kept.inbox:
        text = getattr(kept.inbound(row).input, "text", "")
        allowed = {"parked"} if text.startswith(POISON) else {"done"}
        allowed |= {"parked"} if text.startswith(FLAKY) else set()
        if row["status"] not in allowed:
            yield f"update {row['update_id']} is {row['status']}"


def _at_rest(kept: Kept) -> Iterator[str]:
    for row in kept.outbox:
        if row["status"] != "sent":
            yield f"message {row['key']} is {row['status']}: {row['error']}"


def _prompt(kept: Kept) -> Iterator[str]:
    """No turn has to wait for another one's failures."""
    received = {row["id"]: row["received"] for row in kept.inbox}
    for row in kept.outbox:
        if (took := row["created"] - received[row["after"]]) > PROMPT:
            yield f"turn {row['after']} took {took:.1f} s"


def _told(world: World, kept: Kept, chat: int) -> Iterator[str]:
    """State and replies are those of the pure engine, and the chat holds just these replies."""
    rows = [row for row in kept.inbox if row["address"] == str(chat)]
    if not rows:
        return
    person = rows[0]["person"]
    visitor, wanted = _replay(world, kept, rows, person)
    sessions = [row for row in kept.sessions if row["person"] == person]
    yield from _same_state(kept, chat, visitor, sessions)
    stored = [row for row in kept.outbox if row["address"] == str(chat)]
    stored.sort(key=lambda row: row["id"])
    if [(row["after"], _text(kept, row)) for row in stored] != wanted:
        yield f"chat {chat}: the outbox does not hold the replies to what came in"
    yield from _delivered(world, chat, [text for _, text in wanted])


def _replay(
    world: World, kept: Kept, rows: list[Any], person: str
) -> tuple[Visitor, list[tuple[int, str]]]:
    """Run the pure engine on what came in; returns the person and the replies by cause."""
    from tests.simulation.world import content

    ids = iter([row["id"] for row in kept.sessions if row["person"] == person])
    visitor, wanted = Visitor(person, "nl"), []
    for row in rows:
        inbound = kept.inbound(row)
        if row["status"] == "parked":
            replies = Replies.failed(content(), visitor, inbound)
        else:
            now = row["received"]
            visit = receive(
                content(), visitor, inbound.input, now, lambda: next(ids, "one too many")
            )
            replies = replies_to(content(), visitor, visit, inbound)
        wanted += [(row["id"], out.dump()) for out in replies.messages]
    return visitor, wanted


def _same_state(kept: Kept, chat: int, visitor: Visitor, rows: list[Any]) -> Iterator[str]:
    stored = {row["id"]: kept.session(row) for row in rows}
    modelled = {one.id: one.open() for one in visitor.kept}
    if stored.keys() != modelled.keys():
        yield f"chat {chat}: {len(stored)} sessions, not {len(modelled)}"
        return
    for name, session in stored.items():
        model = modelled[name]
        for part in ("state", "status", "answers", "path", "number", "marked"):
            if getattr(session, part) != getattr(model, part):
                yield f"chat {chat}: {part} is not what the answers make it"


def _text(kept: Kept, row: Any) -> str:
    return kept.vault.open(row["data"], f"outbox/{row['key']}")


def _delivered(world: World, chat: int, wanted: list[str]) -> Iterator[str]:
    """In order, each at least once, nothing else; twice only where there was doubt."""
    expected = list(_calls(chat, wanted))
    said = world.api.chat(chat).said
    place = twice = 0
    for one in said:
        if place < len(expected) and one == expected[place]:
            place += 1
        elif place and one == expected[place - 1]:
            twice += 1
        else:
            yield f"chat {chat}: message {place} should not be there: {one}"
            return
    if place < len(expected):
        yield f"chat {chat}: {len(expected) - place} replies were never delivered"
    doubt = world.api.chat(chat).ambiguous + world.kills + world.disk_faults
    if twice > doubt:
        yield f"chat {chat}: {twice} came twice, with {doubt} in doubt"


def _calls(chat: int, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in wanted:
        for call in calls(Outbound.load(text, "telegram", str(chat))):
            yield call.method, substance(call.fields)
