"""What a scorecard says of ratings: means, bands, perspectives, and what is weakest."""

from __future__ import annotations

import pytest

from frameworks.definition.model import Band, Framework, Item, Scale, Standing
from frameworks.scoring.scorecard import Score, Scorecard, rated_of, score
from tests.support.small_frameworks import framework, text

LEVELS: tuple[tuple[str, float, Standing], ...] = (
    ("low", 1.0, "weak"), ("fair", 3.0, "middle"), ("high", 4.0, "strong"),
)  # fmt: skip
BANDS = {
    name: Band(id=name, least=least, standing=standing, label=text(name))
    for name, least, standing in LEVELS
}


@pytest.fixture
def some() -> Framework:
    """Three items of two statements each, of which two are of one perspective; and one item that
    is told of and not asked."""
    plain = framework(5, ["trust", "money", "role", "told"])
    assert plain.scale
    asked = [_item(plain.items[i], "relation" if i < 2 else "content") for i in range(3)]
    told = plain.items[3].model_copy(update={"statements": []})
    return plain.model_copy(
        update={
            "items": [*asked, told],
            "scale": Scale(points=plain.scale.points, bands=[*BANDS.values()]),
        }
    )


def _item(item: Item, perspective: str) -> Item:
    first = item.statements[0]
    second = type(first)(id=f"{item.id}_b", text=first.text, source=[])
    return item.model_copy(update={"statements": [first, second], "perspective": perspective})


RATINGS = {"trust_a": 1.0, "trust_b": 2.0, "money_a": 4.0, "money_b": None, "elsewhere": 5.0}


def test_what_is_unknown_is_no_score(some: Framework) -> None:
    """A mean is of what was rated; an item of which nothing was, has none, and no band."""
    card = score(some, RATINGS)
    assert card.framework == "some"
    assert card.scores == (
        Score("trust", 1.5, BANDS["low"], 2, 2),
        Score("money", 4.0, BANDS["high"], 1, 2),
        Score("role", None, None, 0, 2),
        Score("told", None, None, 0, 0),
    )
    assert card.mean == 2.75
    assert rated_of(some.items[1], RATINGS) == [4.0]


def test_items_weigh_the_same_in_a_perspective(some: Framework) -> None:
    """However many of their statements were rated; none of an item without a perspective."""
    card = score(some, RATINGS)
    assert card.perspectives == {"relation": 2.75, "content": None}


def test_nothing_rated_is_an_empty_scorecard(some: Framework) -> None:
    """Not one full of zeros."""
    card = score(some, {"trust_a": None})
    assert card.mean is None and card.weakest(4) == [] and card.facts() == {}
    assert {one.mean for one in card.scores} == {None}


def test_conditions_see_scores_and_bands(some: Framework) -> None:
    """Of what has them."""
    assert score(some, RATINGS).facts() == {
        "trust.score": 1.5,
        "trust.band": frozenset({"low"}),
        "money.score": 4.0,
        "money.band": frozenset({"high"}),
    }


def test_an_item_without_a_band_is_no_fact() -> None:
    """Nor is one without a score."""
    scores = (Score("a", 2.0, None, 1, 1), Score("b", None, BANDS["low"], 0, 1))
    assert Scorecard("some", scores, None, {}).facts() == {}


def test_the_weakest_come_first() -> None:
    """No strengths, at most as many as asked for; what is as low keeps the framework's order."""
    scores = tuple(
        Score(name, mean, BANDS.get(band or ""), 1, 1)
        for name, mean, band in [
            ("fair", 3.5, "fair"), ("strong", 4.5, "high"), ("low", 1.0, "low"),
            ("none", None, None), ("as_low", 1.0, "low"), ("zero", 0.0, "low"),
        ]
    )  # fmt: skip
    card = Scorecard("some", scores, None, {})
    assert [one.item for one in card.weakest(9)] == ["zero", "low", "as_low", "fair"]
    assert [one.item for one in card.weakest(2)] == ["zero", "low"]
