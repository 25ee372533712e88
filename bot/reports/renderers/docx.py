"""A report as a Word document, to be edited: real headings, lists and header rows."""

from __future__ import annotations

import gc
from io import BytesIO
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph as Line

from bot.reports.branding import Style
from bot.reports.charts.png import png
from bot.reports.renderers.columns import columns
from bot.reports.renderers.docx_parts import (
    bottom_line,
    contents,
    describe,
    field,
    header_row,
    language,
    left_line,
    link_target,
)
from bot.reports.renderers.labels import REGION, words
from bot.reports.report import (
    AnyBlock,
    Checklist,
    Drawn,
    Items,
    Paragraph,
    Quote,
    Report,
    Sources,
    TableBlock,
)

BOLD = ("Title", "Heading 1", "TOC Heading", "Heading 2", "Caption")
SOFT = RGBColor(0x4A, 0x55, 0x63)
PICTURE = Mm(84)
LED = (Items, TableBlock, Drawn, Checklist)
"""What a paragraph right before it leads to: it stays on the same page."""
FACE, WIDE, FEW = "Calibri", 160, 12
"""The font, how wide the text is in mm, and how many rows stay on one page."""


def render(report: Report, style: Style) -> bytes:
    """The document; with a template of the organisation's own it has that one's styles."""
    made = _Made(report, style)
    made.all()
    file = BytesIO()
    made.word.save(file)
    del made
    gc.collect()  # it holds itself: left to Python, 100 MB of such documents gather
    return file.getvalue()


class _Made:
    """A document on its way."""

    def __init__(self, report: Report, style: Style) -> None:
        self.report, self.style = report, style
        self.word: Word = Document(BytesIO(style.template) if style.template else None)
        self.styles: dict[str | None, Any] = {one.name: one for one in self.word.styles}
        self.under = 0

    def all(self) -> None:
        report, own = self.report, bool(self.style.template)
        if own:
            for child in list(self.word.element.body)[:-1]:  # all but the page's measures
                self.word.element.body.remove(child)
        else:
            _dress(self.word, self.style.ink)
            self._footer()
        about = self.word.core_properties
        about.title, about.author = report.title[:255], self.style.name[:255]
        about.comments, about.language = "", f"{report.language}-{REGION[report.language]}"
        language(self.word, about.language)
        self._head()
        if report.toc:
            titles = [one.title for one in report.sections if one.title]
            self.line(words(report)["contents"], "TOC Heading")
            contents(self.word, titles)
            self.line("")
        for section in report.sections:
            if section.title:
                link_target(self.line(section.title, "Heading 1"), self.under)
                self.under += 1
            for block, after in zip_longest(section.blocks, section.blocks[1:]):
                self._block(block)
                if isinstance(block, Paragraph) and isinstance(after, LED):
                    self.word.paragraphs[-1].paragraph_format.keep_with_next = True

    def _head(self) -> None:
        style, report = self.style, self.report
        if style.logo_format in ("png", "jpg"):  # Word takes no SVG
            logo = self.word.add_picture(BytesIO(style.logo), height=Mm(18))
            describe(logo, style.instead)
        self.line(report.title, "Title")
        if report.subtitle:
            self.line(report.subtitle, "Subtitle")
        by = self.line(" · ".join(one for one in (style.name, report.made) if one))
        _soften(by)
        bottom_line(by, style.ink)

    def _footer(self) -> None:
        say = words(self.report)
        foot = self.word.sections[0].footer.paragraphs[0]
        foot.add_run(" · ".join(one[:90] for one in (self.style.name, self.report.title) if one))
        foot.paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"\t{say['page']} ")
        field(foot, "PAGE")
        foot.add_run(f" {say['of']} ")
        field(foot, "NUMPAGES")

    def line(self, text: str, style: str = "") -> Line:
        """A paragraph; a style that a template does not have is left out."""
        return self.word.add_paragraph(text, self.styles.get(style))

    def _block(self, block: AnyBlock) -> None:
        match block:
            case Paragraph(text=text):
                self.line(text)
            case Quote(label=label, text=text):
                self.line(label, "Heading 2" if self.under else "Caption")
                left_line(self.line(text, "Quote"), self.style.ink)
            case Items(entries=entries):
                for head, below in entries:
                    self._item(head, below)
            case Checklist(entries=steps):
                for step in steps:
                    done = f" ({words(self.report)['done']})" if step.done else ""
                    text = f"{'☑' if step.done else '☐'} {step.text}{done}"
                    self._item(text, step.about, "List")
            case Sources(entries=entries):
                for id, name in entries:
                    self._item(f"{id}: {name}", "")
            case Drawn():
                self._picture(block)
            case TableBlock():
                self._table(block)

    def _item(self, head: str, below: str, style: str = "List Bullet") -> None:
        line = self.line(head, style)
        line.paragraph_format.keep_together = len(head) + len(below) < 600
        if below:
            line.add_run("\n")
            line.add_run(below).font.color.rgb = SOFT

    def _picture(self, block: Drawn) -> None:
        drawn = self.word.add_picture(BytesIO(png(block.picture)), width=PICTURE)
        describe(drawn, block.alt)
        beside = block.words == "beside"
        self.word.paragraphs[-1].paragraph_format.keep_with_next = beside
        for text in block.picture.words if beside else ():
            _soften(self.line(text, "List Bullet"))

    def _table(self, block: TableBlock) -> None:
        self.line(block.caption, "Caption").paragraph_format.keep_with_next = True
        shape = columns(block, self.report.language)
        made: Any = self.word.add_table(0, len(shape.header))
        widths = [Mm(width) for width in shape.share(WIDE, 2.2)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for place, texts in enumerate([shape.header, *shape.rows]):
            row = made.add_row()
            for column, cell in enumerate(row.cells):
                cell.width = widths[column]
                line = cell.paragraphs[0]
                line.add_run(texts[column]).bold = not place
                line.paragraph_format.space_after = Mm(0.5)
                line.paragraph_format.keep_with_next = place < len(shape.rows) <= FEW
                if column in shape.numbers:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        header_row(made, block.caption, self.style.ink)
        self.line("")


def _soften(line: Line) -> None:
    for run in line.runs:
        run.font.color.rgb = SOFT


def _dress(word: Word, ink: str) -> None:
    """Our own look, in the styles, so that it can be changed in one place."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(24), Mm(24)
    colour = RGBColor.from_string(ink[1:].upper())
    dark = RGBColor(0x1B, 0x24, 0x30)
    for name, size, look, above, below in (
        ("Normal", 11, dark, 0, 6), ("Title", 24, colour, 0, 4), ("Subtitle", 13, SOFT, 0, 4),
        ("Heading 1", 16, colour, 22, 8), ("TOC Heading", 14, colour, 16, 6),
        ("Heading 2", 11, dark, 12, 3), ("Quote", 11, dark, 0, 8), ("Caption", 11, dark, 12, 4),
        ("List Bullet", 11, dark, 0, 6), ("List", 11, dark, 0, 6), ("Footer", 9, SOFT, 0, 0),
    ):  # fmt: skip
        style: Any = word.styles[name]
        style.font.name, style.font.size, style.font.italic = FACE, Mm(size * 0.3528), False
        style.font.color.rgb = look
        fonts = style.element.rPr.rFonts
        for kind in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[kind]
        style.font.bold = name in BOLD
        for spacing in style.element.xpath(
            "w:rPr/w:spacing | w:rPr/w:kern | w:pPr/w:contextualSpacing"
        ):
            spacing.getparent().remove(spacing)
        style.paragraph_format.space_before = Mm(above * 0.3528)
        style.paragraph_format.space_after = Mm(below * 0.3528)
    word.styles["Quote"].paragraph_format.left_indent = Mm(4)
    for tabs in word.styles["Footer"].element.xpath("w:pPr/w:tabs"):
        tabs.getparent().remove(tabs)
    for border in word.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
