"""The trend of the pulse: of a collaboration, or of one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from bot.reports.kinds.parts import day_of, report_of, sources_of, talk_of
from bot.reports.kinds.scores import ByItem, drawn
from bot.reports.report import AnyBlock, Drawn, Items, Paragraph, Quote, Report, Section, TableBlock
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.engine.facts import scorecard
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.pictures import Picture, Scores, Series
from dialogues.results.cells import NONE, Cell
from dialogues.results.pulse import PulseWords
from frameworks.definition.model import Framework
from frameworks.groups.pulse import PulseResult, observe, observe_alone

LATEST = 12
"""Moments in a trend."""


def pulse_report(
    content: Content,
    group: Collaboration,
    pulses: Sequence[tuple[Round, PulseResult]],
    language: str = "",
) -> Report:
    """The pulses of a collaboration, the oldest first."""
    words = _Pulses(content, language or group.language, group, pulses)
    return words.report()


class _Pulses(PulseWords):
    """The words of the pulses, as a report."""

    def report(self) -> Report:
        framework = self.content.frameworks[self.last.framework]
        day = format_date(self._closed(self.pulses[-1][0]), "long", locale=self.language)
        picture = self._trend(framework)
        trend: list[AnyBlock] = [Drawn(id="trend", picture=picture)] if picture else []
        sections = [
            Section(title=self.say("trend_short"), blocks=self._lead(framework)),
            Section(title=self.say("trend_rules"), blocks=self._rules()),
            Section(title=self.say("trend_picture"), blocks=trend),
            Section(title=self.say("trend_table"), blocks=[self._table(framework)]),
            *self._lines(),
            Section(title=self.say("trend_next"), blocks=self._talk(framework)),
            Section(title=self.say("report_sources"), blocks=self._sources(framework)),
        ]
        return Report(
            title=self.say("trend_title", collaboration=self.group.name),
            subtitle=self.say("trend_subtitle", count=len(self.pulses)),
            language=self.language,
            made=str(day),
            sections=[section for section in sections if section.blocks],
        )

    def _closed(self, one: Round) -> date:
        return self.group.last_day(one.closes)

    def _lead(self, framework: Framework) -> list[AnyBlock]:
        if not self.last.items:
            return [Paragraph(text=self.say("pulse_too_few", k=self.last.rules.least))]
        seen = observe([result for _, result in self.pulses])
        entries = [
            (f"{framework.item(item).title[self.language]}: {self._beat(beat, framework)}", "")
            for item, beat in self.last.items.items()
        ]
        return [Paragraph(text=self._seen(framework, seen)), Items(entries=entries)]

    def _rules(self) -> list[AnyBlock]:
        k = self.last.rules.least
        return [
            Paragraph(text=self.say("trend_rule", k=k)),
            Paragraph(text=self.say("trend_shift")),
        ]

    def _table(self, framework: Framework) -> TableBlock:
        """Each pulse with how many answered, and the mean of each question."""
        rows: list[list[Cell]] = []
        for one, result in self.pulses:
            beats = [result.items.get(item.id) for item in framework.items]
            day = str(format_date(self._closed(one), "d MMM yyyy", locale=self.language))
            means: list[Cell] = [NONE if beat is None else beat.value for beat in beats]
            rows.append([day, result.n if result.items else NONE, *means])
        items = [item.title[self.language] for item in framework.items]
        header = [self.say("trend_day"), self.say("trend_n"), *items]
        return TableBlock(caption=self.say("trend_means"), header=header, rows=rows)

    def _lines(self) -> list[Section]:
        """What people wrote last time, without their names."""
        found = []
        for mark, key in (("+ ", "pulse_content"), ("- ", "pulse_different")):
            lines = [line.removeprefix(mark) for line in self.last.lines if line.startswith(mark)]
            if lines:
                entries = Items(entries=[(f"“{line}”", "") for line in lines])
                found.append(Section(title=self.say(key), blocks=[entries]))
        return found

    def _talk(self, framework: Framework) -> list[AnyBlock]:
        """One advice, and the question for the next meeting."""
        if not self.last.items:
            return []
        seen = observe([result for _, result in self.pulses])
        blocks: list[AnyBlock] = []
        label = ""
        for part in self._next(framework, seen):
            if part.kind == "strong":
                label = part.text
            elif label:
                blocks.append(Quote(id="question", label=label, text=part.text))
            else:
                blocks.append(Paragraph(text=part.text))
        return blocks

    def _sources(self, framework: Framework) -> list[AnyBlock]:
        named = [(item.title[self.language], item.source) for item in framework.items]
        return sources_of(self.content, self.language, named)


def own_pulses(content: Content, sessions: Sequence[Session]) -> Report:
    """One person's own pulses, the oldest first."""
    talks = [talk_of(content, one) for one in sessions[-LATEST:]]
    talk = talks[-1]
    language = talk.language
    framework = content.pulse
    moments = [(day_of(one.session.touched, language), _rated(one, framework)) for one in talks]
    seen = observe_alone(
        [{i: v for i, v in found.items() if v is not None} for _, found in moments]
    )
    title = framework.item(seen.item).title[language] if seen.item else ""
    lead = Paragraph(text=talk.say(f"pulse_{seen.course}", title=title))
    named = [(item.title[language], item.source) for item in framework.items]
    sections = [
        Section(title=talk.say("trend_short"), blocks=[lead]),
        Section(title=talk.say("trend_picture"), blocks=_own_trend(talk, framework, moments)),
        Section(title=talk.say("trend_table"), blocks=[_own_table(talk, framework, moments)]),
        Section(title=talk.say("trend_words"), blocks=_words(talks)),
        Section(title=talk.say("report_sources"), blocks=sources_of(content, language, named)),
    ]
    subtitle = talk.say("trend_subtitle", count=len(talks))
    return report_of(talk, talk.say("trend_own"), subtitle, sections)


def _rated(talk: Run, framework: Framework) -> ByItem:
    card = scorecard(talk.dialogue, talk.session, framework.id)
    return {score.item: score.mean for score in card.scores}


def _own_trend(
    talk: Run, framework: Framework, moments: Sequence[tuple[str, ByItem]]
) -> list[AnyBlock]:
    """A line for each question over the moments; nothing for one moment."""
    if len(moments) < 2:
        return []
    shows = drawn(talk, framework, "", moments).picture.shows
    assert isinstance(shows, Scores)
    series = tuple(
        Series(
            framework.item(item).title[talk.language],
            tuple(one.marks[number] for one in shows.series),
        )
        for number, item in enumerate(moments[0][1])
    )
    heads = tuple((one.name, "") for one in shows.series)
    trend = Scores("trend", shows.note, shows.points, heads, series)
    picture = Picture(talk.say("chart_trend"), talk.language, trend)
    return [Drawn(id="trend", picture=picture)]


def _own_table(
    talk: Run, framework: Framework, moments: Sequence[tuple[str, ByItem]]
) -> TableBlock:
    rows: list[list[Cell]] = [
        [day, *(NONE if score is None else score for score in found.values())]
        for day, found in moments
    ]
    items = [item.title[talk.language] for item in framework.items]
    header = [talk.say("report_day"), *items]
    return TableBlock(caption=talk.say("trend_scores"), header=header, rows=rows)


def _words(talks: Sequence[Run]) -> list[AnyBlock]:
    """What was written each time, the newest first."""
    return [
        Quote(
            id=f"{name}.{number}",
            label=f"{state.label[talk.language]} ({day_of(talk.session.touched, talk.language)})",
            text=talk.shown(name),
        )
        for number, talk in reversed(list(enumerate(talks)))
        for name in talk.session.path
        if (state := talk.dialogue.states[name]).kind == "text"
        and state.label is not None
        and talk.session.answers[name].given == "answered"
    ]
