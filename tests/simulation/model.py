"""What one chat should have come to: the pure engine, run once over what came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.messages.links import Links
from bot.turns.replies import Loaded, Replies, replies_to
from dialogues.dispatcher import handle
from dialogues.engine.session import Session
from dialogues.messages.events import EraseRequested
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from tests.simulation.bot_api import MOVES_TO
from tests.simulation.browser import WEB
from tests.simulation.history import History


@dataclass
class Told:
    """`replies` by their cause; `person` is the last one, `erased` are those of before.

    Of each who was erased we keep by which row of the inbox, and at which moment. `lost` are those
    who began anew in the very batch that erased them, if that is not kept.
    """

    person: str = ""
    replies: list[tuple[int, bytes]] = field(default_factory=list)
    sessions: dict[str, Session] = field(default_factory=dict)
    erased: dict[str, tuple[int, float]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def home(row: Any) -> int:
    """The number that a chat had at first."""
    return int(row["address"]) % MOVES_TO


def told(past: History, chat: int) -> Told:
    rows = [row for row in past.inbox if home(row) == chat]
    erasures = [row for row, _, visit in _visits(past, rows) if visit and _erases(visit)]
    story = Told(erased={row["person"]: (row["id"], row["at"]) for row in erasures})
    said = {row["after"] for row in past.outbox}
    last = Person("", "nl")
    for row, person, visit in _visits(past, rows):
        if person is not last:
            story.lost += [kept.id for kept in last.sessions if last.id in story.erased]
            last = person
        replies = _replies(past, person, row, visit)
        if row["id"] in said or not _swept(story, row, chat):
            story.replies += [(row["id"], out.dump()) for out in replies.messages]
    story.person = last.id
    story.sessions = {kept.id: kept.open() for kept in last.sessions}
    return story


def _swept(story: Told, row: Any, chat: int) -> bool:
    """Whether the transaction that would have stored a reply may have erased it too.

    Of the web chat that is also the last word: its page knows it by itself.
    """
    last, _ = story.erased.get(row["person"], (0, 0.0))
    return bool(row["id"] < last or (chat == WEB and row["id"] == last))


def _erases(visit: TurnResult) -> bool:
    return any(isinstance(event, EraseRequested) for event in visit.events)


def _visits(past: History, rows: list[Any]) -> Iterator[tuple[Any, Person, TurnResult | None]]:
    """Each turn with its person, who is new after an erasure, and what came of it, if it did."""
    person, ids = Person("", "nl"), iter(())
    for row, again in _turns(past, rows):
        if person.id != row["person"]:
            person = Person(row["person"], "nl")
            ids = (one["id"] for one in past.sessions if one["person"] == row["person"])
        yield row, person, _run(past, person, row, again, ids)


def _turns(past: History, rows: list[Any]) -> Iterator[tuple[Any, bool]]:
    """Turns as they came; then those that were parked and were mended, in the same order."""
    done = {row["id"] for row in past.now["inbox"] if row["status"] == "done"}
    yield from ((row, False) for row in rows)
    yield from ((row, True) for row in rows if row["status"] == "parked" and row["id"] in done)


def _run(
    past: History, person: Person, row: Any, again: bool, ids: Iterator[str]
) -> TurnResult | None:
    from tests.simulation.world import content

    if row["status"] == "parked" and not again:
        return None
    given, now = past.inbound(row).input, row["received"]
    return handle(content(), person, given, now, lambda: next(ids, "one too many"))


def _replies(past: History, person: Person, row: Any, visit: TurnResult | None) -> Replies:
    from tests.simulation.world import content

    inbound, now = past.inbound(row), row["received"]
    if visit is None:
        return Replies.failed(content(), person, inbound)
    return replies_to(
        content(), person, visit, inbound, Links(lambda: (bytes(32),), lambda: now), Loaded(), now
    )
