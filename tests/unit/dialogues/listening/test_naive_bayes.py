"""What a few examples teach."""

from __future__ import annotations

import pytest

from dialogues.listening.naive_bayes import NaiveBayes, features

EXAMPLES = [
    ("ask", "wat bedoelt u?"),
    ("ask", "hoe bedoelt u dat?"),
    ("stop", "ik wil nu stoppen"),
    ("stop", "stop hier"),
]


def best(text: str) -> str:
    chances = NaiveBayes(EXAMPLES).probabilities(text)
    return max(chances, key=chances.__getitem__)


def test_what_is_alike_is_found() -> None:
    assert best("bedoelt u mij?") == "ask"
    assert best("nu stop ik") == "stop"


def test_pieces_of_words_count() -> None:
    """Compounds and endings that were never seen are known by their pieces."""
    assert best("bedoeling") == "ask"
    assert best("gestopt") == "stop"


def test_chances_sum_to_one() -> None:
    chances = NaiveBayes(EXAMPLES).probabilities("wat stopt hier?")
    assert set(chances) == {"ask", "stop"}
    assert sum(chances.values()) == pytest.approx(1)


def test_what_was_never_seen_says_nothing() -> None:
    """Then as many examples as a label has is its chance."""
    chances = NaiveBayes([*EXAMPLES, ("stop", "hier")]).probabilities("zzz qqq")
    assert chances == pytest.approx({"ask": 2 / 5, "stop": 3 / 5})


def test_features() -> None:
    """Words, the question mark, pairs with the borders, and pieces of three and four characters."""
    assert set(features("Wat nu?")) == {
        "wat", "nu", "?", "^ wat", "wat nu", "nu ?", "? $",
        "~<wa", "~wat", "~at>", "~<wat", "~wat>", "~<nu", "~nu>", "~<nu>", "~<?>",
    }  # fmt: skip
