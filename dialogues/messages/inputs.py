"""What can come in. Channels turn messages, taps and forms into these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from dialogues.texts.catalogue import Catalogue, Verb


@dataclass(frozen=True, slots=True)
class Typed:
    """Free text, as it was typed.

    `under`: where the talk stood on the page, or in the message, that it answers, as `standing`
    tells it; empty where nobody can tell.
    """

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of prompt `number`.

    `what`: `+yes` for a choice, `=law,money` for all that are chosen at once, or a verb. A choice
    goes by its id: its place is another's in other content.
    """

    session: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Command:
    """`/verb argument`; the argument may be empty.

    `sure`: a page asked whether one is, and saw to it that its form counts once; nobody types that.
    """

    verb: Verb
    argument: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that we cannot read: a photo, a voice message, an edited message."""

    kind: str


@dataclass(frozen=True, slots=True)
class Timeout:
    """A fire is due; nobody said anything.

    kind: as in `FireSet`
    subject: as in `FireSet`
    slot: as in `FireSet`
    due: seconds since the epoch
    prompted: when this person's last fire was said, in seconds since the epoch; 0 for never
    also: this person's other fires that are due, as (kind, subject, slot, due)
    """

    kind: str
    subject: str
    slot: int
    due: float
    prompted: float = 0.0
    also: tuple[tuple[str, str, int, float], ...] = ()

    @property
    def name(self) -> tuple[str, str, int]:
        """What tells it from others: (kind, subject, slot)."""
        return self.kind, self.subject, self.slot

    def all(self) -> list[Timeout]:
        """This, and what else is due for the same person."""
        return [self, *(Timeout(*one, self.prompted) for one in self.also)]


@dataclass(frozen=True, slots=True)
class Thought:
    """What a language model answered; nobody said anything.

    session: id of the talk
    number: which of its jobs
    answer: as JSON; empty when there was none
    model: its name
    prompt: the version of what it was asked
    """

    session: str
    number: int
    answer: str
    model: str
    prompt: str


CHOICE, CHOSEN = "+", "="
"""What tells a choice, and all that are chosen, from a verb of the same name."""
MAX_NAME_CHARS = 36
LIKE_A_VERB: Final = re.compile(r"/([^\W\d_]+(@\w+)?)?")


@dataclass(frozen=True, slots=True)
class Unread:
    """What came in and could not be read or kept, as it came, and why. Nobody takes it in."""

    raw: str
    why: str


Input = Typed | Tap | Command | Odd | Timeout | Thought | Unread
MAX_DIGITS = 18
"""Of a prompt's number: it has to fit in 64 bits."""


def tap_data(session: str, number: int, what: str) -> str:
    """What a button carries: `session.number.what`, at most 64 bytes of ASCII.

    Source: `callback_data` in Telegram's Bot API, which takes 1-64 bytes.
    """
    return f"{session}.{number}.{what}"


def name_in_data(name: str) -> str:
    """A question's id, cut off when it is too long for a button, and still unlike any other."""
    if len(name) <= MAX_NAME_CHARS:
        return name
    return f"{name[: MAX_NAME_CHARS - 9]}~{crc32(name.encode()):08x}"


def parse_tap(data: str) -> Tap | None:
    """The tap that a button's data stands for; None when it is no button of a talk."""
    session, _, rest = data.partition(".")
    number, _, what = rest.partition(".")
    if not (session and what and number.isascii() and number.isdigit()):
        return None
    if len(number) > MAX_DIGITS:
        return None
    return Tap(session, int(number), what)


def is_command(catalogue: Catalogue, text: str) -> bool:
    """Whether a text is meant for the coach: a verb that we know, or one word that looks like one.

    An answer may begin with a slash too, such as a path, or `/ 2 fte`.
    """
    if not text.startswith("/"):
        return False
    return bool(LIKE_A_VERB.fullmatch(text)) or parse_command(catalogue, text) is not None


def parse_command(catalogue: Catalogue, text: str) -> Command | None:
    """`/verb argument` in whichever language, `/verb@us argument` too; None for an unknown verb."""
    word, *rest = text[1:].split(maxsplit=1) or [""]
    verb = catalogue.verb(word.partition("@")[0])
    return Command(verb, rest[0].strip() if rest else "") if verb else None
