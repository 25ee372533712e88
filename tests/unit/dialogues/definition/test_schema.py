"""The JSON Schemas that editors use agree with what the loader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.cli.main import main
from dialogues.authoring.loader import FRAMEWORKS, HERE

WAYS = FRAMEWORKS / "ways"
FILES = [p for f in (HERE, FRAMEWORKS, WAYS) for p in sorted(f.glob("*.yaml"))]
SCALES = FRAMEWORKS / "common" / "scales_and_bands.yaml"


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("schemas")
    assert main(["schema", str(folder)]) == 0
    return {
        name: json.loads((folder / f"{name}.schema.json").read_text())
        for name in ("dialogue", "framework", "scales", "way")
    }


@pytest.mark.parametrize(
    "path", [*FILES, SCALES], ids=lambda path: f"{path.parent.parent.name}-{path.stem}"
)
def test_our_own_content_fits(schemas: dict[str, Any], path: Path) -> None:
    """Every file of ours is right in an editor too."""
    kinds = {HERE: "dialogue", FRAMEWORKS: "framework", WAYS: "way", SCALES.parent: "scales"}
    kind = kinds[path.parent]
    faults = Draft202012Validator(schemas[kind]).iter_errors(yaml.safe_load(path.read_text()))
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize(
    "mistake", [{"titel": {"nl": "x", "en": "x"}}, {"title": {"nl": "x"}}, {"minutes": "veel"}]
)
def test_a_mistake_is_seen(schemas: dict[str, Any], mistake: dict[str, Any]) -> None:
    """An unknown key, a language that is missing, a word for a number."""
    data = yaml.safe_load((HERE / "core_questions.yaml").read_text()) | mistake
    assert list(Draft202012Validator(schemas["dialogue"]).iter_errors(data))
