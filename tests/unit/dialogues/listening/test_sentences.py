"""Where a sentence ends in what people type."""

from __future__ import annotations

import pytest

from dialogues.listening.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("  \n ", []),
        ("geld", ["geld"]),
        ("Nee. Dat niet!", ["Nee.", "Dat niet!"]),
        ("wat? geen idee", ["wat?", "geen idee"]),
        ("nee\n\ngeen idee", ["nee", "geen idee"]),
        ("tja… moeilijk", ["tja…", "moeilijk"]),
        ("'Dat kan.' zei hij", ["'Dat kan.", "zei hij"]),
        ("een ding, bijv. de balie", ["een ding, bijv. de balie"]),
        ("dhr. Bos belt. Morgen", ["dhr. Bos belt.", "Morgen"]),
        ("3.5 ton", ["3.5 ton"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts
