"""What an operator does with the data: back up, restore, and mend what got stuck."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import wraps

from bot.channels.telegram.inbound import reread  # loads no aiogram
from bot.clock import now
from bot.logs import set_up_logs
from bot.messages import Inbound
from bot.settings import Settings, SettingsError, read_settings
from bot.turns import TRIES, TurnFailed, Turns
from dialogues.catalogue import Catalogue
from dialogues.inputs import Unread
from dialogues.loader import load
from storage import parked
from storage.backup import back_up, database_file
from storage.backup import restore as put_back
from storage.boxes import InRow
from storage.copying import copy_all
from storage.errors import StorageError
from storage.inspection import Counts
from storage.parked import Stuck
from storage.sqlite import sqlite_path
from storage.unit_of_work import Store

COLUMNS = "{:>6}  {:<8}  {:<16}  {:>5}  {}{}"
TURN, MESSAGE = "parked turn", "refused message"
NOT_COUNTED = ("alembic_version", "meta", "replicas", "holdings")

Command = Callable[[argparse.Namespace, Settings], int]


def _told(command: Command) -> Callable[[argparse.Namespace], int]:
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


@_told
def backup(options: argparse.Namespace, settings: Settings) -> int:
    """Copy the database, also while the coach runs."""
    counts = back_up(settings.database_url, options.file)
    print(
        f"Backed up to {options.file}: {_counted(counts)}; checked. "
        f"The keys are not in it: keep a copy of {settings.keys} somewhere else."
    )
    return 0


@_told
def restore(options: argparse.Namespace, settings: Settings) -> int:
    """Put a copy in the place of the database."""
    stamp = f"{datetime.fromtimestamp(now(), UTC).astimezone():%Y%m%d-%H%M%S}"
    done = put_back(settings.database_url, options.file, settings.keys, stamp)
    before = f" What was there before is now {done.aside}." if done.aside else ""
    print(
        f"Restored {options.file}: {_counted(done.counts)}; checked, and all {done.opened} sealed "
        f"values open with {settings.keys}.{before}"
    )
    return 0


@_told
def copy(options: argparse.Namespace, _: Settings) -> int:
    """Copy everything to another database, which must be empty."""

    def progress(table: str, done: int, of: int) -> None:
        print(f"{table}: {done} of {of}", file=sys.stderr)

    counts = asyncio.run(copy_all(options.source, options.target, progress))
    print(f"Copied {_counted(counts)}; checked. The key file stays as it is: it opens both.")
    return 0


@_told
def export(options: argparse.Namespace, settings: Settings) -> int:
    """Make reports as files, also while the coach runs."""
    from bot import exporting  # loads what writes documents

    return exporting.run(options, settings)


def _counted(counts: Counts) -> str:
    rows = ((name, number) for name, number in counts.items() if name not in NOT_COUNTED)
    return ", ".join(f"{number} {name}" for name, number in rows)


@_told
def inbox(options: argparse.Namespace, settings: Settings) -> int:
    """List parked turns, run them again, or drop them."""
    return asyncio.run(_inbox(options, settings))


@_told
def outbox(options: argparse.Namespace, settings: Settings) -> int:
    """List messages that were refused, send them again, or drop them."""
    return asyncio.run(_outbox(options, settings))


async def _inbox(options: argparse.Namespace, settings: Settings) -> int:
    async with _store(settings) as store:
        async with store.begin() as work:
            rows = await parked.parked(work)
        if options.drop:
            ids = [row.id for row in _chosen(rows, options.drop, TURN)]
            async with store.begin() as work:
                await parked.drop_turns(work, ids)
            print(f"Dropped {_number(ids, 'turn')}.")
        elif options.replay:
            return await _replay(settings, store, rows, options.replay)
        else:
            _list(rows, TURN)
    return 0


async def _replay(settings: Settings, store: Store, rows: list[Stuck], which: str) -> int:
    """Run turns again in order; of `all` those whose person has gone on since are left alone."""
    chosen = _chosen(rows, which, TURN)
    passed = [row.id for row in chosen if row.later] if which == "all" else []
    turns = Turns(load(settings.content), store, now, language=settings.language)
    ids = [row.id for row in chosen if row.id not in passed]
    done, failed = await run_again(turns, ids)
    print(f"Ran {_number(done, 'turn')} again; the replies go out when the coach runs.")
    if passed:
        print(f"Left alone, for these persons have gone on since: {_listed(passed)}.")
    if failed:
        print(f"Failed again and still parked: {_listed(failed)}.", file=sys.stderr)
    return 1 if failed else 0


async def run_again(turns: Turns, ids: Sequence[int]) -> tuple[list[int], list[int]]:
    """Run parked turns in order; returns which went well and which did not.

    When one fails, the later ones of the same person stay parked too: they came after it. What
    still cannot be read, or asks for no turn, has failed as well.
    """
    done: list[int] = []
    failed: list[int] = []
    stopped: set[tuple[str, str]] = set()
    async with turns.store.begin() as work:
        rows = await parked.opened(work, ids)
    for number, row in rows:
        inbound = _inbound(row, turns.content.catalogue)
        if inbound is None:
            failed.append(number)
            continue
        address = (inbound.channel, inbound.address)
        if address not in stopped:
            try:
                await turns.replay(number, inbound)
            except TurnFailed:
                stopped.add(address)
        (failed if address in stopped else done).append(number)
    return done, failed


def _inbound(row: InRow, catalogue: Catalogue) -> Inbound | None:
    """What came in; of what could not be read what this version makes of it, if anything."""
    found = Inbound.load(row.text, row.channel, row.update, row.address or "", row.received)
    if not isinstance(found.input, Unread):
        return found
    return reread(found.input.raw, catalogue, row.received) if row.channel == "telegram" else None


async def _outbox(options: argparse.Namespace, settings: Settings) -> int:
    async with _store(settings) as store, store.begin() as work:
        rows = await parked.failed(work)
        if options.drop:
            ids = [row.id for row in _chosen(rows, options.drop, MESSAGE)]
            await parked.drop_messages(work, ids)
            print(f"Dropped {_number(ids, 'message')}.")
        elif options.replay:
            ids = [row.id for row in _chosen(rows, options.replay, MESSAGE)]
            await parked.send_again(work, ids)
            print(f"{_number(ids, 'message')} to send again when the coach runs.")
        else:
            _list(rows, MESSAGE)
    return 0


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store]:
    """The database, when it is there; of SQLite only when no coach uses it."""
    if sqlite_path(settings.database_url):
        database_file(settings.database_url)
    store = await Store.open(settings.database_url, settings.keys)
    try:
        yield store
    finally:
        await store.close()


def _chosen(rows: list[Stuck], which: str, what: str) -> list[Stuck]:
    found = [row for row in rows if which in ("all", str(row.id))]
    if not found and which != "all":
        known = _listed([row.id for row in rows])
        others = f"there are: {known}" if known else "there are none at all"
        raise StorageError(f"there is no {what} {which}: {others}")
    return found


def _list(rows: list[Stuck], what: str) -> None:
    """A table without content; how many turns came since has a column where it is known."""
    if not rows:
        print(f"There are no {what}s.")
        return
    since = "{:>5}  ".format("since") if rows[0].later is not None else ""
    print(COLUMNS.format("id", "channel", "when (UTC)", "tries", since, "error"))
    for row in rows:
        when = f"{datetime.fromtimestamp(row.when, UTC):%Y-%m-%d %H:%M}"
        tries = TRIES if row.tries is None else row.tries
        later = f"{row.later:>5}  " if row.later is not None else ""
        print(COLUMNS.format(row.id, row.channel, when, tries, later, row.error))


def _number(ids: Sequence[int], what: str) -> str:
    return f"{len(ids)} {what}" + ("" if len(ids) == 1 else "s")


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))
