"""Every format says the same, and whatever a person wrote is text in all of them."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import ValidationError

from bot.reports.branding import Style
from bot.reports.formats import FORMATS, render_report
from bot.reports.renderers.csv_table import FORMULA
from bot.reports.renderers.markdown import escape
from bot.reports.report import Report, Section, TableBlock
from bot.reports.sanitize import legible
from dialogues.messages.documents import FORMATS as NAMES
from tests.support.reports import HOSTILE, STYLE, Words, around, docx_words, everything, pdf_words

ROOT = Path(__file__).parents[5]
MARKS = st.characters(blacklist_categories=[])
TEXT = st.text(MARKS, max_size=200) | st.text(st.sampled_from("=+-@#$*_<>{}\n\r\t\x00😀é\u0301"))
words_of_a_person = settings(
    max_examples=int(os.environ.get("EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def bare(text: str) -> str:
    """Without blanks and marks that cannot be seen."""
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\xad\x00\x07-]", "", text)


def ours(text: str) -> str:
    """The letters of our own script, without what stands for letters that no font has."""
    return re.sub("[^!-~é]|[?-]", "", text)


def sheets(body: bytes) -> list[list[object]]:
    book = load_workbook(BytesIO(body))
    return [[c.value for row in s for c in row if c.value is not None] for s in book]


def lines(body: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(body.decode("utf-8-sig")), delimiter=";"))


def test_every_format_that_can_be_asked_for_can_be_made() -> None:
    """And each has its own media type and module."""
    assert set(FORMATS) == set(NAMES)
    assert len({one.media for one in FORMATS.values()}) == len(FORMATS)
    assert len({one.module for one in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_all_words(format: str) -> None:
    """Those of pictures too, and the numbers as Dutch writes them."""
    body = render_report(everything(), format, STYLE)
    readers: dict[str, Callable[[bytes], str]] = {
        "pdf": pdf_words,
        "docx": docx_words,
        "xlsx": lambda body: str(sheets(body)),
    }
    said = readers.get(format, bytes.decode)(body)
    for words in (
        "Nulmeting Vlietdam", "Eerste ronde", "Een inleiding", "Scores", "Vertrouwen", "Rust.",
        "Omdat u niet belt.", "Uitnodigen", "vóór 1 maart", "griffier", "SF2", "Een doel",
        "op weg", "Helpt", "Bronnen",
    ):  # fmt: skip
        if (format, words) not in {("csv", "Nulmeting Vlietdam"), ("csv", "Eerste ronde")}:
            assert bare(words) in bare(said), words
    assert {"xlsx": "3.75", "json": "3.75", "csv": "3,75"}.get(format, "3,75") in said


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_words_are_only_words(format: str, text: str) -> None:
    """They come out as they are, and nothing breaks."""
    body = render_report(around(text), format, Style(name=text, logo_alt=text))
    clean = legible(text)
    match format:
        case "docx":
            assert clean in docx_words(body)
        case "xlsx":
            assert all(
                clean.strip() in [str(cell).strip() for cell in sheet]
                for sheet in sheets(body)[:2]
                if clean.strip()
            )
        case "csv":
            assert all(len(line) == len(lines(body)[0]) for line in lines(body))
            assert any(cell.lstrip("'") == clean for line in lines(body) for cell in line)
        case "json":
            assert Report.model_validate_json(body) == around(text)
        case "pdf":
            assert ours(clean) in ours(pdf_words(body))
        case "html":
            page = Words()
            page.feed(body.decode())
            assert page.text.count(clean) > 10
            assert "script" not in page.tags
        case _:
            assert escape(clean) in body.decode()


@words_of_a_person
@given(TEXT)
def test_any_words_fit_in_text_formats(text: str) -> None:
    """What is read back from a table and from JSON is what was written."""
    report = around(text)
    clean = legible(text)
    cells = {cell for line in lines(render_report(report, "csv")) for cell in line}
    assert clean in cells or f"'{clean}" in cells
    assert not [cell for cell in cells if cell.startswith(FORMULA) and cell[0] != "'"]
    assert Report.model_validate_json(render_report(report, "json")) == report
    assert render_report(report, "md").decode()
    assert "<script" not in render_report(report, "html").decode()


@words_of_a_person
@given(TEXT)
def test_any_words_fit_in_office_formats(text: str) -> None:
    """Word and Excel files can be read back, and hold no formula."""
    report = around(text)
    assert legible(text) in docx_words(render_report(report, "docx"))
    with ZipFile(BytesIO(render_report(report, "xlsx"))) as book:
        made = [book.read(name).decode() for name in book.namelist() if "sheets/" in name]
    assert made
    assert not [sheet for sheet in made if "<f>" in sheet or "<f " in sheet]


@settings(words_of_a_person, max_examples=words_of_a_person.max_examples // 2)
@given(TEXT)
def test_any_words_fit_on_paper(text: str) -> None:
    """A PDF for everyone comes out, whatever it has to say."""
    body = render_report(around(text), "pdf")
    assert b"pdfuaid" in body


def test_a_report_follows_its_schema_and_others_are_refused() -> None:
    """The schema is for who reads the file; reading it here checks the same."""
    schema = Report.model_json_schema()
    made = json.loads(render_report(everything(), "json"))
    jsonschema.validate(made, schema)
    assert made["format"] == 1
    for change in ({"format": 2}, {"sections": [{"title": "x"}]}, {"colour": "red"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(made | change, schema)
        with pytest.raises(ValidationError):
            Report.model_validate(made | change)


def test_reports_of_before_the_version_can_still_be_read() -> None:
    """A message that was stored earlier says nothing of a format."""
    old = '{"title":"T","language":"nl","made":"1 mei","sections":[{"title":"S","blocks":[]}]}'
    assert Report.model_validate_json(old).format == 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_is_a_number(value: float) -> None:
    """JSON and spreadsheets know no others."""
    with pytest.raises(ValidationError):
        TableBlock(caption="c", header=["a"], rows=[[value]])


def test_csv_opens_in_a_dutch_excel() -> None:
    """With a byte order mark, semicolons and decimal commas; a number may be negative."""
    body = render_report(everything(), "csv")
    assert body.startswith(b"\xef\xbb\xbf")
    assert ["Scores", "De factoren", "Geld", "-0,5", "40", ""] in lines(body)


def test_a_workbook_has_a_sheet_for_each_section_with_numbers_as_numbers() -> None:
    """Also when titles are long, alike, or hold marks that a sheet may not."""
    report = everything()
    odd = ["Verslag", "a/b:c" + "d" * 40, "A B C" + "D" * 40, "[]:*?/\\", "'", "History"]
    more = [Section(title=title, blocks=[]) for title in odd]
    book = load_workbook(
        BytesIO(
            render_report(report.model_copy(update={"sections": [*report.sections, *more]}), "xlsx")
        )
    )
    names = book.sheetnames
    assert names[:5] == ["Verslag", "Plaats", "Weegschaal", "Scores", "Woorden"]
    assert len({name.casefold() for name in names}) == len(names) == 14
    assert all(0 < len(name) <= 31 for name in names)
    assert ("Vertrouwen", 3.75, 42) in book["Scores"].values


def test_long_text_goes_on_in_the_next_cell() -> None:
    """Excel takes 32,767 signs in one."""
    long = "abcdefgh 😀" * 8000
    found = [cell for sheet in sheets(render_report(around(long), "xlsx")) for cell in sheet]
    assert max(len(str(cell).encode("utf-16-le")) // 2 for cell in found) <= 32_767
    assert long in "".join(map(str, found))


def test_a_colour_is_darkened_until_it_can_be_read() -> None:
    """A bright house style stays readable; one that is no colour is refused."""
    assert Style(colour="#0b5963").ink == "#0b5963"
    assert STYLE.ink != STYLE.colour
    assert STYLE.ink.encode() in render_report(everything(), "html", STYLE)
    for wrong in ("red", "#12", "0b5963", "#0b59zz"):
        with pytest.raises(ValueError, match="write it as #0b5963"):
            Style(colour=wrong)


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    """A chat that sends no PDF, Word or Excel does not pay for their libraries."""
    code = (
        "import sys, bot.reports.formats, bot.turns.replies;"
        "sys.exit(bool({'typst', 'docx', 'lxml', 'xlsxwriter', 'resvg_py'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_several_can_be_rendered_at_once() -> None:
    """Documents are made in threads."""
    made: list[bytes] = []

    def work(number: int) -> None:
        for turn in range(3):
            for format in ("pdf", "docx", "xlsx"):
                made.append(render_report(around(f"{number} {turn}"), format))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 36
