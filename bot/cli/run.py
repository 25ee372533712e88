"""`samenspraak run`: the coach as it serves people."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from dialogues.definition.content import Content

MEND = {
    "logo": "save it again as PNG",
    "template": "open it in Word, and save it as Word document (.docx)",
}


def serve(_: argparse.Namespace) -> int:
    """`run`: until it is told to stop. Returns the exit code."""
    from bot.channels.telegram.errors import TelegramError  # loads no aiogram
    from bot.config.given import SettingsError
    from bot.config.logs import set_up_logs
    from bot.config.settings import read_settings
    from storage.core.errors import StorageError

    gc.disable()  # until all is loaded: nearly all of it stays
    try:
        settings = read_settings()
        set_up_logs(settings.log)
        # Before the imports of the server: they take up again the memory that reading leaves free.
        content = _content(settings)
        return _loop(settings)(_serve(settings, content))
    except (SettingsError, StorageError, TelegramError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"cannot start: {place}{error.strerror or error}", file=sys.stderr)
        return 1


def _loop(settings: Settings) -> Callable[[Coroutine[Any, Any, int]], int]:
    """uvloop where its speed matters; the web chat alone does without its 2 MB."""
    if not settings.token:
        return asyncio.run
    import uvloop

    return uvloop.run


def _content(settings: Settings) -> Content:
    """Raises ContentError, and SettingsError for a first dialogue that is not there."""
    from bot.config.given import SettingsError
    from dialogues.authoring.loader import load

    content = load(settings.content)
    if settings.start and settings.start not in content.dialogues:
        raise SettingsError(
            f"SAMENSPRAAK_START: there is no dialogue '{settings.start}' "
            f"(allowed: {', '.join(content.dialogues)})"
        )
    return replace(content, start=settings.start, controller=settings.controller)


async def _try_out(settings: Settings) -> None:
    """Raises SettingsError for a logo or a template with which no document can be made."""
    from bot.config.branding import house_style
    from bot.config.given import PREFIX, SettingsError
    from bot.documents.try_out import faults

    lines = [
        f"{PREFIX}STYLE_{field.upper()}: {getattr(settings, f'style_{field}')}: no document can be "
        f"made with it ({reason}): {MEND[field]}, or leave this setting out"
        async for field, reason in faults(house_style(settings))
    ]
    if lines:
        raise SettingsError("\n".join(lines))


def _warn(settings: Settings) -> None:
    """What works, and is not as it should be."""
    import structlog

    from bot.clock import now
    from bot.config.security_contact import is_out_of_date
    from bot.messages.links import leads_here_only

    log = structlog.get_logger()
    if missing := settings.untold:
        log.warning("people are not told who is responsible: see /privacy", missing=missing)
    if leads_here_only(settings.web_address(settings.web_port)):
        log.warning(
            "links for others are not given, they would work on this machine only: set "
            "SAMENSPRAAK_WEB_ORIGIN to the public address of the web chat"
        )
    if is_out_of_date(settings.security_expires, now()):
        log.warning("security.txt is out of date: look at it, and set SAMENSPRAAK_SECURITY_EXPIRES")


async def _serve(settings: Settings, content: Content) -> int:
    import webbrowser

    from bot.app import running

    await _try_out(settings)
    _warn(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with running(settings, content) as app:
        gc.freeze()  # what was loaded is not looked through again and again
        gc.enable()
        print(f"Samenspraak: {app.address}", flush=True)
        if settings.open:
            loop.run_in_executor(None, webbrowser.open, app.address)
        await stop.wait()
    return int(app.failed)
