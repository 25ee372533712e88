"""A list of people to invite: who each line is about, and what is not right with it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import orjson

from dialogues.collaborations.context import shown
from dialogues.domain.collaboration import MAX_MUNICIPALITIES, Collaboration
from dialogues.domain.invitation import Invite
from dialogues.domain.member import ROLES
from dialogues.parsing.known_names import KnownNames
from dialogues.parsing.tables import TableRow, rows
from dialogues.parsing.words import Phrase, find, phrase
from dialogues.texts.people_list import PeopleListFile

MAX_PEOPLE = 150
MAX_LIST_CHARS = 60_000
EMAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"]{1,180}\.[^\s@<>,;:\".]{2,24}")
FIELDS = ("name", "email", "municipality", "role")
PARTS = ("first", "name", "middle", "last")
"""Columns that a name is made of, in this order."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to invite, as a line of the list has them.

    line: its number
    name: theirs, or empty
    email: theirs, or empty
    municipality: as the collaboration spells it; or one that it has not
    role: one of `ROLES`; empty when it was not understood
    said: what stood there for the role
    """

    line: int
    name: str = ""
    email: str = ""
    municipality: str = ""
    role: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What came of a list.

    people: in the order of the list
    unread: what stood in columns that are none of ours, each with its heading or its number
    """

    people: tuple[Invitee, ...]
    unread: tuple[str, ...] = ()


class ListReader:
    """Reads lists for one collaboration, by the words and the names of the content."""

    def __init__(self, words: PeopleListFile, known: KnownNames, group: Collaboration) -> None:
        self.known, self._words = known, words
        self._towns = {known.key(name): name for name in group.municipalities}
        self._roles = [(phrase(one), role) for role, each in words.roles.items() for one in each]

    def read(self, text: str) -> PeopleList:
        """Whoever is in it. A municipality with a comma in its name is one cell all the same."""
        found = [
            TableRow(row.line, tuple(map(self.known.released, row.cells)))
            for row in rows(self.known.hold(text))
        ]
        if len(found) == 1 and sum("@" in cell for cell in found[0].cells) > 1:
            found = [TableRow(found[0].line, (cell,)) for cell in found[0].cells if cell]
        columns, begins = self._columns(found)
        people = tuple(self._candidate(row, columns) for row in found[begins:])
        return PeopleList(people, tuple(_unread(found, columns, begins)))

    def town(self, text: str) -> str:
        """A municipality as the collaboration has it, else as it is spelt."""
        name = shown(text)
        return self._towns.get(self.known.key(name)) or self.known.place(name)

    def role(self, text: str) -> str:
        """The role that was meant; empty when none was, or it may be several."""
        words = phrase(text)
        fits = [(len(one), role) for one, role in self._roles if find(one, words) >= 0]
        longest = max(fits, default=(0, ""))[0]
        roles = {role for length, role in fits if length == longest}
        return roles.pop() if len(roles) == 1 else ""

    def is_new(self, town: str) -> bool:
        """Whether it is to be put beside the others."""
        return bool(town) and self.known.key(town) not in self._towns

    def _columns(self, found: Sequence[TableRow]) -> tuple[dict[int, str], int]:
        """What stands in each column, and at which row the people begin."""
        if not found:
            return {}, 0
        named = self._named(found[0].cells)
        if len(named) > 1 or (named and "@" not in "".join(found[0].cells) and len(found) > 1):
            return named, 1
        return self._guessed(found), 0

    def _named(self, cells: Sequence[str]) -> dict[int, str]:
        """The columns by their headings; the first of each kind."""
        kinds: dict[Phrase, str] = {}
        for kind, each in self._words.columns:
            kinds.update((phrase(one), kind) for one in each)
        found: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if heading := kinds.get(phrase(cell)):
                found.setdefault(heading, place)
        return {place: kind for kind, place in found.items()}

    def _guessed(self, found: Sequence[TableRow]) -> dict[int, str]:
        """The columns by what stands in them; the first that is left is that of names."""
        likely: Counter[tuple[str, int]] = Counter()
        for row in found:
            for place, cell in enumerate(row.cells):
                likely.update((kind, place) for kind in self._kinds(cell))
        columns: dict[int, str] = {}
        for (kind, place), _ in likely.most_common():
            if kind not in columns.values() and place not in columns:
                columns[place] = kind
        width = max(len(row.cells) for row in found)
        first = next((place for place in range(width) if place not in columns), None)
        return columns if first is None else {**columns, first: "name"}

    def _kinds(self, cell: str) -> Iterator[str]:
        """What a cell may be."""
        if EMAIL.search(cell):
            yield "email"
        elif self.known.key(cell) in self._towns or self.known.official(cell):
            yield "municipality"
        elif self.role(cell):
            yield "role"

    def _candidate(self, row: TableRow, columns: dict[int, str]) -> Invitee:
        cells = {
            kind: row.cells[place] for place, kind in columns.items() if place < len(row.cells)
        }
        name = " ".join(filter(None, (cells.get(part, "") for part in PARTS)))
        email = cells.get("email", "")
        if (inside := EMAIL.search(email)) and (inside[0] != email or not name):
            name, email = name or EMAIL.sub("", email).strip(" <>()\"',;"), inside[0]
        said = shown(cells.get("role", ""))
        return Invitee(
            row.line, shown(name), email[:254], self.town(cells.get("municipality", "")),
            self.role(said), said,
        )  # fmt: skip


def _unread(found: Sequence[TableRow], columns: dict[int, str], begins: int) -> Iterator[str]:
    """What was in other columns: the heading, or else what it holds first."""
    width = max((len(row.cells) for row in found), default=0)
    for place in range(width):
        cells = [row.cells[place] for row in found if place < len(row.cells) and row.cells[place]]
        if place not in columns and len(cells) > begins:
            yield cells[0]


def faults(
    people: Sequence[Invitee], reader: ListReader, invited: Collection[Invite] = ()
) -> list[list[str]]:
    """Of each what is not right, as names of words: the first that must be mended, and remarks."""
    seen: set[str] = set()
    known = {mark for one in invited for mark in _marks(one.name, one.email)}
    found = []
    for one in people:
        marks = _marks(one.name, one.email)
        each = list(_faults(one))
        each += ["people_twice"] if marks & seen else []
        each += ["people_invited_before"] if marks & known else []
        each += ["people_new_town"] if reader.is_new(one.municipality) else []
        seen |= marks
        found.append(each)
    return found


def _marks(name: str, email: str) -> set[str]:
    """What tells that two are one: the address, and without one the name."""
    return {email.casefold() or " ".join(phrase(name))} - {""}


def _faults(one: Invitee) -> Iterator[str]:
    if not one.name and not one.email:
        yield "people_nobody"
    if one.email and not EMAIL.fullmatch(one.email):
        yield "people_email"
    if not one.municipality:
        yield "people_no_town"
    if one.role not in ROLES:
        yield "people_role_unclear" if one.said else "people_no_role"


def right(one: Invitee) -> bool:
    """Whether somebody can be invited so."""
    return not any(_faults(one))


def with_towns(
    group: Collaboration, people: Iterable[Invitee], reader: ListReader
) -> Collaboration | None:
    """The collaboration with those that the list adds; None when that makes too many."""
    new = {reader.known.key(one.municipality): one.municipality for one in people
           if reader.is_new(one.municipality)}  # fmt: skip
    wider = (*group.municipalities, *new.values())
    return None if len(wider) > MAX_MUNICIPALITIES else replace(group, municipalities=wider)


def listed(text: str, reader: ListReader) -> list[Invitee]:
    """Whom a page asks to invite, of what it sends; empty for what no page of ours sends."""
    try:
        raw = orjson.loads(text)
        people = [
            Invitee(0, shown(name), email, reader.town(town), role)
            for name, email, town, role in raw
        ]
    except (ValueError, TypeError, AttributeError):
        return []
    return people if len(people) <= MAX_PEOPLE and all(map(right, people)) else []
