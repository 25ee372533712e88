"""Outcomes as people see them, and as a file, so that versions can be laid beside each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from dialogues.messages.events import Part
from tests.evals.play import Played

MARKS = {"heading": "**{}**", "strong": "**{}**", "quote": "> {}", "item": "- {}"}
Outcomes = dict[str, dict[str, str]]
"""`[case]["shown" or "more"]`: what was said."""


def as_text(parts: Sequence[Part]) -> str:
    """The words with nothing that gives a version away but what was said itself."""
    return "\n\n".join(MARKS.get(part.kind, "{}").format(part.text) for part in parts)


def outcomes(played: Mapping[str, Played]) -> Outcomes:
    return {
        case: {"shown": as_text(one.shown), "more": as_text(one.more)}
        for case, one in played.items()
    }


def write(found: Outcomes, path: Path) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Outcomes:
    found: Outcomes = json.loads(path.read_text(encoding="utf-8"))
    return found
