"""The states of a dialogue, as the engine walks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from dialogues.definition.source import Choice, Jump, Telling, Wording
from frameworks.definition.conditions import ALWAYS, Condition
from frameworks.definition.model import Text

END = "end"
OTHER = "other"
"""The choice for what is not listed, where a question has one."""
QuestionKind = Literal["choice", "several", "text", "names", "number", "date", "rating"]


@dataclass(frozen=True, slots=True)
class State:
    """One state of the machine, with what it takes to ask or tell it.

    `turn` is the place in a repeat (from 1), `follows` the question that a follow-up asks on.
    `names` maps the names written in content to those of this turn. `place` is its line's path.
    With `other` the choice of that name is said in one's own words. `tells` are what a playback
    says back. With `asks_back` its answer is a question itself.
    """

    id: str
    told: Telling | None = None
    kind: QuestionKind | None = None
    label: Text | None = None
    asks: tuple[Wording, ...] = ()
    example: Text | None = None
    explain: Text | None = None
    again: Text | None = None
    unanswered: Text | None = None
    asks_back: bool = False
    told_by: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    other: bool = False
    most: int = 1
    least: float | None = None
    greatest: float | None = None
    unit: Text | None = None
    signals: tuple[str, ...] = ()
    shared: bool = False
    when: Condition = ALWAYS
    jumps: tuple[Jump, ...] = ()
    turn: int = 0
    over: str = ""
    follows: str = ""
    tells: tuple[Wording, ...] = ()
    series: tuple[int, int] | None = None
    item: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    place: tuple[str | int, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether this state asks something, so that the talk stops here."""
        return self.kind is not None

    @property
    def plain(self) -> str:
        """Its id as it is written, without the turn."""
        return self.id.removesuffix(f"_{self.turn}") if self.turn else self.id

    def look(self) -> str:
        """A digest of what is shown where it asks, in every language."""
        texts = [*(wording.text for wording in self.asks), self.example, self.unit]
        shown = (self.kind, texts, [(one.id, one.text) for one in self.choices])
        return sha256(repr(shown).encode()).hexdigest()[:12]
