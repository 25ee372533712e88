"""The command `samenspraak`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frameworks.errors import ContentError

if TYPE_CHECKING:
    from bot.settings import Settings
    from dialogues.loader import Content

KINDS = ("summary", "comparison", "forms", "steps", "pulse", "round", "everything")
FORMATS = ("pdf", "docx", "html", "md", "xlsx", "csv", "json")
"""Of reports; here, so that the command line loads nothing that makes them."""
EPILOG = "Settings come from the environment and from .env: see docs/operators.md."


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code. Known faults are told in plain lines."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "samenspraak", description="A coach in a chat for collaborating municipalities.",
        epilog=EPILOG,
    )  # fmt: skip
    commands = parser.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("run", help="serve the web chat, and Telegram when a token is set")
    run.set_defaults(run=_run)

    play = commands.add_parser("play", help="hold a dialogue here in the terminal")
    play.add_argument("dialogue")
    play.add_argument("--lang", choices=("nl", "en"), default="nl")
    play.add_argument("--answers", type=Path, help="a file with one answer or /command a line")
    play.add_argument("--json", action="store_true", help="print events, one JSON object a line")
    play.add_argument("--content", type=Path, help="an extra folder of content")
    play.set_defaults(run=_play)

    check = commands.add_parser("check", help="find the faults in all content")
    check.add_argument("--inventory", type=Path, help="a file with the ids of the sources' points")
    check.add_argument("--content", type=Path, help="an extra folder of content")
    check.add_argument("-v", "--verbose", action="store_true", help="name the unused points")
    check.set_defaults(run=_check)

    graph = commands.add_parser("graph", help="draw a dialogue")
    graph.add_argument("dialogue")
    graph.add_argument("--format", choices=("svg", "mermaid"), default="svg")
    graph.add_argument("--lang", choices=("nl", "en"), default="nl")
    graph.add_argument("--content", type=Path, help="an extra folder of content")
    graph.set_defaults(run=_graph)

    schema = commands.add_parser("schema", help="write JSON Schemas of content, for editors")
    schema.add_argument("folder", type=Path)
    schema.set_defaults(run=_schema)

    rotate = commands.add_parser("rotate-key", help="put a new key in front of the old ones")
    rotate.set_defaults(run=_rotate)
    _add_operations(commands)
    return parser


def _add_operations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What an operator does with the data; the commands themselves are in bot.operations."""
    backup = commands.add_parser("backup", help="copy the database, also while the coach runs")
    backup.add_argument("file", type=Path, help="a file that is not there yet")
    backup.set_defaults(run=_operation("backup"))

    restore = commands.add_parser("restore", help="put a copy in the place of the database")
    restore.add_argument("file", type=Path, help="a file that `backup` made")
    restore.set_defaults(run=_operation("restore"))

    copy = commands.add_parser("copy", help="copy everything to another kind of database")
    copy.add_argument("source", metavar="FROM", type=_database, help="its address")
    copy.add_argument("target", metavar="TO", type=_database, help="the address of an empty one")
    copy.set_defaults(run=_operation("copy"))

    export = commands.add_parser("export", help="make reports as files, also while the coach runs")
    export.add_argument("--kind", choices=KINDS, default="summary")
    export.add_argument("--format", choices=FORMATS, default="pdf")
    export.add_argument(
        "--out", type=Path, required=True, help="a folder; made when it is not there"
    )
    whose = export.add_mutually_exclusive_group()
    whose.add_argument("--session", metavar="ID", help="one talk")
    whose.add_argument("--person", metavar="ID", help="all talks of one person")
    whose.add_argument("--all", action="store_true", help="all talks of everybody")
    whose.add_argument("--round", metavar="ID", help="a round or a pulse that is published")
    export.set_defaults(run=_operation("export"))

    boxes = {"inbox": "turns that were parked", "outbox": "messages that a channel refused"}
    for name, what in boxes.items():
        box = commands.add_parser(name, help=f"list {what}; run them again, or drop them")
        do = box.add_mutually_exclusive_group()
        do.add_argument("--replay", type=_which, metavar="ID|all", help="one, or all that can be")
        do.add_argument("--drop", type=_which, metavar="ID|all", help="one, or all of them")
        box.set_defaults(run=_operation(name))


def _database(address: str) -> str:
    from bot.settings import DATABASES

    if not address.startswith(DATABASES):
        raise argparse.ArgumentTypeError(f"an address begins with {' or '.join(DATABASES)}")
    return address


def _which(text: str) -> str:
    if text != "all" and not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is neither a number from the list nor all")
    return text


def _operation(name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from bot import operations

        return int(getattr(operations, name)(options))

    return run


def _run(_: argparse.Namespace) -> int:
    from bot.channels.telegram.errors import TelegramError  # loads no aiogram
    from bot.logs import set_up_logs
    from bot.settings import SettingsError, read_settings
    from storage.errors import StorageError

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
    from bot.settings import SettingsError
    from dialogues.loader import load

    content = load(settings.content)
    if settings.start and settings.start not in content.dialogues:
        raise SettingsError(
            f"SAMENSPRAAK_START: there is no dialogue '{settings.start}' "
            f"(allowed: {', '.join(content.dialogues)})"
        )
    return replace(content, start=settings.start)


async def _serve(settings: Settings, content: Content) -> int:
    import webbrowser

    from bot.wiring import running

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


def _play(options: argparse.Namespace) -> int:
    from bot.channels.console import play
    from dialogues.loader import load

    content = load(options.content)
    if options.dialogue not in content.dialogues:
        return _unknown(options.dialogue, content.dialogues)
    lines = None
    if options.answers:
        lines = options.answers.read_text(encoding="utf-8", errors="replace").splitlines()
    return play(content, options.dialogue, options.lang, lines, as_json=options.json)


def _check(options: argparse.Namespace) -> int:
    from bot.inventory import used_points
    from dialogues.loader import load

    content = load(options.content)
    print(f"{len(content.frameworks)} frameworks and {len(content.dialogues)} dialogues: no faults")
    if options.inventory is None:
        return 0
    if not options.inventory.is_file():
        print(f"{options.inventory} is not there: give the file with the ids", file=sys.stderr)
        return 1
    points = options.inventory.read_text().split()
    used = used_points(content)
    if options.verbose:
        for point in points:
            if point not in used:
                print(f"unused: {point}")
    for point in sorted(used - set(points)):
        print(f"not in the inventory: {point}", file=sys.stderr)
    print(f"inventory: {len(used & set(points))} of {len(points)} points used")
    return 1 if used - set(points) else 0


def _graph(options: argparse.Namespace) -> int:
    from bot.graph import mermaid, svg
    from dialogues.loader import load

    content = load(options.content)
    if options.dialogue not in content.dialogues:
        return _unknown(options.dialogue, content.dialogues)
    draw = svg if options.format == "svg" else mermaid
    print(draw(content.dialogues[options.dialogue], options.lang))
    return 0


def _schema(options: argparse.Namespace) -> int:
    import json

    from pydantic import BaseModel

    from dialogues.model import RawDialogue
    from frameworks.model import Framework
    from frameworks.ways import Way

    options.folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, type[BaseModel]] = {
        "dialogue": RawDialogue, "framework": Framework, "way": Way
    }  # fmt: skip
    for name, model in models.items():
        path = options.folder / f"{name}.schema.json"
        path.write_text(json.dumps(model.model_json_schema(), indent=2) + "\n", encoding="utf-8")
        print(path)
    return 0


def _rotate(_: argparse.Namespace) -> int:
    from bot.settings import SettingsError, read_settings
    from storage.crypto import rotate
    from storage.errors import StorageError

    try:
        settings = read_settings()
        rotate(settings.keys)
    except (SettingsError, StorageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"A new key stands in front in {settings.keys}. Start Samenspraak again to use it.")
    return 0


def _unknown(name: str, known: object) -> int:
    assert isinstance(known, dict)
    print(f"there is no dialogue '{name}'; there are: {', '.join(known)}", file=sys.stderr)
    return 1
