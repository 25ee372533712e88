"""A case: what one administrator answers, and what a seasoned consultant takes up from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.yaml_text import from_yaml

CASES = Path(__file__).parent / "cases"
KINDS = ("tension", "need", "priority", "fact", "role", "law", "feeling")


@dataclass(frozen=True)
class Point:
    """What must be taken up.

    text: as a consultant says it
    kind: one of `KINDS`
    evidence: pairs of a topic and words that stand in its answer
    needs: rules for words (`matching.py`), each of which may stand for the point
    """

    text: str
    kind: str
    evidence: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One person in one dialogue.

    id: such as `C01` (taken over) or `E01` (our own)
    answers: pairs of a topic and an answer, in order; twice in a row: the first was no answer
    if_asked: answers that the case implies, to questions that came later
    non_answers: what of these answers is none
    main_thing: what must be said if only one thing may be said
    main_needs: as `needs` of a point
    step: one good action; `say` what they could say aloud
    must_not_say: each is a fault
    forbidden: rules that find some of those in one sentence that denies nothing
    """

    id: str
    language: str
    dialogue: str
    role: str
    answers: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    main_thing: str
    main_needs: tuple[str, ...]
    step: str
    say: str
    must_not_say: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    non_answers: tuple[str, ...] = ()
    if_asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def office(self) -> str:
        """The role without what is behind it in brackets."""
        return self.role.partition(" (")[0]

    def by_text(self, point: Point) -> bool:
        """Whether its evidence is (also) in the person's own words, and not in buttons alone."""
        said = dict(self.answers)
        return any(words != said.get(about) for about, words in point.evidence)


def read(path: Path) -> Case:
    """A case from its file. One without rules for words is for raters only."""
    raw: dict[str, Any] = from_yaml(path.read_text(encoding="utf-8"))
    return Case(
        id=raw["id"],
        language=raw["language"],
        dialogue=raw["dialogue"],
        role=raw["role"],
        answers=tuple((one["about"], str(one["answer"])) for one in raw["answers"]),
        points=tuple(map(_point, raw["decisive_points"])),
        main_thing=raw["main_thing"],
        main_needs=tuple(raw.get("main_needs", ())),
        step=raw["good_next_step"]["action"],
        say=raw["good_next_step"]["say"],
        must_not_say=tuple(raw["must_not_say"]),
        forbidden=tuple(raw.get("forbidden", ())),
        non_answers=tuple(raw.get("non_answers", ())),
        if_asked=raw.get("if_asked", {}),
    )


def _point(raw: Mapping[str, Any]) -> Point:
    evidence = tuple((one["about"], str(one["quote"])) for one in raw["evidence"])
    return Point(raw["point"], raw["kind"], evidence, tuple(raw.get("needs", ())))


def all_cases(folder: Path = CASES) -> list[Case]:
    return [read(path) for path in sorted(folder.glob("*.yaml"))]
