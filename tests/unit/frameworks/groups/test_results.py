"""What a published result says of an item, and that it is the same after it was stored."""

from __future__ import annotations

import orjson
import pytest

from dialogues.definition.content import Content
from frameworks.definition.model import Framework
from frameworks.groups.results import Distribution, GroupPart, GroupResult
from frameworks.groups.rules import Rules

POINTS = (1, 2, 3, 4, 5)
COUNTED = Distribution(POINTS, 6, (1, 0, 2, 2, 1))


def spanning(low: int, high: int) -> Distribution:
    return Distribution(POINTS, 6, span=(low, high))


RESULT = GroupResult(
    "some",
    Rules(k=6, texts="ten", first="role"),
    (
        GroupPart(None, "", 12, {"a": COUNTED, "b": spanning(4, 5)}),
        GroupPart("municipality", "Aadorp", 6, {"a": COUNTED}),
        GroupPart("municipality", "Beburg", 6, {}),
        GroupPart("role", "council", 6, {"b": spanning(1, 3)}),
    ),
    {"a": 0.25},
    ("Meer tijd.", "Goed zo."),
    {"a": "12ab", "b": "34cd"},
)


def test_a_result_is_the_same_after_it_was_stored() -> None:
    """Parts, counts, spans and all: renderers work with what was read back."""
    read = GroupResult.load(RESULT.dump())
    assert read == RESULT
    assert read.parts[0].items["b"].span == (4, 5) and read.parts[0].items["a"].span is None
    assert GroupResult.load(RESULT.dump().decode()) == RESULT


def test_what_is_stored_can_be_read_by_others() -> None:
    """Its version stands in front, under the names that earlier versions wrote."""
    stored = orjson.loads(RESULT.dump())
    assert stored["format"] == 1 and stored["result"]["framework"] == "some"


@pytest.mark.parametrize("stored", ['{"format":7,"result":{}}', b'{"result":{}}'])
def test_another_version_is_refused(stored: str | bytes) -> None:
    found = orjson.loads(stored).get("format")
    with pytest.raises(ValueError, match=rf"^result format {found}; this version reads 1$"):
        GroupResult.load(stored)


def test_parts_are_found_by_their_kind() -> None:
    assert [part.name for part in RESULT.of("municipality")] == ["Aadorp", "Beburg"]
    assert [part.name for part in RESULT.of("role")] == ["council"]


@pytest.fixture
def factors(content: Content) -> Framework:
    """With bands from 1, from 3 and from 4 on."""
    return content.frameworks["success_factors"]


def banded(factors: Framework, found: Distribution) -> str | None:
    item = factors.items[0].id
    result = GroupResult(factors.id, Rules(), (GroupPart(None, "", 6, {item: found}),))
    band = result.band(factors, item)
    return band.id if band else None


def test_an_item_is_in_the_band_of_its_median(factors: Framework) -> None:
    assert banded(factors, COUNTED) == "discuss"
    assert banded(factors, Distribution(POINTS, 6, (0, 0, 0, 2, 4))) == "strength"


def test_a_span_is_in_a_band_when_all_of_it_is(factors: Framework) -> None:
    """Else the band would say more than the span may."""
    assert banded(factors, spanning(4, 5)) == "strength"
    assert banded(factors, spanning(1, 2)) == "address"
    assert banded(factors, spanning(3, 5)) is None
    assert banded(factors, spanning(1, 5)) is None


def test_nothing_is_in_a_band_without_bands_or_without_a_result(factors: Framework) -> None:
    item = factors.items[0].id
    assert GroupResult(factors.id, Rules()).band(factors, item) is None
    assert factors.scale
    bare = factors.model_copy(update={"scale": factors.scale.model_copy(update={"bands": []})})
    assert banded(bare, COUNTED) is None
