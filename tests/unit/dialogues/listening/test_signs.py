"""Signs give away what people say in many ways, and say nothing where it was denied."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from tests.support.yaml_text import from_yaml

SAID = from_yaml((Path(__file__).parent / "signs.yaml").read_text(encoding="utf-8"))
CASES = [
    (language, kind, sign, sentence)
    for language, kinds in SAID.items()
    for kind, signs in kinds.items()
    for sign, sentences in signs.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("language", "kind", "sign", "sentence"), CASES)
def test_a_sign(language: str, kind: str, sign: str, sentence: str, content: Content) -> None:
    found = {one.theme for one in content.case.signs.found(sentence, language)}
    assert (sign in found) == (kind == "gives")


@pytest.mark.parametrize(
    "text",
    [
        "STOPPEN MET DIE EINDELOZE OVERLEGGEN.",
        "we moeten stoppen met al dat vergaderen",
        "Ik wil stoppen met het schrijven van notities.",
        "laten we eens ophouden en stoppen met praten, gewoon beginnen",
        "Ik wil dat ze stoppen met nog een rapport.",
    ],
)
def test_to_stop_meeting_is_no_wish_to_leave(content: Content, text: str) -> None:
    assert "s_wants_out" not in {one.theme for one in content.case.signs.found(text, "nl")}


def test_to_stop_taking_part_is_one(content: Content) -> None:
    text = "Rozendal wil per januari stoppen met de gezamenlijke jeugdzorg."
    assert "s_wants_out" in {one.theme for one in content.case.signs.found(text, "nl")}
