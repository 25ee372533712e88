"""Scores of one person: a picture, and a table with numbers; at one moment or at two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.reports.kinds.parts import told_states
from bot.reports.report import AnyBlock, Drawn, TableBlock
from dialogues.definition.tellings import GiveScorecard
from dialogues.engine.facts import scorecard
from dialogues.engine.run import Run
from dialogues.messages.pictures import Mark, Picture, Scores, Series
from dialogues.results.cells import NONE, Cell
from dialogues.texts.formats import decimal
from frameworks.definition.model import Framework

RADAR = range(3, 13)
"""How many items a radar has."""
ByItem = dict[str, float | None]
"""A score for each item, in the order of the framework."""
Moment = tuple[str, ByItem]
"""When, in words, and the scores of then."""


def rated(talk: Run) -> list[Framework]:
    """The frameworks whose scores this talk shows."""
    named = [s.told.framework for s in told_states(talk) if isinstance(s.told, GiveScorecard)]
    return [talk.dialogue.frameworks[name] for name in dict.fromkeys(named)]


def scores(talk: Run) -> list[AnyBlock]:
    """For each framework that was rated the scores as a picture, and as a table."""
    blocks: list[AnyBlock] = []
    for framework in rated(talk):
        card = scorecard(talk.dialogue, talk.session, framework.id)
        if card.mean is None:
            continue
        found = {score.item: score.mean for score in card.scores}
        name = talk.say("report_you")
        picture = drawn(talk, framework, framework.title[talk.language], [(name, found)])
        blocks += [picture, _table(talk, framework, found)]
    return blocks


def drawn(talk: Run, framework: Framework, title: str, moments: Sequence[Moment]) -> Drawn:
    """Scores beside each other, as a radar where items make a shape.

    In a radar items are called by their number in the table next to it.
    """
    assert framework.scale is not None
    language = talk.language
    low, *_, high = framework.scale.points
    note = talk.say(
        "report_scale", low=low.value, high=high.value,
        low_label=low.label[language], high_label=high.label[language],
    )  # fmt: skip
    items = list(moments[0][1])
    kind: Literal["radar", "dots"] = "radar" if len(items) in RADAR else "dots"
    series = tuple(
        Series(day, tuple(_mark(talk, found[item]) for item in items)) for day, found in moments
    )
    names = [str(number) for number, _ in enumerate(items, 1)]
    if kind == "dots":
        names = numbered(talk, framework, items)
    heads = tuple((name, "") for name in names)
    points = tuple(point.value for point in framework.scale.points)
    shows = Scores(kind, note, points, heads, series)
    picture = Picture(title, language, shows)
    return Drawn(id=f"scores_{framework.id}", picture=picture, words="table")


def _mark(talk: Run, score: float | None) -> Mark:
    if score is None:
        return Mark(talk.say("no_score"))
    return Mark(decimal(score, talk.language), round(score, 2))


def numbered(talk: Run, framework: Framework, items: Iterable[str]) -> list[str]:
    """The titles of items with their numbers."""
    titles = (framework.item(item).title[talk.language] for item in items)
    return [f"{number}. {title}" for number, title in enumerate(titles, 1)]


def _table(talk: Run, framework: Framework, found: ByItem) -> TableBlock:
    rows: list[list[Cell]] = []
    for title, score in zip(numbered(talk, framework, found), found.values(), strict=True):
        if score is None:
            rows.append([title, NONE, talk.say("no_score")])
        else:
            band = framework.band(score).label[talk.language]
            rows.append([title, round(score, 2), band])
    header = [talk.say(f"report_{name}") for name in ("factor", "score", "band")]
    return TableBlock(caption=talk.say("report_figures"), header=header, rows=rows)
