"""Everything that is kept of a person, gathered for themselves."""

from __future__ import annotations

import json
from dataclasses import asdict

from dialogues.domain.member import Membership
from dialogues.messages.inputs import Thought, Timeout
from dialogues.turn.person import Person
from storage.database.unit_of_work import Work
from storage.repositories import rounds, transcripts
from storage.repositories.people import person_row

NOBODY = (Timeout.__name__, Thought.__name__)
"""What came in without anybody saying it."""


async def export(work: Work, person: Person) -> str:
    """Everything that is kept of a person, as JSON that they can read."""
    sent, received = await transcripts.of_person(work, person.id)
    return json.dumps(
        {
            "person": await person_row(work, person.id),
            "language": person.language,
            "draft": person.draft and asdict(person.draft),
            "shared_answers": {name: a.dump() for name, a in person.shared.items()},
            "sessions": [json.loads(kept.open().dump()) for kept in person.sessions],
            "collaborations": [await _membership(work, one) for one in person.memberships],
            "messages_from_you": [one for one in received if one[0] not in NOBODY],
            "messages_to_you": sent,
        },
        ensure_ascii=False,
        indent=2,
    )


async def _membership(work: Work, one: Membership) -> dict[str, object]:
    return {
        "name": one.collaboration.name,
        "municipality": one.municipality,
        "role": one.role,
        "your_name": one.name,
        "right": one.right,
        "rounds": await rounds.sent_in(work, one.id),
    }
