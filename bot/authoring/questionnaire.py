"""What a questionnaire becomes: plain data of content files, and what could not be taken over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dialogues.authoring.check_names import RESERVED
from dialogues.definition.states import OTHER
from dialogues.texts.formats import cut
from dialogues.texts.strings import said
from dialogues.texts.templates import render
from frameworks.definition.conditions import GIVEN, SKIPPED, UNKNOWN
from frameworks.definition.languages import LANGUAGES

MAX_ID_CHARS, MAX_LABEL_CHARS, MAX_BUTTON_CHARS, MAX_TEXT_CHARS = 40, 60, 60, 600
WORDS = frozenset({GIVEN, SKIPPED, UNKNOWN, OTHER})
Texts = dict[str, str]


@dataclass
class Taken:
    """`files[path]`: the data of each content file; `report`: a line for all that was left."""

    files: dict[str, Any] = field(default_factory=dict)
    report: list[str] = field(default_factory=list)


@dataclass
class MadeIds:
    """Ids made of what an author called things, each unlike the others."""

    taken: set[str] = field(default_factory=set)

    def id_of(self, name: str, prefix: str = "q") -> str:
        plain = unicodedata.normalize("NFKD", name.casefold())
        plain = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in plain if c.isascii())).strip("_")
        if not plain[:1].isalpha() or plain in RESERVED or plain in WORDS:
            plain = f"{prefix}_{plain}".rstrip("_")
        plain = plain[: MAX_ID_CHARS - 3].rstrip("_")
        number = next(n for n in range(1, 999) if _numbered(plain, n) not in self.taken)
        self.taken.add(_numbered(plain, number))
        return _numbered(plain, number)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


@dataclass(frozen=True)
class Table:
    """A sheet with a head; columns go by their small names, without the language."""

    head: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Table:
        """The first row that has words is the head; rows go by their numbers in the sheet."""
        filled = [(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
        head = [cell.strip().casefold() for cell in filled[0][1]] if filled else []
        return cls(head, filled[1:])

    def cell(self, row: Sequence[str], *names: str) -> str:
        """What stands in the first of these columns that there is."""
        for name in names:
            if name in self.head and (place := self.head.index(name)) < len(row):
                return row[place].strip()
        return ""

    def texts(self, row: Sequence[str], *names: str) -> Texts:
        """`text[language]` of a column in one or more languages; empty when nothing is there."""
        found: Texts = {}
        for place, title in enumerate(self.head[: len(row)]):
            name, _, language = title.replace("::", ":").partition(":")
            base, _, short = name.strip().rpartition("_")
            if name.strip() not in names and (base not in names or short not in LANGUAGES):
                continue
            code = re.search(r"\((\w+)\)", language)
            spoken = code[1] if code else language.strip() or (short if base in names else "")
            if words := row[place].strip():
                found.setdefault(names_of_languages().get(spoken, spoken), words)
        first = next(iter(found.values()), "")
        return {one: found.get(one) or found.get("") or first for one in LANGUAGES} if first else {}


@cache
def names_of_languages() -> dict[str, str]:
    """`code[name]` of the languages that we speak, in each of them; in small letters."""
    from babel import Locale

    known = {
        Locale(one).languages[other].casefold(): other for one in LANGUAGES for other in LANGUAGES
    }
    return known | dict(zip(LANGUAGES, LANGUAGES, strict=True))


def ours(key: str, **values: Texts) -> Texts:
    """What we say ourselves in content that is made of a questionnaire."""
    return {
        one: render(str(said(one, "questionnaire")[key]), {n: v[one] for n, v in values.items()})
        for one in LANGUAGES
    }


def text(words: Mapping[str, str]) -> Texts:
    """A text of content: marks of templates are none here, and it has a bound."""
    plain = {one: re.sub(r"\{(?=[{%#])", "{ ", words[one]) for one in words}
    return {one: cut(plain[one], MAX_TEXT_CHARS - 1) for one in plain}


def short(words: Mapping[str, str], most: int = MAX_LABEL_CHARS) -> Texts:
    """The same as a label or on a button."""
    lines = {one: " ".join(line.split()).rstrip("?:") for one, line in text(words).items()}
    return {one: cut(line, most - 1) for one, line in lines.items()}


def opening(id: str, title: str, count: int) -> dict[str, Any]:
    """How the file of a dialogue begins."""
    return {
        "id": id, "version": 1, "title": short(dict.fromkeys(LANGUAGES, title)),
        "intro": ours("list_intro"),
        "minutes": max(1, round(count / 3)),
    }  # fmt: skip
