"""Statements by which a lawyer would try us: each is told where it matters, and never denied."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogues.authoring.check_law import users
from frameworks.definition.languages import LANGUAGES
from tests.support.content import loaded
from tests.support.spoken import spoken

STATEMENTS = yaml.safe_load(Path(__file__).with_name("law_checklist.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["id"])
def test_what_it_rests_on_is_told_where_it_matters(case: Any) -> None:
    """Every place that is named refers to a fact that says so, with its article and its day."""
    content = loaded()
    used = users(content)
    assert set(case["facts"]) <= set(content.law)
    told = {place for fact in case["facts"] for place in used[fact]}
    assert set(case["here"]) - told == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["id"])
def test_no_text_says_otherwise(case: Any, language: str) -> None:
    """In any path: all texts are read, also those that few people come to."""
    forms = case["denies"][language]
    wrong = [text for text in spoken(loaded(), language) for one in forms if re.search(one, text)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_false_statement_would_be_seen(language: str) -> None:
    """At least some of the false statements are themselves among the forms that are looked for."""
    false = [case for case in STATEMENTS if not case["holds"]]
    seen = [
        case["id"] for case in false
        if any(re.search(one, case["says"][language]) for one in case["denies"][language])
    ]  # fmt: skip
    assert len(seen) >= len(false) / 2


def test_twenty_statements_eight_of_them_true() -> None:
    assert [case["id"] for case in STATEMENTS] == [f"T{number:02}" for number in range(1, 21)]
    assert sum(case["holds"] for case in STATEMENTS) == 8
