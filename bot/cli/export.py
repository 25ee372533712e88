"""`samenspraak export`: reports as files, read from the database while the coach runs."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.clock import now
from bot.config.branding import house_style
from bot.config.settings import Settings
from bot.documents.gather import of_person, of_round
from bot.reports.branding import Style
from bot.reports.document import file_name
from bot.reports.formats import render_report
from bot.reports.kinds.registry import offered, talk_report
from bot.reports.report import Report
from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.documents import TalkKind
from dialogues.turn.person import Person
from storage.core.errors import StorageError
from storage.database import read_only
from storage.database.read_only import ReadOnlyStore
from storage.repositories import lookups, people

ROUND, EVERYTHING = "round", "everything"
Made = tuple[str, Report]
"""What tells it from others with the same title, and the report."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Make the files. Raises StorageError when there is nothing to make, or not where."""
    _check(options)
    count = asyncio.run(_export(options, settings))
    print(f"Made {count} file{'' if count == 1 else 's'} in {options.out}.")
    return 0


def _check(options: argparse.Namespace) -> None:
    """Raises StorageError for what does not go together."""
    if options.kind == ROUND and not options.round:
        raise StorageError("a report of a round: say of which one, with --round ID")
    if options.kind != ROUND and options.round:
        raise StorageError(
            f"--round is for --kind {ROUND}: for a talk use --session, --person or --all"
        )
    if options.kind != ROUND and not (options.session or options.person or options.all):
        raise StorageError("say of whom: --session ID, --person ID or --all")
    if options.kind == EVERYTHING and options.session:
        raise StorageError("everything is of a person: use --person ID or --all")
    folder: Path = options.out
    if folder.exists() and not folder.is_dir():
        raise StorageError(f"{folder} is a file: give a folder")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be made ({error.strerror}): choose a folder that you may write"
        ) from None


async def _export(options: argparse.Namespace, settings: Settings) -> int:
    content, style = load(settings.content), house_style(settings)
    done = 0
    async with read_only.reading(settings.database_url, settings.keys) as reader:
        work = _Work(options, content, reader)
        with _progress(sys.stderr) as tell:
            async for name, report in work.reports():
                _write(options.out, report, name, options.format, style)
                done += 1
                tell(done)
    if not done:
        raise StorageError(f"there is nothing to make a report of the kind '{options.kind}' from")
    return done


@dataclass(frozen=True, slots=True)
class _Work:
    """What is asked for, and what it is made from. One report is held at a time."""

    options: argparse.Namespace
    content: Content
    reader: ReadOnlyStore

    async def reports(self) -> AsyncIterator[Made]:
        options = self.options
        if options.kind == ROUND:
            async with self.reader.begin() as work:
                report = await of_round(work, self.content, options.round)
            if report is None:
                raise StorageError(f"there is no published round {options.round}")
            yield options.round, report
        elif options.all:
            async for person in self._everyone():
                async for made in self._of(person, ""):
                    yield made
        else:
            async for made in self._of(await self._person(), options.session or ""):
                yield made

    async def _person(self) -> str:
        if self.options.person:
            return str(self.options.person)
        async with self.reader.begin() as work:
            found = await lookups.owner_of(work, self.options.session)
        if found is None:
            raise StorageError(f"there is no talk {self.options.session}")
        return found

    async def _everyone(self) -> AsyncIterator[str]:
        last, some = "", ["first"]
        while some:
            async with self.reader.begin() as work:
                some = await lookups.person_ids(work, last)
            for last in some:
                yield last

    async def _of(self, person_id: str, session: str) -> AsyncIterator[Made]:
        """What one person has of this kind; one report is made at a time."""
        async with self.reader.begin() as work:
            person = await people.one(work, person_id)
            if person is None and self.options.all:
                return  # erased meanwhile
            if person is None:
                raise StorageError(f"there is no person {person_id}")
            if self.options.kind == EVERYTHING:
                yield person_id, await of_person(work, self.content, person, now())
                return
        for one in self._talks(person, session):
            kind: TalkKind = self.options.kind
            report = talk_report(kind, self.content, person.sessions, one, one.open())
            yield one.id, report

    def _talks(self, person: Person, session: str) -> Iterator[StoredSession]:
        for one in person.sessions:
            offers: Sequence[str] = offered(self.content, person.sessions, one)
            if session and one.id == session and self.options.kind not in offers:
                known = ", ".join(offers) or "none"
                raise StorageError(f"talk {session} has no report of that kind (it has: {known})")
            if self.options.kind in offers and session in ("", one.id):
                yield one


def _write(folder: Path, report: Report, name: str, format: str, style: Style) -> None:
    """A file for its owner's eyes; what is there already stays as it is."""
    plain, _, ending = file_name(report, format).rpartition(".")
    path = folder / f"{plain}-{name}.{ending}"
    body = render_report(report, format, style)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise StorageError(f"{path} is there already: choose an empty folder") from None
    with os.fdopen(handle, "wb") as file:
        file.write(body)


@contextmanager
def _progress(out: TextIO) -> Iterator[Callable[[int], None]]:
    """How many are made: on a terminal in one line, elsewhere a line for every hundred."""
    live = out.isatty()

    def tell(done: int) -> None:
        if live:
            out.write(f"\r{done} made")
            out.flush()
        elif done % 100 == 0:
            out.write(f"{done} made\n")

    yield tell
    if live:
        out.write("\n")
