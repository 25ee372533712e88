"""PDF and Word: read back, they are what people who cannot see need, and what others like."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from bot.reports.branding import Style
from bot.reports.formats import render_report
from bot.reports.renderers import pdf
from bot.reports.report import Paragraph, Quote, Report, Section, TableBlock
from tests.support.present import present
from tests.support.reports import LINE, STYLE, around, docx_words, everything, pdf_words
from tests.support.until import LIMIT


@pytest.fixture(scope="module")
def paper() -> PdfReader:
    return PdfReader(BytesIO(render_report(everything(), "pdf", STYLE)))


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(BytesIO(render_report(everything(), "docx", STYLE)))


def tagged(node: Any) -> list[dict[str, Any]]:
    """All elements of a PDF's structure, in reading order."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        return [one for child in node for one in tagged(child)]
    if not isinstance(node, DictionaryObject):
        return []
    own = [node] if "/S" in node else []
    return [*own, *(tagged(node["/K"]) if "/K" in node else [])]


def elements(paper: PdfReader) -> list[dict[str, Any]]:
    return tagged(paper.root_object["/StructTreeRoot"])


def quoting(text: str) -> Report:
    blocks = [Quote(id="q", label="Wat ik wil", text=text)]
    return Report(
        title="T", language="nl", made="1 mei", sections=[Section(title="S", blocks=blocks)]
    )


# --- PDF


def test_a_pdf_says_what_it_is(paper: PdfReader) -> None:
    """Tagged, in Dutch, with its title in the window's bar, and both standards in its metadata."""
    root: Any = paper.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (present(paper.metadata).title, present(paper.metadata).author) == (
        "Nulmeting Vlietdam",
        "Gemeente Vlietdam",
    )
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in xmp
    assert "<pdfaid:part>2<" in xmp
    assert "<pdfaid:conformance>A<" in xmp


def test_a_pdf_has_bookmarks_and_headings(paper: PdfReader) -> None:
    """A bookmark for each section; below one the labels of quotes."""
    assert [one.title for one in paper.outline if not isinstance(one, list)] == [
        "Plaats", "Weegschaal", "Scores", "Woorden", "Advies", "Stappen", "Bronnen",
    ]  # fmt: skip
    kinds = [one["/S"] for one in elements(paper)]
    assert kinds.count("/H1") == 8
    assert kinds.count("/H2") == 1
    assert {"/BlockQuote", "/L", "/LI", "/TOC"} <= set(kinds)


def test_pictures_in_a_pdf_have_words(paper: PdfReader) -> None:
    """The logo's, and all that a picture shows."""
    alts = [one["/Alt"] for one in elements(paper) if one["/S"] == "/Figure" and "/Alt" in one]
    assert alts == [
        "Wapen van Vlietdam",
        "Waar u staat. Een doel: op weg. Geld: weet ik niet.",
        "In de weegschaal. Helpt (1): Tijd. Hindert (0).",
    ]


def test_tables_in_a_pdf_have_headers_and_a_name(paper: PdfReader) -> None:
    """Also where a table goes on over pages."""
    kinds = [one["/S"] for one in elements(paper)]
    assert (kinds.count("/TH"), kinds.count("/TR"), kinds.count("/Caption")) == (3, 4, 1)
    rows = [[f"Factor {number}", number] for number in range(80)]
    table = TableBlock(caption="Lang", header=["Factor", "n"], rows=rows)
    report = quoting("").model_copy(update={"sections": [Section(title="S", blocks=[table])]})
    long = PdfReader(BytesIO(render_report(report, "pdf")))
    assert len(long.pages) > 1
    assert all("Factor n" in page.extract_text() for page in long.pages)
    assert [one["/S"] for one in elements(long)].count("/TH") == 2, "the repeated one is no content"


def test_all_fonts_of_a_pdf_are_inside_and_ours(paper: PdfReader) -> None:
    """A machine's fonts are never used, so that a report is the same everywhere."""
    names = set()
    for page in paper.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
            names.add(re.sub("^/?[A-Z]{6}[+]", "", inner["/BaseFont"]).split("-")[0])
    assert names == {"Lato", "NotoEmoji"}


def test_pages_are_numbered(paper: PdfReader) -> None:
    """In the language of the report."""
    count = len(paper.pages)
    for number, page in enumerate(paper.pages, 1):
        assert f"Pagina {number} van {count}" in page.extract_text()
    english = everything().model_copy(update={"language": "en"})
    assert f"Page 1 of {count}" in pdf_words(render_report(english, "pdf"))


def test_other_scripts_and_emoji_are_drawn() -> None:
    """What no font has is a question mark; the rest is there."""
    words = pdf_words(render_report(quoting("Łódź Ж 😀 你"), "pdf"))
    assert "Łódź Ж 😀 ?" in words


def test_where_typst_gives_up_a_report_comes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then other scripts are question marks; in this one typst has no glyph for a mark."""
    monkeypatch.setattr(pdf, "drawable", lambda text: text)
    assert "gewoon ? ?" in pdf_words(render_report(quoting("gewoon 你 Ж"), "pdf"))


def test_a_template_is_no_place_for_the_words_of_a_person() -> None:
    """Code of typst's own is only words, and reads no file."""
    words = pdf_words(render_report(around('#read("/etc/passwd")'), "pdf"))
    assert words.count('#read("/etc/passwd")') > 8
    assert "root:" not in words


# --- Word


def test_word_has_headings_a_title_and_its_language(word: Any) -> None:
    """So that one can walk through it and hear it in Dutch."""
    about = word.core_properties
    assert (about.title, about.author, about.language) == (
        "Nulmeting Vlietdam",
        "Gemeente Vlietdam",
        "nl-NL",
    )
    headings = [line.text for line in word.paragraphs if line.style.name == "Heading 1"]
    assert headings == ["Plaats", "Weegschaal", "Scores", "Woorden", "Advies", "Stappen", "Bronnen"]
    assert [line.text for line in word.paragraphs if line.style.name == "Title"] == [about.title]
    languages = {one.get(qn("w:val")) for one in word.styles.element.xpath(".//w:lang")}
    assert languages == {"nl-NL"}


def test_words_pictures_have_words(word: Any) -> None:
    """All that a picture shows."""
    alts = [one.get("descr") for one in word.element.body.xpath(".//wp:docPr")]
    assert alts == [
        "Waar u staat. Een doel: op weg. Geld: weet ik niet.",
        "In de weegschaal. Helpt (1): Tijd. Hindert (0).",
    ]


def test_words_tables_repeat_their_header(word: Any) -> None:
    """It is marked as one; no row breaks over pages; the table has a name."""
    table = word.tables[0]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True] + [
        False
    ] * 3
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == ["De factoren"]


def test_word_numbers_its_pages_and_links_its_contents(word: Any) -> None:
    """Fields in the footer; each link leads to a bookmark."""
    fields = word.sections[0].footer._element.xpath(".//w:instrText")
    assert [one.text for one in fields] == ["PAGE", "NUMPAGES"]
    links = word.element.body.xpath(".//w:hyperlink/@w:anchor")
    marks = word.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert links == marks
    assert len(links) == 7


def test_an_organisation_may_have_a_template_of_its_own() -> None:
    """Its footer and styles stay, its text goes, and styles that it lacks are not missed."""
    own = Document()
    own.add_paragraph("Oude tekst")
    own.sections[0].footer.paragraphs[0].text = "Huisstijl"
    for name in ("Quote", "List Bullet"):
        own.styles[name].delete()
    file = BytesIO()
    own.save(file)
    made = render_report(everything(), "docx", Style(template=file.getvalue()))
    assert "Oude tekst" not in docx_words(made)
    assert "Rust." in docx_words(made)
    assert Document(BytesIO(made)).sections[0].footer.paragraphs[0].text == "Huisstijl"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here: soffice")
@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_libreoffice_opens_it(format: str, tmp_path: Path) -> None:
    """And shows all of it, whatever it holds."""
    report = everything().model_copy(
        update={"sections": [*everything().sections, *around("=1+1 😀 \u202eom").sections[1:2]]}
    )
    (tmp_path / f"it.{format}").write_bytes(render_report(report, format, STYLE))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / f"it.{format}")]
    subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)
    words = pdf_words((tmp_path / "it.pdf").read_bytes())
    assert "=1+1" in words
    assert all(section.title in words for section in everything().sections)


def test_office_files_hold_no_macro_and_no_way_out() -> None:
    """Nothing in them is run or fetched."""
    for format in ("docx", "xlsx"):
        with ZipFile(BytesIO(render_report(around("http://x.example =1"), format))) as file:
            names = file.namelist()
            links = [file.read(name) for name in names if name.endswith(".rels")]
        assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
        assert not [one for one in links if b'TargetMode="External"' in one]


def test_a_long_paragraph_runs_over_pages() -> None:
    """Ten thousand letters without a blank are broken, not cut off."""
    text = "Lang" * 2500
    report = quoting(text)
    blocks = [Paragraph(text=text), *report.sections[0].blocks]
    long = report.model_copy(update={"sections": [Section(title=LINE.title, blocks=blocks)]})
    words = re.sub(r"[\s\u200b]|\x07", "", pdf_words(render_report(long, "pdf")))
    assert words.count("Lang") >= 5000 - 10
