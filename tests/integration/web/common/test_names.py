"""A name is what anyone typed: it breaks no header, calendar, file name, sheet or upload."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from email.message import EmailMessage
from typing import Any
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from bot.channels.telegram.api_call import Call
from bot.channels.telegram.session import _form
from bot.channels.web.common.site import file
from bot.reports.document import file_name
from bot.reports.formats import FORMATS, render_report
from bot.reports.report import Paragraph, Report, Section
from dialogues.calendar.icalendar_file import CalendarEntry, ics
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from storage.repositories import collaborations
from tests.support.collaboration_pages import MEMBER, OWNER, World, world
from tests.support.collaboration_world import Circle

__all__ = ["world"]

NAMES = [
    "Regio\nNoord", "Regio\r\nNoord", "Regio\u2028Noord", "Regio\x85Noord", "Regio\x0bNoord",
    "Regio\x00Noord", "Regio\x7fNoord", 'Regio"; x="Noord', "Regio\\Zuid", "Regio;Noord,",
    "\u202eRegio Noord", "=Regio Noord", "[Regio]:*?/Noord", "..", "é\u0301 Noord", "👩‍👩‍👧 Noord",
    "Noord " * 60,
]  # fmt: skip


def named(name: str) -> Report:
    return Report(
        title=name, subtitle=name, made="30 november 2026", language="nl",
        sections=[Section(title=name, blocks=[Paragraph(text=name)])],
    )  # fmt: skip


def printable(text: str) -> bool:
    """But for what joins the persons of one picture."""
    return text.replace("\u200d", "").isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_in_a_calendar_it_is_one_line(name: str) -> None:
    """Of the calendar and of each entry; another reader finds what it said."""
    text = ics([CalendarEntry("1@samenspraak", name, 2e9, 15)], name, 1.8e9)
    made = Calendar.from_ical(text)
    for found in map(str, (made["X-WR-CALNAME"], made.events[0]["SUMMARY"])):
        assert printable(found)
        assert re.sub(r"\W", "", found) == re.sub(r"\W", "", normalize("NFC", name))


@pytest.mark.parametrize("name", NAMES)
def test_in_a_header_it_is_one_file_name(name: str) -> None:
    """Whatever is in it; no system takes it for a folder, and nothing turns it around."""
    for given in (name, file_name(named(name), "pdf")):
        header = file(given, "pdf", b"").headers["Content-Disposition"]
        assert header.isprintable() and header.isascii()
        read = EmailMessage()
        read["Content-Disposition"] = header
        assert read.get_content_disposition() == "attachment"
        assert set(read["Content-Disposition"].params) == {"filename"}
        assert not re.search(r'[\\/"\n\r\x00\u202e]', read.get_filename() or "")


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_to_telegram_has_one_part_more(name: str) -> None:
    """Its name stands between quotes in a header of that part."""
    upload: Any = _form(
        Call("sendDocument", {"chat_id": 7}, ("document", name, b"x", "text/plain"))
    )
    heads = [part[0].headers["Content-Disposition"] for part in upload()._parts]
    assert len(heads) == 2
    for head in heads:
        assert printable(head) and head.count('"') in (2, 4)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", FORMATS)
def test_every_document_is_made_of_it(name: str, format: str) -> None:
    """With the name on a sheet of a workbook, and as one cell of a table."""
    body = render_report(named(name), format)
    if format == "xlsx":
        book = ZipFile(io.BytesIO(body)).read("xl/workbook.xml").decode()
        sheets = re.findall(r'<sheet name="([^"]*)"', book)
        assert len(sheets) == 2 and all(map(printable, sheets))
        assert not re.search(r"[\[\]:*?/\\\u202e]", "".join(sheets))
    if format == "csv":
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
        assert len({len(row) for row in rows}) == 1 and not rows[1][0].startswith("=")


async def test_a_name_of_before_breaks_no_page(world: World) -> None:
    """It stands in the database as it was typed once."""
    async with world.turns.store.begin() as work:
        before = await collaborations.existing(work, world.group.id)
        wrong = replace(before, name='Regio\nNoord"; x="\u202e', municipalities=("A\na", "B\rb"))
        await collaborations.save(work, wrong)
    for who in (OWNER, MEMBER):
        browser = await world.browser(who)
        for path in ("", "/calendar.ics", f"/rounds/{world.shared}"):
            await browser.get(world.path(path))
            assert browser.status == 200, path
    await world.come(browser := await world.browser(OWNER), OWNER, "/my/settings")
    await browser.get("/my/calendar.ics")
    assert browser.status == 200
    await world.come(browser, OWNER)
    for ending in ("pdf", "docx", "html", "md"):
        address = world.path(f"/rounds/{world.shared}/agenda.{ending}")
        answer = await browser.client.get(address)
        assert answer.status == 200 and await answer.read(), ending


async def test_a_new_name_is_one_line(content: Content, store: Store) -> None:
    """Of a collaboration, of a municipality and of a member: as they are founded and join. In a
    list of names another line is another name."""
    circle = Circle(content, store)
    group = await circle.found("owner", "Regio\nNoord\u2028West", "A\u2028c, B\u202eb")
    made = (await circle.membership("owner")).collaboration
    assert made.name == "Regio Noord West" and made.municipalities == ("A", "c", "Bb")
    await circle.join("x", await circle.invite("owner", group), "Wil\nZwaluw")
    assert (await circle.membership("x")).name == "Wil Zwaluw"
