"""A report as PDF, for everyone (PDF/UA-1) and to be kept (PDF/A-2a). Typst sets report.typ."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import structlog

from bot.reports.branding import Style
from bot.reports.charts.draw import svg
from bot.reports.renderers.columns import BROAD, columns
from bot.reports.renderers.fonts import drawable, folders, latin
from bot.reports.renderers.labels import REGION, words
from bot.reports.report import AnyBlock, Drawn, Report, TableBlock

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard

FEW = 12
"""A table with at most so many rows stays on one page."""
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
TEMPLATE = Path(__file__).with_name("report.typ")
FIRST = ["Lato", "Noto Sans", "Noto Emoji"]
MAX_NAME_CHARS, FOOT, ALT = 250, 90, 8000
"""The most letters in the properties of a PDF, below a page, and in the place of a picture."""
PANIC = "PanicException"
"""What typst raises where it goes wrong itself; it is no Exception."""
NO_TITLE = "–"
log = structlog.get_logger()
_one_at_a_time = Lock()


def render(report: Report, style: Style) -> bytes:
    """The pages. Words that cannot be set together in all scripts are set in ours alone."""
    data = _data(report, style)
    try:
        return _set(data, drawable)
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == PANIC:
            log.warning("a report was set in our script alone", error=type(error).__name__)
        else:
            raise
    return _set(data, latin)


def _set(data: dict[str, Any], drawn: Callable[[str], str]) -> bytes:
    """A compiler serves one report at a time."""
    compiler, families = _compiler()
    mapped = _mapped(data, drawn)
    mapped["report"]["title"] = mapped["report"]["title"] or NO_TITLE
    inputs = {"data": json.dumps(mapped | {"fonts": families})}
    with _one_at_a_time:
        made = compiler.compile(sys_inputs=inputs, pdf_standards=STANDARDS)
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> tuple[Compiler, list[str]]:
    """With its fonts; those of the machine are not looked at, nor any file but the template."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders()],
    )  # fmt: skip
    rest = [family for family in fonts.families() if family not in FIRST]
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts), [*FIRST, *rest]


def _data(report: Report, style: Style) -> dict[str, Any]:
    """All that the template shows."""
    pages = report.model_dump(exclude={"sections"})
    pages["sections"] = [
        {
            "title": section.title,
            "blocks": _paired(
                _block(block, report.language, f"p{place}-{number}")
                for number, block in enumerate(section.blocks)
            ),
        }
        for place, section in enumerate(report.sections)
    ]
    return {
        "report": pages,
        "document": report.title.strip()[:MAX_NAME_CHARS] or words(report)["report"],
        "words": words(report),
        "region": REGION[report.language],
        "byline": " · ".join(one for one in (style.name, report.made) if one),
        "footer": " · ".join(one[:FOOT] for one in (style.name, report.title) if one),
        "style": {
            "name": style.name[:MAX_NAME_CHARS], "ink": style.ink, "logo": list(style.logo),
            "logo_alt": style.instead[:MAX_NAME_CHARS],
            "logo_format": style.logo_format,
        },
    }  # fmt: skip


def _paired(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pictures without words stand beside each other, two by two."""
    made: list[dict[str, Any]] = []
    for block in blocks:
        alone = block["kind"] == "picture" and not block["lines"]
        if alone and made and len(made[-1].get("pictures", "12")) == 1:
            made[-1]["pictures"].append(block)
        else:
            made.append({"kind": "pictures", "pictures": [block]} if alone else block)
    return made


def _block(block: AnyBlock, language: str, name: str) -> dict[str, Any]:
    match block:
        case Drawn(picture=picture):
            drawn = {"svg": latin(svg(picture, name)), "alt": block.alt[:ALT]}
            lines = picture.words if block.words == "beside" else ()
            return {"kind": block.kind, "title": picture.title, "lines": lines, **drawn}
        case TableBlock():
            made = columns(block, language)
            letters = sum(len(cell) for row in made.rows for cell in row)
            long = len(made.rows) > FEW or letters > FEW * BROAD
            return block.model_dump() | asdict(made) | {"long": long}
    dumped = block.model_dump()
    for entry, step in zip(dumped.get("entries", []), getattr(block, "entries", []), strict=True):
        if isinstance(entry, dict):
            entry["about"] = step.about
    return dumped


def _seen(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)


def _mapped(data: Any, drawn: Callable[[str], str]) -> Any:
    """The same data, with only what the fonts can draw."""
    match data:
        case str():
            return drawn(data)
        case dict():
            mapped = {key: _mapped(value, drawn) for key, value in data.items()}
            if "title" in mapped and not _seen(mapped["title"]):
                mapped["title"] = ""  # none: a heading that shows nothing is refused
            return mapped
        case list() | tuple():
            return [_mapped(value, drawn) for value in data]
    return data
