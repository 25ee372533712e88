"""Faults in what a case is read by: signs that nothing gives away, facts and words that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogues.authoring.symbols import Names, names_of
from dialogues.definition.case_rules import CaseRules
from dialogues.definition.content import Content
from dialogues.engine.case import AMOUNT_NAMED, BECAME, CLASH, DAY_NAMED, SCORED
from dialogues.engine.outputs.outcome import EVIDENCE, FIGURES
from dialogues.listening.figure_pairs.pair import GAP, KINDS
from dialogues.listening.situations import ORDINARY
from dialogues.texts.templates import variables
from frameworks.case.picture import ALSO, SAID
from frameworks.case.points import CaseFile, KeyPoint
from frameworks.definition.conditions import Test
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Text
from frameworks.definition.yaml_loader import Place

CHANGES = frozenset({"rose", "fell", "stayed", "same", "better", "worse"})
Facts = Mapping[str, frozenset[str] | None]


def case_faults(
    files: Mapping[Path, CaseFile], content: Content
) -> Iterator[tuple[Path, Place, FaultText]]:
    """All of them, each with its file and its place in there."""
    themes = frozenset(content.listener.file.themes)
    known = [names_of(flow, themes) for flow in content.dialogues.values()]
    signs = frozenset({*content.case.signs.signs, *themes, AMOUNT_NAMED, DAY_NAMED}) - {ORDINARY}
    signs |= {CLASH, f"{CLASH}_refused", *KINDS}
    questions = frozenset(name for names in known for name in names.questions)
    facts = dict(_facts(content.case, questions, signs, known))
    seen: set[str] = set()
    for path, file in files.items():
        for number, point in enumerate(file.points):
            place = ("points", number)
            if point.id in seen:
                yield path, (*place, "id"), Fault.TAKEN.told(name=point.id)
            seen.add(point.id)
            for inner, text in (*_condition(point, facts), *_words(point, signs, questions)):
                yield path, (*place, *inner), text.of(point.id)


def _facts(
    case: CaseRules, questions: frozenset[str], signs: frozenset[str], known: list[Names]
) -> Iterator[tuple[str, frozenset[str] | None]]:
    for names in known:
        yield from dict.fromkeys(names.facts).items()
    yield from ((name, None) for name in SCORED)
    yield from ((f"{name}.count", None) for name in ("amounts", "days"))
    yield "days.first", None
    yield SAID, signs
    yield from ((f"{name}.{SAID}", signs) for name in (*questions, *case.slots, *ALSO))
    yield from ((f"{name}.{BECAME}", CHANGES) for name in questions)


def _condition(point: KeyPoint, facts: Facts) -> Iterator[tuple[Place, FaultText]]:
    for test in point.when.tests():
        if (fault := Names(facts, frozenset()).fault(test)) is not None:
            yield ("when",), fault


def _words(
    point: KeyPoint, signs: frozenset[str], questions: frozenset[str]
) -> Iterator[tuple[Place, FaultText]]:
    """What texts ask for must be there whenever the point holds."""
    for place, text in _texts(point):
        for language in LANGUAGES:
            for name in sorted(variables(text[language])):
                if not _there(name, point, signs, questions):
                    told = Fault.UNKNOWN_VARIABLE.told(language=language, name=name)
                    yield place, told


def _texts(point: KeyPoint) -> Iterator[tuple[Place, Text]]:
    yield ("text",), point.text
    for number, step in enumerate(point.do):
        yield ("do", number, "text"), step.text
        if step.say is not None:
            yield ("do", number, "say"), step.say
    for name in ("leave", "ask"):
        if (text := getattr(point, name)) is not None:
            yield (name,), text


def _there(name: str, point: KeyPoint, signs: frozenset[str], questions: frozenset[str]) -> bool:
    head, _, sign = name.partition("_")
    if head in EVIDENCE and sign in signs:
        return all(any(_gives(test, sign) for test in clause) for clause in point.when.clauses)
    if head in EVIDENCE and (not sign or sign.isdigit()):
        return True
    return name in FIGURES or name in questions or _figure(name, point)


def _figure(name: str, point: KeyPoint) -> bool:
    """Whether a point always rests on a pair of figures of which one has this name."""
    pairs = [sign for sign, names in KINDS.items() if name in (*names, GAP)]
    return all(
        any(_gives(test, sign) for test in clause for sign in pairs)
        for clause in point.when.clauses
    )


def _gives(test: Test, sign: str) -> bool:
    """Whether a test that holds means that this sign was given."""
    said = test.fact.rpartition(".")[2] == SAID and not test.denied
    return said and (test.values == {sign} or (sign.startswith(CLASH) and CLASH in test.values))
