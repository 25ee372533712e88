"""A conversation agenda in words: when, about what, why, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.reports.report import AnyBlock, Checklist, Items, Paragraph, Quote, StepBlock, TableBlock
from dialogues.results.cells import Cell
from dialogues.results.findings import figure, percent
from dialogues.texts.catalogue import Catalogue
from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason

BLANKS = 4
"""Lines to write agreements on."""


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """What its chair wrote is as they wrote it; the rest is in one language."""

    catalogue: Catalogue
    agenda: Agenda

    def overview(self) -> list[AnyBlock]:
        """All points with their minutes, in one table."""
        agenda, at = self.agenda, 0
        rows: list[list[Cell]] = []
        for head, entry in self._points():
            rows.append([head, self._clock(at), entry.minutes])
            at += entry.minutes
        header = [self._say(key) for key in ("point", "from", "takes")]
        about = Paragraph(text=self._say("whole", count=agenda.minutes))
        return [about, TableBlock(caption=self._say("overview"), header=header, rows=rows)]

    def points(self) -> Iterator[AnyBlock]:
        """Each point: what to read aloud, why it is on the agenda, and how to work on it."""
        for place, (head, entry) in enumerate(self._points()):
            title = self._say("head", title=head, count=entry.minutes)
            if entry.opening:
                yield Quote(id=f"agenda.{place}", label=title, text=entry.opening)
            else:
                yield Items(entries=[(title, "")])
            if entry.reasons:
                yield Paragraph(text=self._say("why", why=self.reasons(entry)))
            if entry.way or entry.steps:
                yield Paragraph(
                    text=self._say("way", way=entry.way) if entry.way else self._say("how")
                )
            if entry.steps:
                yield Items(entries=[(step, "") for step in entry.steps])
            for key in ("caution", "notes"):
                if words := getattr(entry, key):
                    yield Paragraph(text=self._say(key, words=words))

    def later(self) -> list[AnyBlock]:
        """What did not fit."""
        entries = [(entry.title, self.reasons(entry)) for entry in self.agenda.later]
        return [Items(entries=entries)] if entries else []

    def agreements(self) -> list[AnyBlock]:
        """Lines to fill in."""
        say = self.catalogue.say
        language = self.agenda.language
        entry = StepBlock(text=say(language, "agree_what"), owner=say(language, "agree_who"))
        return [Paragraph(text=self._say("agree")), Checklist(entries=[entry] * BLANKS)]

    def reasons(self, entry: AgendaEntry) -> str:
        """Why a point is on the agenda; empty for a chair's own point."""
        return " ".join(self._reason(one) for one in entry.reasons)

    def _points(self) -> list[tuple[str, AgendaEntry]]:
        """How it begins, the points with their numbers, and how it ends."""
        agenda = self.agenda
        numbered = [(f"{n}. {entry.title}", entry) for n, entry in enumerate(agenda.entries, 1)]
        return [(agenda.begin.title, agenda.begin), *numbered, (agenda.end.title, agenda.end)]

    def _clock(self, minutes: int) -> str:
        return f"{minutes // 60}:{minutes % 60:02}"

    def _reason(self, reason: AgendaReason) -> str:
        language = self.agenda.language
        if reason.why == "important":
            return self._say("important", share=percent(reason.figure))
        if reason.span:
            low, high = reason.span
            return self._say(f"{reason.why}_span", low=low, high=high, n=reason.n)
        if reason.why == "divided" or reason.figure is None:
            return self._say(reason.why, n=reason.n, figure="")
        return self._say(reason.why, n=reason.n, figure=figure(reason.figure, language))

    def _say(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.agenda.language, f"meeting_{key}", **values)
