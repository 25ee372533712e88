"""From a published result to pictures: what is shown, what is not, and in which order."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from bot.reports.charts.draw import svg
from dialogues.definition.content import Content
from dialogues.messages.pictures import MetroLine
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.chart_data import (
    FACTORS,
    SVG,
    charts,
    of_items,
    result,
    scores,
    span,
    spread,
)


def test_dots_stand_in_the_order_of_the_alphabet() -> None:
    """Whoever scores highest: by the names that are shown, not by those that are stored."""
    names = {"council": "Raad", "staff": "Medewerkers"}
    rounds = [result(FACTORS, turn) for turn in range(9)]
    for one in rounds:
        parts = [series.name for series in scores(charts().dots(one, "municipality")).series]
        roles = [series.name for series in scores(charts().dots(one, "role", names)).series]
        assert parts == ["Aarhorst", "Nieuwe Wetering aan de Lek", "Vlietdam"]
        assert roles == ["Medewerkers", "Raad"]
    assert charts().dots(result(FACTORS, municipalities=1), "municipality") is None


def test_a_difference_is_said_with_a_comma_or_a_dot() -> None:
    assert scores(charts().dots(result(FACTORS), "municipality")).heads[0][1] == "verschil 2,1"
    english = charts(language="en").dots(result(FACTORS), "municipality")
    assert scores(english).heads[0][1] == "difference 2.1"


def test_a_span_is_soft_and_what_may_not_be_shown_is_said() -> None:
    """Nothing tells which point nearly all chose, nor anything of too few."""
    framework = of_items(FACTORS, "Een", "Twee", "Drie")
    items = {"item0": span(12, 3, 5), "item1": span(2000, 1, 2)}
    picture = charts(framework).bars(GroupResult("x", Rules(), (GroupPart(None, "", 12, items),)))
    assert picture is not None
    assert picture.words[1:] == (
        "Een: 12 antwoorden, bijna iedereen 3 tot en met 5",
        "Twee: 2.000 antwoorden, bijna iedereen 1 of 2",
        "Drie: te weinig antwoorden",
    )
    soft = [
        e
        for e in ElementTree.fromstring(svg(picture, "p")).iter(f"{SVG}rect")
        if e.get("rx") == "13"
    ]
    assert len(soft) == 2


def test_a_trend_has_gaps() -> None:
    """Where too few answered, where only a span is known, and where the words were others."""
    framework = of_items(FACTORS, "Vertrouwen")

    def then(score: str, digest: str = "same") -> GroupResult:
        known = {"5": spread((0, 1, 2, 8, 5)), "span": span(16, 3, 5)}
        items = {"item0": known[score]} if score in known else {}
        return GroupResult(
            "x", Rules(), (GroupPart(None, "", 16, items),), digests={"item0": digest}
        )

    rounds = [
        then("5", "other"),
        then("5"),
        then("5"),
        then(""),
        then("5"),
        then("span"),
        then("5"),
    ]
    picture = charts(framework).trend(
        [(f"dag {n}", one) for n, one in enumerate(rounds)], ["item0"]
    )
    (series,) = scores(picture).series
    assert [mark.word for mark in series.marks] == [
        "toen een andere vraag", "4,1", "4,1", "te weinig antwoorden", "4,1",
        "bijna iedereen 3 tot en met 5", "4,1",
    ]  # fmt: skip
    assert picture is not None
    (line,) = re.findall(r'd="(M[^"]*)" fill="none"[^>]*stroke-width="3"', svg(picture, "p"))[1:]
    assert [len(part.split("L")) for part in line.split("M")[1:]] == [2, 1, 1]


def test_a_trend_has_four_lines_at_most() -> None:
    with pytest.raises(ValueError, match="4 at most"):
        charts().trend([("nu", result(FACTORS))], [item.id for item in FACTORS.items[:5]])


@pytest.mark.parametrize(
    ("count", "kind"), [(1, "dots"), (2, "dots"), (3, "radar"), (12, "radar"), (13, "dots")]
)
def test_a_radar_needs_three_to_twelve_items(count: int, kind: str) -> None:
    """With fewer it has no shape, with more none can be told: then there are dots."""
    framework = of_items(FACTORS, *(f"Ding {n}" for n in range(count)))
    picture = charts(framework).radar([("toen", result(framework)), ("nu", result(framework, 1))])
    assert scores(picture).kind == kind


def test_a_line_shows_the_bands() -> None:
    """Of the median; a span within one band has that band too."""
    items = {
        "item0": spread((0, 0, 1, 9, 2)), "item1": spread((0, 0, 9, 2, 1)),
        "item2": span(12, 1, 2), "item3": span(12, 3, 5),
    }  # fmt: skip
    framework = of_items(FACTORS, "Een", "Twee", "Drie", "Vier", "Vijf")
    picture = charts(framework).line(GroupResult("x", Rules(), (GroupPart(None, "", 12, items),)))
    assert picture is not None
    assert isinstance(picture.shows, MetroLine)
    assert [one.state for one in picture.shows.stations] == [
        "good", "half", "not_yet", "unknown", "unknown",
    ]  # fmt: skip
    assert picture.words[0] == "Een: kracht, middelste score 4"
    assert picture.words[2] == "Drie: aanpakken, bijna iedereen 1 of 2"


def test_nothing_is_drawn_of_too_few() -> None:
    """A round in which too few answered gives no picture at all."""
    nothing = GroupResult("success_factors", Rules())
    make = charts()
    assert make.bars(nothing) is None
    assert make.line(nothing) is None
    assert make.dots(nothing, "role") is None
    assert make.trend([("nu", nothing)], ["sf1"]) is None
    assert make.radar([("nu", nothing)]) is None


def test_the_words_are_in_both_languages(content: Content) -> None:
    """Whatever is said in Dutch is said in English."""
    found = [
        {key for key in content.catalogue.languages[language].strings if key.startswith("chart_")}
        for language in ("nl", "en")
    ]
    assert found[0] == found[1] != set()
