"""Everything that is kept of a person, gathered for themselves: articles 15 and 20 of the AVG."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.services.personal_data_schema import (
    BrowserData,
    CalendarData,
    FireData,
    InvitationData,
    KnownBy,
    MembershipData,
    PersonalData,
    PulseData,
    SettingsData,
    SignInData,
)
from dialogues.domain.member import Membership
from dialogues.messages.inputs import Thought, Timeout
from dialogues.turn.person import Person
from storage.database.unit_of_work import Work
from storage.repositories import (
    browsers,
    calendars,
    fires,
    invitations,
    members,
    pulse_schedules,
    rounds,
    transcripts,
)
from storage.repositories.people import person_row, sign_ins

NOBODY = (Timeout.__name__, Thought.__name__)
"""What came in without anybody saying it."""


async def export(work: Work, person: Person) -> str:
    """As JSON that they can read, in the form of `PersonalData`."""
    sent, received = await transcripts.of_person(work, person.id)
    joined = await members.joined(work, person.id)
    data = PersonalData(
        person=KnownBy(**await person_row(work, person.id)),
        sign_ins=[SignInData(**one._asdict()) for one in await sign_ins(work, person.id)],
        browsers=[
            BrowserData(device=one.device, home=one.home, began=one.began, seen=one.seen)
            for one in await browsers.of_person(work, person.id)
        ],
        language=person.language,
        settings=SettingsData(**person.prefs.dump()),
        pulse=await _pulse(work, person),
        calendar=await _calendar(work, person.id),
        due=[FireData(**one._asdict()) for one in await fires.of_person(work, person.id)],
        draft=asdict(person.draft) if person.draft else None,
        shared_answers={name: answer.dump() for name, answer in person.shared.items()},
        sessions=[json.loads(kept.open().dump()) for kept in person.sessions],
        collaborations=[await _membership(work, one, joined[one.id]) for one in person.memberships],
        invitations=[
            InvitationData(
                municipality=one.municipality,
                role=one.role,
                name=one.name,
                email=one.email,
                expires=one.expires,
            )
            for one in await invitations.opened_by(work, person.id)
        ],
        messages_from_you=[one for one in received if one[0] not in NOBODY],
        messages_to_you=sent,
    )
    return json.dumps(data.model_dump(mode="json"), ensure_ascii=False, indent=2)


async def _calendar(work: Work, person: str) -> CalendarData:
    own = await calendars.load(work, person)
    entries = [asdict(one) for sent in own.sent.values() for one in sent]
    return CalendarData(follows=bool(own.token), entries=entries)


async def _pulse(work: Work, person: Person) -> PulseData | None:
    own = person.own_schedule
    if own is None:
        return None
    schedule = json.loads(own.schedule.dump())
    following = await pulse_schedules.next_due(work, own.id)
    return PulseData(going=own.on, schedule=schedule, next=following)


async def _membership(work: Work, one: Membership, joined: float) -> MembershipData:
    return MembershipData(
        name=one.collaboration.name,
        municipality=one.municipality,
        role=one.role,
        your_name=one.name,
        right=one.right,
        muted=one.muted,
        joined=joined,
        rounds=await rounds.sent_in(work, one.id),
    )
