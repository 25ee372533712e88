"""The documents that there are for a person, and the reports that they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date

from bot.reports.kinds.pulse import pulse_report
from bot.reports.kinds.registry import offered, talk_report
from bot.reports.kinds.round import round_report
from bot.reports.report import Report
from dialogues.calendar.timezones import local
from dialogues.definition.content import Content
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from dialogues.turn.access import may_see
from dialogues.turn.menus import recent, title_of
from dialogues.turn.person import Person
from frameworks.agenda.agenda import Agenda
from frameworks.groups.pulse import PulseResult
from frameworks.groups.results import GroupResult
from storage.database.unit_of_work import Work
from storage.repositories import rounds as stored_rounds

MAX_OTHER_DOCUMENTS = 8
"""Other documents in one list."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that there is; `data` is the command for it."""

    kind: str
    label: str
    data: str


@dataclass(slots=True)
class PublishedResults:
    """What was published of the collaborations that are asked for; of `rounds` all on one
    framework, the oldest first."""

    rounds: dict[str, list[tuple[date, GroupResult]]] = field(default_factory=dict)
    agendas: dict[str, Agenda] = field(default_factory=dict)
    pulses: dict[str, list[tuple[Round, PulseResult]]] = field(default_factory=dict)


@dataclass(frozen=True)
class AvailableDocuments:
    """All that one person can take along. `changed` are talks that this turn changed."""

    content: Content
    person: Person
    changed: Mapping[str, Session] = field(default_factory=dict)
    published: PublishedResults = field(default_factory=PublishedResults)

    def say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.person.language, key, **values)

    # --- what there is

    def offered(self, subject: str) -> list[Offer]:
        """The documents of one talk, if there are more than its summary."""
        talk = self._talk(subject)
        kinds = offered(self.content, self.person.sessions, talk) if talk else []
        return [
            Offer(kind, self.say(f"paper_kind_{kind}"), f"/summary {subject} {kind}")
            for kind in kinds
            if len(kinds) > 1
        ]

    def others(self, subject: str) -> list[Offer]:
        """What there is besides: of other talks, the last first, and of collaborations."""
        found = list(self._of_groups(subject))
        for talk in sorted(self._talks(), key=recent):
            if talk.id != subject:
                title = title_of(self.content, talk, self.person.language)
                label = self.say("paper_of_talk", title=title, day=self._day(talk.touched))
                found.append(Offer("summary", label, f"/summary {talk.id}"))
        return found[:MAX_OTHER_DOCUMENTS]

    def _of_groups(self, but: str) -> Iterator[Offer]:
        for member in self.person.memberships:
            name, seen = member.collaboration.name, False
            for going in reversed([one for one in member.rounds if may_see(member, one)]):
                day = self._day(going.closes - 1)
                if not going.pulse and going.id != but:
                    label = self.say("paper_of_round", title=name, day=day)
                    yield Offer("round", label, f"/summary {going.id}")
                elif going.pulse and not seen and member.collaboration.id != but:
                    seen = True
                    label = self.say("paper_of_pulse", title=name)
                    yield Offer("pulse", label, f"/summary {member.collaboration.id}")

    def is_of_group(self, subject: str) -> bool:
        return self._talk(subject) is None

    # --- what is in it

    def report(self, kind: str, subject: str) -> Report | None:
        """A document in the person's language; None when it is not there (any more)."""
        talk = self._talk(subject)
        if talk:
            return self._of_talk(kind, talk)
        member = _member(self.person, subject)
        if member is None:
            return None
        language = self.person.language
        if published := self.published.rounds.get(subject):
            agenda = self.published.agendas.get(subject)
            return round_report(self.content, member.collaboration, published, agenda, language)
        if pulses := self.published.pulses.get(subject):
            return pulse_report(self.content, member.collaboration, pulses, language)
        return None

    def _of_talk(self, kind: str, talk: StoredSession) -> Report:
        """A kind that this talk does not have is its summary."""
        kept, session = self.person.sessions, self._session(talk)
        kinds = offered(self.content, kept, talk)
        known = next((one for one in kinds if one == kind), kinds[0])
        return talk_report(known, self.content, kept, talk, session)

    def _talks(self) -> list[StoredSession]:
        return [one for one in self.person.sessions if one.dialogue in self.content.dialogues]

    def _talk(self, subject: str) -> StoredSession | None:
        return next((one for one in self._talks() if one.id == subject), None)

    def _session(self, talk: StoredSession) -> Session:
        """A copy, in the person's language."""
        changed = self.changed.get(talk.id)
        session = changed.copy() if changed else talk.open()
        session.language = self.person.language
        return session

    def _day(self, moment: float) -> str:
        day = local(moment, self.person.prefs.zone)
        return str(format_date(day, "d MMM yyyy", locale=self.person.language))


def _member(person: Person, subject: str) -> Membership | None:
    for member in person.memberships:
        if member.collaboration.id == subject or member.round(subject):
            return member
    return None


async def gather(work: Work, person: Person, subjects: Iterable[str]) -> PublishedResults:
    """Read what was published of these, as far as this person may see it."""
    found = PublishedResults()
    for subject in subjects:
        member = _member(person, subject)
        if member is None:
            continue
        seen = {one.id: one for one in member.rounds if may_see(member, one)}
        if member.collaboration.id == subject:
            kept = await stored_rounds.pulses(work, subject)
            found.pulses[subject] = [(one, result) for one, result in kept if one.id in seen]
        elif last := seen.get(subject):
            same = [
                one
                for one in seen.values()
                if (one.framework, one.pulse) == (last.framework, False)
                and one.closes <= last.closes
            ]
            await _rounds(work, member, same, found)
    return found


async def _rounds(
    work: Work, member: Membership, same: Sequence[Round], found: PublishedResults
) -> None:
    """The results of rounds on one framework, under the last of them, with its agenda."""
    *_, last = same
    for one in same:
        record = await stored_rounds.record(work, one.id)
        if record:
            day = member.collaboration.last_day(one.closes)
            moment = (day, GroupResult.load(record["result"]))
            found.rounds.setdefault(last.id, []).append(moment)
        if one is last and "agenda" in record:
            found.agendas[last.id] = Agenda.load(record["agenda"])
