"""Where the coach's own words lie, for who needs some of them and no other content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from frameworks.definition.yaml_loader import read

HERE = Path(__file__).parents[1] / "content" / "strings"
"""A folder for each language, with the same files in it: one for each subject."""


def said(language: str, subject: str) -> Mapping[str, object]:
    """The words of one file, by their keys, as they are written."""
    words: Mapping[str, object] = read(HERE / language / f"{subject}.yaml", HERE).take()["strings"]
    return words
