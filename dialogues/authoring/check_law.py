"""The law in the content: references that lead nowhere, and facts to look up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from dialogues.definition.content import Content
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.law import LawFact, LawFile, referrals
from frameworks.definition.yaml_loader import Place


def law_faults(
    facts: Mapping[Path, LawFile], files: Mapping[Path, BaseModel]
) -> Iterator[tuple[Path, Place, FaultText]]:
    """All of them, each with its file and its place in there."""
    known: set[str] = set()
    for path, file in facts.items():
        for number, fact in enumerate(file.facts):
            if fact.id in known:
                yield path, ("facts", number, "id"), Fault.TAKEN.told(name=fact.id)
            known.add(fact.id)
    for path, part in files.items():
        for place, owner, name in referrals(part):
            if name not in known:
                yield path, place, Fault.UNKNOWN_LAW.told(name=name).of(owner)


def users(content: Content) -> dict[str, list[str]]:
    """`users[fact]`: what rests on it, such as `forms/buy`, or the id of an answer or a point."""
    found: dict[str, list[str]] = {}
    parts: list[tuple[str, object]] = [
        *((f"{flow.id}/", flow.raw.states) for flow in content.dialogues.values()),
        *((f"{one.id}/", one.advice) for one in content.frameworks.values()),
        ("", [*content.faq.entries]), ("", [*content.case.points]),
    ]  # fmt: skip
    for prefix, part in parts:
        for _, owner, fact in referrals(part):
            found.setdefault(fact, []).append(prefix + owner)
    return found


def stale(content: Content, today: date) -> Iterator[str]:
    """What to look up again, each with what depends on it."""
    used = users(content)
    for fact in sorted(content.law.values(), key=lambda one: one.checked):
        if fact.stale(today):
            yield f"look again: {_named(fact)}; used in {', '.join(used.get(fact.id, ['nothing']))}"


def _named(fact: LawFact) -> str:
    over = f"holds until {fact.until}, " if fact.until else ""
    return f"'{fact.id}' ({fact.article}), {over}checked on {fact.checked}"
