"""Many people who each left a talk a week ago, put straight into a database."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogues.calendar.timezones import SECONDS_PER_WEEK, ZONE
from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.turn.person import Person
from storage.database.unit_of_work import Store
from storage.repositories import fires, people, sessions
from storage.repositories.fires import Fire

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo(ZONE)).timestamp()
"""A moment at which a prompt may come."""
HOUR = 3600.0


def person(number: int) -> str:
    return f"p{number:07}"


async def leave(store: Store, content: Content, numbers: range, due: float = TUESDAY) -> None:
    """Each has one address, one paused talk of a week before `due`, and its fire."""
    session = engine.start(content, "tiny", "", "nl", due - SECONDS_PER_WEEK - HOUR).session
    session.status, session.fires = "paused", 1
    async with store.begin() as work:
        new = [(("telegram", str(n)), Person(person(n), "nl")) for n in numbers]
        await people.add_people(work, new, session.touched)
        for number in numbers:
            session.id = f"s{number:07}"
            await sessions.save_sessions(work, [(person(number), session)])
        await fires.add(work, [Fire("resume", f"s{n:07}", 1, person(n), due) for n in numbers])
