"""What one input caused, in order. Handlers store them, channels show them, tests compare them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from dialogues.messages.pictures import Picture

PartKind = Literal["text", "strong", "quote", "item", "heading", "small", "link"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a message. A person's own words stand in a part of their own, or as data."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """What one can tap.

    `data` comes back: a tap's data (`parse_tap`), or a command such as `/menu`. A link into
    Telegram (https://t.me/…) is followed instead.
    """

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is waited for: buttons to choose from, verbs to go another way, and what may be typed.

    kind: the question's kind, or `menu` for buttons outside a talk
    choices: the answers, in the order of the content
    verbs: other ways to go, such as back and skip
    marked: places in `choices` (from 0) that are marked so far
    data: what the data of each of its buttons begins with; empty for a menu
    series: the next prompt may take this one's place
    """

    kind: str
    choices: tuple[Button, ...] = ()
    verbs: tuple[Button, ...] = ()
    marked: tuple[int, ...] = ()
    data: str = ""
    series: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all that can happen."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data with the event's name as `type`, for `--json` and for comparing.

        `{"type": "AnswerRecorded", "state": …}`: the event's fields, those of its parts as dicts.
        """
        return {"type": type(self).__name__, **asdict(self)}


@dataclass(frozen=True, slots=True)
class SessionStarted(Event):
    """A talk was begun on this dialogue, in the content that `digest` stands for."""

    dialogue: str
    digest: str


@dataclass(frozen=True, slots=True)
class SessionResumed(Event):
    """A talk that was left goes on."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class SessionPaused(Event):
    """A talk was paused; it can go on."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class SessionStopped(Event):
    """A talk was stopped before its end; it can go on if the person wants to."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class SessionCompleted(Event):
    """A talk came to its end."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class SessionMigrated(Event):
    """The content changed since the session started; `state` is where it goes on.

    `moved`: that is another question than the one that was asked.
    """

    dialogue: str
    state: str
    moved: bool


@dataclass(frozen=True, slots=True)
class AnswerRecorded(Event):
    """A question has an answer, or another one than before.

    state: the question's id
    value: as in `Answer`: text, names or choice ids, a rating, a number, an ISO date
    given: `answered`, `unknown` or `skipped`
    shared: it also answers this question in other dialogues
    """

    state: str
    value: str | tuple[str, ...] | int | float | None
    given: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRejected(Event):
    """The input could not be an answer here; nothing changed. `reason`: a key of the catalogue."""

    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActHeard(Event):
    """What was typed is no answer, and was responded to; its words are not kept."""

    state: str
    act: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reflected(Event):
    """It was shown that an answer was heard, by the line of an id; with `adds` more was said than
    the answer said itself."""

    state: str
    line: str
    adds: bool


@dataclass(frozen=True, slots=True)
class SignalRaised(Event):
    """The answer to `state` gave something away: the id of a rule in `signals.yaml`."""

    state: str
    signal: str


@dataclass(frozen=True, slots=True)
class VerdictGiven(Event):
    """A row of the table of `state` was given; `name` says of whom, where it is given by name."""

    state: str
    verdict: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeGiven(Event):
    """What weighs most was told: the ids of the points, the main one first."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeJudged(Event):
    """Whether that was recognised, of the main point's id: `yes`, `no` or `missing`; or how it
    went with it: `done`, `partly` or `not`."""

    point: str
    judged: str


@dataclass(frozen=True, slots=True)
class ScorecardMade(Event):
    """Scores were shown: `scores[item id]`, a mean on the scale, None when nothing was rated."""

    framework: str
    scores: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class RankingMade(Event):
    """Options were shown, the best first; none when nothing fitted."""

    state: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceGiven(Event):
    """An advice was given; `because` names the facts that chose it."""

    advice: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageChanged(Event):
    """The talk goes on in another language, such as `en`."""

    language: str


@dataclass(frozen=True, slots=True)
class WaitStarted(Event):
    """A question was asked; nothing more is said until something comes in."""

    state: str


@dataclass(frozen=True, slots=True)
class FireSet(Event):
    """From `due` on something is to be said.

    kind: one of `dialogues.notifications.kinds`
    subject: what it is about, such as a talk's id; the kind says which
    slot: tells it from other fires of the same kind and subject
    due: seconds since the epoch
    """

    kind: str
    subject: str
    slot: int
    due: float


@dataclass(frozen=True, slots=True)
class FireMoved(Event):
    """Something that was due, or was said, is to be said later.

    kind: as in `FireSet`
    subject: as in `FireSet`
    slot: as in `FireSet`
    due: the new moment, in seconds since the epoch
    """

    kind: str
    subject: str
    slot: int
    due: float


@dataclass(frozen=True, slots=True)
class FireCleared(Event):
    """What was due need not be said any more; the fields are those of `FireSet`."""

    kind: str
    subject: str
    slot: int


FireChange = FireSet | FireMoved | FireCleared


@dataclass(frozen=True, slots=True)
class MessageCreated(Event):
    """Something to say.

    parts: its paragraphs, in order
    prompt: the buttons below it, and what is waited for
    replaces: it takes the place of the prompt that was tapped
    picture: stands below the heading; the other parts say in words what it shows
    """

    parts: tuple[Part, ...]
    prompt: Prompt | None = None
    replaces: bool = False
    picture: Picture | None = None

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class PromptChanged(Event):
    """A mark was set or taken away: the prompt on the screen changes, nothing is said."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class PromptAnswered(Event):
    """A tapped prompt is done: its buttons may go; `parts` are the question and the answer."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """A short word beside the talk: an old button was tapped."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerReturned(Event):
    """What was typed answers an earlier question, and was not taken; `text` says so."""

    text: str


PaperStep = Literal["ready", "parts", "words", "edit", "more", "make"]


@dataclass(frozen=True, slots=True)
class DocumentRequested(Event):
    """A document is asked for, or something about it.

    kind: one of `TALK_KINDS`; of a round `round`, of a collaboration `pulse`
    subject: id of the talk, the round or the collaboration that it is of
    step: how far one is with it
    format: one of `FORMATS`; empty as long as none was chosen
    out: the parts to leave out, a bit each; from bit `PLACES` on, those that were shown
    quote: whose words change
    tapped: a part went out or in
    """

    kind: str
    subject: str
    step: PaperStep = "ready"
    format: str = ""
    out: int = 0
    quote: str = ""
    tapped: bool = False


@dataclass(frozen=True, slots=True)
class LinkWanted(Event):
    """A personal link to a page: `page` of the facilitator, `result` of a round, or the person's
    own `settings`, which are of no collaboration."""

    kind: Literal["page", "result", "settings"]
    collaboration: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class InviteShown(Event):
    """The links of an invitation, for its maker to pass on."""

    token: str


@dataclass(frozen=True, slots=True)
class ChatWanted(Event):
    """The way to bring us into the members' group chat."""

    collaboration: str


@dataclass(frozen=True, slots=True)
class PostWanted(Event):
    """Something is to be said in the members' group chat: `hello`, or of a round that it is
    `opened`, its `result` or its `agenda`."""

    collaboration: str
    what: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class PulseWanted(Event):
    """What came of a collaboration's pulse is to be told."""

    collaboration: str
    round: str


@dataclass(frozen=True, slots=True)
class CalendarRequested(Event):
    """The person wants a file for their own calendar, with all that is to come."""


@dataclass(frozen=True, slots=True)
class ExportRequested(Event):
    """The person wants everything that is kept of them; `to_read`: as people read it."""

    to_read: bool = False


@dataclass(frozen=True, slots=True)
class EraseRequested(Event):
    """The person wants everything gone, and has said so twice."""
