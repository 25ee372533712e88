"""What an operator does with the data: back up, restore, and mend what got stuck."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import wraps

from bot.channels.telegram.update_parser import reread  # loads no aiogram
from bot.clock import now
from bot.config.given import SettingsError
from bot.config.logs import set_up_logs
from bot.config.settings import Settings, read_settings
from bot.messages.messages import Inbound
from bot.services.erased_again import erase_again, erase_again_in
from dialogues.messages.inputs import Unread
from dialogues.texts.catalogue import Catalogue
from storage.core.errors import StorageError
from storage.database.sqlite import database_file, sqlite_path
from storage.database.unit_of_work import Store
from storage.operations.backup import back_up
from storage.operations.backup import restore as put_back
from storage.operations.integrity import Counts
from storage.operations.transfer import copy_all
from storage.repositories import fingerprints
from storage.repositories.inbox import InboxRow

NOT_COUNTED = ("alembic_version", "meta", "replicas", "holdings")

Command = Callable[[argparse.Namespace, Settings], int]


def told(command: Command) -> Callable[[argparse.Namespace], int]:
    """Give a command its settings; what is known to go wrong is one line and exit 1."""

    @wraps(command)
    def run(options: argparse.Namespace) -> int:
        try:
            settings = read_settings()
            set_up_logs(settings.log)
            return command(options, settings)
        except (SettingsError, StorageError) as error:
            print(error, file=sys.stderr)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            print(f"{place}{error.strerror or error}", file=sys.stderr)
        return 1

    return run


@told
def backup(options: argparse.Namespace, settings: Settings) -> int:
    """Copy the database, also while the coach runs."""
    counts = back_up(settings.database_url, options.file)
    print(
        f"Backed up to {options.file}: {_counted(counts)}; checked. "
        f"The keys are not in it: keep a copy of {settings.keys} somewhere else."
    )
    return 0


@told
def restore(options: argparse.Namespace, settings: Settings) -> int:
    """Put a copy in the place of the database."""
    stamp = f"{datetime.fromtimestamp(now(), UTC).astimezone():%Y%m%d-%H%M%S}"
    done = put_back(
        settings.database_url, options.file, settings.keys, stamp,
        lambda copy, gone: erase_again_in(copy, settings.keys, gone, now()),
    )  # fmt: skip
    before = f" What was there before is now {done.aside}." if done.aside else ""
    print(
        f"Restored {options.file}: {_counted(done.counts)}; checked, and all {done.opened} sealed "
        f"values open with {settings.keys}.{before}"
    )
    if done.erased:
        print(f"Erased again: {done.erased}, who erased everything after that copy.")
    if done.unknown:
        print(
            "Who erased everything after that copy is not known, for there is no database of "
            "before, or it cannot be read: they are in it again.",
            file=sys.stderr,
        )
    return 0


@told
def erased(options: argparse.Namespace, settings: Settings) -> int:
    """Erase whoever erased everything according to another database."""
    number = asyncio.run(_erased(options.source, settings))
    print(f"Erased again: {number}.")
    return 0


async def _erased(source: str, settings: Settings) -> int:
    async with open_store(settings) as store:
        other = await Store.open(source, settings.keys)
        try:
            async with other.begin() as work:
                gone = await fingerprints.everything(work)
        finally:
            await other.close()
        return await erase_again(store, gone, now())


@told
def copy(options: argparse.Namespace, _: Settings) -> int:
    """Copy everything to another database, which must be empty."""

    def progress(table: str, done: int, of: int) -> None:
        print(f"{table}: {done} of {of}", file=sys.stderr)

    counts = asyncio.run(copy_all(options.source, options.target, progress))
    print(f"Copied {_counted(counts)}; checked. The key file stays as it is: it opens both.")
    return 0


@told
def export(options: argparse.Namespace, settings: Settings) -> int:
    """Make reports as files, also while the coach runs."""
    from bot.cli import export as export_cli  # loads what writes documents

    return export_cli.run(options, settings)


def _counted(counts: Counts) -> str:
    rows = ((name, number) for name, number in counts.items() if name not in NOT_COUNTED)
    return ", ".join(f"{number} {name}" for name, number in rows)


def _inbound(row: InboxRow, catalogue: Catalogue) -> Inbound | None:
    """What came in; of what could not be read what this version makes of it, if anything."""
    found = Inbound.load(row.text, row.channel, row.update, row.address or "", row.received)
    if not isinstance(found.input, Unread):
        return found
    return reread(found.input.raw, catalogue, row.received) if row.channel == "telegram" else None


@asynccontextmanager
async def open_store(settings: Settings, *, new: bool = False) -> AsyncIterator[Store]:
    """The database, when it is there or may be `new`; of SQLite only when no coach uses it."""
    if sqlite_path(settings.database_url) and not new:
        database_file(settings.database_url)
    store = await Store.open(settings.database_url, settings.keys)
    try:
        yield store
    finally:
        await store.close()
