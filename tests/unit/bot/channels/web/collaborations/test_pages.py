"""What the pages of a collaboration say of an agenda and a link, without a server."""

from __future__ import annotations

import re

import pytest
import segno

from bot.channels.web.collaborations.qr_code import QUIET, square
from bot.reports.kinds.agenda import AgendaWords, agenda_report
from bot.reports.renderers.markdown import markdown
from dialogues.definition.content import Content
from frameworks.agenda.agenda import Agenda, AgendaEntry, AgendaReason
from frameworks.agenda.proposal import propose
from frameworks.groups.figures import Estimate
from tests.support.group_results import result


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_agenda_as_a_report_has_all_its_words(content: Content, language: str) -> None:
    framework = content.frameworks["success_factors"]
    agenda = propose(result(content), framework, content.guide, 60, language)
    agenda = agenda.edit(1, notes="*Eigen* [woorden](x)")
    words = AgendaWords(content.catalogue, agenda)
    text = markdown(agenda_report(words, "Agenda", "Iets.", "22 november 2026"))
    assert all(entry.title.split("(")[0] in text for entry in agenda.entries)
    assert r"\*Eigen\* \[woorden\]" in text
    assert "{{" not in text and "None" not in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (AgendaReason("divided"), "Hier lopen de antwoorden waarschijnlijk ver uiteen."),
        (AgendaReason("divided", between="block"), "Hier verschillen bestuur en organisatie"),
        (AgendaReason("weak", Estimate(2.5, 0.41, 18)), "(gemiddelde 2,5, 18 antwoorden)"),
        (AgendaReason("weak", Estimate(1.5, 0.41, 18, -1)), "(gemiddelde 1,5 of lager, 18"),
        (AgendaReason("strong", Estimate(4.5, 0.41, 18, 1)), "Dit gaat goed (gemiddelde 4,5 of"),
        (AgendaReason("weak"), "Hier is werk te doen."),
        (
            AgendaReason("important", Estimate(0.5, 0.21, 18)),
            "Ongeveer 50 % noemde dit belangrijk.",
        ),
    ],
)
def test_reasons_are_sentences(content: Content, reason: AgendaReason, words: str) -> None:
    point = AgendaEntry(None, "x", (reason,))
    agenda = Agenda("success_factors", "nl", 60, point, point)
    assert words in AgendaWords(content.catalogue, agenda).reasons(point)


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
