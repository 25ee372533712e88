"""What a repository owes to who takes it over: reasons, decisions, rights."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from frameworks.definition.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_every_dependency_has_its_reason() -> None:
    """What a run needs is named in a decision, and so is the version in the changelog."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    decisions = [path.read_text(encoding="utf-8") for path in DECISIONS]
    for dependency in project["dependencies"]:
        name = re.split(r"[\[<>=]", dependency)[0]
        assert any(re.search(rf"\b{name}\b", one, re.IGNORECASE) for one in decisions), name
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda p: p.stem)
def test_every_decision_has_its_parts(path: Path) -> None:
    """In this order: its number and name, whether it holds, and why; what follows from it, last."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    status = re.search(r"^Status: (accepted|superseded by decision \d+)$", text, re.MULTILINE)
    assert status
    parts = [f"**{name}.** " for name in ("Context", "Choice", "Rejected", "Consequences")]
    places = [status.start(), *(text.find(part.strip()) for part in parts)]
    assert -1 not in places and places == sorted(places)
    assert text.partition(parts[-1])[2].strip()


def test_the_licence_is_one() -> None:
    """The same text where people look for it and where REUSE does; named alike everywhere."""
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reuse = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    named = {one["SPDX-License-Identifier"] for one in reuse["annotations"]}
    assert {project["license"], public["legal"]["license"], *named} == {"EUPL-1.2"}


def test_the_catalogue_entry_is_complete() -> None:
    """All that version 0.7 of the standard has as mandatory, within its limits."""
    entry = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert {"name", "url", "platforms", "description", "legal", "localisation"} <= set(entry)
    assert entry["publiccodeYmlVersion"] == "0.7"
    assert entry["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert entry["softwareType"] == "standalone/web"
    maintenance = entry["maintenance"]
    assert maintenance["type"] == "community" and maintenance["contacts"][0]["name"]
    languages = set(entry["localisation"]["availableLanguages"])
    assert entry["localisation"]["localisationReady"] is True
    assert languages == set(LANGUAGES) == set(entry["description"])
    for described in entry["description"].values():
        assert len(described["shortDescription"]) <= 150
        assert 150 <= len(described["longDescription"]) <= 10_000
        assert described["features"]
