"""From the lines of a transcript to what a page shows. Pure: no request, no storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.channels.web.common.paragraphs import TextBlock, blocks
from bot.messages.messages import Inbound, Outbound
from bot.reports.document import Document
from dialogues.messages.documents import FORMATS
from dialogues.messages.events import Button, MessageCreated, Part, Prompt
from dialogues.messages.inputs import CHOICE, CHOSEN, Command, Input, Tap, Typed, tap_data
from dialogues.messages.pictures import Picture
from dialogues.parsing.text import MAX_TEXT_CHARS
from storage.repositories.transcripts import TranscriptLine

DOCUMENT_SECONDS = 24 * 3600.0
"""Seconds for which a document can be fetched."""
ROW = ("choices", "keep", "back", "skip", "unknown")
"""The verbs that stand in sight; the others are under `more`."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message in the log.

    id: its own on the page
    mine: it came from the person
    blocks: its texts
    number: its place in the outbox; 0 when it is not from there
    key: what stands for that on the page
    document: a file to fetch
    picture: what it shows besides
    newest: the newest exchange begins here: there a page opens
    expired: its document can be fetched no more
    """

    id: str
    mine: bool
    blocks: tuple[TextBlock, ...]
    number: int = 0
    key: str = ""
    document: Document | None = None
    picture: Picture | None = None
    newest: bool = False
    expired: bool = False

    @property
    def adjustable(self) -> bool:
        """Whether what goes in the document can be chosen."""
        return bool(self.document and self.document.again.startswith("/summary"))

    @property
    def page(self) -> str:
        """Where what goes in the document can be chosen."""
        words = self.document.again.split()[1:] if self.document else []
        plain = [word for word in words if word not in FORMATS and word[0] != "x"]
        return "/".join(("/summary", *plain))


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice.

    label: what it says
    data: what its button sends
    name: what its box sends
    number: its place as people count
    marked: it is chosen so far
    """

    label: str
    data: str
    name: str
    number: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Composer:
    """The form below the log.

    kind: of the prompt that it answers
    question: what it answers, in the words of the coach
    choices: to choose from
    row: verbs that stand in sight
    more: the other verbs
    data: what the data of its buttons begins with
    done: label of the button for what is marked
    most: characters that can be kept of what is typed
    under: where the talk stands, which what is typed carries along
    """

    kind: str
    question: str
    choices: tuple[ChoiceView, ...] = ()
    row: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    data: str = ""
    done: str = ""
    most: int = MAX_TEXT_CHARS
    under: str = ""


@dataclass(frozen=True, slots=True)
class ConversationView:
    """All that a page shows.

    bubbles: the messages, oldest first
    composer: the form below them
    last: the newest number in the outbox
    key: what stands for that on the page
    """

    bubbles: tuple[Bubble, ...]
    composer: Composer
    last: int
    key: str


@dataclass(slots=True)
class _Reading:
    """What is known while the lines are read, from old to new.

    labels: `labels[data]`: what a button says
    hide: what stands for a number
    now: seconds since the epoch
    bubbles: so far
    prompt: the newest
    question: of the newest prompt
    last: the newest number in the outbox
    """

    labels: dict[str, str]
    hide: Callable[[int], str]
    now: float
    bubbles: list[Bubble] = field(default_factory=list)
    prompt: Prompt | None = None
    question: str = ""
    last: int = 0

    def heard(self, line: TranscriptLine, answered: bool) -> None:
        """A message of the person. A tap that nothing came of was an old button's."""
        inbound = Inbound.load(line.text, "web", line.update, "", 0.0)
        words = "" if inbound.aside else own_words(inbound.input, self.labels)
        if words and (answered or isinstance(inbound.input, Typed)):
            self.bubbles.append(Bubble(f"u{self.hide(line.id)}", True, (TextBlock("text", words),)))

    def said(self, parts: Sequence[Part], prompt: Prompt | None) -> None:
        """What the coach said; the newest prompt is the one that the form is for."""
        if prompt is not None:
            self.prompt, self.question = prompt, question(parts)
            self.labels.update(labels(prompt))

    def message(self, line: TranscriptLine) -> None:
        out = Outbound.load(line.text, "web", "")
        self.last = max(self.last, line.id)
        self.said(out.parts, out.prompt)
        if out.kind in ("say", "document"):
            key = self.hide(line.id)
            self.bubbles.append(
                Bubble(
                    f"m{key}",
                    False,
                    blocks(out.parts),
                    line.id,
                    key,
                    out.document,
                    out.picture,
                    expired=line.when + DOCUMENT_SECONDS < self.now,
                )
            )


def talk(
    lines: Sequence[TranscriptLine],
    first: MessageCreated,
    known: Mapping[str, str],
    hide: Callable[[int], str],
    ways: Sequence[Button] = (),
    now: float = 0.0,
) -> ConversationView:
    """The talk so far, below what a newcomer sees `first`.

    `known` are labels of buttons that are not in the lines; `hide` gives what stands for a number;
    `ways` lead out of a menu.
    """
    reading = _Reading(dict(known), hide, now)
    reading.bubbles.append(Bubble("m0", False, blocks(first.parts)))
    if not lines:
        reading.said(first.parts, first.prompt)
    for place, line in enumerate(lines):
        if line.mine:
            reading.heard(line, place + 1 < len(lines) and not lines[place + 1].mine)
        else:
            reading.message(line)
    return ConversationView(
        tuple(_newest(reading.bubbles)),
        composer(reading.prompt or Prompt("menu"), reading.question, ways),
        reading.last,
        hide(reading.last),
    )


def _newest(bubbles: list[Bubble]) -> list[Bubble]:
    """Mark where the newest exchange begins: there a page opens, so that nothing is missed."""
    places = [i for i, bubble in enumerate(bubbles) if bubble.mine]
    start = places[-1] if places else 0
    bubbles[start] = replace(bubbles[start], newest=True)
    return bubbles


def own_words(given: Input, known: Mapping[str, str]) -> str:
    """What a person said, in words: a tap by the label that it had."""
    match given:
        case Typed(text):
            return text.strip()
        case Tap(session, number, what) if what.startswith(CHOSEN):
            names = what.removeprefix(CHOSEN).split(",")
            taps = [tap_data(session, number, one) for n in names for one in (CHOICE + n, n)]
            return ", ".join(known[tap] for tap in taps if tap in known)
        case Tap(session, number, what):
            return known.get(tap_data(session, number, what), "")
        case Command(verb, argument):
            return known.get(f"/{verb} {argument}".strip(), "")
        case _:
            return ""


def labels(prompt: Prompt) -> dict[str, str]:
    """Data → label of all buttons of a prompt; a rating's label has its number in front."""
    found = {button.data: button.label for button in (*prompt.verbs, *prompt.choices)}
    if prompt.kind == "rating":
        for number, button in enumerate(prompt.choices, 1):
            found[button.data] = f"{number}: {button.label}"
    return found


def question(parts: Sequence[Part]) -> str:
    """The words that ask: the last strong part, else the last part."""
    strong = [part.text for part in parts if part.kind == "strong"]
    return (strong or [part.text for part in parts] or [""])[-1]


def _name(prompt: Prompt, choice: Button) -> str:
    """What is left of a choice's data without the prompt's."""
    return choice.data.removeprefix(prompt.data).removeprefix(CHOICE)


def composer(prompt: Prompt, asked: str, ways: Sequence[Button]) -> Composer:
    """The form for a prompt. A menu gets the ways out that it lacks, so that it is no dead end."""
    options = tuple(
        ChoiceView(
            button.label, button.data, _name(prompt, button), place + 1, place in prompt.marked
        )
        for place, button in enumerate(prompt.choices)
    )
    if prompt.kind == "menu":
        there = {button.data.split()[0] for button in prompt.choices}
        out = [] if "/start" in there else [w for w in ways if w.data not in there]
        return Composer("menu", asked, options, (*prompt.verbs, *out))
    verbs = {button.data.rpartition(".")[2]: button for button in prompt.verbs}
    row = tuple(b for verb, b in verbs.items() if verb in ROW or verb.startswith("/"))
    more = tuple(b for verb, b in verbs.items() if b not in row and verb != "done")
    done = verbs["done"].label if "done" in verbs else ""
    return Composer(prompt.kind, asked, options, row, more, prompt.data, done)
