"""What Word can and its library has no call for: languages, fields, links, lines, header rows."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table
from docx.text.paragraph import Paragraph


def language(word: Word, tag: str) -> None:
    """Of the whole document: what spelling and reading aloud go by."""
    for one in word.styles.element.xpath(".//w:lang"):
        one.set(qn("w:val"), tag)
    if not word.styles.element.xpath("w:docDefaults//w:lang"):
        for default in word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
            default.append(_element("w:lang", val=tag))


def describe(drawn: InlineShape, alt: str) -> None:
    """Text in the place of a picture."""
    drawn._inline.docPr.set("descr", alt)


def field(line: Paragraph, code: str) -> None:
    """A number that Word works out, such as that of the page."""
    for kind in ("begin", "separate"):
        run = line.add_run()._r
        if kind == "separate":
            instruction = _element("w:instrText")
            instruction.text = code
            run.append(instruction)
            run = line.add_run()._r
        run.append(_element("w:fldChar", fldCharType=kind))
    line.add_run("1")
    line.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def link_target(heading: Paragraph, number: int) -> None:
    """A bookmark around a heading."""
    start = _element("w:bookmarkStart", id=str(number), name=f"section{number}")
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)
    heading._p.append(_element("w:bookmarkEnd", id=str(number)))


def contents(word: Word, titles: list[str]) -> None:
    """Links to the headings; no field, so that Word asks nothing when it opens."""
    for number, title in enumerate(titles):
        line = word.add_paragraph()
        link = _element("w:hyperlink", anchor=f"section{number}")
        link.append(line.add_run(title)._r)
        line._p.append(link)


def bottom_line(line: Paragraph, colour: str) -> None:
    """A line below a paragraph; `colour` as `#rrggbb`."""
    _border(line, "bottom", colour, 8)


def left_line(line: Paragraph, colour: str) -> None:
    """A line left of a paragraph; `colour` as `#rrggbb`."""
    _border(line, "left", colour, 12)


def header_row(table: Table, caption: str, colour: str) -> None:
    """The first row is a header and repeats; lines below each; the table has its name."""
    properties: Any = table._tbl.tblPr
    borders = _element("w:tblBorders")
    borders.append(_element("w:bottom", val="single", sz="4", space="0", color="C5CCD6"))
    borders.append(_element("w:insideH", val="single", sz="4", space="0", color="C5CCD6"))
    properties.find(qn("w:tblW")).addnext(borders)
    properties.append(_element("w:tblCaption", val=caption))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in table.rows[0].cells:
        line = _element("w:tcBorders")
        line.append(_element("w:bottom", val="single", sz="8", space="0", color=colour[1:]))
        cell._tc.get_or_add_tcPr().append(line)
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _border(line: Paragraph, side: str, colour: str, size: int) -> None:
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=str(size), space="8", color=colour[1:]))
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
