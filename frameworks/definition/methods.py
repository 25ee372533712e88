"""What a chair is given to talk with: ways of working, how to begin and end, general openings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model, Perspective, Source, Text

Why = Literal["divided", "weak", "strong", "important"]
"""Why something is talked about; what stands first here says most."""

Steps = Annotated[list[Text], Field(min_length=2, max_length=4)]


class Method(Model):
    """A way of working on one point. One file each.

    id: the file's name
    title: its name
    for_: what it suits
    perspectives: of which items; all when there are none
    minutes: what it takes at least
    steps: what to do, in order
    caution: that nobody asks or guesses who answered what
    """

    id: Identifier
    title: Text
    for_: Annotated[list[Why], Field(alias="for", min_length=1)]
    perspectives: list[Perspective] = []
    minutes: Annotated[int, Field(ge=5, le=60)]
    steps: Steps
    caution: Text
    source: Source


class MeetingPart(Model):
    """How a chair begins or ends a talk: what to read aloud, and what to do."""

    title: Text
    opening: Text
    steps: Steps
    source: Source


class Openings(Model):
    """What to read aloud where an item has no opening of its own, by why it is talked about.

    divided: people are far apart
    weak: the median is no strength
    strong: it goes well
    important: many called it so
    """

    divided: Text
    weak: Text
    strong: Text
    important: Text


class MeetingFrame(Model):
    """What every talk has, whatever it is about."""

    begin: MeetingPart
    end: MeetingPart
    openings: Openings


@dataclass(frozen=True, slots=True)
class FacilitationGuide:
    """All that a conversation agenda is put together from."""

    meeting: MeetingFrame
    ways: tuple[Method, ...]


MAX_TEXT_CHARS = 400
WHO = (
    "wie gaf", "wie scoorde", "wie antwoordde", "wie vulde",
    "who gave", "who scored", "who answered", "who rated",
)  # fmt: skip


def opening_faults(opening: Text) -> Iterator[FaultText]:
    """What keeps a text from being read aloud to begin a talk, in the order of `LANGUAGES`."""
    for language in LANGUAGES:
        text = opening[language]
        if "?" not in text:
            yield Fault.NO_QUESTION.told(language=language)
        if found := next((words for words in WHO if words in text.lower()), None):
            yield Fault.ASKS_WHO.told(language=language, words=found)
        if len(text) > MAX_TEXT_CHARS:
            yield Fault.LONG_OPENING.told(language=language, count=len(text), limit=MAX_TEXT_CHARS)
