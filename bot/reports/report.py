"""The neutral report behind every export. Renderers know nothing of dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.reports.sanitize import legible
from dialogues.engine.explanations import quoted
from dialogues.messages.pictures import Picture
from dialogues.results.cells import Cell
from frameworks.definition.languages import Language


class Block(BaseModel):
    """Its texts hold no mark that a document cannot hold: those go when it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _legible(cls, data: Any) -> Any:
        return legible(data)


class Paragraph(Block):
    """A paragraph of plain text. `quotes`: ids of the answers whose words stand in it."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    quotes: tuple[str, ...] = ()


class Quote(Block):
    """A person's own words under a label. `id` names it where it is edited before download."""

    kind: Literal["quote"] = "quote"
    id: str
    label: str
    text: str


class Items(Block):
    """A list; each entry may have a small line below it.

    `quotes`: ids of the answers whose words stand in it, as more than a reason.
    """

    kind: Literal["items"] = "items"
    entries: list[tuple[str, str]]
    quotes: tuple[str, ...] = ()


class TableBlock(Block):
    """The first cell of a row is its name. A number is written as the language does."""

    kind: Literal["table"] = "table"
    caption: str
    header: Sequence[str] = Field(min_length=1)
    rows: Sequence[Sequence[Cell]]


class Drawn(Block):
    """A picture; where it cannot be drawn its words stand.

    `words`: whether they stand beside it too; are hidden, but for who cannot see it; or are told
    by a table next to it.
    """

    kind: Literal["picture"] = "picture"
    id: str
    picture: Picture
    words: Literal["beside", "hidden", "table"] = "beside"

    @property
    def alt(self) -> str:
        """All that it shows, in words, for where it cannot be seen."""
        return ". ".join([self.picture.title, *self.picture.words]) + "."


class StepBlock(Block):
    """Something to do.

    text: what
    day: until when, in words
    owner: who, in words
    done: it is
    """

    text: str
    day: str = ""
    owner: str = ""
    done: bool = False

    @property
    def about(self) -> str:
        return " · ".join(one for one in (self.day, self.owner) if one)


class Checklist(Block):
    """Steps with a box to tick."""

    kind: Literal["checklist"] = "checklist"
    entries: list[StepBlock]


class Sources(Block):
    """Where it comes from: ids, each with its name."""

    kind: Literal["sources"] = "sources"
    entries: list[tuple[str, str]]


AnyBlock = Annotated[
    Paragraph | Quote | Items | TableBlock | Drawn | Checklist | Sources,
    Field(discriminator="kind"),
]


class Section(Block):
    """Blocks under a title; the title may be empty."""

    title: str
    blocks: list[AnyBlock]


class Report(Block):
    """A document. `format` is the version of this schema.

    title: what it is
    subtitle: of what
    language: of all its texts
    made: its day, in words
    toc: a long one begins with its contents
    sections: in order
    """

    format: Literal[1] = 1
    title: str
    subtitle: str = ""
    language: Language
    made: str
    toc: bool = False
    sections: list[Section]

    def edited(self, quotes: dict[str, str]) -> Report:
        """The same report with other words in some quotes.

        `quotes[id]`: the new words; an emptied quote is left out. The old words go everywhere, also
        where an advice says why it was given, and what was made of them goes with them.
        """
        blocks = [block for section in self.sections for block in section.blocks]
        old = {block.id: block.text for block in blocks if isinstance(block, Quote)}
        changed = {
            quoted(old[name]): quoted(words.strip() or "…")
            for name, words in quotes.items()
            if name in old and words.strip() != old[name]
        }

        new = {name for name, words in quotes.items() if words.strip() != old.get(name)}

        def keep(block: AnyBlock) -> AnyBlock | None:
            if isinstance(block, Items | Paragraph) and new.intersection(block.quotes):
                return None
            if isinstance(block, Items):
                entries = [(head, _replaced(small, changed)) for head, small in block.entries]
                return block.model_copy(update={"entries": entries})
            if not isinstance(block, Quote) or block.id not in quotes:
                return block
            text = quotes[block.id].strip()
            return Quote(id=block.id, label=block.label, text=text) if text else None

        sections = [
            Section(title=s.title, blocks=[b for b in map(keep, s.blocks) if b is not None])
            for s in self.sections
        ]
        return self.model_copy(update={"sections": sections})


def _replaced(text: str, changed: dict[str, str]) -> str:
    for old, new in changed.items():
        text = text.replace(old, new)
    return text
