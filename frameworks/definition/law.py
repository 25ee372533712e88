"""The law as it is today: facts with their article, and the day on which somebody looked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from frameworks.definition.faults import Fault, FaultError
from frameworks.definition.model import Identifier, Model, Text, Words, fields_of

CERTAIN = 90
"""A fact of which we are less sure than this many in a hundred is told with a reserve."""
OLD_AFTER = timedelta(days=365)
Day = Annotated[date, Field(strict=False)]
Place = tuple[str | int, ...]
DAY_OR_YEAR = re.compile(r"<?\d{4}|\d{4}-\d\d-\d\d")


def _day_or_year(written: str) -> str:
    if not DAY_OR_YEAR.fullmatch(written):
        raise FaultError(Fault.NO_DAY_OR_YEAR.told(value=written))
    return written


Since = Annotated[str, AfterValidator(_day_or_year)]


class LawFact(Model):
    """One thing that the law says, or that research found.

    id: what texts refer to it by, in `law:`
    text: what it says, in one plain sentence
    article: where it stands
    since: a day or a year; with `<` it is from before that year; of research, its article tells
    until: the last day on which it holds, where that is known
    checked: the day on which somebody looked
    study: research found it: of other places, so at yours it may differ, and no lawyer can tell
    sure: of a hundred such facts, how many will be right; what is less sure is not told
    """

    id: Identifier
    text: Text
    article: Words
    since: Since | None = None
    until: Day | None = None
    checked: Day
    study: bool = False
    sure: Annotated[int, Field(ge=80, le=100)]

    def stale(self, today: date) -> bool:
        """Whether it is time to look again."""
        over = self.until is not None and self.until < today
        return over or today - self.checked > OLD_AFTER


class LawFile(Model):
    facts: Annotated[list[LawFact], Field(min_length=1)]


def referrals(part: object, place: Place = (), owner: str = "") -> Iterator[tuple[Place, str, str]]:
    """(place, id of what it stands in, id of the fact) of each `law:` in a part of the content."""
    if isinstance(part, list):
        for number, inner in enumerate(part):
            yield from referrals(inner, (*place, number), owner)
        return
    owner = getattr(part, "id", owner)
    for name in fields_of(part):
        value, key = getattr(part, name), _key(part, name)
        if name == "law":
            for number, fact in enumerate(value):
                yield (*place, key, number), owner, fact
        else:
            yield from referrals(value, (*place, key), owner)


def _key(part: object, name: str) -> str:
    """What a field is called in the file."""
    fields = type(part).model_fields if isinstance(part, BaseModel) else {}
    return fields[name].alias or name if name in fields else name
