"""A report as Markdown. A person's words are escaped: they are text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.reports.branding import Style
from bot.reports.renderers.labels import shown
from bot.reports.report import (
    AnyBlock,
    Checklist,
    Drawn,
    Items,
    Paragraph,
    Quote,
    Report,
    Sources,
    StepBlock,
    TableBlock,
)

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$])")
AT_START = re.compile(r"(?m)^(\s*)([-+=:])|^(\s*\d+)([.)])(?=\s|$)")


def render(report: Report, style: Style) -> bytes:
    """The report as a file of Markdown, in UTF-8."""
    return markdown(report).encode()


def markdown(report: Report) -> str:
    """CommonMark with tables and task lists."""
    lines = [f"# {escape(report.title)}", ""]
    if report.subtitle:
        lines += [escape(report.subtitle), ""]
    for section in report.sections:
        if section.title:
            lines += [f"## {escape(section.title)}", ""]
        for block in section.blocks:
            lines += _block(block, report.language)
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text that shows as itself, whatever it holds."""
    return AT_START.sub(r"\1\3\\\2\4", SPECIAL.sub(r"\\\1", text))


def _block(block: AnyBlock, language: str) -> Iterator[str]:
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
        case Drawn(words="table"):
            return
        case Drawn(picture=picture):
            yield from (f"- {_indented(line)}" for line in picture.words)
        case TableBlock(caption=caption, header=header, rows=rows):
            yield f"**{escape(caption)}**"
            yield ""
            yield _row(header)
            yield _row(["---"] * len(header), plain=True)
            yield from (_row([shown(cell, language) for cell in row]) for row in rows)
        case Checklist(entries=entries):
            yield from map(_step, entries)
        case Sources(entries=entries):
            yield from (f"- {_indented(id)}: {_indented(name)}" for id, name in entries)
    yield ""


def _step(step: StepBlock) -> str:
    box = "- [x]" if step.done else "- [ ]"
    return f"{box} {_indented(step.text)}" + (f" ({_indented(step.about)})" if step.about else "")


def _indented(text: str) -> str:
    return escape(text).replace("\n", "\n  ")


def _row(cells: Sequence[str], plain: bool = False) -> str:
    shown = cells if plain else [escape(cell).replace("\n", " ") for cell in cells]
    return f"| {' | '.join(shown)} |"
