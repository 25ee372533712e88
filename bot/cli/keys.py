"""`samenspraak rotate-key`: a new key in front of the old ones, and all sealed anew with it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from bot.cli.database import open_store, told
from bot.config.settings import Settings
from storage.core import crypto
from storage.core.errors import InUseError
from storage.operations.reseal import Request, reseal

PAUSE = 1.0
WIDTH = 40


@told
def rotate(options: argparse.Namespace, settings: Settings) -> int:
    """A new key; with `--reseal` none when the last one is not done with."""
    request = Request(settings.keys)
    if not (options.reseal and request.there):
        crypto.rotate(settings.keys)
    if not options.reseal:
        print(
            f"A new key stands in front in {settings.keys}; a coach that runs seals with it from "
            "now on. Back up that file again."
        )
        return 0
    if not request.there:
        request.write()
    with _one_line(sys.stderr) as tell:
        asyncio.run(_until_done(settings, request, tell))
    print(
        f"Everything is sealed with the newest key, the first in {settings.keys}: back up that "
        "file again. The others are for backups of before, and for links and cookies that were "
        "signed with them: when a key has leaked, take its line out."
    )
    return 0


async def _until_done(settings: Settings, request: Request, tell: Callable[[str], None]) -> None:
    """Do it here; or, where a coach has SQLite, see how it does it."""
    while request.there:
        try:
            async with open_store(settings) as store:
                await reseal(store, tell)
            request.remove()
        except InUseError:
            tell(request.progress or "the coach that runs will begin")
            await asyncio.sleep(PAUSE)


@contextmanager
def _one_line(out: TextIO) -> Iterator[Callable[[str], None]]:
    """Progress: on a terminal in one line that changes, elsewhere a line for every batch."""
    live, last = out.isatty(), ""

    def tell(progress: str) -> None:
        nonlocal last
        if live:
            out.write(f"\r{progress:<{WIDTH}}")
            out.flush()
        elif progress != last:
            out.write(f"{progress}\n")
        last = progress

    yield tell
    if live:
        out.write("\n")
