"""Reads files of content into models, and gathers every fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from frameworks.case.points import CaseFile
from frameworks.definition.faults import FaultText
from frameworks.definition.issues import Issue
from frameworks.definition.yaml_loader import YamlFile, build, read

M = TypeVar("M", bound=BaseModel)
ROOT = Path(__file__).parents[2]


class ContentReader:
    """Reads files and gathers their faults."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.files: dict[str, YamlFile] = {}
        self.cases: dict[Path, CaseFile] = {}

    def document(self, path: Path) -> YamlFile:
        document = read(path, ROOT)
        self.files[str(path)] = document
        return document

    def model(self, model: type[M], path: Path, known: object = None) -> M | None:
        document = self.document(path)
        data = document.take()
        built = None if data is None else build(model, document, data, known=known)
        self.issues += document.issues
        return built

    def folder(self, model: type[M], paths: Iterable[Path], known: object = None) -> dict[Path, M]:
        """`found[path]`: the model of each file that has one; the others add to the issues."""
        found = ((path, self.model(model, path, known)) for path in sorted(paths))
        return {path: one for path, one in found if one is not None}

    def fault(self, path: Path, line: int, text: FaultText) -> None:
        self.issues.append(Issue(self.files[str(path)].file, line, *text))
