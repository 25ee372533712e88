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
