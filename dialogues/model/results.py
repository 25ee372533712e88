"""What a model may answer to each job: a schema to ask by, and a model to read the answer by.

To be as asked is not yet to hold: a server may take no notice of a schema.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from dialogues.listening.acts import Act

MAX_THEMES, MAX_FACTS, MAX_CHARS = 3, 12, 600
Line = Annotated[str, Field(min_length=1, max_length=MAX_CHARS)]


class Result(BaseModel):
    """Closed: what was not asked for is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HeardAgain(Result):
    """What a text is, and what it is about."""

    act: str
    themes: Annotated[list[str], Field(max_length=MAX_THEMES)]


class Quoted(Result):
    """A sign, in which answer (from 1) it stands, and the words that show it."""

    sign: str
    answer: int
    quote: Line


class Understood(Result):
    """What stands in the answers."""

    facts: Annotated[list[Quoted], Field(max_length=MAX_FACTS)]


class Told(Result):
    """A candidate in the model's words; `say`: a sentence to say aloud."""

    id: str
    text: Line
    say: Line | None = None


class Worded(Result):
    """What to tell.

    main: the main thing
    actions: what to do
    leave: what to leave alone
    ask: what is still open
    """

    main: Told
    actions: Annotated[list[Told], Field(max_length=3)]
    leave: Told | None = None
    ask: Told | None = None

    @property
    def all(self) -> list[Told]:
        return [one for one in (self.main, *self.actions, self.leave, self.ask) if one]


def hear_schema(themes: Collection[str]) -> dict[str, Any]:
    """Both from closed lists."""
    acts = {"type": "string", "enum": [act.value for act in Act]}
    return _closed(act=acts, themes=_list({"type": "string", "enum": sorted(themes)}, MAX_THEMES))


def understand_schema(signs: Collection[str], answers: int) -> dict[str, Any]:
    fact = _closed(
        sign={"type": "string", "enum": sorted(signs)},
        answer={"type": "integer", "minimum": 1, "maximum": answers},
        quote={"type": "string", "maxLength": MAX_CHARS},
    )
    return _closed(facts=_list(fact, MAX_FACTS))


def word_schema(kinds: Mapping[str, Collection[str]], most: int) -> dict[str, Any]:
    """`kinds`: ids of the candidates for `main`, `do`, `leave` and `ask`."""
    return _closed(
        main=_told(kinds["main"]),
        actions=_list(_told(kinds["do"], say=True), most if kinds["do"] else 0),
        leave=_maybe(kinds["leave"]),
        ask=_maybe(kinds["ask"]),
    )


def _told(ids: Collection[str], *, say: bool = False) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string", "maxLength": MAX_CHARS}
    named = {"id": {"type": "string", "enum": sorted(ids)}, "text": text}
    spoken = {"say": {"anyOf": [text, {"type": "null"}]}} if say else {}
    return _closed(**named, **spoken)


def _maybe(ids: Collection[str]) -> dict[str, Any]:
    return {"anyOf": [_told(ids), {"type": "null"}]} if ids else {"type": "null"}


def _list(items: Mapping[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def _closed(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object", "properties": fields, "required": list(fields),
        "additionalProperties": False,
    }  # fmt: skip
