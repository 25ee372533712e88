"""What is shown of a pulse: nothing exact, nothing of few, and no change that is but noise."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.results.pulse import PulseWords, pulse_words
from frameworks.groups.figures import Estimate, mean_of
from frameworks.groups.publish import Ballot
from frameworks.groups.pulse import (
    Observation,
    PulseResult,
    observe,
    observe_alone,
    publish_pulse,
)
from frameworks.groups.rules import TEXTS, Rules, Texts
from tests.support.content import loaded
from tests.support.group_results import COINS

CONTENT = loaded()
UNDERCURRENT = CONTENT.frameworks["undercurrent"]
STATEMENTS = [one.id for item in UNDERCURRENT.items for one in item.statements]
RULES = Rules(k=5)


def ballots(rated: Sequence[Sequence[int]], line: str = "", approved: int = 0) -> list[Ballot]:
    """Of people who rated the three questions; the first so many approved of their line."""
    return [
        Ballot(f"m{n}", {}, dict(zip(STATEMENTS, map(float, one), strict=True)), (),
               line and f"{line} {n}", n < approved)
        for n, one in enumerate(rated)
    ]  # fmt: skip


def published(rated: Sequence[Sequence[int]], rules: Rules = RULES) -> PulseResult:
    return publish_pulse(UNDERCURRENT, ballots(rated), rules, COINS, random.Random(1))


triples = st.tuples(*[st.integers(1, 5)] * 3)


@settings(max_examples=200, deadline=None)
@given(rated=st.lists(triples, max_size=14), k=st.integers(3, 10))
def test_nothing_exact_is_ever_shown(rated: list[tuple[int, ...]], k: int) -> None:
    """In steps, never an end of the scale, and nothing at all of too few."""
    result = published(rated, Rules(k=k))
    assert bool(result.items) == (len(rated) >= max(k, 5))
    for beat in result.items.values():
        assert beat.value * 4 == int(beat.value * 4)
        assert 1.5 <= beat.value <= 4.5 and beat.n >= k
    assert PulseResult.load(result.dump()) == result


def test_a_pulse_is_of_all_with_the_shifts_of_a_round() -> None:
    result = published([(3, 3, 3)] * 9)
    shifted = [3 + COINS.of(f"m{n}", "undercurrent/uq1") for n in range(9)]
    assert result.items["uq1"] == mean_of(shifted, 1, 5)
    assert published([]) == PulseResult("undercurrent", RULES)


def test_a_pulse_of_before_there_were_shifts_is_read() -> None:
    """It was in halves of a point."""
    item = '{"n":6,"mean":3.5,"apart":true}'
    rules = '{"k":5,"texts":"approved","first":"municipality"}'
    old = PulseResult.load(
        f'{{"format":1,"pulse":{{"framework":"undercurrent","rules":{rules},"n":6,'
        f'"items":{{"uq1":{item}}},"lines":[]}}}}'
    )
    assert old.items == {"uq1": Estimate(3.5, 0.24, 6)}


def test_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^pulse format 7; this version reads 1 to 2$"):
        PulseResult.load('{"format":7,"pulse":{}}')


def test_an_item_that_few_rated_is_left_out() -> None:
    """Who does not know counts for nothing."""
    some = ballots([(4, 4, 4)] * 5)
    unknown = [Ballot("x", {}, {**some[0].ratings, STATEMENTS[2]: None})]
    result = publish_pulse(UNDERCURRENT, some[:4] + unknown, RULES, COINS, random.Random(1))
    assert list(result.items) == ["uq1", "uq2"] and result.n == 5


@pytest.mark.parametrize("texts", TEXTS)
def test_only_lines_that_were_approved_are_shown(texts: Texts) -> None:
    """However many wrote, and under every rule."""
    for approved in range(13):
        some = ballots([(3, 3, 3)] * 12, "Regel", approved=approved)
        rules = Rules(k=5, texts=texts)
        shown = publish_pulse(UNDERCURRENT, some, rules, COINS, random.Random(4)).lines
        assert set(shown) <= {f"Regel {n}" for n in range(approved)}


def test_approved_lines_are_shown_in_an_order_that_tells_nothing() -> None:
    """From ten who approved theirs on, where those are the rules: of nine none."""
    some = ballots([(3, 3, 3)] * 12, "Regel", approved=9)
    shown = publish_pulse(UNDERCURRENT, some, RULES, COINS, random.Random(4)).lines
    assert sorted(shown) == [f"Regel {n}" for n in range(9)]
    ten = Rules(k=5, texts="ten")
    assert publish_pulse(UNDERCURRENT, some, ten, COINS, random.Random(4)).lines == ()
    some = ballots([(3, 3, 3)] * 12, "Regel", approved=10)
    orders = {
        publish_pulse(UNDERCURRENT, some, ten, COINS, random.Random(n)).lines for n in range(5)
    }
    assert {len(one) for one in orders} == {10} and len(orders) > 1


def test_each_thing_that_was_written_is_a_line_of_its_own() -> None:
    """Each once; a blank one is none."""
    wrote = [Ballot(f"m{n}", {}, {}, (), "Rust\n\nTijd", True) for n in range(5)]
    assert sorted(publish_pulse(UNDERCURRENT, wrote, RULES, COINS, random.Random(1)).lines) == [
        "Rust", "Tijd",
    ]  # fmt: skip


def result(n: int, *means: float) -> PulseResult:
    items = {f"uq{i}": mean_of([mean] * n, 1, 5) for i, mean in enumerate(means, 1)}
    return PulseResult("undercurrent", RULES, n, items)


@pytest.mark.parametrize(
    ("before", "now", "seen"),
    [
        (result(20, 3, 3, 3), result(20, 4, 3, 3), Observation("rising", "uq1")),
        (result(20, 3, 3, 3), result(20, 4.5, 3, 2), Observation("falling", "uq3")),
        (result(20, 3, 3, 3), result(20, 3.5, 3, 3), Observation("stable")),
        (result(7, 3, 3, 3), result(7, 4.5, 3, 3), Observation("few")),
        (result(8, 3, 3, 3), result(8, 4, 3, 3), Observation("rising", "uq1")),
        (result(32, 3, 3, 3), result(32, 3.5, 3, 3), Observation("rising", "uq1")),
        (result(20, 2, 2, 2), result(20, 3, 3.5, 3), Observation("rising", "uq2")),
        (result(20, 4, 4, 4), result(20, 3, 2.5, 3), Observation("falling", "uq2")),
        (result(7, 3, 3, 3), result(9, 4.5, 3, 3), Observation("first")),
    ],
)
def test_what_stands_out(before: PulseResult, now: PulseResult, seen: Observation) -> None:
    """By two standard errors; what falls goes first, and a small change is stable."""
    assert observe([before, now]) == seen


def test_a_gap_is_passed_over() -> None:
    """A pulse with too few answers is no zero: what was shown before it counts."""
    gap = PulseResult("undercurrent", RULES)
    assert observe([result(20, 3), gap, result(20, 2)]) == Observation("falling", "uq1")
    assert observe([gap, result(20, 2)]) == Observation("first")
    assert observe([result(20, 4), result(20, 3), result(20, 4)]) == Observation("rising", "uq1")
    assert observe([result(20, 3), result(20, 4), result(20, 4)]) == Observation("stable")


@settings(max_examples=200, deadline=None)
@given(data=st.data(), n=st.integers(8, 12))
def test_what_is_but_noise_is_called_stable(data: st.DataObject, n: int) -> None:
    """Half a point either way, in a group of a dozen at most, is never a rise or a fall."""
    before = [data.draw(st.integers(4, 8)) / 2 for _ in range(3)]
    now = [mean + data.draw(st.sampled_from((-0.5, 0, 0.5))) for mean in before]
    assert observe([result(n, *before), result(n, *now)]).course == "stable"


@pytest.mark.parametrize(
    ("times", "seen"),
    [
        ([{"a": 3.0}], Observation("first")),
        ([{"a": 3.0}, {"a": 3.0}], Observation("stable")),
        ([{"a": 3.0}, {"a": 4.0}], Observation("rising", "a")),
        ([{"a": 4.0, "b": 2.0}, {"a": 2.0, "b": 4.0}], Observation("falling", "a")),
        ([{"a": 1.0}, {"a": 4.0}, {"a": 4.0}, {"a": 4.0}, {"a": 4.0}], Observation("stable")),
        ([{"a": 3.0}, {"b": 5.0}], Observation("stable")),
        ([{"a": 1.0}, {"a": 5.0}, {"a": 5.0}, {"a": 5.0}, {"a": 5.0}], Observation("stable")),
        ([{"a": 3.0}, {"a": 5.0}, {"a": 4.0}], Observation("stable")),
        ([dict.fromkeys("abc", 2.0), {"a": 3.0, "b": 4.0, "c": 3.0}], Observation("rising", "b")),
        ([dict.fromkeys("abc", 4.0), {"a": 3.0, "b": 2.0, "c": 3.0}], Observation("falling", "b")),
    ],
)
def test_of_oneself_a_point_counts(times: list[dict[str, float]], seen: Observation) -> None:
    """Beside the mean of up to three times before."""
    assert observe_alone(times) == seen


# --- in words


def told(content: Content, *results: PulseResult, language: str = "nl") -> PulseWords:
    group = Collaboration("g", "Samen", ("A",), "running", RULES)
    rounds = [Round(f"r{n}", "undercurrent", n, 1.8e9 + n * 1e6, RULES) for n in range(9)]
    return PulseWords(content, language, group, list(zip(rounds, results, strict=False)))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_told_in_plain_words(language: str) -> None:
    """What stands out, the means, one advice and one question; from two pulses on a trend."""
    parts, picture = told(
        CONTENT, result(20, 3, 3, 3), result(20, 4, 3, 3), language=language
    ).told()
    kinds = [part.kind for part in parts]
    assert kinds[0] == "heading" and kinds.count("item") == 3 and kinds.count("strong") == 1
    assert picture is not None and "n = 20" in " ".join(picture.words)
    parts, picture = told(CONTENT, result(20, 3, 3, 3), language=language).told()
    assert picture is None and len(parts) > 4


def test_of_too_few_nothing_is_told() -> None:
    """Not even how many there were."""
    parts, picture = told(
        CONTENT, result(20, 3, 3, 3), PulseResult("undercurrent", RULES, 0)
    ).told()
    assert [part.kind for part in parts] == ["text"] and picture is None
    assert "5" in parts[0].text


def test_a_pulse_is_told_with_those_before_it_only() -> None:
    """Also when it is looked at later; one that is not there any more is not told."""
    group = Collaboration("g", "Samen", ("A",), "running", RULES)
    one, two = (Round(f"r{n}", "undercurrent", n, 1.8e9, RULES) for n in range(2))
    pulses = [(one, result(20, 3, 3, 3)), (two, result(20, 1.5, 3, 3))]
    first = pulse_words(CONTENT, "nl", group, pulses, "r0")
    assert first is not None and "eerste keer" in first[0][1].text
    assert pulse_words(CONTENT, "nl", group, pulses, "gone") is None
