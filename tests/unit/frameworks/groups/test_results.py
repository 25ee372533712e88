"""What a published result says of an item, and that it is the same after it was stored."""

from __future__ import annotations

import orjson
import pytest

from dialogues.definition.content import Content
from frameworks.definition.model import Framework
from frameworks.groups.figures import Estimate
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules

MEAN, HIGH = Estimate(3.25, 0.41, 18), Estimate(4.5, 0.6, 9, 1)
RESULT = GroupResult(
    "some",
    Rules(k=6, texts="ten", first="role"),
    (
        GroupPart(None, "", 18, {"a": MEAN}),
        GroupPart("municipality", "Aadorp", 9, {"a": HIGH}),
        GroupPart("municipality", "Beburg", 9, {}),
        GroupPart("role", "council", 9, {"a": HIGH}),
    ),
    {"a": Estimate(0.3, 0.2, 18)},
    ("Meer tijd.", "Goed zo."),
    {"a": "12ab", "b": "34cd"},
    "r2",
    {"r1": {"a": 17}},
    {"a": "apart"},
)
OLD = {
    "format": 1,
    "result": {
        "framework": "some", "rules": {"k": 3, "texts": "approved", "first": "municipality"},
        "parts": [{"kind": None, "name": "", "n": 8, "items": {
            "a": {"points": [1, 3, 3.5, 5], "n": 8, "counts": [0, 2, 6, 0], "span": None},
            "b": {"points": [1, 2, 3, 4, 5], "n": 8, "counts": [], "span": [3, 5]},
        }}],
        "important": {"a": 0.25}, "lines": ["Goed zo."], "digests": {"a": "12ab"},
    },
}  # fmt: skip


def test_a_result_is_the_same_after_it_was_stored() -> None:
    """Renderers work with what was read back."""
    assert GroupResult.load(RESULT.dump()) == RESULT
    assert GroupResult.load(RESULT.dump().decode()) == RESULT


def test_a_result_of_before_there_were_shifts_is_read() -> None:
    """Its exact means have no margin; where nearly all agreed it is the middle of a span."""
    read = GroupResult.load(orjson.dumps(OLD))
    assert read.overall == {"a": Estimate(3.4, 0, 8), "b": Estimate(4, 1, 8)}
    assert read.important == {"a": Estimate(0.25, 0, 8)} and read.lines == ("Goed zo.",)
    assert (read.n, read.rules.least, read.round, read.digests) == (8, 5, "", {"a": "12ab"})


@pytest.mark.parametrize("stored", ['{"format":7,"result":{}}', b'{"result":{}}'])
def test_another_version_is_refused(stored: str | bytes) -> None:
    found = orjson.loads(stored).get("format")
    with pytest.raises(ValueError, match=rf"^result format {found}; this version reads 1 to 2$"):
        GroupResult.load(stored)


def test_parts_are_found_by_their_kind() -> None:
    assert [part.name for part in RESULT.of("municipality")] == ["Aadorp", "Beburg"]
    assert [part.name for part in RESULT.of("role")] == ["council"]
    assert RESULT.of("block") == []


@pytest.fixture
def factors(content: Content) -> Framework:
    """With bands from 1, from 3 and from 4 on."""
    return content.frameworks["success_factors"]


def banded(factors: Framework, value: float) -> str | None:
    item = factors.items[0].id
    part = GroupPart(None, "", 18, {item: Estimate(value, 0.41, 18)})
    band = GroupResult(factors.id, Rules(), (part,)).band(factors, item)
    return band.id if band else None


def test_an_item_is_in_the_band_of_its_mean(factors: Framework) -> None:
    assert [banded(factors, value) for value in (2.75, 3, 3.75, 4)] == [
        "address", "discuss", "discuss", "strength",
    ]  # fmt: skip


def test_nothing_is_in_a_band_without_bands_or_without_a_result(factors: Framework) -> None:
    item = factors.items[0].id
    assert GroupResult(factors.id, Rules()).band(factors, item) is None
    assert factors.scale
    bare = factors.model_copy(update={"scale": factors.scale.model_copy(update={"bands": []})})
    assert banded(bare, 4) is None
