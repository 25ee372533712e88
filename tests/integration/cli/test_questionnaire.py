"""`samenspraak import`: spreadsheets of others become content that can be played."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.support.command_line import run
from tests.support.content import load_beside
from tests.support.talker import Talker
from tests.support.yaml_text import from_yaml

SURVEY: list[list[str | None]] = [
    ["type", "name", "label::English (en)", "label::Nederlands (nl)", "hint", "required",
     "relevant", "constraint", "calculation"],
    ["start", "start"],
    ["begin group", "about", "About you", "Over u"],
    ["text", "Your Name?", "What do you want?", "Wat wilt u?", "Een zin is genoeg.", "yes"],
    ["select_one role or_other", "role", "What is your role?", "Wat is uw rol?"],
    ["integer", "inhabitants", "How many residents?", "Hoeveel inwoners?", None, None,
     "${role} = 'mayor'", ". > 0 and . <= 200000"],
    ["select_multiple role", "end", "Who joins?", "Wie doen mee?", None, None,
     "selected(${role}, 'clerk') or ${inhabitants} >= 500"],
    ["end group"],
    ["date", "first", "When, after {{ ${inhabitants}?", "Wanneer?", None, None, "count(${x}) > 1"],
    ["begin repeat", "children", "Child", "Kind"],
    ["text", "child", "Name", "Naam"],
    ["end repeat"],
    ["image", "photo", "A photo", "Een foto"],
    ["calculate", "sum", None, None, None, None, None, None, "1 + 1"],
    ["note", "thanks", "Thanks.", "Dank u."],
]  # fmt: skip
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Nederlands (nl)"],
    ["role", "mayor", "Mayor", "Burgemeester"], ["role", "clerk", "Clerk", "Griffier"],
    ["role", "other", "Someone else", "Iemand anders"],
]  # fmt: skip


def saved(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return saved(tmp_path / "Mijn vragen 2027.xlsx", survey=SURVEY, choices=CHOICES)


def test_a_form_becomes_a_dialogue_that_can_be_held(form: Path, tmp_path: Path) -> None:
    """Kinds, choices, bounds, conditions and both languages."""
    out = tmp_path / "mine"
    taken = run("import", str(form), "--out", str(out))
    assert taken.returncode == 0, taken.stderr
    talk = Talker(load_beside(out), "mijn_vragen_2027")
    assert "Wat wilt u?" in talk.text and "Over u" in talk.text
    assert "Hoeveel inwoners?" in talk.say("Samen een zwembad", "Burgemeester").text
    assert "1 tot en met 200.000" in talk.say("0").text
    assert "Wie doen mee?" in talk.say("20000").text
    english = Talker(load_beside(out), "mijn_vragen_2027", "en").say("A pool", "Clerk")
    assert "Who joins?" in english.text


def test_what_could_not_be_taken_over_is_told_by_row(form: Path, tmp_path: Path) -> None:
    told = run("import", str(form), "--out", str(tmp_path / "mine")).stderr
    for row, why in (
        (2, "'start' is not known"), (4, "'required'"), (9, "the condition count"),
        (10, "a repeat is written by hand"), (11, "a repeat"), (13, "'image' is not known"),
        (14, "'calculate' is not known"),
    ):  # fmt: skip
        assert any(line.startswith(f"row {row} ") and why in line for line in told.splitlines()), (
            row
        )


def test_a_list_of_statements_becomes_a_framework(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [], ["Factor", "Stelling", "Statement_en", "Schaal"],
        ["Vertrouwen", "Wij vertrouwen elkaar.", "We trust each other.", "1-5"],
        ["Geld", "De kosten zijn helder.", "The costs are clear."], ["Geld", None],
        ["Vertrouwen", "Wij bellen elkaar.", "We call each other."],
    ]  # fmt: skip
    out = tmp_path / "mine"
    taken = run("import", str(saved(tmp_path / "lijst.xlsx", Blad1=rows)), "--out", str(out))
    assert taken.returncode == 0, taken.stderr
    assert "the scale 1-5 is not there" in taken.stderr and "row 5 was left out" in taken.stderr
    body = from_yaml((out / "frameworks" / "lijst_list.yaml").read_text())
    assert [len(item["statements"]) for item in body["items"]] == [2, 1]
    talk = Talker(load_beside(out), "lijst").say("4", "4", "2")
    assert "Vertrouwen" in talk.text and "4,0" in talk.text


def test_nothing_is_written_over(form: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    run("import", str(form), "--out", str(out))
    again = run("import", str(form), "--out", str(out))
    assert again.returncode == 1
    assert "is there already" in again.stderr and len(again.stderr.splitlines()) == 1


@pytest.mark.parametrize("what", ["missing", "folder", "text", "zip", "entities", "empty"])
def test_what_is_no_questionnaire_gets_one_line(tmp_path: Path, what: str) -> None:
    path = tmp_path / "it.xlsx"
    if what == "folder":
        path.mkdir()
    elif what == "text":
        path.write_text("type,name\n")
    elif what == "empty":
        saved(path, survey=[])
    elif what != "missing":
        with ZipFile(path, "w") as archive:
            archive.writestr("xl/_rels/workbook.xml.rels", "<a/>")
            archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
            archive.writestr("x", what)
    told = run("import", str(path), "--out", str(tmp_path / "mine"))
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
    assert str(path) in told.stderr
