"""What reports of a round and of everything are made from, read in one transaction."""

from __future__ import annotations

from bot.reports.kinds.personal_data import Held, everything
from bot.reports.kinds.pulse import pulse_report
from bot.reports.kinds.round import round_report
from bot.reports.report import Report
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.turn.person import Person
from frameworks.agenda.agenda import Agenda
from frameworks.groups.results import GroupResult
from storage.database.unit_of_work import Work
from storage.repositories import (
    browsers,
    calendars,
    collaborations,
    fires,
    lookups,
    members,
    rounds,
    transcripts,
)
from storage.repositories.people import person_row


async def of_round(
    work: Work, content: Content, round_id: str, language: str = ""
) -> Report | None:
    """The report of a published round; of a pulse that of all pulses up to it. None when there is
    no such round, it is still open, or its questions are gone."""
    place = await lookups.place_of(work, round_id)
    group = await collaborations.one(work, place[0]) if place else None
    if place is None or group is None or place[1] not in content.frameworks:
        return None
    known = await rounds.of(work, group.id)
    this = next(one for one in known if one.id == round_id)
    if not this.published:
        return None
    if this.pulse:
        found = [
            pair for pair in await rounds.pulses(work, group.id) if pair[0].opens <= this.opens
        ]
        return pulse_report(content, group, found, language)
    return await _result(work, content, group, known, this, language)


async def _result(
    work: Work,
    content: Content,
    group: Collaboration,
    known: list[Round],
    this: Round,
    language: str,
) -> Report:
    """With the earlier rounds on the same framework, and the agenda if it was kept."""
    results = []
    for one in known:
        same = one.framework == this.framework and one.published and not one.pulse
        if same and one.opens <= this.opens:
            record = await rounds.record(work, one.id)
            results.append((group.last_day(one.closes), GroupResult.load(record["result"])))
    kept = (await rounds.record(work, this.id)).get("agenda")
    agenda = Agenda.load(kept) if kept else None
    return round_report(content, group, results, agenda, language)


async def of_person(work: Work, content: Content, person: Person, now: float) -> Report:
    """All that is kept of a person, to read."""
    row = await person_row(work, person.id)
    sent, received = await transcripts.of_person(work, person.id)
    known_by = [(channel, place) for channel, place in row["known_by"]]
    due = [
        (one.kind, one.due)
        for one in await fires.of_person(work, person.id)
        if one.status == "pending"
    ]
    joined = await members.joined(work, person.id)
    signed_in = [(one.device, one.began) for one in await browsers.of_person(work, person.id)]
    follows = bool((await calendars.load(work, person.id)).token)
    counts = (len(received), len(sent))
    held = Held(row["since"], known_by, counts, now, due, joined, signed_in, follows)
    return everything(content, person, held)
