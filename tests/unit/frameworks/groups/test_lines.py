"""Which lines of a round are shown, and what people called important."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from frameworks.groups.publish import IMPORTANT, LINES, Ballot, publish
from frameworks.groups.rules import TEXTS, Rules
from tests.support.group_results import published
from tests.support.round_histories import framework


def said(lines: Sequence[str], approved: int) -> list[Ballot]:
    """Ballots with lines, of which the first ones are approved."""
    return [
        Ballot(f"m{i:02}", {}, {"x_a": i % 5 + 1}, line=line, approved=i < approved)
        for i, line in enumerate(lines)
    ]


def test_only_approved_lines_are_shown() -> None:
    """Stripped, each once."""
    result, _ = published(said(["Meer tijd. ", "Meer tijd.", "Goed zo", "nee", "geheim", " "], 3))
    assert sorted(result.lines) == ["Goed zo", "Meer tijd."]


def test_ten_who_refuse_are_ten_who_are_not_quoted() -> None:
    """However many wrote, and under every rule: a line stays with who did not approve it."""
    many = [f"line {i:02}" for i in range(12)]
    for texts in TEXTS:
        for approved in range(13):
            result, _ = published(said(many, approved), Rules(texts=texts))
            assert set(result.lines) <= set(many[:approved]), (texts, approved)


def test_ten_approved_lines_are_shown_together() -> None:
    """Of fewer none, in another order than they came in; one newcomer's line waits."""
    rules = Rules(texts="ten")
    many = [f"line {i:02}" for i in range(12)]
    few, ledger = published(said(many, 9), rules)
    assert few.lines == () and LINES not in ledger
    result, ledger = published(said(many[:11], 11), rules)
    assert sorted(result.lines) == many[:11] and list(result.lines) != many[:11]
    later, _ = published(said(many, 12), rules, earlier=[ledger])
    assert sorted(later.lines) == many[:11]


def picked(picks: Sequence[str]) -> list[Ballot]:
    """Ballots on six items, with a letter for each that is called important."""
    return [Ballot(f"m{i}", {}, {}, tuple(pick)) for i, pick in enumerate(picks)]


def test_what_is_important_is_a_share() -> None:
    """What nobody chose is left out, and what few did too: all of it might be what all chose."""
    some = framework(5, list("abcdef"))
    every = ["abc", "abd", "cde", "def", "acf", "bef"]
    result, ledger = publish(some, picked(every), Rules(), [], Random(0))
    assert result.important == dict.fromkeys("abcdef", 0.5)
    assert [cell.counts for cell in ledger[f"{IMPORTANT}a"]] == [(3, 3)], "not chosen, chosen"
    most = ["abc", "abd", "acd", "abe", "bce", "bcd", "cde", "abc"]
    result, _ = publish(some, picked(most), Rules(), [], Random(0))
    assert result.important == {"b": 6 / 8, "c": 6 / 8}, "f: nobody; then e, d and a"


def test_no_more_is_left_out_of_what_is_important_than_must_be() -> None:
    """Nobody chose e. With a and b gone too, what is left out might be what all eight chose."""
    some = framework(5, list("abcde"))
    result, _ = publish(some, picked(["ab", "cd"] * 4), Rules(), [], Random(0))
    assert result.important == {"c": 0.5, "d": 0.5}
