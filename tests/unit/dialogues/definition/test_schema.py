"""The JSON Schemas that editors use agree with what the loader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.cli.main import main
from dialogues.authoring.loader import FRAMEWORKS, HERE
from tests.support.yaml_text import from_yaml

SCALES = FRAMEWORKS / "common" / "scales_and_bands.yaml"
COMMON = HERE / "common"
KINDS = {
    "dialogue": sorted(HERE.glob("*.yaml")),
    "framework": sorted(FRAMEWORKS.glob("*.yaml")),
    "way": sorted((FRAMEWORKS / "ways").glob("*.yaml")),
    "case": sorted((FRAMEWORKS / "case").glob("*.yaml")),
    "signs": sorted((HERE / "signs").glob("*.yaml")),
    "faq": sorted((HERE / "faq").glob("*.yaml")),
    "law": sorted((FRAMEWORKS / "law").glob("*.yaml")),
    "scales": [SCALES],
    "municipalities": [COMMON / "municipalities.yaml"],
    "listening": [COMMON / "listening.yaml"],
    "reflections": [COMMON / "reflections.yaml"],
}
FILES = [(kind, path) for kind, paths in KINDS.items() for path in paths]


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("schemas")
    assert main(["schema", str(folder)]) == 0
    return {name: json.loads((folder / f"{name}.schema.json").read_text()) for name in KINDS}


@pytest.mark.parametrize(
    ("kind", "path"), FILES, ids=[f"{kind}-{path.stem}" for kind, path in FILES]
)
def test_our_own_content_fits(schemas: dict[str, Any], kind: str, path: Path) -> None:
    """Every file of ours is right in an editor too."""
    faults = Draft202012Validator(schemas[kind]).iter_errors(from_yaml(path.read_text()))
    assert [fault.message[:300] for fault in faults] == []


def test_there_is_content_of_every_kind() -> None:
    assert [kind for kind, paths in KINDS.items() if not paths] == []


@pytest.mark.parametrize(
    "mistake", [{"titel": {"nl": "x", "en": "x"}}, {"title": {"nl": "x"}}, {"minutes": "veel"}]
)
def test_a_mistake_is_seen(schemas: dict[str, Any], mistake: dict[str, Any]) -> None:
    """An unknown key, a language that is missing, a word for a number."""
    data = from_yaml((HERE / "core_questions.yaml").read_text()) | mistake
    assert list(Draft202012Validator(schemas["dialogue"]).iter_errors(data))
