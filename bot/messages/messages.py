"""What every channel speaks: a message in, a message out. Both are stored as JSON, encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson

from bot.reports.document import Document
from dialogues.messages.events import Button, Part, Prompt
from dialogues.messages.inputs import Command, Input, Odd, Tap, Thought, Timeout, Typed, Unread
from dialogues.messages.pictures import Picture

FIRE = "fire/"
"""What the updates of fires begin with; a key and a moment follow."""
MODEL = "model"
"""The channel of what a language model is asked."""
OutboundKind = Literal["say", "mark", "done", "document", "think"]


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message in.

    channel: such as `telegram`
    update: unique within its channel: a repeat is dropped
    address: whom the channel answers
    input: what it says
    received: seconds since the epoch
    ref: the message whose button was tapped
    language: a first guess
    aside: a page of ours asks this for the person; what we have to say to it goes back to the page,
      and not into the talk
    """

    channel: str
    update: str
    address: str
    input: Input
    received: float
    ref: str = ""
    language: str = ""
    aside: bool = False

    @property
    def fires(self) -> list[str]:
        """The keys of the fires that this stands for; none when a person said it."""
        if not isinstance(self.input, Timeout):
            return []
        return [f"{one.kind}/{one.subject}/{one.slot}" for one in self.input.all()]

    def dump(self) -> bytes:
        """JSON: `[name of the input, its fields, ref, language, aside]`; the rest are columns."""
        name, fields = type(self.input).__name__, self.input
        data = {slot: getattr(fields, slot) for slot in type(fields).__slots__}
        return orjson.dumps([name, data, self.ref, self.language, self.aside])

    @classmethod
    def load(
        cls, text: bytes | str, channel: str, update: str, address: str, received: float
    ) -> Inbound:
        """From what `dump` made; what is older may lack the last."""
        name, data, *rest = orjson.loads(text)  # what is older may lack the last
        return cls(channel, update, address, INPUTS[name](**data), received, *rest)


INPUTS: dict[str, Any] = {
    one.__name__: one for one in (Typed, Tap, Command, Odd, Timeout, Thought, Unread)
}


@dataclass(frozen=True, slots=True)
class Outbound:
    """A message out.

    channel: such as `telegram`
    address: whom it is for
    kind: say: parts and a prompt; with a picture the parts are its words. mark: a prompt's marks
      changed; done: a prompt was answered by `parts`; document: a file with parts as its caption;
      think: a language model is asked, and no person
    parts: its paragraphs
    prompt: the buttons below it
    ref: it edits that message instead of standing below it
    document: a file to make when it is sent
    picture: what it shows
    request: what a model is asked, as JSON
    """

    channel: str
    address: str
    kind: OutboundKind
    parts: tuple[Part, ...] = ()
    prompt: Prompt | None = None
    ref: str = ""
    document: Document | None = None
    picture: Picture | None = None
    request: str = ""

    def dump(self) -> bytes:
        """JSON of all but channel and address, which are columns."""
        prompt, document = self.prompt, self.document
        data = {
            "kind": self.kind,
            "parts": [[part.kind, part.text] for part in self.parts],
            "ref": self.ref,
            "prompt": prompt
            and {
                "kind": prompt.kind,
                "choices": [[b.label, b.data] for b in prompt.choices],
                "verbs": [[b.label, b.data] for b in prompt.verbs],
                "marked": prompt.marked,
                "data": prompt.data,
                "series": prompt.series,
            },
            "document": document
            and [
                document.name,
                document.format,
                document.body,
                document.language,
                document.again,
                document.group,
            ],
            "picture": self.picture,
        }
        if self.request:
            data["request"] = self.request
        return orjson.dumps(data)

    @classmethod
    def load(cls, text: bytes | str, channel: str, address: str) -> Outbound:
        """From what `dump` made."""
        data = orjson.loads(text)
        prompt, document, picture = data["prompt"], data["document"], data.get("picture")
        return cls(
            channel,
            address,
            data["kind"],
            tuple(Part(kind, words) for kind, words in data["parts"]),
            prompt
            and Prompt(
                prompt["kind"],
                tuple(Button(*b) for b in prompt["choices"]),
                tuple(Button(*b) for b in prompt["verbs"]),
                tuple(prompt["marked"]),
                prompt["data"],
                prompt["series"],
            ),
            data["ref"],
            document and Document(*document),
            picture and Picture.load(picture),
            data.get("request", ""),
        )
