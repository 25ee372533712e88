"""The states of a dialogue, as the engine walks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from dialogues.definition.parts import Choice, Jump, Pattern, Wording
from dialogues.definition.tellings import Telling
from frameworks.definition.conditions import ALWAYS, Condition
from frameworks.definition.model import Text

END = "end"
OTHER = "other"
"""The choice for what is not listed, where a question has one."""
QuestionKind = Literal["choice", "several", "text", "names", "number", "date", "rating"]


@dataclass(frozen=True, slots=True)
class State:
    """One state of the machine, with what it takes to ask or tell it.

    id: within the dialogue; in a repeat it ends with the turn, as in `goal_2`
    told: what it tells; None for a question
    kind: how it is answered; None when it asks nothing
    label: what the answer is called in summaries
    asks: the question's wordings; the first whose condition holds is asked
    example: an answer to give an idea
    explain: what help says here
    law: ids of the facts of the law that help tells too
    again: the question in other, simpler words
    unanswered: what the advice lacks without an answer
    asks_back: its answer is a question itself
    told_by: themes: a sentence about one of them, said before, is offered back as the answer
    choices: the buttons of a choice or a rating, in order
    other: the choice of that name is said in one's own words
    most: how many choices or names at most
    least: the smallest number that is taken
    greatest: the greatest number that is taken
    unit: what follows the number
    at_least: id of a question whose answer this one may not be below; empty without one
    at_most: the same for above
    pattern: how a text has to look
    signals: ids of what to listen for in free text
    shared: the answer counts in other dialogues too
    when: passed over when this does not hold
    jumps: where to instead of on; the first that holds
    turn: place in a repeat, from 1; 0 outside one
    over: id of the question whose names the repeat is for
    follows: id of the question that this follow-up asks on
    tells: what a playback says back; the first whose condition holds
    rest: what it tells comes after the outcome, for who asks for more
    series: (number from 1, total) of a statement
    item: id of the framework's item that a statement is of
    names: `names[id as written]`: the id in this turn
    source: ids of the points in the source documents
    place: its path in the file, such as ("states", 3)
    """

    id: str
    told: Telling | None = None
    kind: QuestionKind | None = None
    label: Text | None = None
    asks: tuple[Wording, ...] = ()
    example: Text | None = None
    explain: Text | None = None
    law: tuple[str, ...] = ()
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
    at_least: str = ""
    at_most: str = ""
    pattern: Pattern | None = None
    signals: tuple[str, ...] = ()
    shared: bool = False
    when: Condition = ALWAYS
    jumps: tuple[Jump, ...] = ()
    turn: int = 0
    over: str = ""
    follows: str = ""
    tells: tuple[Wording, ...] = ()
    rest: bool = False
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
