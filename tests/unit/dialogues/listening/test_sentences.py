"""Where a sentence ends in what people type."""

from __future__ import annotations

import pytest

from dialogues.listening.sentences import sentences, whole_sentences


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


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (99, "Dat ben ik. Ik krijg appjes. De machine vatte vlam."),
        (40, "Dat ben ik. Ik krijg appjes."),
        (12, "Dat ben ik."),
        (8, "Dat ben…"),
    ],
)
def test_as_many_whole_sentences_as_fit(most: int, said: str) -> None:
    assert whole_sentences("Dat ben ik. Ik krijg appjes. De machine vatte vlam.", most) == said
