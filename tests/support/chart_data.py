"""Results to draw, realistic and ugly, and pictures of them."""

from __future__ import annotations

from itertools import cycle
from xml.etree import ElementTree

from bot.reports.charts.draw import svg
from dialogues.messages.pictures import Mark, Picture, Scores, Series
from dialogues.results.pictures import Charts
from frameworks.definition.model import Framework, Item, Text
from frameworks.groups.figures import Estimate, mean_of
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Kind, Rules
from tests.support.content import loaded

CONTENT = loaded()
FACTORS = CONTENT.dialogues["success_factors"].frameworks["success_factors"]
SVG = "{http://www.w3.org/2000/svg}"
DAYS = ("nov 2026", "feb 2027", "mei 2027", "sep 2027", "nov 2027")
MEANS = (4.25, 2.5, 3.75, 1.5, 4.5, 3.0, 3.25, 2.0, 4.0)
HOSTILE = (
    "<script>&]]> \x00\x0b \u202eom 😀 שלום {{ 7 * 7 }} intergemeentelijkesamenwerkingsverbanden"
)


def figure(value: float, n: int = 16) -> Estimate:
    """As it is published of so many."""
    return mean_of([value] * n, 1, 5)


def part(framework: Framework, kind: Kind | None, name: str, n: int, turn: int) -> GroupPart:
    """A part whose items have other means with each turn; one of them is not shown."""
    means = cycle(MEANS[turn % len(MEANS) :] + MEANS[: turn % len(MEANS)])
    items = {item.id: figure(next(means), n) for item in framework.items}
    ids = list(items)
    if len(ids) > 4:
        del items[ids[(6 + turn) % len(ids)]]
    return GroupPart(kind, name, n, items)


def result(framework: Framework, turn: int = 0, municipalities: int = 3) -> GroupResult:
    """A round with municipalities and roles."""
    names = (
        "Vlietdam",
        "Aarhorst",
        "Nieuwe Wetering aan de Lek",
        *(f"Dorp {i}" for i in range(20)),
    )
    parts = [part(framework, None, "", 16, turn)]
    parts += [
        part(framework, "municipality", name, 6, turn + i)
        for i, name in enumerate(names[:municipalities], 1)
    ]
    parts += [
        part(framework, "role", name, 8, turn + i) for i, name in enumerate(("council", "staff"))
    ]
    digests = {item.id: "same" for item in framework.items}
    return GroupResult(framework.id, Rules(), tuple(parts), digests=digests)


def of_items(framework: Framework, *titles: str) -> Framework:
    """The framework with these as the titles of its only items."""
    statements = framework.items[0].statements
    items = [
        Item(
            id=f"item{number}", title=Text(nl=title, en=title),
            explanation=framework.items[0].explanation, statements=statements, source=[],
        )
        for number, title in enumerate(titles)
    ]  # fmt: skip
    return framework.model_copy(update={"items": items})


def charts(framework: Framework = FACTORS, language: str = "nl") -> Charts:
    return Charts(framework, CONTENT.catalogue, language)


def radar(framework: Framework, *results: GroupResult) -> Picture:
    """Rings, as someone's own scores are drawn beside each other."""
    heads = tuple((item.title["nl"], "") for item in framework.items)
    rings = tuple(
        Series(day, tuple(_mark(one.overall.get(item.id)) for item in framework.items))
        for day, one in zip(DAYS, results, strict=False)
    )
    shows = Scores("radar", "Van 1 tot 5.", (1, 2, 3, 4, 5), heads, rings)
    return Picture("Toen en nu", "nl", shows)


def _mark(found: Estimate | None) -> Mark:
    return Mark(str(found.value), found.value) if found else Mark("te weinig antwoorden")


def drawn(framework: Framework, names: dict[str, str] | None = None) -> dict[str, Picture]:
    """A picture of each kind."""
    make, rounds = charts(framework), [result(framework, turn) for turn in range(5)]
    moments = list(zip(DAYS, rounds, strict=True))
    items = [item.id for item in framework.items[:4]]
    found = {
        "means": make.means(rounds[0]),
        "line": make.line(rounds[0]),
        "dots": make.dots(rounds[0], "municipality", names),
        "trend": make.trend(moments, items),
        "radar": radar(framework, rounds[0], rounds[3]),
        "arrows": make.arrows(rounds[3], rounds[0]),
    }
    return {kind: picture for kind, picture in found.items() if picture is not None}


def texts(picture: Picture, alone: bool = False) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg(picture, "p", alone=alone)).iter(f"{SVG}text"))


def scores(picture: Picture | None) -> Scores:
    assert picture is not None
    assert isinstance(picture.shows, Scores)
    return picture.shows
