"""`samenspraak export`: reports as files from a database that is in use, as a real process."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.cli import made_up
from bot.cli.export import EVERYTHING, ROUND
from bot.cli.main import KINDS
from bot.services import effects
from bot.services import rounds as rounds_service
from dialogues.definition.content import Content
from dialogues.domain.effects import BallotCast, CollaborationMade, Joined, RoundOpened
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.engine.session import Session
from dialogues.messages.documents import TALK_KINDS
from dialogues.turn.person import Person
from storage.database.unit_of_work import Store
from storage.repositories import people, sessions
from tests.examples import collaboration as group
from tests.examples.talks import alderman
from tests.support.command_line import environment, files, run, url
from tests.support.content import loaded

PEOPLE = 3


@pytest.fixture(scope="module")
def ours() -> Content:
    return loaded()


@pytest.fixture
async def used(ours: Content, tmp_path: Path) -> AsyncIterator[Path]:
    """A folder with a database that a store has in use all the while."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    for number in range(PEOPLE):
        await _add(store, alderman(ours), number)
    yield tmp_path
    await store.close()


async def _add(store: Store, person: Person, number: int) -> None:
    person.id = f"person{number}"
    async with store.begin() as work:
        await people.add_people(work, [(("web", f"place{number}"), person)], 1000.0)
        await sessions.save_sessions(
            work, [(person.id, _named(kept.open(), number)) for kept in person.sessions]
        )


def _named(session: Session, number: int) -> Session:
    session.id = f"{session.id}{number}"
    return session


def export(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = run("export", "--out", str(folder / "out"), *arguments, **environment(folder))
    return done.returncode, done.stdout, done.stderr


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "out").iterdir())


def test_the_command_line_knows_all_kinds() -> None:
    """It names them itself, so that it loads nothing that makes them."""
    assert (*TALK_KINDS, ROUND, EVERYTHING) == KINDS


def test_a_talk_becomes_a_file(used: Path) -> None:
    """While the database is in use; a file that only its owner reads, and nothing else changes."""
    before = files(used / "data")
    code, said, _ = export(used, "--kind", "comparison", "--session", "now0")
    assert (code, said) == (0, f"Made 1 file in {used}/out.\n")
    assert files(used / "data") == before
    (file,) = (used / "out").iterdir()
    assert file.name == "Toen en nu De tien succesfactoren 17 november 2026-now0.pdf"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Toen en nu" in PdfReader(BytesIO(file.read_bytes())).pages[0].extract_text()


def test_everybody_has_files(used: Path) -> None:
    """All talks that have a report of the kind, each with a name of its own."""
    code, said, told = export(used, "--kind", "steps", "--format", "md", "--all")
    assert (code, told) == (0, "")
    day = "20 november 2026"
    assert names(used) == [f"Het stappenplan {day}-steps{number}.md" for number in range(PEOPLE)]
    assert f"Made {PEOPLE} files" in said


def test_one_person_has_all_their_talks_and_everything(used: Path) -> None:
    assert export(used, "--format", "html", "--person", "person1")[0] == 0
    assert len(names(used)) == 4
    assert export(used, "--kind", "everything", "--format", "json", "--person", "person1")[0] == 0
    assert any(
        one.startswith("Alles wat wij van u bewaren") and one.endswith("-person1.json")
        for one in names(used)
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--session", "nobody"], "there is no talk nobody"),
        (["--person", "nobody"], "there is no person nobody"),
        (["--kind", "round", "--round", "none"], "there is no published round none"),
        (["--kind", "round"], "say of which one, with --round ID"),
        (["--round", "x"], "--round is for --kind round"),
        ([], "say of whom: --session ID, --person ID or --all"),
        (["--kind", "everything", "--session", "now0"], "everything is of a person"),
        (
            ["--kind", "forms", "--session", "now0"],
            "talk now0 has no report of that kind (it has: summary, comparison)",
        ),
        (
            ["--kind", "pulse", "--all"],
            "there is nothing to make a report of the kind 'pulse' from",
        ),
    ],
)
def test_what_cannot_be_made_is_told(used: Path, arguments: list[str], message: str) -> None:
    """In one line, with what to do; no file is made."""
    code, said, told = export(used, *arguments)
    assert code == 1
    assert (message in told, said) == (True, ""), told
    assert len(told.splitlines()) == 1
    assert not (used / "out").exists() or names(used) == []


def test_a_file_that_is_there_stays(used: Path) -> None:
    """A second export of the same goes to another folder."""
    assert export(used, "--session", "now0", "--format", "md")[0] == 0
    before = files(used / "out")
    code, _, told = export(used, "--session", "now0", "--format", "md")
    assert code == 1 and "is there already: choose an empty folder" in told
    assert files(used / "out") == before


def test_a_folder_that_is_a_file_is_refused(used: Path) -> None:
    (used / "out").write_text("mine")
    assert "is a file: give a folder" in export(used, "--all")[2]
    assert (used / "out").read_text() == "mine"


def test_without_a_database_or_key_it_says_so(used: Path, tmp_path: Path) -> None:
    """Nothing is made in their place."""
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    assert "there is no database" in export(nowhere, "--all")[2]
    (used / "key").rename(used / "lost")
    code, _, told = export(used, "--all")
    assert code == 1 and "key" in told
    assert not (used / "key").exists()


async def test_a_database_of_another_version_is_not_touched(used: Path, tmp_path: Path) -> None:
    """It would have to be changed first, and an export changes nothing."""
    store = await Store.open(url(tmp_path / "old"), tmp_path / "old" / "key")
    async with store.begin() as work:
        await work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    await store.close()
    code, _, told = export(tmp_path / "old", "--all")
    assert code == 1 and "has schema 0001" in told and "start the coach" in told


async def test_a_round_becomes_a_report(ours: Content, used: Path, tmp_path: Path) -> None:
    """With its result, its agenda and the earlier round beside it."""
    store = await Store.open(url(tmp_path / "group"), tmp_path / "group" / "key")
    await _held(store, ours)
    code, _, told = export(
        tmp_path / "group", "--kind", "round", "--round", "round1", "--format", "md"
    )
    assert (code, told) == (0, "")
    (file,) = (tmp_path / "group" / "out").iterdir()
    words = file.read_text(encoding="utf-8")
    assert file.name == "Uitkomst Sociaal domein aan de Vliet 19 mei 2033-round1.md"
    assert "18 mensen vulden in" in words and "Wat er veranderde" in words
    assert "Zo beginnen we" in words and made_up.LINES[0] in words
    code, _, told = export(tmp_path / "group", "--kind", "round", "--round", "round2")
    assert code == 1 and "there is no published round round2" in told, "it is open"
    await store.close()


async def _held(store: Store, content: Content) -> None:
    """Two rounds that were published, and one that is open, through the same doors as real ones."""
    one = group.GROUP
    async with store.begin() as work:
        await effects.apply(work, [CollaborationMade(one, "facilitator")], 0.0)
    framework = content.frameworks["success_factors"]
    chance = random.Random(1)
    async with store.begin() as work:
        for member, town, role in group.MEMBERS:
            person = Person(f"of_{member}", "nl")
            await people.add_people(work, [(("web", member), person)], 0.0)
            joined = Membership(member, "member", one, town, role)
            await effects.apply(work, [Joined(joined, person.id, "invite")], 0.0)
    for number, (about, lines) in enumerate(
        ((made_up.THEN, ()), (made_up.NOW, made_up.LINES), (made_up.NOW, ()))
    ):
        opens = 1e9 * (number + 1)
        opened = Round(f"round{number}", framework.id, opens, opens + 86400, one.rules)
        async with store.begin() as work:
            await rounds_service.apply(work, RoundOpened(one, opened), opens)
            for ballot in group.ballots(framework, about, lines, chance):
                cast = BallotCast(
                    opened.id, ballot.account, ballot.ratings, ballot.important, ballot.line,
                    ballot.approved,
                )  # fmt: skip
                await rounds_service.apply(work, cast, opens)
        if number < 2:
            async with store.begin() as work:
                known = content.frameworks
                assert await rounds_service.close(work, one.id, opened.id, known, opens + 86400)
