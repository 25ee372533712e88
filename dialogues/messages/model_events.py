"""What becomes of a language model in a talk."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.messages.events import Event


@dataclass(frozen=True, slots=True)
class ModelWanted(Event):
    """A language model is to be asked, once this is stored.

    session: id of the talk
    number: which of its jobs
    job: one of `dialogues.model.source.Job`
    language: in which it is asked
    about: what it is asked about, as JSON without names
    schema: that its answer must have, as JSON
    """

    session: str
    number: int
    job: str
    language: str
    about: str
    schema: str


@dataclass(frozen=True, slots=True)
class ModelAnswered(Event):
    """What came of it. faults: why it is not used, without content; empty when it is."""

    job: str
    faults: tuple[str, ...]
