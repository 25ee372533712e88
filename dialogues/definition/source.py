"""The parts of a dialogue, as content files write them (`Raw…`), and as the engine uses them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag
from pydantic.dataclasses import dataclass as small

from dialogues.texts.synonyms import WordLists
from frameworks.definition.conditions import ALWAYS, When
from frameworks.definition.model import SMALL, Identifier, Model, Source, Text


@small(frozen=True, slots=True, kw_only=True, config=SMALL)
class Choice:
    """A button. Its id is what conditions test; `also` are other words that people type for it."""

    id: Identifier
    text: Text
    also: WordLists | None = None
    source: Source


@small(frozen=True, slots=True, kw_only=True, config=SMALL)
class Wording:
    """One way to say it, used when `when` holds; the first that holds is said."""

    when: When = ALWAYS
    text: Text


Asked = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Wording], Tag("wordings")],
    Discriminator(lambda asked: "wordings" if isinstance(asked, list) else "text"),
]
"""Text or wordings; told apart by their form, so that a fault is told once."""


class Jump(Model):
    """Where to go instead of to the next state; `to` is a state's id, or `end`."""

    when: When = ALWAYS
    to: Identifier


class RawState(Model):
    """What every state has: passed over when `when` does not hold; `next` leads elsewhere."""

    id: Identifier
    when: When = ALWAYS
    next: list[Jump] = []
    source: Source


class Question(RawState):
    """A state that waits for an answer.

    kind: how it is answered
    label: what the answer is called in summaries
    ask: the question
    example: an answer to give an idea
    explain: what help says here
    choices: the buttons, of a choice or several
    other: one may say what is not listed
    most: how many choices or names at most
    least: the smallest number that is taken
    greatest: the greatest number that is taken
    unit: what follows the number
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
    choices: list[Choice] = []
    other: bool = False
    most: Annotated[int, Field(ge=1, le=20)] = 5
    least: float | None = None
    greatest: float | None = None
    unit: Text | None = None
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


class Say(RawState):
    """Something said in passing."""

    kind: Literal["say"]
    say: Text


class Verdict(Model):
    """A verdict with its condition; the first row that holds is given.

    id: what conditions test
    when: whether it fits
    title: the verdict
    text: what it means
    quote: ids of the questions whose answers are quoted
    offer: ids of the dialogues that one may hold next"""

    id: Identifier
    when: When = ALWAYS
    title: Text
    text: Text
    quote: list[Identifier] = []
    offer: list[Identifier] = []
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
    details: what to know of it, a line each"""

    id: Identifier
    title: Text
    text: Text
    for_: list[Reason] = Field(default=[], alias="for")
    against: list[Reason] = []
    never: list[When] = []
    details: list[Text] = []
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


Picturing = DrawLine | DrawBalance
Given = (
    GiveOutcome | GiveVerdict | GiveAdvice | GiveScorecard | GiveRanking | GivePlan | GiveComparison
)
Telling = Say | Given | Picturing


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
    """Questions that dialogues share by `use:`; a person answers them once."""

    questions: list[Question]
