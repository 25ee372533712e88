"""`samenspraak inbox` and `outbox`: what was parked or refused, replayed or dropped."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.cli.database import _inbound, open_store, told
from bot.clock import now
from bot.config.settings import Settings
from bot.turns.processor import TRIES, TurnFailedError, Turns
from dialogues.authoring.loader import load
from storage.core.errors import StorageError
from storage.database.unit_of_work import Store
from storage.repositories import dead_letters
from storage.repositories.dead_letters import Stuck

COLUMNS = "{:>6}  {:<8}  {:<16}  {:>5}  {}{}"
TURN, MESSAGE = "parked turn", "refused message"


@told
def inbox(options: argparse.Namespace, settings: Settings) -> int:
    """List parked turns, run them again, or drop them."""
    return asyncio.run(_inbox(options, settings))


@told
def outbox(options: argparse.Namespace, settings: Settings) -> int:
    """List messages that were refused, send them again, or drop them."""
    return asyncio.run(_outbox(options, settings))


async def _inbox(options: argparse.Namespace, settings: Settings) -> int:
    async with open_store(settings) as store:
        async with store.begin() as work:
            rows = await dead_letters.parked(work)
        if options.drop:
            ids = [row.id for row in _chosen(rows, options.drop, TURN)]
            async with store.begin() as work:
                await dead_letters.drop_turns(work, ids, now())
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
        rows = await dead_letters.unsealed(work, ids)
    for number, row in rows:
        inbound = _inbound(row, turns.content.catalogue)
        if inbound is None:
            failed.append(number)
            continue
        address = (inbound.channel, inbound.address)
        if address not in stopped:
            try:
                await turns.replay(number, inbound)
            except TurnFailedError:
                stopped.add(address)
        (failed if address in stopped else done).append(number)
    return done, failed


async def _outbox(options: argparse.Namespace, settings: Settings) -> int:
    async with open_store(settings) as store, store.begin() as work:
        rows = await dead_letters.failed(work)
        if options.drop:
            ids = [row.id for row in _chosen(rows, options.drop, MESSAGE)]
            await dead_letters.drop_messages(work, ids)
            print(f"Dropped {_number(ids, 'message')}.")
        elif options.replay:
            ids = [row.id for row in _chosen(rows, options.replay, MESSAGE)]
            await dead_letters.send_again(work, ids)
            print(f"{_number(ids, 'message')} to send again when the coach runs.")
        else:
            _list(rows, MESSAGE)
    return 0


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
