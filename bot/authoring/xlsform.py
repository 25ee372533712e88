"""An XLSForm as a dialogue: the subset that this engine knows. The rest is told, row by row.

Source: xlsform.org, *XLSForm reference*: the sheets `survey` and `choices`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.authoring.questionnaire import (
    MAX_BUTTON_CHARS,
    MadeIds,
    Table,
    Taken,
    opening,
    ours,
    short,
    text,
)
from frameworks.definition.languages import LANGUAGES

KINDS = {
    "text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number",
    "range": "number", "date": "date", "select_one": "choice", "select_multiple": "several",
}  # fmt: skip
MAX_CHOICES = 20
LEAST = {
    "integer": 1, "int": 1, "decimal": 0.000001, "range": 0.000001,
}  # fmt: skip
"""How much more *more than* is, of each type."""
EQUALS = re.compile(r"\$\{([^}]+)\}\s*=\s*['\"]([^'\"]*)['\"]")
SELECTED = re.compile(r"selected\(\s*\$\{([^}]+)\}\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
COMPARED = re.compile(r"\$\{([^}]+)\}\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
BOUND = re.compile(r"\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
RANGE = re.compile(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)")
ENDS = {"start": "least", "end": "greatest"}
QUOTED = re.compile(r"\$\{([^}]+)\}")


class XlsForm:
    """Takes over one form."""

    def __init__(self, survey: Table, choices: Table, id: str, title: str) -> None:
        self.survey, self.choices, self.id, self.title = survey, choices, id, title
        self.names, self.taken = MadeIds(), Taken()
        self.ids: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.chosen: dict[tuple[str, str], str] = {}
        self.inside = 0

    def take(self) -> Taken:
        """All that can be: one file, and the report."""
        states = [state for number, row in self.survey.rows if (state := self._row(number, row))]
        path = f"dialogues/{self.id}.yaml"
        self.taken.files[path] = {**opening(self.id, self.title, len(states)), "states": states}
        return self.taken

    def _row(self, number: int, row: Sequence[str]) -> dict[str, Any] | None:
        """One row as a state, when it makes one."""
        type, *rest = self.survey.cell(row, "type").replace("begin ", "begin_").replace(
            "end ", "end_").split() or [""]  # fmt: skip
        name, said = self.survey.cell(row, "name"), self.survey.texts(row, "label")
        if type in ("begin_repeat", "end_repeat") or self.inside:
            self.inside += {"begin_repeat": 1, "end_repeat": -1}.get(type, 0)
            if type != "end_repeat":
                self._left(number, name, "a repeat is written by hand: docs/authors.md")
            return None
        if type in ("note", "begin_group") and said:
            state = {"id": self.names.id_of(name), "kind": "say", "say": self._filled(said)}
            return self._conditional(number, name, row, state)
        if type in ("", "end_group", "begin_group"):
            return None
        if type not in KINDS or not said:
            self._left(
                number, name, "it has no label" if type in KINDS else f"'{type}' is not known here"
            )
            return None
        return self._question(number, name, row, said, (type, *rest))

    def _question(
        self, number: int, name: str, row: Sequence[str], said: dict[str, str], type: Sequence[str]
    ) -> dict[str, Any] | None:
        kind, id = KINDS[type[0]], self.names.id_of(name)
        hint = self.survey.texts(row, "hint")
        state: dict[str, Any] = {
            "id": id, "kind": kind, "label": short(said), "ask": self._filled(said),
            "explain": text(hint) or ours("list_explain"),
        }  # fmt: skip
        if kind in ("choice", "several"):
            choices = self._choices(name, type[1] if len(type) > 1 else "")
            if not 2 <= len(choices) <= MAX_CHOICES:
                self._left(number, name, f"it has {len(choices)} choices, and 2 to 20 can be")
                return None
            state |= {"choices": choices, "other": "or_other" in type}
            state |= {"most": len(choices)} if kind == "several" else {}
        if kind == "text":
            state["again"] = ours("list_again", question=state["ask"])
        if kind == "number":
            state |= self._bounds(number, name, row, type[0])
        self._told_of_the_rest(number, name, row, kind)
        self.ids[name], self.kinds[name] = id, kind
        return self._conditional(number, name, row, state)

    def _choices(self, question: str, listed: str) -> list[dict[str, Any]]:
        names, found = MadeIds(), []
        for _, row in self.choices.rows:
            name = self.choices.cell(row, "name", "value")
            said = self.choices.texts(row, "label") or dict.fromkeys(LANGUAGES, name)
            if self.choices.cell(row, "list_name", "list name") == listed and name:
                id = self.chosen[question, name] = names.id_of(name, "c")
                found.append({"id": id, "text": short(said, MAX_BUTTON_CHARS)})
        return found

    def _bounds(self, number: int, name: str, row: Sequence[str], type: str) -> dict[str, float]:
        found: dict[str, float] = {}
        given = self.survey.cell(row, "constraint")
        for sign, value in BOUND.findall(given):
            more = 0 if "=" in sign else LEAST[type]
            found |= {"least": float(value) + more} if ">" in sign else {
                "greatest": float(value) - more}  # fmt: skip
        if type == "range":
            ends = dict(RANGE.findall(self.survey.cell(row, "parameters")))
            found |= {ENDS[end]: float(value) for end, value in ends.items()}
        if re.sub(rf"{BOUND.pattern}|\band\b|\s", "", given):
            self._left(number, name, f"the constraint {given}", taken=True)
        return found

    def _told_of_the_rest(self, number: int, name: str, row: Sequence[str], kind: str) -> None:
        for column in ("calculation", "choice_filter", "default", "appearance", "repeat_count"):
            if self.survey.cell(row, column):
                self._left(number, name, f"its {column}", taken=True)
        if kind != "number" and self.survey.cell(row, "constraint"):
            self._left(number, name, "its constraint", taken=True)
        if self.survey.cell(row, "required").casefold() in ("yes", "true", "true()", "1", "ja"):
            self._left(number, name, "'required': here one may always skip", taken=True)

    def _conditional(
        self, number: int, name: str, row: Sequence[str], state: dict[str, Any]
    ) -> dict[str, Any]:
        if relevant := self.survey.cell(row, "relevant", "relevance"):
            if when := self._when(relevant):
                return {**state, "when": when[0] if len(when) == 1 else when}
            self._left(number, name, f"the condition {relevant}: it is always asked", taken=True)
        return state

    def _when(self, relevant: str) -> list[dict[str, str]]:
        """One mapping for each way to come true; none when it is more than we know."""
        ways: list[dict[str, str]] = []
        for way in re.split(r"\s+or\s+", relevant.strip()):
            tests: dict[str, str] = {}
            for one in re.split(
                r"\s+and\s+", way.strip().strip("()") if "(" not in way[1:] else way
            ):
                test = self._test(one.strip())
                if test is None or test[0] in tests:
                    return []
                tests[test[0]] = test[1]
            ways.append(tests)
        return ways

    def _test(self, one: str) -> tuple[str, str] | None:
        if found := EQUALS.fullmatch(one) or SELECTED.fullmatch(one):
            chosen = self.chosen.get((found[1], found[2]))
            return (self.ids[found[1]], chosen) if chosen and found[1] in self.ids else None
        if (found := COMPARED.fullmatch(one)) and self.kinds.get(found[1]) == "number":
            return self.ids[found[1]], f"{found[2]}{found[3]}"
        return None

    def _filled(self, said: Mapping[str, str]) -> dict[str, str]:
        """With earlier answers where the form quotes them."""

        def quoted(match: re.Match[str]) -> str:
            known = self.ids.get(match[1])
            return f"{{{{ {known} }}}}" if known else "…"

        return {one: QUOTED.sub(quoted, words) for one, words in text(said).items()}

    def _left(self, number: int, name: str, why: str, *, taken: bool = False) -> None:
        what = "was taken over without" if taken else "was left out:"
        self.taken.report.append(f"row {number} ({name or 'no name'}) {what} {why}")
