"""What is said of a published result, on a page and in a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.results.findings import Findings
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import KINDS, Rules
from tests.support.group_results import result


def findings(content: Content, found: GroupResult, language: str = "nl") -> Findings:
    framework = content.frameworks["success_factors"]
    return Findings(framework, content.catalogue, language, found)


def test_the_lead_tells_what_stands_out(content: Content) -> None:
    people, strong, weak, divided, important = findings(content, result(content)).lead()
    first, second, third, *_ = content.frameworks["success_factors"].items
    assert people == "12 mensen vulden in."
    assert strong == f"Sterk vindt de groep ‘{first.title['nl']}’."
    assert (
        second.title["nl"] in weak
        and third.title["nl"] in divided
        and third.title["nl"] not in weak
    )
    assert second.title["nl"] in important and third.title["nl"] not in important
    english = " ".join(findings(content, result(content), "en").lead())
    assert first.title["en"] in english and "12 people answered." in english


def test_with_too_few_answers_nothing_is_told_but_that(content: Content) -> None:
    words = findings(content, GroupResult("success_factors", Rules()))
    assert [line.split(".")[0] for line in words.lead()] == ["Er waren minder dan 5 antwoorden"]
    assert words.rows() == [] and words.missing() == ""


def test_a_row_says_how_much_people_agree(content: Content) -> None:
    strong, weak, divided, span = findings(content, result(content)).rows()
    assert (strong.n, strong.median, strong.agreement) == (12, 5, "eens")
    assert strong.level is not None and 0.8 <= strong.level < 0.9
    assert (divided.agreement, divided.level) == ("verdeeld", 0)
    assert (weak.important, strong.important) == ("75 %", "–")
    assert (span.median, span.agreement, span.level) == (
        "3 tot en met 5", "bijna iedereen", None,
    )  # fmt: skip


def test_what_is_not_shown_is_said_with_why(content: Content) -> None:
    words = findings(content, result(content))
    fifth = content.frameworks["success_factors"].items[4]
    assert fifth.title["nl"] in words.missing() and "te weinig antwoorden" in words.missing()
    towns = words.hidden("municipality", ["Aadorp", "Beemd", "Coe"])
    assert towns.startswith("Coe staat er niet apart bij.") and "Niet elk punt" in towns
    assert "Aadorp" not in towns
    assert words.hidden("role", ["council"]).startswith("Rollen staan niet naast elkaar.")


def test_change_is_told_of_items_with_the_same_words_only(content: Content) -> None:
    now, before = result(content, 2), result(content)
    words, third = findings(content, now), content.frameworks["success_factors"].items[2]
    rows = words.changes(before, before)
    assert [words.moved(row.before) for row in rows[:5]] == ["gelijk", "gelijk", "+0,7", "–", "–"]
    assert rows[2].title == third.title["nl"] and rows[2].now == pytest.approx(3 + 2 / 3)
    assert words.moved(-0.7) == "−0,7"
    assert words.moved_most(before)[-1] == third.id
    other = result(content, digests={})
    assert words.changes(other, other) == []


def test_where_all_is_withheld_it_is_not_said_that_nothing_stands_out(content: Content) -> None:
    some = result(content)
    words = findings(
        content, replace(some, parts=(replace(some.parts[0], items={}),), important={})
    )
    assert words.lead()[1].startswith("Van geen enkel punt staat hier een score.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_language_has_all_its_words(content: Content, language: str) -> None:
    """Whatever the result: with too few, in the middle, hidden or shown apart."""
    some, none = result(content), GroupResult("success_factors", Rules())
    middle = replace(some, parts=(replace(some.parts[0], items={}),), important={})
    for one in (some, none, middle):
        words = findings(content, one, language)
        told = [*words.lead(), words.missing(), *(row.agreement for row in words.rows())]
        told += [words.hidden(kind, ["Aadorp", "Coe", "council"]) for kind in KINDS]
        assert all("{{" not in text for text in told)
    assert len(findings(content, middle, language).lead()) == 2
