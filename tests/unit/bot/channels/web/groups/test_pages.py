"""What the pages of a collaboration say of a result, an agenda and a link, without a server."""

from __future__ import annotations

import re
from typing import Any

import pytest
import segno

from bot.channels.web.groups.findings import Findings
from bot.channels.web.groups.qr_code import QUIET, square
from bot.reports.kinds.agenda_words import AgendaWords
from bot.reports.renderers.markdown import markdown
from dialogues.definition.content import Content
from frameworks.agenda.agenda import AgendaReason
from frameworks.agenda.proposal import propose
from frameworks.groups.results import Distribution, GroupPart, GroupResult
from frameworks.groups.rules import Rules

POINTS = (1, 2, 3, 4, 5)


def spread(*counts: int) -> Distribution:
    return Distribution(POINTS, sum(counts), counts)


def result(content: Content, shift: int = 0, **more: Any) -> GroupResult:
    """The first item is strong, the second weak, the third divided, the fourth nearly unanimous."""
    names = [item.id for item in content.frameworks["success_factors"].items]
    apart = spread(6 - shift, 0, 0, 0, 6 + shift)
    items = {
        names[0]: spread(0, 0, 0, 4, 8),
        names[1]: spread(6, 6, 0, 0, 0),
        names[2]: apart,
        names[3]: Distribution(POINTS, 12, span=(3, 5)),
    }
    town = {names[0]: spread(0, 0, 0, 2, 4)}
    parts = (
        GroupPart(None, "", 12, items),
        GroupPart("municipality", "Aadorp", 6, town),
        GroupPart("municipality", "Beemd", 6, town),
    )
    fields: dict[str, Any] = {
        "important": {names[1]: 0.75, names[2]: 0.25},
        "digests": dict.fromkeys(names, "x"),
    }
    return GroupResult("success_factors", Rules(), parts, **(fields | more))


def findings(content: Content, found: GroupResult, language: str = "nl") -> Findings:
    return Findings(content.frameworks["success_factors"], content.catalogue, language, found)


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
    assert [line.split(".")[0] for line in words.lead()] == [
        "Er waren te weinig antwoorden om iets te laten zien"
    ]
    assert words.rows() == [] and words.missing() == ""


def test_a_row_says_how_much_people_agree(content: Content) -> None:
    strong, weak, divided, span = findings(content, result(content)).rows()
    assert (strong.n, strong.median) == ("12", "5")
    assert strong.agreement.startswith("eens (0,8")
    assert divided.agreement == "verdeeld (0,00)"
    assert (weak.important, strong.important) == ("75 %", "–")
    assert (span.median, span.agreement) == ("3 tot en met 5", "bijna iedereen eens")


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
    rows = findings(content, now).changes(before, before)
    third = content.frameworks["success_factors"].items[2]
    assert [row.before for row in rows] == ["gelijk", "gelijk", "+0,7"]
    assert rows[2].title == third.title["nl"] and rows[2].now == "3,7"
    assert findings(content, now).moved_most(before)[-1] == third.id
    other = result(content, digests={})
    assert findings(content, now).changes(other, other) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_agenda_as_a_report_has_all_its_words(content: Content, language: str) -> None:
    framework = content.frameworks["success_factors"]
    agenda = propose(result(content), framework, content.guide, 60, language)
    agenda = agenda.edit(1, notes="*Eigen* [woorden](x)")
    words = AgendaWords(content.catalogue, language)
    text = markdown(words.report(agenda, "Agenda", "Iets.", "22 november 2026"))
    assert all(entry.title.split("(")[0] in text for entry in agenda.entries)
    assert r"\*Eigen\* \[woorden\]" in text
    assert "{{" not in text and "None" not in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (AgendaReason("divided", 0.4567, 12), "Hier is de groep verdeeld (eensgezindheid 0,46"),
        (AgendaReason("weak", 2.5, 12), "middelste score 2,5"),
        (AgendaReason("weak", None, 12, (1, 2)), "bijna iedereen 1 tot en met 2"),
        (AgendaReason("strong", None, 12, (3, 5)), "Dit gaat goed (bijna iedereen 3 tot en met 5"),
        (AgendaReason("important", 0.5), "50 % noemde dit belangrijk."),
    ],
)
def test_reasons_are_sentences(content: Content, reason: AgendaReason, words: str) -> None:
    from frameworks.agenda.agenda import AgendaEntry

    told = AgendaWords(content.catalogue, "nl").reasons(AgendaEntry(None, "x", (reason,)))
    assert words in told


def test_a_code_is_drawn_as_it_should_be() -> None:
    link = "https://samenspraak.voorbeeld.nl/i/i-" + "0123456789ab" * 3
    drawn, dark = square(link), set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make_qr(link, error="m").matrix
    expected = {
        (x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit
    }
    assert dark == expected and drawn.size == len(matrix) + 2 * QUIET
