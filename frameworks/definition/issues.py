"""Faults in content: each names its place and its remedy, and all are told at once."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.definition.errors import SamenspraakError


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One fault in a content file. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} ({self.remedy})"


class ContentError(SamenspraakError):
    """Content cannot be used; `issues` holds every fault that was found."""

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__("\n".join(map(str, self.issues)))
