"""A report as rows of cells, the same for spreadsheets and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reports.renderers.labels import words
from bot.reports.report import (
    AnyBlock,
    Checklist,
    Drawn,
    Items,
    Paragraph,
    Quote,
    Report,
    Section,
    Sources,
    TableBlock,
)
from dialogues.results.cells import Cell


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a sheet.

    about: its subject
    cells: what stands in it
    table: it belongs to a table
    head: its cells name the columns
    """

    about: str
    cells: Sequence[Cell]
    table: bool = False
    head: bool = False


def rows(report: Report, section: Section) -> Iterator[GridRow]:
    """What a section holds, block after block."""
    for block in section.blocks:
        yield from _block(block, words(report))


def _block(block: AnyBlock, say: dict[str, str]) -> Iterator[GridRow]:
    match block:
        case Paragraph(text=text):
            yield GridRow("", [text])
        case Quote(label=label, text=text):
            yield GridRow(label, [text])
        case Items(entries=entries):
            yield from (GridRow("", [head, below] if below else [head]) for head, below in entries)
        case TableBlock(caption=caption, header=header):
            yield GridRow(caption, header, True, head=True)
            yield from (GridRow(caption, cells, True) for cells in block.rows)
        case Checklist(entries=steps):
            named = [say[key] for key in ("to_do", "day", "owner", "state")]
            yield GridRow("", named, True, head=True)
            for step in steps:
                state = say["done" if step.done else "open"]
                yield GridRow("", [step.text, step.day, step.owner, state], True)
        case Sources(entries=entries):
            yield from (GridRow(id, [name]) for id, name in entries)
        case Drawn(picture=picture) if block.words != "table":
            yield from (GridRow(picture.title, [line]) for line in picture.words)
