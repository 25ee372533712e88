"""The report of a round with its agenda: for who was there, and for the next meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from babel.dates import format_date

from bot.reports.kinds.agenda import AgendaWords, agreements, overview, scripts
from bot.reports.kinds.parts import sources_of
from bot.reports.report import AnyBlock, Drawn, Items, Paragraph, Report, Section, TableBlock
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import BLOCKS, ROLES
from dialogues.messages.pictures import Picture
from dialogues.results.cells import NONE, Cell
from dialogues.results.findings import Changed, Findings
from dialogues.results.pictures import Charts, Moment
from frameworks.agenda.agenda import Agenda
from frameworks.agenda.proposal import propose
from frameworks.definition.model import Framework, Item
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import FEW, LEAST_PART, Kind

USUAL = 90
"""Minutes of a meeting."""
MAX_ITEMS_IN_PICTURE = 5
"""Items in a picture with much to read for each."""
LATEST = 6
"""Rounds in a trend, besides the zero measurement."""
Published = tuple[date, GroupResult]
"""The last day of a round, and what was published of it."""


def round_report(
    content: Content,
    group: Collaboration,
    rounds: Sequence[Published],
    agenda: Agenda | None = None,
    language: str = "",
) -> Report:
    """The last of these rounds, all on one framework, the oldest first.

    Without an agenda that was kept it has one as it is proposed.
    """
    words = _RoundWords(content, group, rounds, language or group.language)
    result, framework = words.result, words.framework
    if agenda is None and not result.few:
        agenda = propose(result, framework, content.guide, USUAL, words.language)
    day = format_date(rounds[-1][0], "long", locale=words.language)
    return Report(
        title=words.say("title", collaboration=group.name),
        subtitle=framework.title[words.language],
        language=words.language,
        made=day,
        toc=bool(result.overall),
        sections=[section for section in words.sections(agenda) if section.blocks],
    )


@dataclass(frozen=True, slots=True)
class _RoundWords:
    """All that is told of a round.

    content: all that is said and asked
    group: whose round it is
    rounds: all that were published on its framework, the oldest first
    language: of the report
    """

    content: Content
    group: Collaboration
    rounds: Sequence[Published]
    language: str

    @property
    def result(self) -> GroupResult:
        return self.rounds[-1][1]

    @property
    def framework(self) -> Framework:
        return self.content.frameworks[self.result.framework]

    @property
    def charts(self) -> Charts:
        return Charts(self.framework, self.content.catalogue, self.language)

    @property
    def findings(self) -> Findings:
        return Findings(self.framework, self.content.catalogue, self.language, self.result)

    def say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.language, f"round_{key}", **values)

    def sections(self, agenda: Agenda | None) -> Iterator[Section]:
        yield self._section("short", self._lead())
        yield self._section("rules", self._rules())
        if not self.result.overall:
            return
        yield self._section("line", self._halves("line"))
        yield self._section("means", self._halves("means"))
        yield self._section("items", self._table())
        for kind in self.result.rules.kinds:
            yield self._section(f"apart_{kind}", self._apart(kind))
        yield self._section("changes", list(self._changes()))
        yield self._section("lines", self._lines())
        if agenda is not None:
            meeting = AgendaWords(self.content.catalogue, agenda, "meeting")
            yield self._section("agenda", [*overview(meeting), *scripts(meeting)])
            yield self._section("later", meeting.later())
            yield self._section("agreed", agreements(meeting))
        yield self._section("sources", self._sources())

    def _section(self, key: str, blocks: list[AnyBlock]) -> Section:
        return Section(title=self.say(f"head_{key}"), blocks=blocks)

    def _lead(self) -> list[AnyBlock]:
        """What one would tell at the table."""
        first, *more = self.findings.lead()
        blocks: list[AnyBlock] = [Paragraph(text=first)]
        if more:
            blocks.append(Items(entries=[(line, "") for line in more]))
        return blocks

    def _rules(self) -> list[AnyBlock]:
        rules = self.result.rules
        lines = [
            self.say("rule_shift"), self.say("rule_margin"),
            self.say("rule_scores", k=rules.least), self.say("rule_parts", k=LEAST_PART),
            self.say(f"rule_lines_{rules.texts}"), self.say("rule_once"), self.say("rule_never"),
        ]  # fmt: skip
        return [Items(entries=[(line, "") for line in lines])]

    def _halves(self, name: Literal["line", "means"]) -> list[AnyBlock]:
        """Of all items; what is read in such a picture need not stand beside it."""
        if name == "line" and self.result.few:
            return []
        charts = self._few(self.findings.items)
        pictures = [getattr(one, name)(self.result) for one in charts]
        return self._numbered(name, pictures, words="hidden")

    def _few(self, items: Sequence[Item]) -> list[Charts]:
        """Charts of a few items each, so that they can be read on paper."""
        pages = -(-len(items) // MAX_ITEMS_IN_PICTURE)
        each = -(-len(items) // pages) if pages else 1
        return [
            Charts(
                self.framework.model_copy(update={"items": items[at : at + each]}),
                self.content.catalogue, self.language,
            )
            for at in range(0, len(items), each)
        ]  # fmt: skip

    def _numbered(
        self,
        name: str,
        pictures: Sequence[Picture | None],
        words: Literal["beside", "hidden"] = "beside",
    ) -> list[AnyBlock]:
        """Pictures that are parts of one say so."""
        shown = [picture for picture in pictures if picture]
        blocks: list[AnyBlock] = []
        for number, one in enumerate(shown, 1):
            title = self.say("part", title=one.title, number=number, count=len(shown))
            picture = replace(one, title=title) if len(shown) > 1 else one
            blocks.append(Drawn(id=f"{name}_{number}", picture=picture, words=words))
        return blocks

    def _table(self) -> list[AnyBlock]:
        spread = bool(self.result.spread)
        heads = ("item", "n", "mean", "low", "high", "band", *["spread"] * spread, "share")
        header = [self.say(f"col_{key}") for key in heads]
        caption = self.framework.title[self.language]
        rows: list[list[Cell]] = [
            [r.title, r.n, r.mean, r.low, r.high, r.band, *[r.spread] * spread, r.important]
            for r in self.findings.rows()
        ]
        table = TableBlock(caption=caption, header=header, rows=rows)
        notes = [self.say("mean_is"), self.findings.missing()]
        return [table, *(Paragraph(text=note) for note in notes if note)]

    def _apart(self, kind: Kind) -> list[AnyBlock]:
        say = self.content.catalogue.say
        named: dict[str, str] = {role: say(self.language, f"role_{role}") for role in ROLES}
        named |= {one: say(self.language, f"block_{one}") for one in BLOCKS.values()}
        places = {"municipality": self.group.municipalities, "role": ROLES, "block": ()}[kind]
        why = self.findings.hidden(kind, places)
        apart = {item for part in self.result.of(kind) for item in part.items}
        items = [item for item in self.findings.items if item.id in apart]
        pictures = [charts.dots(self.result, kind, named) for charts in self._few(items)]
        blocks = self._numbered(f"dots_{kind}", pictures)
        if blocks:
            blocks.insert(0, Paragraph(text=self.say(f"about_{kind}")))
        return [*blocks, Paragraph(text=why)] if why else blocks

    def _changes(self) -> Iterator[AnyBlock]:
        """Beside the zero measurement, and the round before."""
        if len(self.rounds) < 2:
            return
        zero, before = self.rounds[0][1], self.rounds[-2][1]
        found = self.findings.changes(before, zero)
        few = self.result.few or (before.few and zero.few)
        yield Paragraph(
            text=self.findings.who(found) if found
            else self.say("changes_few", count=FEW) if few else self.say("changes_none")
        )  # fmt: skip
        if not found:
            return
        moments = [(self._day(day), result) for day, result in self.rounds]
        yield from self._moved(moments, before, zero)
        rows = self._changed(found)
        heads = ("item", "now", "zero") if len(self.rounds) == 2 else (
            "item", "now", "before", "zero",
        )  # fmt: skip
        if len(self.rounds) == 2:
            rows = [[title, now, since] for title, now, _, since in rows]
        header = [self.say(f"col_{key}") for key in heads]
        yield TableBlock(caption=self.say("changes_table"), header=header, rows=rows)

    def _changed(self, found: Sequence[Changed]) -> list[list[Cell]]:
        """Every item with its number."""
        words = self.findings
        return [
            [
                f"{number}. {row.title}", NONE if row.now is None else row.now.value,
                words.moved(row.before), words.moved(row.zero),
            ]
            for number, row in enumerate(found, 1)
        ]  # fmt: skip

    def _moved(
        self, moments: list[Moment], before: GroupResult, zero: GroupResult
    ) -> Iterator[AnyBlock]:
        """From the zero measurement, or else from the round before; with more rounds also how it
        went."""
        charts = self._few(self.findings.items)
        pictures = [one.arrows(self.result, then) for then in (zero, before) for one in charts]
        yield from self._numbered("arrows", [one for one in pictures if one][: len(charts)])
        most = self.findings.moved_most(zero)
        if len(moments) > 2 and most:
            latest = [moments[0], *moments[1:][-LATEST:]]
            yield from _drawn("trend", self.charts.trend(latest, most))

    def _lines(self) -> list[AnyBlock]:
        if not self.result.lines:
            return []
        entries = [(f"“{line}”", "") for line in self.result.lines]
        return [
            Paragraph(text=self.say(f"about_lines_{self.result.rules.texts}")),
            Items(entries=entries),
        ]

    def _sources(self) -> list[AnyBlock]:
        named = [(item.title[self.language], item.source) for item in self.findings.items]
        return sources_of(self.content, self.language, named)

    def _day(self, day: date) -> str:
        return str(format_date(day, "d MMM yyyy", locale=self.language))


def _drawn(name: str, picture: Picture | None) -> list[AnyBlock]:
    return [Drawn(id=name, picture=picture)] if picture else []
