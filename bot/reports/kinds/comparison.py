"""Two moments of one dialogue beside each other: scores, outcomes and answers, then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from babel.lists import format_list

from bot.reports.kinds.parts import (
    advice,
    answered,
    day_of,
    label_of,
    law,
    report_of,
    sources,
    talk_of,
    unanswered,
    verdicts,
    wonders,
)
from bot.reports.kinds.scores import ByItem, drawn, numbered, rated
from bot.reports.report import AnyBlock, Items, Paragraph, Quote, Report, Section, TableBlock
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.engine.facts import ratings
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.results.cells import NONE, Cell
from dialogues.texts.formats import decimal
from frameworks.definition.model import Framework

REAL = 0.5
"""From this difference on a score is said to have moved."""
MAX_POINTS_NAMED = 3
"""Points that are named; of more only their number is told."""
WRITTEN = ("text",)
"""Kinds of questions whose answers are in the person's own words."""


def comparison(
    content: Content, before: Session, now: Session, elsewhere: OtherSessions = NO_SESSIONS
) -> Report:
    """The same dialogue, held twice by one person."""
    then = before.copy()
    then.language = now.language
    pair = _Pair(talk_of(content, then), talk_of(content, now, elsewhere))
    talk = pair.now
    sections = [
        *pair.scores(),
        Section(title=talk.say("report_verdict"), blocks=verdicts(talk)),
        Section(title=talk.say("compare_changed"), blocks=list(pair.changed())),
        Section(title=talk.say("report_advice"), blocks=advice(talk)),
        Section(title=talk.say("report_unanswered"), blocks=unanswered(talk)),
        wonders(talk),
        law(talk),
        Section(title=talk.say("report_sources"), blocks=sources(talk)),
    ]
    title = talk.dialogue.raw.title[talk.language]
    subtitle = talk.say("compare_days", before=pair.day, now=pair.today)
    about = pair.about(before.digest != talk.dialogue.digest)
    return report_of(talk, talk.say("compare_title", title=title), subtitle, sections, about)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The talk of then and that of now."""

    then: Run
    now: Run

    @property
    def day(self) -> str:
        return day_of(self.then.session.touched, self.now.language)

    @property
    def today(self) -> str:
        return day_of(self.now.session.touched, self.now.language)

    def about(self, reworded: bool) -> str:
        """What is compared, and that the questions were not quite the same."""
        words = self.now.say("compare_about", before=self.day, now=self.today)
        return f"{words} {self.now.say('compare_reworded')}" if reworded else words

    def scores(self) -> Iterator[Section]:
        for framework in rated(self.now):
            before, after = self._both(framework)
            known = [item for item in after if None not in (before[item], after[item])]
            if not known:
                continue
            moments = [(self.day, before), (self.today, after)]
            blocks: list[AnyBlock] = [Paragraph(text=self._lead(framework, before, after))]
            blocks.append(drawn(self.now, framework, framework.title[self.now.language], moments))
            blocks.append(self._table(framework, before, after))
            blocks.append(Paragraph(text=self.now.say("compare_mind")))
            yield Section(title=self.now.say("compare_scores"), blocks=blocks)

    def _both(self, framework: Framework) -> tuple[ByItem, ByItem]:
        """Scores of statements that were rated both times; of the others there is no comparing."""
        one, other = (ratings(talk.dialogue, talk.session) for talk in (self.then, self.now))
        both = {name for name in one if None not in (one[name], other.get(name))}
        before: ByItem = {}
        after: ByItem = {}
        for item in framework.items:
            if item.statements:
                same = [s.id for s in item.statements if s.id in both]
                before[item.id] = fmean(one[name] or 0 for name in same) if same else None
                after[item.id] = fmean(other[name] or 0 for name in same) if same else None
        return before, after

    def _lead(self, framework: Framework, before: ByItem, after: ByItem) -> str:
        moved = _moved(before, after)
        lines = []
        for key, those in (
            ("compare_rose", [item for item, by in moved.items() if by >= REAL]),
            ("compare_fell", [item for item, by in moved.items() if by <= -REAL]),
        ):
            if len(those) > MAX_POINTS_NAMED:
                words = {"count": len(those), "all": len(moved)}
                lines.append(self.now.say(f"{key}_many", **words))
            elif those:
                titles = [f"‘{framework.item(i).title[self.now.language]}’" for i in those]
                items = format_list(titles, locale=self.now.language)
                lines.append(self.now.say(key, count=len(those), items=items))
        return " ".join(lines) or self.now.say("compare_stayed")

    def _table(self, framework: Framework, before: ByItem, after: ByItem) -> TableBlock:
        moved = _moved(before, after)
        rows: list[list[Cell]] = []
        for title, item in zip(numbered(self.now, framework, after), after, strict=True):
            old, new = before[item], after[item]
            if old is None or new is None:
                rows.append([title, NONE, NONE, self.now.say("compare_unknown")])
            else:
                rows.append([title, round(old, 2), round(new, 2), self._became(moved[item])])
        header = ["report_factor", "report_before", "report_after", "compare_difference"]
        caption = self.now.say("report_figures")
        return TableBlock(caption=caption, header=[self.now.say(key) for key in header], rows=rows)

    def _became(self, by: float) -> str:
        if abs(by) < 0.05:
            return self.now.say("compare_same")
        key = "compare_higher" if by > 0 else "compare_lower"
        return self.now.say(key, by=decimal(abs(by), self.now.language))

    def changed(self) -> Iterator[AnyBlock]:
        """What was answered otherwise: choices in a table, words as they were and as they are."""
        rows: list[list[Cell]] = []
        words: list[Quote] = []
        same: list[tuple[str, str]] = []
        before, after = dict(answered(self.then)), dict(answered(self.now))
        for name, state in before.items():
            if state.kind in WRITTEN and name not in after:
                words.append(self._then(name, state))
        for name, state in after.items():
            if state.kind == "rating":
                continue
            label, new = label_of(self.now, state), self.now.shown(name)
            old = self.then.shown(name) if name in before else ""
            if old == new:
                same.append((label, new))
            elif state.kind in WRITTEN:
                if old:
                    words.append(self._then(name, state))
                words.append(Quote(id=name, label=f"{label} ({self.today})", text=new))
            else:
                rows.append([label, old or self.now.say("compare_open"), new])
        if rows:
            header = [self.now.say("compare_question"), self.day, self.today]
            yield TableBlock(caption=self.now.say("compare_choices"), header=header, rows=rows)
        yield from words
        if same:
            yield Paragraph(text=self.now.say("compare_the_same"))
            yield Items(entries=same)

    def _then(self, name: str, state: State) -> Quote:
        label = f"{label_of(self.then, state)} ({self.day})"
        return Quote(id=f"{name}.then", label=label, text=self.then.shown(name))


def _moved(before: ByItem, after: ByItem) -> dict[str, float]:
    found = {}
    for item, new in after.items():
        old = before[item]
        if old is not None and new is not None:
            found[item] = new - old
    return found
