"""A report as Markdown. A person's words are escaped: they are text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.reports.model import AnyBlock, Drawn, Items, Paragraph, Quote, Report, Table

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$])")
AT_START = re.compile(r"(?m)^(\s*)([-+=:])|^(\s*\d+)([.)])(?=\s|$)")


def markdown(report: Report) -> str:
    """CommonMark with tables."""
    lines = [f"# {escape(report.title)}", ""]
    for section in report.sections:
        if section.title:
            lines += [f"## {escape(section.title)}", ""]
        for block in section.blocks:
            lines += _block(block)
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text that shows as itself, whatever it holds."""
    return AT_START.sub(r"\1\3\\\2\4", SPECIAL.sub(r"\\\1", text))


def _block(block: AnyBlock) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield escape(text)
        case Quote(label=label, text=text):
            yield f"**{escape(label)}**"
            yield ""
            yield from (f"> {escape(line)}" for line in text.split("\n"))
        case Items(entries=entries):
            for head, small in entries:
                yield f"- {_indented(head)}"
                if small:
                    yield ""
                    yield f"  {_indented(small)}"
        case Drawn(picture=picture):
            yield from (f"- {_indented(line)}" for line in picture.words)
        case Table(caption=caption, header=header, rows=rows):
            yield f"**{escape(caption)}**"
            yield ""
            yield _row(header)
            yield _row(["---"] * len(header), plain=True)
            yield from map(_row, rows)
    yield ""


def _indented(text: str) -> str:
    return escape(text).replace("\n", "\n  ")


def _row(cells: list[str], plain: bool = False) -> str:
    shown = cells if plain else [escape(cell).replace("\n", " ") for cell in cells]
    return f"| {' | '.join(shown)} |"
