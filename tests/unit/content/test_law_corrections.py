"""What our texts said wrongly of the law stands nowhere any more, and what is right does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from frameworks.definition.languages import LANGUAGES
from tests.support.content import loaded
from tests.support.spoken import spoken

CASES = yaml.safe_load(Path(__file__).with_name("law_corrections.yaml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_wrong_claim_is_gone_and_the_right_one_told(case: Any, language: str) -> None:
    texts = spoken(loaded(), language)
    wrong = [text for text in texts for one in case["gone"][language] if re.search(one, text)]
    assert wrong == []
    assert any(re.search(case["told"][language], text) for text in texts)


def test_all_of_them_are_here() -> None:
    assert [case["id"] for case in CASES] == [f"K{number}" for number in range(1, 25)]
