"""A conversation agenda in words: when, about what, why, and how.

It is the last part of the report of a round, to hold the meeting from; and a page and a report of
its own, to change and to take along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.reports.report import (
    AnyBlock,
    Checklist,
    Items,
    Paragraph,
    Quote,
    Report,
    Section,
    StepBlock,
    TableBlock,
)
from dialogues.results.cells import Cell
from dialogues.results.findings import percent
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import figure
from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason

BLANKS = 4
"""Lines to write agreements on."""


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """What its chair wrote is as they wrote it; the rest is in one language. A `meeting` is told at
    more length than an `agenda`."""

    catalogue: Catalogue
    agenda: Agenda
    place: Literal["agenda", "meeting"] = "agenda"

    def say(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.agenda.language, f"{self.place}_{key}", **values)

    def points(self) -> list[tuple[str, AgendaEntry]]:
        """How it begins, the points with their numbers, and how it ends."""
        agenda = self.agenda
        numbered = [(f"{n}. {entry.title}", entry) for n, entry in enumerate(agenda.entries, 1)]
        return [(agenda.begin.title, agenda.begin), *numbered, (agenda.end.title, agenda.end)]

    def minutes(self, entry: AgendaEntry) -> str:
        return self.say("minutes", count=entry.minutes)

    def reasons(self, entry: AgendaEntry) -> str:
        """Why a point is on the agenda; empty for a chair's own point."""
        return " ".join(self._reason(one) for one in entry.reasons)

    def later(self) -> list[AnyBlock]:
        """What did not fit."""
        entries = [(entry.title, self.reasons(entry)) for entry in self.agenda.later]
        return [Items(entries=entries)] if entries else []

    def _reason(self, reason: AgendaReason) -> str:
        if reason.why == "important":
            return self.say("important", share=percent(reason.figure))
        if reason.span:
            low, high = (figure(end, self.agenda.language, 1) for end in reason.span)
            return self.say(f"{reason.why}_span", low=low, high=high, n=reason.n)
        decimals = 2 if reason.why == "divided" else 1  # an agreement goes from 0 to 1
        value, language = reason.figure, self.agenda.language
        known = "" if value is None else figure(value, language, decimals)
        return self.say(reason.why, n=reason.n, figure=known)


def agenda_report(words: AgendaWords, title: str, subtitle: str, made: str) -> Report:
    """An agenda to take along or print."""
    agenda = words.agenda
    about = Paragraph(text=f"{subtitle} {words.say('whole', count=agenda.minutes)}")
    sections = [Section(title="", blocks=[about])]
    for head, entry in words.points():
        head = f"{head} ({words.minutes(entry)})"
        sections.append(Section(title=head, blocks=_labelled(words, entry)))
    if later := words.later():
        sections.append(Section(title=words.say("later"), blocks=later))
    return Report(title=title, language=agenda.language, made=made, sections=sections)


def _labelled(words: AgendaWords, entry: AgendaEntry) -> list[AnyBlock]:
    """A point, each thing about it behind its name."""

    def line(key: str, text: str) -> list[AnyBlock]:
        return [Paragraph(text=f"{words.say(key)}: {text}")] if text else []

    blocks = [
        *line("why", words.reasons(entry)), *line("opening", entry.opening),
        *line("way", entry.way),
    ]  # fmt: skip
    if entry.steps:
        blocks.append(Items(entries=[(step, "") for step in entry.steps]))
    return [*blocks, *line("caution", entry.caution), *line("notes", entry.notes)]


def overview(words: AgendaWords) -> list[AnyBlock]:
    """All points of a meeting with their minutes, in one table."""
    at = 0
    rows: list[list[Cell]] = []
    for head, entry in words.points():
        rows.append([head, _clock(at), entry.minutes])
        at += entry.minutes
    header = [words.say(key) for key in ("point", "from", "takes")]
    about = Paragraph(text=words.say("whole", count=words.agenda.minutes))
    return [about, TableBlock(caption=words.say("overview"), header=header, rows=rows)]


def scripts(words: AgendaWords) -> Iterator[AnyBlock]:
    """Each point of a meeting: what to read aloud, why it is on the agenda, and how to work on
    it."""
    for number, (head, entry) in enumerate(words.points()):
        title = words.say("head", title=head, count=entry.minutes)
        if entry.opening:
            yield Quote(id=f"agenda.{number}", label=title, text=entry.opening)
        else:
            yield Items(entries=[(title, "")])
        if entry.reasons:
            yield Paragraph(text=words.say("why", why=words.reasons(entry)))
        if entry.way or entry.steps:
            way = words.say("way", way=entry.way) if entry.way else words.say("how")
            yield Paragraph(text=way)
        if entry.steps:
            yield Items(entries=[(step, "") for step in entry.steps])
        for key, said in (("caution", entry.caution), ("notes", entry.notes)):
            if said:
                yield Paragraph(text=words.say(key, words=said))


def agreements(words: AgendaWords) -> list[AnyBlock]:
    """Lines to fill in."""
    say = words.catalogue.say
    language = words.agenda.language
    entry = StepBlock(text=say(language, "agree_what"), owner=say(language, "agree_who"))
    return [Paragraph(text=words.say("agree")), Checklist(entries=[entry] * BLANKS)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
