"""States that tell something, as content files write them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dialogues.definition.parts import RawState
from frameworks.definition.conditions import ALWAYS, When
from frameworks.definition.model import Identifier, Law, Model, Source, Text


class Say(RawState):
    """Something said in passing.

    details: what to know of it, a line each
    law: ids of the facts of the law that it rests on, told below it"""

    kind: Literal["say"]
    say: Text
    details: list[Text] = []
    law: Law


class Verdict(Model):
    """A verdict with its condition; the first row that holds is given.

    id: what conditions test
    when: whether it fits
    title: the verdict
    text: what it means
    quote: ids of the questions whose answers are quoted
    offer: ids of the dialogues that one may hold next
    law: ids of the facts of the law that it rests on"""

    id: Identifier
    when: When = ALWAYS
    title: Text
    text: Text
    quote: list[Identifier] = []
    offer: list[Identifier] = []
    law: Law
    source: Source


class GiveVerdict(RawState):
    """Looks answers up in a table; with `per`, once for every name given there."""

    kind: Literal["verdict"]
    say: Text
    table: Annotated[list[Verdict], Field(min_length=1)]
    per: Identifier | None = None


class GiveOutcome(RawState):
    """Tells what weighs most, what to do about it and what is still open, out of all points of
    the content. What the states after it tell is told to who asks for more."""

    kind: Literal["outcome"]
    say: Text


class GiveAdvice(RawState):
    """Gives advice on one topic that fits the answers.

    say: the heading
    frameworks: ids of those whose advice is given
    topic: what the advice is about
    most: how many at most
    least: with fewer that fit nothing is said"""

    kind: Literal["advice"]
    say: Text
    frameworks: Annotated[list[Identifier], Field(min_length=1)]
    topic: Identifier = "advice"
    most: int = 5
    least: int = 0


class GiveScorecard(RawState):
    """Shows the scores on a framework, and explains the weakest."""

    kind: Literal["scorecard"]
    say: Text
    framework: Identifier
    weakest: int = 3


class Reason(Model):
    """What speaks for or against an option, and how heavily."""

    when: When
    weight: Annotated[int, Field(ge=1)] = 1


class Option(Model):
    """Something to choose from.

    id: what conditions test
    title: its name
    text: what it is
    for_: what speaks for it
    against: what speaks against it
    never: what rules it out; one that holds is enough
    details: what to know of it, a line each
    law: ids of the facts of the law that it rests on"""

    id: Identifier
    title: Text
    text: Text
    for_: list[Reason] = Field(default=[], alias="for")
    against: list[Reason] = []
    never: list[When] = []
    details: list[Text] = []
    law: Law
    source: Source


class GiveRanking(RawState):
    """Tells the `most` options that the most speaks for, with what speaks for and against them."""

    kind: Literal["ranking"]
    say: Text
    most: Annotated[int, Field(ge=1)] = 3
    options: Annotated[list[Option], Field(min_length=2)]


class PlanTask(Model):
    """Something to do, so many `days` after a plan's first day; negative days come before it."""

    days: int
    when: When = ALWAYS
    text: Text
    source: Source


class GivePlan(RawState):
    """Tells what to do when, counted from the day given in `from`."""

    kind: Literal["plan"]
    say: Text
    from_: Identifier = Field(alias="from")
    rows: Annotated[list[PlanTask], Field(min_length=1)]


class Measure(Model):
    """Two numbers of the same thing.

    before: id of the question for the first number
    after: id of the question for the second
    better: which of them is the better one
    better_by: id of the question where that is chosen
    label: what is measured"""

    before: Identifier
    after: Identifier
    better: Literal["lower", "higher"] | None = None
    better_by: Identifier | None = None
    label: Text
    source: Source


class GiveComparison(RawState):
    """Tells what has risen and what has fallen; `none` when no two numbers are known."""

    kind: Literal["comparison"]
    say: Text
    rows: Annotated[list[Measure], Field(min_length=1)]
    none: Text


class Stop(Model):
    """A stop of a line.

    title: its name
    state_of: id of the question that says how far it is
    good: ids of the choices for *good*
    half: ids of the choices for *half*; any other is *not yet*"""

    title: Text
    state_of: Identifier
    good: Annotated[list[Identifier], Field(min_length=1)]
    half: list[Identifier] = []
    source: Source


class DrawLine(RawState):
    """Draws a metro line with how far one is at each stop."""

    kind: Literal["picture"]
    picture: Literal["line"]
    say: Text
    stops: Annotated[list[Stop], Field(min_length=2, max_length=20)]


class Weighed(Model):
    """One side of a balance: the options chosen at the questions `of`."""

    label: Text
    of: Annotated[list[Identifier], Field(min_length=1)]


class DrawBalance(RawState):
    """Draws a balance of what was chosen on the left and on the right."""

    kind: Literal["picture"]
    picture: Literal["balance"]
    say: Text
    left: Weighed
    right: Weighed


Picturing = DrawLine | DrawBalance
Given = (
    GiveOutcome | GiveVerdict | GiveAdvice | GiveScorecard | GiveRanking | GivePlan | GiveComparison
)
Telling = Say | Given | Picturing
