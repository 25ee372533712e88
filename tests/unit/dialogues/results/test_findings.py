"""What is said of a published result, on a page and in a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.results.findings import Findings
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import KINDS, Rules
from tests.support.group_results import figure, result


def findings(content: Content, found: GroupResult, language: str = "nl") -> Findings:
    framework = content.frameworks["success_factors"]
    return Findings(framework, content.catalogue, language, found)


def test_the_lead_tells_what_stands_out(content: Content) -> None:
    people, strong, weak, towns, apart, important = findings(content, result(content)).lead()
    first, second, third, fourth, *_ = content.frameworks["success_factors"].items
    assert people == "18 mensen vulden in."
    assert strong == f"Sterk vindt de groep ‘{first.title['nl']}’ en ‘{fourth.title['nl']}’."
    assert second.title["nl"] in weak and third.title["nl"] not in weak
    assert towns == f"Gemeenten verschillen duidelijk bij ‘{third.title['nl']}’."
    assert third.title["nl"] in apart and fourth.title["nl"] not in apart
    assert second.title["nl"] in important and third.title["nl"] not in important
    english = " ".join(findings(content, result(content), "en").lead())
    assert first.title["en"] in english and "18 people answered." in english


def test_with_too_few_answers_nothing_is_told_but_that(content: Content) -> None:
    words = findings(content, GroupResult("success_factors", Rules()))
    assert [line.split(".")[0] for line in words.lead()] == ["Er waren minder dan 5 antwoorden"]
    assert words.rows() == [] and words.missing() == ""


def test_of_few_people_nothing_stands_out(content: Content) -> None:
    """Their means are shown, and no band, order or change."""
    item = content.frameworks["success_factors"].items[0].id
    few = GroupResult("success_factors", Rules(), (GroupPart(None, "", 7, {item: figure(2, 7)}),))
    words = findings(content, few)
    people, why = words.lead()
    assert people == "7 mensen vulden in." and why.startswith("Met minder dan 8 mensen")
    assert [(row.mean, row.band) for row in words.rows()] == [(2, "–")]
    assert words.hidden("municipality", ["Aadorp"]) == "" and words.changes(few, few) == []


def test_a_row_has_its_margin(content: Content) -> None:
    strong, weak, divided, high = findings(content, result(content)).rows()
    assert (strong.n, strong.mean, strong.low, strong.high) == (18, 4, 3.6, 4.4)
    assert (weak.mean, weak.low, weak.high) == ("1,5 of lager", 1, 1.9)
    assert (weak.important, strong.important) == ("ongeveer 70 %", "–")
    assert (divided.spread, high.spread, weak.spread) == (
        "ver uiteen", "dicht bij elkaar", "–",
    )  # fmt: skip


def test_what_is_not_shown_is_said_with_why(content: Content) -> None:
    words = findings(content, result(content))
    fifth = content.frameworks["success_factors"].items[4]
    assert fifth.title["nl"] in words.missing() and "minder dan 5 mensen" in words.missing()
    towns = words.hidden("municipality", ["Aadorp", "Beemd", "Coe"])
    assert towns.startswith("Coe staat er niet apart bij: daar waren minder dan 4 antwoorden.")
    assert "Niet elk punt" in towns and "Aadorp" not in towns
    assert words.hidden("role", ["council"]).startswith("Rollen staan niet naast elkaar.")
    assert words.hidden("block", []) == ""


def test_change_is_told_of_items_with_the_same_words_only(content: Content) -> None:
    now, before = result(content, 1), result(content)
    words, third = findings(content, now), content.frameworks["success_factors"].items[2]
    rows = words.changes(before, before)
    assert [words.moved(row.before) for row in rows[:5]] == [
        "niet duidelijk veranderd", "–", "+1 (±0,6)", "–", "–",
    ]  # fmt: skip
    assert rows[2].title == third.title["nl"] and rows[2].now == figure(4.5, 18)
    assert words.moved_most(before)[-1] == third.id
    assert words.who(rows).startswith("Niet altijd deden dezelfde mensen mee.")
    other = result(content, digests={})
    assert words.changes(other, other) == []


def test_of_the_same_people_it_is_said(content: Content) -> None:
    before = result(content, round="one")
    now = result(content, 1, stayed={"one": dict.fromkeys(before.overall, 18)})
    words = findings(content, now)
    rows = words.changes(before, before)
    assert words.who(rows).startswith("Beide keren antwoordden dezelfde mensen.")
    assert words.moved(rows[2].before) == "+1 (±0,2)"


def test_where_nothing_is_shown_it_is_not_said_that_nothing_stands_out(content: Content) -> None:
    some = result(content)
    words = findings(
        content,
        replace(some, parts=(replace(some.parts[0], items={}),), important={}, spread={}),
    )
    assert words.lead()[1] == "Op geen enkel punt gaven genoeg mensen antwoord."


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_language_has_all_its_words(content: Content, language: str) -> None:
    """Whatever the result: with too few, in the middle, hidden or shown apart."""
    some, none = result(content), GroupResult("success_factors", Rules())
    middle = replace(some, parts=(replace(some.parts[0], items={}),), important={}, spread={})
    for one in (some, none, middle):
        words = findings(content, one, language)
        told = [*words.lead(), words.missing(), *(row.spread for row in words.rows())]
        told += [words.hidden(kind, ["Aadorp", "Coe", "council"]) for kind in KINDS]
        assert all("{{" not in text for text in told)
    assert len(findings(content, middle, language).lead()) == 2
