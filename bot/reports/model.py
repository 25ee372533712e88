"""The neutral report behind every export. Renderers know nothing of dialogues."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dialogues.pictures import Picture
from dialogues.reasons import quoted


class Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paragraph(Block):
    kind: Literal["paragraph"] = "paragraph"
    text: str


class Quote(Block):
    """A person's own words under a label. `id` names it where it is edited before download."""

    kind: Literal["quote"] = "quote"
    id: str
    label: str
    text: str


class Items(Block):
    """A list; each entry may have a small line below it."""

    kind: Literal["items"] = "items"
    entries: list[tuple[str, str]]


class Table(Block):
    kind: Literal["table"] = "table"
    caption: str
    header: list[str]
    rows: list[list[str]]


class Drawn(Block):
    """A picture; where it cannot be drawn its words stand."""

    kind: Literal["picture"] = "picture"
    id: str
    picture: Picture


AnyBlock = Annotated[Paragraph | Quote | Items | Table | Drawn, Field(discriminator="kind")]


class Section(Block):
    title: str
    blocks: list[AnyBlock]


class Report(Block):
    """A document. `made` is its day in words, `language` that of all its texts."""

    title: str
    language: Literal["nl", "en"]
    made: str
    sections: list[Section]

    def edited(self, quotes: dict[str, str]) -> Report:
        """The same report with other words in some quotes; an emptied quote is left out.

        The old words go everywhere, also where an advice says why it was given.
        """
        blocks = [block for section in self.sections for block in section.blocks]
        old = {block.id: block.text for block in blocks if isinstance(block, Quote)}
        changed = {
            quoted(old[name]): quoted(words.strip() or "…")
            for name, words in quotes.items()
            if name in old and words.strip() != old[name]
        }

        def keep(block: AnyBlock) -> AnyBlock | None:
            if isinstance(block, Items):
                entries = [(head, _replaced(small, changed)) for head, small in block.entries]
                return block.model_copy(update={"entries": entries})
            if not isinstance(block, Quote) or block.id not in quotes:
                return block
            text = quotes[block.id].strip()
            return block.model_copy(update={"text": text}) if text else None

        sections = [
            Section(title=s.title, blocks=[b for b in map(keep, s.blocks) if b is not None])
            for s in self.sections
        ]
        return self.model_copy(update={"sections": sections})


def _replaced(text: str, changed: dict[str, str]) -> str:
    for old, new in changed.items():
        text = text.replace(old, new)
    return text
