"""The parts of a dialogue, as content files write them (`Raw…`), and as the engine uses them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from dialogues.definition.parts import Asked, Choice, Pattern, RawState, Wording
from dialogues.definition.tellings import (
    DrawBalance,
    DrawLine,
    GiveAdvice,
    GiveComparison,
    GiveOutcome,
    GivePlan,
    GiveRanking,
    GiveScorecard,
    GiveVerdict,
    Say,
)  # fmt: skip
from frameworks.definition.model import Identifier, Law, Model, Source, Text


class Question(RawState):
    """A state that waits for an answer.

    kind: how it is answered
    label: what the answer is called in summaries
    ask: the question
    example: an answer to give an idea
    explain: what help says here
    law: facts of the law that help tells too
    choices: the buttons, of a choice or several
    other: one may say what is not listed
    most: how many choices or names at most
    least: the smallest number that is taken
    greatest: the greatest number that is taken
    unit: what follows the number
    at_least: a question before this one whose answer this one may not be below
    at_most: the same for above
    pattern: how a text has to look
    probe: `probe[signal id]`: the follow-up, or nothing for the signal's own
    notice: ids of signals that conditions know of, and nothing is asked on
    shared: the answer counts in other dialogues too
    again: the question in other, simpler words, for who did not get it
    unanswered: what the advice lacks without an answer
    answer_is: a question where one asks for one, so that it is not taken for one to the coach
    told_by: themes: a sentence about one of them, said before, is offered back as the answer"""

    kind: Literal["choice", "several", "text", "names", "number", "date"]
    label: Text
    ask: Asked
    example: Text | None = None
    explain: Text
    law: Law
    choices: list[Choice] = []
    other: bool = False
    most: Annotated[int, Field(ge=1, le=20)] = 5
    least: float | None = None
    greatest: float | None = None
    unit: Text | None = None
    at_least: Identifier | None = None
    at_most: Identifier | None = None
    pattern: Pattern | None = None
    probe: dict[Identifier, Text | None] = {}
    notice: list[Identifier] = []
    shared: bool = False
    again: Text | None = None
    unanswered: Text | None = None
    answer_is: Literal["statement", "question"] = "statement"
    told_by: list[Identifier] = []


class Playback(RawState):
    """Says back what was understood, in the first three wordings that hold, and asks if it is so;
    the question around it is the shared one of the id `playback`."""

    kind: Literal["playback"]
    tells: Annotated[list[Wording], Field(min_length=1)]


class AskStatements(RawState):
    """Asks every statement of a framework, and asks on once per item where a wording holds.

    In the wordings' conditions `low` and `high` are the item's lowest and highest rating.
    """

    kind: Literal["statements"]
    framework: Identifier
    ask: Text
    probe: list[Wording] = []


def _repeatable(written: object) -> str:
    """Which model a repeated state belongs to, so that a fault is told once."""
    return "say" if isinstance(written, dict) and written.get("kind") == "say" else "question"


Repeated = Annotated[
    Annotated[Question, Tag("question")] | Annotated[Say, Tag("say")], Discriminator(_repeatable)
]


class Repeat(RawState):
    """Asks its states once for every name given in `over`; `{{ name }}` is the name."""

    kind: Literal["repeat"]
    over: Identifier
    states: Annotated[list[Repeated], Field(min_length=1)]


class Use(Model):
    """A question that several dialogues share."""

    use: Identifier


def _kind(written: object) -> str:
    """Which model a state as written belongs to, so that a fault is told once."""
    if not isinstance(written, dict):
        return type(written).__name__
    kind = "use" if "use" in written else str(written.get("kind"))
    return f"{kind}: {written.get('picture')}" if kind == "picture" else kind


AnyState = Annotated[
    Annotated[Use, Tag("use")]
    | Annotated[Question, Tag("choice")]
    | Annotated[Question, Tag("several")]
    | Annotated[Question, Tag("text")]
    | Annotated[Question, Tag("names")]
    | Annotated[Question, Tag("number")]
    | Annotated[Question, Tag("date")]
    | Annotated[Playback, Tag("playback")]
    | Annotated[Say, Tag("say")]
    | Annotated[GiveOutcome, Tag("outcome")]
    | Annotated[GiveVerdict, Tag("verdict")]
    | Annotated[GiveAdvice, Tag("advice")]
    | Annotated[GiveScorecard, Tag("scorecard")]
    | Annotated[GiveRanking, Tag("ranking")]
    | Annotated[GivePlan, Tag("plan")]
    | Annotated[GiveComparison, Tag("comparison")]
    | Annotated[DrawLine, Tag("picture: line")]
    | Annotated[DrawBalance, Tag("picture: balance")]
    | Annotated[AskStatements, Tag("statements")]
    | Annotated[Repeat, Tag("repeat")],
    Discriminator(_kind),
]


Makes = Literal["collaboration", "membership", "ballot", "pulse"]
"""What comes of a talk, once it is completed; by this the code finds it, never by its id.

A `pulse` is held alone, or for a collaboration: then a ballot comes of it.
"""


class RawDialogue(Model):
    """One conversation as its file has it.

    id: the file's name
    version: the authors' own count; what a session was begun with is known by its digest
    title: its name, also in the menu
    intro: what is said first
    minutes: how long it usually takes
    order: where it stands in the menu, lowest first
    makes: what comes of it; then it stands in no menu
    given: names that texts may use, filled in from what the talk is held for
    about: the themes that this talk helps with
    states: in the order of the talk"""

    id: Identifier
    version: int
    title: Text
    intro: Text
    minutes: int
    order: int = 50
    makes: Makes | None = None
    given: list[Identifier] = []
    about: list[Identifier] = []
    source: Source
    states: Annotated[list[AnyState], Field(min_length=1)]


class SharedQuestions(Model):
    """What dialogues share by `use:`: questions, which a person answers once, and playbacks."""

    questions: list[Question]
    playbacks: list[Playback] = []

    def by_id(self) -> dict[str, Question | Playback]:
        return {q.id: q for q in self.questions} | {p.id: p for p in self.playbacks}
