"""Faults in content: each names its place and its remedy, and all are told at once."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.definition.errors import SamenspraakError
from frameworks.definition.faults import Fault, FaultText


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One fault in a content file.

    file: its path, from the root of the content
    line: from 1; 0 means the file as a whole
    code: which fault it is
    message: what is wrong
    remedy: what to do about it
    """

    file: str
    line: int
    code: Fault
    message: str
    remedy: str

    @property
    def told(self) -> FaultText:
        """The fault in words, without its place."""
        return FaultText(self.code, self.message, self.remedy)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} ({self.remedy})"


class ContentError(SamenspraakError):
    """Content cannot be used; `issues` holds every fault that was found."""

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__("\n".join(map(str, self.issues)))
