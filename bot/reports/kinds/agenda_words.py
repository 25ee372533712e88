"""A conversation agenda in words, and as a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.reports.report import AnyBlock, Items, Paragraph, Report, Section
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import spoken_number
from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason


@dataclass(frozen=True, slots=True)
class AgendaPageWords:
    """An agenda's words. What its chair wrote is as they wrote it; the rest is in one language."""

    catalogue: Catalogue
    language: str

    def reasons(self, entry: AgendaEntry) -> str:
        """Why a point is on the agenda, in a sentence or more; empty for a chair's own point."""
        return " ".join(self._reason(one) for one in entry.reasons)

    def minutes(self, entry: AgendaEntry) -> str:
        return self.say("minutes", count=entry.minutes)

    def report(self, agenda: Agenda, title: str, subtitle: str, made: str) -> Report:
        """The agenda to take along or print."""
        about = Paragraph(text=f"{subtitle} {self.say('whole', count=agenda.minutes)}")
        sections = [Section(title="", blocks=[about])]
        numbered = [(f"{n}. ", entry) for n, entry in enumerate(agenda.entries, 1)]
        for number, entry in (("", agenda.begin), *numbered, ("", agenda.end)):
            head = f"{number}{entry.title} ({self.minutes(entry)})"
            sections.append(Section(title=head, blocks=self._blocks(entry)))
        if agenda.later:
            later = [(entry.title, self.reasons(entry)) for entry in agenda.later]
            sections.append(Section(title=self.say("later"), blocks=[Items(entries=later)]))
        return Report(title=title, language=agenda.language, made=made, sections=sections)

    def say(self, key: str, **values: Any) -> str:
        return self.catalogue.say(self.language, f"agenda_{key}", **values)

    def _blocks(self, entry: AgendaEntry) -> list[AnyBlock]:
        blocks: list[AnyBlock] = []
        if entry.reasons:
            blocks.append(Paragraph(text=f"{self.say('why')}: {self.reasons(entry)}"))
        if entry.opening:
            blocks.append(Paragraph(text=f"{self.say('opening')}: {entry.opening}"))
        if entry.way:
            blocks.append(Paragraph(text=f"{self.say('way')}: {entry.way}"))
        if entry.steps:
            blocks.append(Items(entries=[(step, "") for step in entry.steps]))
        for key in ("caution", "notes"):
            if words := getattr(entry, key):
                blocks.append(Paragraph(text=f"{self.say(key)}: {words}"))
        return blocks

    def _reason(self, reason: AgendaReason) -> str:
        values: dict[str, Any] = {"n": reason.n}
        if reason.span:
            return self.say(f"{reason.why}_span", low=reason.span[0], high=reason.span[1], **values)
        if reason.figure is None:
            return self.say(f"{reason.why}_plain", **values)
        if reason.why == "important":
            return self.say("important", share=f"{reason.figure:.0%}".replace("%", " %"))
        figure = spoken_number(round(reason.figure, 2), "", self.language)
        return self.say(reason.why, figure=figure, **values)
