"""Which lines of a round are shown."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.groups.publish import Ballot
from frameworks.groups.rules import TEXTS, Rules
from tests.support.group_results import published


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
    few, here = published(said(many, 9), rules)
    assert few.lines == () and not here.wrote
    result, here = published(said(many[:11], 11), rules)
    assert sorted(result.lines) == many[:11] and list(result.lines) != many[:11]
    later, _ = published(said(many, 12), rules, earlier=[here])
    assert sorted(later.lines) == many[:11]
