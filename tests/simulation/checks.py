"""What must hold when a seed is at rest: compared with the pure engine, run without any fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.simulation.browser import WEB
from tests.simulation.delivery import delivered
from tests.simulation.history import History, read
from tests.simulation.model import Told, home, told
from tests.simulation.people import FLAKY, POISON

if TYPE_CHECKING:
    from tests.simulation.world import World

PROMPT = 5.0
"""Seconds within which a turn is committed, however many others fail."""
COMPARED = ("state", "status", "answers", "path", "number", "marked")


def faults_of(world: World) -> list[str]:
    """Every broken promise, in words."""
    past = read(world.folder)
    found = [*world.api.violations, *_once(world, past), *_order(world, past), *_parked(past)]
    found += [*_at_rest(past), *_prompt(world, past), *_reachable(world, past)]
    for chat in sorted({chat for _, chat in world.made}):
        found += _chat(world, past, chat)
    return found


def _once(world: World, past: History) -> Iterator[str]:
    """Everything that was done came in, and came in once."""
    came = [_number(row) for row in past.inbox]
    made = {number for number, _ in world.made}
    if lost := made - set(came):
        yield f"lost: updates {sorted(lost)}"
    if len(came) > len(made) or set(came) - made:
        yield f"applied more than was done: {len(came)} turns of {len(made)} updates"


def _number(row: Any) -> int:
    """The update's number; what stands behind it was put there by a planted bug."""
    return int(row["update_id"].partition("#")[0])


def _order(world: World, past: History) -> Iterator[str]:
    """Per person: as it was done, or for a webhook as it came to the door."""
    per_chat = defaultdict(list)
    for row in past.inbox:
        per_chat[home(row)].append(_number(row))
    for chat, numbers in per_chat.items():
        for first, second in pairwise(numbers):
            if _must_precede(world, chat, second, first):
                yield f"out of order for {chat}: {first} was applied before {second}"


def _must_precede(world: World, chat: int, one: int, other: int) -> bool:
    if world.postman and chat != WEB:
        return world.postman.before(one, other)
    return one < other


def _parked(past: History) -> Iterator[str]:
    """Poison was parked, what fails at times may be, and nothing else."""
    for row in past.inbox:
        text = getattr(past.inbound(row).input, "text", "")
        allowed = {"parked"} if text.startswith(POISON) else {"done"}
        allowed |= {"parked"} if text.startswith(FLAKY) else set()
        if row["status"] not in allowed:
            yield f"update {row['update_id']} was {row['status']}"


def _at_rest(past: History) -> Iterator[str]:
    """Poison that was mended is done too, and every message went out."""
    for row in past.now["inbox"]:
        if row["status"] != "done" and row["data"] is not None:
            yield f"update {row['update_id']} is still {row['status']}"
    for row in past.now["outbox"]:
        if row["status"] != "sent":
            yield f"message {row['key']} is {row['status']}: {row['error']}"


def _prompt(world: World, past: History) -> Iterator[str]:
    """No turn has to wait for another one's failures; told only where the clock did not jump."""
    received = {row["id"]: row["received"] for row in past.inbox}
    for row in past.outbox if not world.wall.jumps else ():
        took = row["created"] - received[row["after"]]
        if took > PROMPT and "again" not in row["key"]:
            yield f"turn {row['after']} took {took:.1f} s"


def _reachable(world: World, past: History) -> Iterator[str]:
    """Who wrote after a block counts as reachable, unless what tells of blocks came in disorder."""
    if world.postman and not world.postman.strict:
        return
    for row in past.now["addresses"]:
        if not row["reachable"] and not world.api.chat(home(row)).blocked:
            yield f"chat {home(row)}: wrote again, and is not reachable"


def _chat(world: World, past: History, chat: int) -> Iterator[str]:
    """State and replies are those of the pure engine, and the chat holds just these replies."""
    story = told(past, chat)
    if not story.person:
        return
    yield from _same_state(past, chat, story)
    stored = [row for row in past.outbox if home(row) == chat]
    if [(row["after"], past.text(row)) for row in stored] != story.replies:
        yield f"chat {chat}: the outbox did not hold the replies to what came in"
    if story.lost:
        yield f"chat {chat}: began again right after an erasure, and that was not kept"
    for person in story.erased:
        if person in past.persons:
            yield f"chat {chat}: something is left of who was erased"
    yield from delivered(world, chat, stored, story)


def _same_state(past: History, chat: int, story: Told) -> Iterator[str]:
    rows = [row for row in past.now["sessions"] if row["person"] == story.person]
    stored = {row["id"]: past.session(row) for row in rows}
    if stored.keys() != story.sessions.keys():
        yield f"chat {chat}: {len(stored)} sessions, not {len(story.sessions)}"
        return
    for name, session in stored.items():
        for part in COMPARED:
            if getattr(session, part) != getattr(story.sessions[name], part):
                yield f"chat {chat}: {part} is not what the answers make it"
