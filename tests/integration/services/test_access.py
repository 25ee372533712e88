"""What a person gets who asks for everything: all that is kept, in a form that is published."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.documents.gather import of_person
from bot.reports.branding import Style
from bot.reports.formats import render_document, render_report
from bot.services.personal_data_schema import PersonalData
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from storage.core.schema import metadata
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.collaboration_world import Circle
from tests.support.postgres import on_both
from tests.support.reports import pdf_words

WHO = "491555000123456"
OURS = {
    "inbox", "outbox", "addresses", "sessions", "fires", "members", "rhythms", "calendars",
}  # fmt: skip
"""Tables with a column `person`; in `people` it is the id, and `invites` says who opened it."""


@pytest.fixture
async def circle(content: Content, store: Store) -> Circle:
    """Someone with a role in a collaboration, a talk that was left, a pulse, and days away."""
    circle = Circle(content, store)
    group = await circle.found("owner")
    await circle.open("owner", group)
    await circle.join(WHO, await circle.invite("owner", group), "Wilhelmina")
    await circle.give(WHO, Command("start", "tiny"), Typed("raadslid"), Command("pause"))
    for argument in ("hours 09:00-16:00", "away 2026-12-14 2026-12-18 reces", "discreet on"):
        await circle.do(WHO, "settings", argument)
    await circle.do(WHO, "settings", "set " + json.dumps({"every": "weekly"}))
    await circle.do(WHO, "calendar")
    return circle


async def everything(circle: Circle, who: str = WHO) -> dict[str, Any]:
    await circle.do(who, "export")
    document = circle.heard[who][-1].document
    assert document is not None
    found: dict[str, Any] = json.loads(document.body)
    return found


@on_both
async def test_it_can_be_read_in_the_chat_too(circle: Circle) -> None:
    """Not everybody reads JSON: the same as a PDF, by a button beside it."""
    await circle.do(WHO, "privacy")
    assert "Alles om te lezen (PDF)" in [one.label for one in circle.buttons(WHO)]
    await circle.do(WHO, "export", "pdf")
    document = circle.heard[WHO][-1].document
    assert document and document.name.endswith(".pdf") and document.again == "/export pdf"
    pages = pdf_words(render_document(document))
    for kept in ("Wilhelmina", "Raadslid", "reces", "Sociaal domein"):
        assert kept in pages


@on_both
async def test_the_state_is_in_it_too(circle: Circle) -> None:
    """Settings, hours, leave, due prompts, memberships with their day, sign-ins."""
    found = await everything(circle)
    assert PersonalData.model_validate(found), "as the schema has it"
    settings = found["settings"]
    assert settings["discreet"] and settings["calendar"]["opens"].startswith("09:00")
    assert settings["calendar"]["closed"][0]["title"] == "reces"
    assert found["calendar"]["follows"] is False
    assert len([one for one in found["calendar"]["entries"] if not one["gone"]]) >= 12
    assert found["sign_ins"] == [{"channel": "telegram", "address": WHO, "reachable": True}]
    assert {one["kind"] for one in found["due"]} >= {"resume", "round"}
    (member,) = found["collaborations"]
    assert member["your_name"] == "Wilhelmina" and member["joined"] > 1e9
    assert not member["muted"]


@on_both
async def test_an_invitation_that_was_opened_is_in_it(circle: Circle) -> None:
    """For it is bound to who opened it."""
    group = (await circle.membership("owner")).collaboration.id
    await circle.do("x", "start", f"i-{await circle.invite('owner', group, 1)}")
    (one,) = (await everything(circle, "x"))["invitations"]
    assert one["municipality"] == "Beemd" and one["role"] == "council"


def test_no_table_of_persons_is_left_out() -> None:
    """A new table that names persons has to be thought of here, and in the export."""
    assert {name for name, table in metadata.tables.items() if "person" in table.c} == OURS


@on_both
async def test_it_can_be_read_as_well(circle: Circle) -> None:
    """The same state, in words."""
    async with circle.store.begin() as work:
        person = (await people.people_at(work, {("telegram", WHO)}))[("telegram", WHO)]
        report = await of_person(work, circle.content, person, circle.now)
    words = render_report(report, "md", Style()).decode()
    for told in ("09:00 – 16:00", "14 december 2026", "reces", "Wilhelmina", "lid sinds",
                 "een gesprek dat u liet liggen", "een ronde die open is"):  # fmt: skip
        assert told in words, told
