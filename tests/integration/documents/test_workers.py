"""Documents made in a process of their own: real workers, really killed."""

from __future__ import annotations

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.documents.workers import MAX_BODY_CHARS, RenderError, WorkerPool
from bot.reports.branding import Style
from bot.reports.document import Document
from tests.bench.papers import long_report
from tests.support.reports import STYLE, everything, pdf_words
from tests.support.until import until

SECRET = "Een geheim zwembad"


def paper(format: str, *, long: bool = False) -> Document:
    report = long_report() if long else everything()
    return Document("it", format, report.model_dump_json(), "nl", again="/summary s1")


@pytest.fixture
async def workshop() -> AsyncIterator[WorkerPool]:
    workshop = WorkerPool(STYLE)
    yield workshop
    await workshop.close()


def runs(pid: int | None) -> bool:
    """Whether there is such a process, not counting one that ended and was not yet fetched."""
    state = Path(f"/proc/{pid}/stat")
    with suppress(FileNotFoundError, ProcessLookupError):
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


async def test_documents_have_the_house_style(workshop: WorkerPool) -> None:
    """Made by one worker, which was not there before the first."""
    assert workshop.bench.pid is None
    assert "Gemeente Vlietdam" in pdf_words(await workshop.make(paper("pdf")))
    first = workshop.bench.pid
    assert STYLE.ink.encode() in await workshop.make(paper("html"))
    assert workshop.bench.pid == first != os.getpid()


async def test_what_is_no_report_goes_as_it_is(workshop: WorkerPool) -> None:
    """Everything that is kept of a person needs no worker."""
    assert await workshop.make(Document("alles.json", "json", "{}", "nl")) == b"{}"
    assert workshop.bench.pid is None


async def test_an_idle_worker_ends_and_a_new_one_begins() -> None:
    """The memory that it took is given back."""
    workshop = WorkerPool(idle=0.2)
    await workshop.make(paper("md"))
    first = workshop.bench.pid
    await until(lambda: workshop.bench.pid is None and not runs(first))
    assert await workshop.make(paper("md"))
    assert workshop.bench.pid not in (None, first)
    await workshop.close()
    assert workshop.bench.pid is None


async def test_a_worker_that_was_killed_is_replaced(workshop: WorkerPool) -> None:
    """As when memory runs out while it waits: the next document does not notice."""
    await workshop.make(paper("md"))
    pid = workshop.bench.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    await until(lambda: not runs(pid))
    assert b"Vertrouwen" in await workshop.make(paper("md"))


async def test_a_fault_is_told_without_content(workshop: WorkerPool, log: io.StringIO) -> None:
    """A template that is no Word document: why is logged, not what; the others go on."""
    broken = WorkerPool(Style(template=b"no document"))
    secret = everything().model_copy(update={"title": SECRET})
    document = Document("it", "docx", secret.model_dump_json(), "nl", again="/summary s1")
    with pytest.raises(RenderError, match="docx: BadZipFile"):
        await broken.make(document)
    assert await broken.make(paper("pdf"))
    assert "a document was not made" in log.getvalue()
    assert SECRET not in log.getvalue()
    await broken.close()


async def test_what_takes_too_long_is_given_up(log: io.StringIO) -> None:
    """And the next is made by a fresh worker."""
    workshop = WorkerPool(longest=0.01)
    with pytest.raises(RenderError, match="not done in"):
        await workshop.make(paper("pdf", long=True))
    workshop.bench._longest = 60.0
    assert await workshop.make(paper("md"))
    await workshop.close()


async def test_who_stops_waiting_gets_no_answer_of_another(workshop: WorkerPool) -> None:
    """Cancelled half-way, the next document is its own."""
    await workshop.make(paper("md"))
    waiting = asyncio.create_task(workshop.make(paper("pdf", long=True)))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting
    assert (await workshop.make(paper("md"))).startswith(b"# ")


async def test_a_long_report_delays_nobody(workshop: WorkerPool) -> None:
    """While forty pages of Word are made the loop turns, and another gets a short PDF."""
    await asyncio.gather(workshop.make(paper("docx")), workshop.make(paper("pdf")))
    long = asyncio.create_task(workshop.make(paper("docx", long=True)))
    for _ in range(10):
        await asyncio.sleep(0.005)
    assert not long.done(), "the loop turned meanwhile"
    assert await workshop.make(paper("pdf"))
    assert not long.done(), "the short one did not wait for the long one"
    assert (await long).startswith(b"PK")


# --- bounds


async def test_what_is_longer_than_a_document_may_be_is_not_begun(
    workshop: WorkerPool, log: io.StringIO
) -> None:
    """No worker is taken for it."""
    with pytest.raises(RenderError, match="longer than"):
        await workshop.make(Document("it", "pdf", "x" * (MAX_BODY_CHARS + 1), "nl", again="/s"))
    assert workshop.bench.pid is None


async def test_a_worker_takes_no_more_than_it_may(log: io.StringIO) -> None:
    """Of memory and of the processor, by limits of the system; what needs more is not made, and
    the next one is."""
    workshop = WorkerPool(memory=2000, longest=7)
    assert await workshop.make(paper("md"))
    limits = Path(f"/proc/{workshop.bench.pid}/limits").read_text(encoding="utf-8")
    rows = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()}
    assert rows["Max address space"] == str(2000 * 1024 * 1024)
    assert 7 <= int(rows["Max cpu time"]) < 60 and rows["Max core file size"] == "0"
    await workshop.close()


async def test_who_asks_for_many_is_told_so(workshop: WorkerPool, log: io.StringIO) -> None:
    """Only so many of theirs wait, and another's is made before theirs."""
    made = list[str]()

    async def ask(person: str) -> None:
        await workshop.make(paper("md"), person)
        made.append(person)

    asked = [ask("many") for _ in range(8)]
    ended = await asyncio.gather(*asked, ask("once"), return_exceptions=True)
    assert sum(isinstance(one, RenderError) for one in ended) == 2
    assert made[:3].count("once") == 1


# --- secrets


async def test_a_worker_inherits_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It reads what people typed, so it is the first to be tricked: neither its environment nor an
    open file nor the folder where it works gives it a token, a password or the way to a key."""
    secrets = {
        "SAMENSPRAAK_TOKEN": "123:a-token",
        "SAMENSPRAAK_KEY_FILE": str(tmp_path / "key"),
        "SAMENSPRAAK_DATABASE": "postgresql+asyncpg://coach:password@localhost/coach",
        "PGPASSWORD": "password",
        "AWS_SECRET_ACCESS_KEY": "abc",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "key").open("w") as key:
        os.set_inheritable(key.fileno(), True)
        workshop = WorkerPool()
        assert await workshop.make(paper("pdf"))
        place = Path(f"/proc/{workshop.bench.pid}")
        given = (place / "environ").read_text().split("\0")
        arguments = (place / "cmdline").read_text()
        opened = {os.readlink(one) for one in (place / "fd").iterdir()}
        assert not [one for one in given if one.split("=")[0] in secrets]
        assert not [value for value in secrets.values() if value in "\0".join(given) + arguments]
        assert not [one for one in opened if str(tmp_path) in one]
        assert os.readlink(place / "cwd") == "/", "where no .env of ours is"
        await workshop.close()
