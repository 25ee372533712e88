"""The command `samenspraak`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from bot.cli.authoring import check_content, draw_graph, play_dialogue, write_schemas
from bot.cli.completion import SHELLS, completion
from bot.cli.run import serve
from dialogues.messages.documents import FORMATS, TALK_KINDS
from frameworks.definition.errors import SamenspraakError
from frameworks.definition.languages import DEFAULT, LANGUAGES

KINDS = (*TALK_KINDS, "round", "everything")
"""Of reports; here, so that the command line loads nothing that makes them."""
EPILOG = "Settings come from the environment and from .env: see docs/operators.md."


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code. Known faults are told in plain lines."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SamenspraakError as error:
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
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("run", help="serve the web chat, and Telegram when a token is set")
    run.set_defaults(run=serve)

    play = commands.add_parser("play", help="hold a dialogue here in the terminal")
    play.add_argument("dialogue")
    play.add_argument("--lang", choices=LANGUAGES, default=DEFAULT)
    play.add_argument("--answers", type=Path, help="a file with one answer or /command a line")
    play.add_argument("--json", action="store_true", help="print events, one JSON object a line")
    play.add_argument("--content", type=Path, help="an extra folder of content")
    play.add_argument("--keep", type=Path, metavar="FILE", help="keep the talk in this file, "
                      "readable for who has it, and go on with it in another run")  # fmt: skip
    play.set_defaults(run=play_dialogue)

    check = commands.add_parser("check", help="find the faults in all content")
    check.add_argument("--inventory", type=Path, help="a file with the ids of the sources' points")
    check.add_argument("--content", type=Path, help="an extra folder of content")
    check.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="name unused points, and questions in each other's way",
    )
    check.set_defaults(run=check_content)

    taken = commands.add_parser("import", help="make content of a questionnaire in a spreadsheet")
    taken.add_argument("file", type=Path, help="an XLSForm, or a list of statements (.xlsx)")
    taken.add_argument("--out", type=Path, required=True, help="a folder for the content")
    taken.set_defaults(run=_operation("questionnaire", "take_over"))

    graph = commands.add_parser("graph", help="draw a dialogue")
    graph.add_argument("dialogue")
    graph.add_argument("--format", choices=("svg", "mermaid"), default="svg")
    graph.add_argument("--lang", choices=LANGUAGES, default=DEFAULT)
    graph.add_argument("--content", type=Path, help="an extra folder of content")
    graph.set_defaults(run=draw_graph)

    schema = commands.add_parser("schema", help="write JSON Schemas of content, for editors")
    schema.add_argument("folder", type=Path)
    schema.set_defaults(run=write_schemas)

    rotate = commands.add_parser("rotate-key", help="put a new key in front of the old ones")
    rotate.add_argument(
        "--reseal", action="store_true",
        help="seal everything with it, also while the coach runs; goes on after a kill",
    )  # fmt: skip
    rotate.set_defaults(run=_operation("keys", "rotate"))
    shell = commands.add_parser("completion", help="print what a shell needs to complete commands")
    shell.add_argument("shell", choices=SHELLS)
    shell.set_defaults(run=_complete)
    _add_operations(commands)
    return parser


class _Version(argparse.Action):
    """Looked up only when it is asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"samenspraak {version('samenspraak')}")
        parser.exit()


def _complete(options: argparse.Namespace) -> int:
    print(completion(options.shell, _parser()), end="")
    return 0


def _add_operations(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What an operator does with the data; the commands have files of their own."""
    backup = commands.add_parser("backup", help="copy the database, also while the coach runs")
    backup.add_argument("file", type=Path, help="a file that is not there yet")
    backup.set_defaults(run=_operation("database", "backup"))

    restore = commands.add_parser("restore", help="put a copy in the place of the database")
    restore.add_argument("file", type=Path, help="a file that `backup` made")
    restore.set_defaults(run=_operation("database", "restore"))

    again = commands.add_parser("erase-again", help="erase who erased everything elsewhere")
    again.add_argument("source", metavar="FROM", type=_database, help="the database of before")
    again.set_defaults(run=_operation("database", "erased"))

    copy = commands.add_parser("copy", help="copy everything to another kind of database")
    copy.add_argument("source", metavar="FROM", type=_database, help="its address")
    copy.add_argument("target", metavar="TO", type=_database, help="the address of an empty one")
    copy.set_defaults(run=_operation("database", "copy"))

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
    export.set_defaults(run=_operation("database", "export"))

    demo = commands.add_parser("demo-round", help="fill in a made-up collaboration, to look at")
    demo.add_argument("--lang", choices=LANGUAGES, default=DEFAULT)
    demo.add_argument("--remove", action="store_true", help="take it away again")
    demo.set_defaults(run=_operation("demo_round", "demo_round"))

    boxes = {"inbox": "turns that were parked", "outbox": "messages that a channel refused"}
    for name, what in boxes.items():
        box = commands.add_parser(name, help=f"list {what}; run them again, or drop them")
        do = box.add_mutually_exclusive_group()
        do.add_argument("--replay", type=_which, metavar="ID|all", help="one, or all that can be")
        do.add_argument("--drop", type=_which, metavar="ID|all", help="one, or all of them")
        box.set_defaults(run=_operation("dead_letters", name))


def _database(address: str) -> str:
    from bot.config.addresses import DATABASES, database_address

    try:
        return database_address(address)
    except ValueError as error:
        known = " or ".join(DATABASES)
        raise argparse.ArgumentTypeError(f"{error} (an address begins with {known})") from None


def _which(text: str) -> str:
    if text != "all" and not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is neither a number from the list nor all")
    return text


def _operation(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """A command that is loaded when it is given."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"bot.cli.{module}"), name)(options))

    return run
