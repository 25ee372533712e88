"""From a published result to pictures: what is shown, what is not, and in which order."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from bot.reports.charts.draw import svg
from dialogues.definition.content import Content
from dialogues.messages.pictures import Arrows, MetroLine
from dialogues.results.pictures import explained
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.chart_data import (
    FACTORS,
    charts,
    figure,
    of_items,
    result,
    scores,
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


def test_one_part_alone_is_drawn_against_all() -> None:
    alone = scores(charts().dots(result(FACTORS, municipalities=1), "municipality"))
    assert [one.name for one in alone.series] == ["Vlietdam", "Iedereen"]


def test_a_difference_is_named_by_its_margin() -> None:
    dots = scores(charts().dots(result(FACTORS), "municipality"))
    assert dots.heads[0][1] == "duidelijk verschil: 2,5 (±1,0)"
    english = scores(charts(language="en").dots(result(FACTORS), "municipality"))
    assert english.heads[0][1] == "clear difference: 2.5 (±1.0)"


def test_a_mean_has_a_band_and_what_is_not_shown_says_why() -> None:
    framework = of_items(FACTORS, "Een", "Twee", "Drie")
    items = {"item0": figure(3.5, 18), "item1": figure(5, 18)}
    shown = GroupResult("x", Rules(), (GroupPart(None, "", 18, items),), spread={"item1": "close"})
    picture = charts(framework).means(shown)
    assert picture is not None
    assert picture.words[1:] == (
        "Iedereen: 18 mensen",
        "Een (waarschijnlijk tussen 3,1 en 3,9): Iedereen (3,5)",
        "Twee (waarschijnlijk tussen 4,1 en 5,0. De antwoorden liggen waarschijnlijk dicht bij "
        "elkaar.): Iedereen (4,5 of hoger)",
        "Drie (te weinig antwoorden): Iedereen (te weinig antwoorden)",
    )
    bands = [
        e
        for e in ElementTree.fromstring(svg(picture, "p")).iter()
        if e.get("stroke-opacity") == "0.3"
    ]
    assert len(bands) == 2


def test_an_arrow_stands_only_where_the_group_surely_moved() -> None:
    framework = of_items(FACTORS, "Een", "Twee", "Drie")
    digests = {f"item{n}": "same" for n in range(3)}

    def then(*values: float) -> GroupResult:
        items = {f"item{n}": figure(value, 18) for n, value in enumerate(values)}
        return GroupResult("x", Rules(), (GroupPart(None, "", 18, items),), digests=digests)

    picture = charts(framework).arrows(then(4, 3.25, 5), then(2.5, 3, 5))
    assert picture is not None and isinstance(picture.shows, Arrows)
    assert [one.clear for one in picture.shows.moves] == [True, False, False]
    assert picture.words[1:] == (
        "Een: van 2,5 naar 4: +1,5 (±0,6)", "Twee: van 3 naar 3,25: niet duidelijk veranderd",
        "Drie: niet te vergelijken",
    )  # fmt: skip
    assert charts(framework).arrows(then(3), GroupResult("x", Rules())) is None


def test_what_a_secret_number_does_is_drawn(content: Content) -> None:
    """Answers move, and their mean does not."""
    for language in ("nl", "en"):
        picture = explained(content.catalogue, language)
        assert isinstance(picture.shows, Arrows)
        *answers, mean = picture.shows.moves
        for end in ("before", "now"):
            assert sum(getattr(one, end) for one in answers) / len(answers) == getattr(mean, end)
        assert not mean.clear and any(one.clear for one in answers)


def test_a_trend_has_gaps() -> None:
    """Where too few answered, and where the words were others."""
    framework = of_items(FACTORS, "Vertrouwen")

    def then(known: bool, digest: str = "same") -> GroupResult:
        items = {"item0": figure(4, 18)} if known else {}
        return GroupResult(
            "x", Rules(), (GroupPart(None, "", 18, items),), digests={"item0": digest}
        )

    rounds = [then(True, "other"), then(True), then(True), then(False), then(True)]
    picture = charts(framework).trend(
        [(f"dag {n}", one) for n, one in enumerate(rounds)], ["item0"]
    )
    (series,) = scores(picture).series
    assert [mark.word for mark in series.marks] == [
        "toen een andere vraag", "4", "4", "te weinig antwoorden", "4",
    ]  # fmt: skip
    assert picture is not None
    (line,) = re.findall(r'd="(M[^"]*)" fill="none"[^>]*stroke-width="3"', svg(picture, "p"))[1:]
    assert [len(part.split("L")) for part in line.split("M")[1:]] == [2, 1]


def test_a_trend_has_four_lines_at_most() -> None:
    with pytest.raises(ValueError, match="4 at most"):
        charts().trend([("nu", result(FACTORS))], [item.id for item in FACTORS.items[:5]])


def test_a_line_shows_the_bands() -> None:
    """Of the mean."""
    items = {f"item{n}": figure(value, 18) for n, value in enumerate((4, 3.25, 1))}
    framework = of_items(FACTORS, "Een", "Twee", "Drie", "Vier")
    picture = charts(framework).line(GroupResult("x", Rules(), (GroupPart(None, "", 18, items),)))
    assert picture is not None
    assert isinstance(picture.shows, MetroLine)
    assert [one.state for one in picture.shows.stations] == ["good", "half", "not_yet", "unknown"]
    assert picture.words[0] == "Een: kracht, 4"
    assert picture.words[2] == "Drie: aanpakken, 1,5 of lager"


def test_nothing_is_drawn_of_too_few() -> None:
    """A round in which too few answered gives no picture at all."""
    nothing = GroupResult("success_factors", Rules())
    make = charts()
    assert make.means(nothing) is None
    assert make.line(nothing) is None
    assert make.dots(nothing, "role") is None
    assert make.trend([("nu", nothing)], ["sf1"]) is None
    assert make.arrows(nothing, nothing) is None


def test_the_words_are_in_both_languages(content: Content) -> None:
    """Whatever is said in Dutch is said in English."""
    found = [
        {key for key in content.catalogue.languages[language].strings if key.startswith("chart_")}
        for language in ("nl", "en")
    ]
    assert found[0] == found[1] != set()
