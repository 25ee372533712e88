"""Everything that is kept of one person, to read. The JSON beside it holds the same and more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from babel.dates import format_date

from bot.reports.kinds.parts import advice, day_of, label_of, talk_of, verdicts, wonders
from bot.reports.report import AnyBlock, Items, Paragraph, Report, Section, TableBlock
from dialogues.calendar.timezones import local
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.engine.facts import shown
from dialogues.engine.other_sessions import other_sessions
from dialogues.engine.run import Run
from dialogues.engine.session import Answer, Session
from dialogues.engine.stored_session import StoredSession
from dialogues.engine.story import WONDERS
from dialogues.results.cells import Cell
from dialogues.texts.formats import spoken_moment
from dialogues.turn.person import Person


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a person besides their talks.

    since: when they first came, in seconds since the epoch
    known_by: (channel, address) each
    messages: how many came from them, and went to them
    now: seconds since the epoch
    due: (kind, moment) of what they are still to hear
    joined: `joined[member id]`: when they agreed to take part
    browsers: (kind of browser, since when) each, where they are signed in
    followed: a calendar can follow what is to come
    """

    since: float | None
    known_by: list[tuple[str, str]]
    messages: tuple[int, int]
    now: float
    due: Sequence[tuple[str, float]] = ()
    joined: Mapping[str, float] = field(default_factory=dict)
    browsers: Sequence[tuple[str, float]] = ()
    followed: bool = False


def everything(content: Content, person: Person, held: Held) -> Report:
    """In the person's language."""
    words = _DataWords(content, person, held)
    day = day_of(held.now, person.language)
    return Report(
        title=words.say("title"),
        subtitle=words.say("subtitle", count=len(person.sessions)),
        language=person.language,
        made=day,
        toc=len(person.sessions) > 1,
        sections=[section for section in words.sections() if section.blocks],
    )


@dataclass(frozen=True, slots=True)
class _DataWords:
    content: Content
    person: Person
    held: Held

    def say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.person.language, f"everything_{key}", **values)

    def sections(self) -> Iterator[Section]:
        yield Section(title="", blocks=[Paragraph(text=self.say("about"))])
        yield Section(title=self.say("who"), blocks=[self._who()])
        yield Section(title=self.say("due"), blocks=self._due())
        yield Section(title=self.say("groups"), blocks=self._groups())
        yield Section(title=self.say("shared"), blocks=self._shared())
        for kept in sorted(self.person.sessions, key=lambda one: one.touched):
            yield self._talk(kept)
        sent, got = self.held.messages
        messages = Paragraph(text=self.say("messages_about", sent=sent, got=got))
        yield Section(title=self.say("messages"), blocks=[messages])

    def _who(self) -> AnyBlock:
        person, held = self.person, self.held
        rows: list[list[Cell]] = []
        if held.since is not None:
            rows.append([self.say("since"), day_of(held.since, person.language)])
        rows += [[self.say("known_by", channel=channel), place] for channel, place in held.known_by]
        rows += [
            [self.say("browser", device=device), day_of(began, person.language)]
            for device, began in held.browsers
        ]
        rows.append([self.say("language"), self.say("this_language")])
        rows.append([self.say("zone"), person.prefs.zone])
        rows += self._settings()
        going = sum(schedule.on for schedule in person.schedules if schedule.person)
        rows.append([self.say("pulse"), self.say("on" if going else "off")])
        if held.followed:
            rows.append([self.say("followed"), self.say("yes")])
        header = [self.say("what"), self.say("kept")]
        return TableBlock(caption=self.say("who"), header=header, rows=rows)

    def _settings(self) -> Iterator[list[Cell]]:
        prefs = self.person.prefs
        calendar = prefs.calendar
        yield [self.say("hours"), f"{calendar.opens:%H:%M} – {calendar.closes:%H:%M}"]
        for one in calendar.closed:
            days = " – ".join(
                format_date(day, "long", locale=self.person.language)
                for day in dict.fromkeys((one.first, one.last))
            )
            yield [self.say("away"), f"{days} {one.title}".strip()]
        yield [self.say("discreet"), self.say("yes" if prefs.discreet else "no")]

    def _due(self) -> list[AnyBlock]:
        """What they are still to hear, the first first."""
        rows: list[list[Cell]] = [
            [self.say(f"due_{kind}"), self._moment(moment)] for kind, moment in self.held.due
        ]
        header = [self.say("what"), self.say("when")]
        return [TableBlock(caption=self.say("due"), header=header, rows=rows)] if rows else []

    def _groups(self) -> list[AnyBlock]:
        say, language = self.content.catalogue.say, self.person.language
        entries = []
        for one in self.person.memberships:
            role = say(language, f"role_{one.role}") if one.role else ""
            about = [one.name, one.municipality, role, self.say(f"right_{one.right}")]
            if one.id in self.held.joined:
                day = day_of(self.held.joined[one.id], language)
                about.append(self.say("joined", day=day))
            if one.muted:
                about.append(self.say("muted"))
            entries.append((one.collaboration.name, " · ".join(word for word in about if word)))
        return [Items(entries=entries)] if entries else []

    def _shared(self) -> list[AnyBlock]:
        """Answers that every talk may use."""
        states = {
            name: state
            for dialogue in self.content.dialogues.values()
            for name, state in dialogue.states.items()
            if state.shared
        }
        language, rows = self.person.language, []
        for name, answer in self.person.shared.items():
            state = states.get(name)
            words = shown(state, answer, language) if state else _plain(answer)
            label = state.label[language] if state and state.label else name
            if name == WONDERS:
                label = self.content.catalogue.say(language, "report_wonders")
            rows.append([label, words or self.say(answer.given)])
        return [self._table(rows)] if rows else []

    def _talk(self, stored: StoredSession) -> Section:
        """One talk with all its answers, what it came to, and the advice."""
        when = datetime.fromtimestamp(stored.touched, UTC)
        day = format_date(when, "long", locale=self.person.language)
        session = stored.open()
        blocks: list[AnyBlock]
        if stored.dialogue not in self.content.dialogues:
            head = self.say("talk", title=stored.dialogue, day=day)
            blocks = [Paragraph(text=self.say("gone")), self._raw(session)]
            if session.wonders:
                blocks.append(Items(entries=[(question, "") for question in session.wonders]))
            return Section(title=head, blocks=blocks)
        session.language = self.person.language
        others = other_sessions(self.content, self.person.sessions, stored.dialogue)
        talk = talk_of(self.content, session, others)
        title = talk.dialogue.raw.title[talk.language]
        status = self.say(f"status_{stored.status}", day=self._moment(stored.touched))
        blocks = [Paragraph(text=status)]
        if rows := [[_question(talk, state), words] for state, words in self._answers(talk)]:
            blocks.append(self._table(rows))
        blocks += [*verdicts(talk), *advice(talk)]
        if asked := wonders(talk).blocks:
            blocks += [Paragraph(text=talk.say("report_wonders")), *asked]
        return Section(title=self.say("talk", title=title, day=day), blocks=blocks)

    def _answers(self, talk: Run) -> Iterator[tuple[State, str]]:
        """All of them, also those on branches that were left."""
        session = talk.session
        rest = [name for name in session.answers if name not in session.path]
        for name in [*session.path, *rest]:
            if state := talk.dialogue.states.get(name):
                answer = session.answers[name]
                yield state, talk.shown(name) or talk.say(answer.given)

    def _raw(self, session: Session) -> AnyBlock:
        answers: Mapping[str, Any] = session.answers
        rows = [
            [name, " ".join((str(one.value or one.given), *one.own))]
            for name, one in answers.items()
        ]
        return self._table(rows)

    def _moment(self, seconds: float) -> str:
        """Where the person is."""
        return spoken_moment(local(seconds, self.person.prefs.zone), self.person.language)

    def _table(self, rows: list[list[str]]) -> TableBlock:
        header = [self.say("question"), self.say("answer")]
        return TableBlock(caption=self.say("answers"), header=header, rows=rows)


def _question(talk: Run, state: State) -> str:
    return label_of(talk, state) if state.label is not None else talk.wording(state)


def _plain(answer: Answer) -> str:
    """What no question asked, such as what was told or asked before a talk."""
    return " · ".join(answer.value) if isinstance(answer.value, tuple) else str(answer.value)
