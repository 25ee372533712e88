"""Two figures that belong together are found, with the gap between them; others are left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogues.definition.content import Content
from dialogues.listening.figure_pairs.pairs import pairs_in
from dialogues.listening.figure_pairs.words import figure_words
from frameworks.definition.languages import LANGUAGES
from tests.support.yaml_text import from_yaml

CASES: dict[str, Any] = from_yaml(Path(__file__).with_name("figures.yaml").read_text("utf-8"))
APART = [(language, text) for language in LANGUAGES for text in CASES["apart"][language]]


@pytest.mark.parametrize(("language", "text", "sign", "figures"), CASES["belong"])
def test_figures_that_belong_together_are_found_with_their_gap(
    content: Content, language: str, text: str, sign: str, figures: dict[str, str]
) -> None:
    found = [
        (one.sign, dict(figure_words(one, language, content.catalogue)))
        for one in pairs_in([("want", text)], language)
    ]
    assert found == [(sign, figures)]


@pytest.mark.parametrize(("language", "text"), APART)
def test_figures_that_do_not_belong_together_are_left_alone(language: str, text: str) -> None:
    assert list(pairs_in([("want", text)], language)) == []


def test_there_are_enough_of_those() -> None:
    assert len(APART) >= 40


def test_what_is_asked_and_the_limit_may_stand_in_two_answers() -> None:
    answers = [
        ("want", "De regio vraagt 400.000 euro."),
        ("cost_money", "Boven 250.000 euro gaat het niet door."),
    ]
    (pair,) = pairs_in(answers, "nl")
    assert pair.sign == "f_over_limit"
    assert [(one.question, one.sentence) for one in pair.figures] == answers


def test_other_figures_are_looked_for_in_one_answer_only() -> None:
    answers = [("want", "Er zijn 172 leerlingen."), ("more", "De ondergrens is 180 leerlingen.")]
    assert list(pairs_in(answers, "nl")) == []


def test_two_that_are_asked_say_nothing_about_one_limit() -> None:
    text = "Beek vraagt 400.000 euro. Heumen vraagt 300.000 euro. Het plafond is 250.000 euro."
    assert list(pairs_in([("want", text)], "nl")) == []


def test_a_row_of_digits_that_is_no_number_is_left_alone() -> None:
    text = "De versie 1.2.34.5 vraagt 400.000 euro, en het plafond is 250.000 euro."
    assert [one.sign for one in pairs_in([("want", text)], "nl")] == ["f_over_limit"]
