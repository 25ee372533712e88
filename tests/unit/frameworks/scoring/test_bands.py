"""Bands are content: how many there are, what they are called, and which of them are good."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.messages.pictures import MetroLine
from dialogues.results.findings import Findings
from dialogues.results.pictures import Charts
from frameworks.agenda.proposal import propose
from frameworks.definition.model import Band, Framework, Scale, Standing
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from frameworks.scoring.scorecard import score
from tests.support.group_results import figure
from tests.support.small_frameworks import text

BANDS: tuple[tuple[str, float, Standing], ...] = (
    ("excellent", 4.5, "strong"),
    ("good", 4.0, "strong"),
    ("fair", 3.0, "middle"),
    ("poor", 2.0, "weak"),
    ("alarming", 1.0, "weak"),
)


@pytest.fixture
def five(content: Content) -> Framework:
    """The success factors, with five bands that have names of their own."""
    bands = [Band(id=i, least=least, standing=s, label=text(i)) for i, least, s in BANDS]
    factors = content.frameworks["success_factors"]
    assert factors.scale
    return factors.model_copy(update={"scale": Scale(points=factors.scale.points, bands=bands)})


def group(five: Framework, *means: float) -> GroupResult:
    """The first items, each with its mean."""
    found = {item.id: figure(mean, 18) for item, mean in zip(five.items, means, strict=False)}
    return GroupResult(five.id, Rules(), (GroupPart(None, "", 18, found),))


MOSTLY_FOUR, MOSTLY_TWO, ALL_FIVE, ALL_ONE, MIDDLE = 4, 2, 5, 1, 3


def test_what_is_strong_is_never_among_the_weakest(five: Framework) -> None:
    """Whatever the band is called, and when there are two of them."""
    rated = {s.id: r for i, r in zip(five.items, (5, 4, 3, 2), strict=False) for s in i.statements}
    card = score(five, rated)
    bands = [one.band and one.band.id for one in card.scores[:4]]
    assert bands == ["excellent", "good", "fair", "poor"]
    assert [one.item for one in card.weakest(9)] == [five.items[3].id, five.items[2].id]


def test_a_result_names_all_that_is_strong_and_all_that_is_weak(
    five: Framework, content: Content
) -> None:
    """Not only what is in the highest and in the lowest band."""
    result = group(five, ALL_FIVE, MOSTLY_FOUR, MIDDLE, MOSTLY_TWO, ALL_ONE)
    titles = [f"‘{item.title['nl']}’" for item in five.items]
    _, strong, weak = Findings(five, content.catalogue, "nl", result).lead()
    assert [title in strong for title in titles[:5]] == [True, True, False, False, False]
    assert [title in weak for title in titles[:5]] == [False, False, False, True, True]


def test_a_line_shows_what_bands_are_worth(five: Framework, content: Content) -> None:
    result = group(five, ALL_FIVE, MOSTLY_FOUR, MIDDLE, MOSTLY_TWO, ALL_ONE)
    picture = Charts(five, content.catalogue, "nl").line(result)
    assert picture is not None and isinstance(picture.shows, MetroLine)
    states = [station.state for station in picture.shows.stations[:5]]
    assert states == ["good", "good", "half", "not_yet", "not_yet"]


def test_what_is_strong_is_no_weak_point_of_an_agenda(five: Framework, content: Content) -> None:
    """It is a strength to talk about, when nothing else asks for attention."""

    def whys(*means: float) -> list[tuple[str | None, list[str]]]:
        agenda = propose(group(five, *means), five, content.guide, 60, "nl")
        return [(entry.item, [reason.why for reason in entry.reasons]) for entry in agenda.entries]

    first, second, third = (item.id for item in five.items[:3])
    assert whys(ALL_FIVE, MOSTLY_FOUR, MIDDLE) == [(third, ["weak"])]
    assert sorted(whys(ALL_FIVE, MOSTLY_FOUR)) == [(first, ["strong"]), (second, ["strong"])]
