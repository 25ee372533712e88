"""What of someone's words an outcome rests on: no confidence, and nothing that they refuse."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from tests.support.talker import Talker

SECRET = "In vertrouwen: hun wethouder stopt in maart."
LATE = "De raad weet nog van niets en beslist op 12 december."


def ended(content: Content, want: str, want_not: str) -> Talker:
    talk = Talker(content, "core_questions", whole=False)
    talk.say("1", "1", "Vlietdam", want, want_not)
    while talk.session.status == "active":
        talk.confirm()
        if talk.session.status == "active":
            talk.do("skip")
    return talk


def test_what_was_told_in_confidence_is_neither_quoted_nor_advised_on(content: Content) -> None:
    talk = ended(content, f"Wij willen samen sneller vergunnen. {SECRET}", "Ons loket kwijtraken.")
    outcome = talk.text[talk.text.index("Het belangrijkste") :]
    assert "maart" not in outcome


@pytest.mark.parametrize(
    "refused",
    ["Weer drie jaar praten zonder besluit.", "Opdraaien voor de tekorten van een ander."],
)
def test_what_is_not_wanted_is_not_told_as_what_happens(content: Content, refused: str) -> None:
    """Someone who does not want to pay for another's shortfall has none."""
    talk = ended(content, "Onze kinderen moeten kunnen leren zwemmen.", refused)
    learned = {
        point.id
        for point in content.case.points
        for clause in point.when.clauses
        for test in clause
        if any(sign.startswith("s_") for sign in test.values)
    }
    assert learned
    assert not learned & set(talk.session.points)
