"""`samenspraak play`, `check`, `graph` and `schema`: for those who write dialogues."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock, now
from bot.config.given import SettingsError, coding_of


def play_dialogue(options: argparse.Namespace) -> int:
    """`play`: hold a dialogue in the terminal. Returns the exit code."""
    from bot.channels.console import play
    from bot.channels.terminal import look_of
    from dialogues.authoring.loader import load

    content = load(options.content)
    if options.dialogue not in content.dialogues:
        return _unknown(options.dialogue, content.dialogues)
    lines = _answers(options.answers) if options.answers else None
    return play(
        content, options.dialogue, options.lang, lines,
        as_json=options.json, keep=options.keep, look=look_of(sys.stdout),
    )  # fmt: skip


def _answers(path: Path) -> list[str]:
    """The lines of a file, however it was saved. Raises SettingsError."""
    if not path.is_file():
        raise SettingsError(f"{path} is not there: give the file with the answers")
    return path.read_text(encoding=coding_of(path)).splitlines()


def check_content(options: argparse.Namespace, clock: Clock = now) -> int:
    """`check`: load the content, and count the points used. Returns the exit code.

    What to look up in the law again is no fault: it is told. Raises ContentError with every fault.
    """
    from bot.authoring.retrieval import measured
    from bot.authoring.sources import used_points
    from dialogues.authoring.check_law import stale
    from dialogues.authoring.folders import left_out
    from dialogues.authoring.loader import load

    for path in left_out(options.content) if options.content else ():
        print(f"{path} is passed over: it is of an editor, or of a Mac", file=sys.stderr)
    content = load(options.content)
    print(f"{len(content.frameworks)} frameworks and {len(content.dialogues)} dialogues: no faults")
    for line in measured(content.faq, names=options.verbose):
        print(line)
    for line in stale(content, datetime.fromtimestamp(clock(), UTC).date()):
        print(line)
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


def draw_graph(options: argparse.Namespace) -> int:
    """`graph`: print a dialogue as a picture. Returns the exit code."""
    from bot.authoring.diagram import mermaid, svg
    from dialogues.authoring.loader import load

    content = load(options.content)
    if options.dialogue not in content.dialogues:
        return _unknown(options.dialogue, content.dialogues)
    draw = svg if options.format == "svg" else mermaid
    print(draw(content.dialogues[options.dialogue], options.lang))
    return 0


def write_schemas(options: argparse.Namespace) -> int:
    """`schema`: write the JSON Schemas of the content. Returns the exit code."""
    import json

    from pydantic import BaseModel

    from bot.services.personal_data_schema import PersonalData
    from dialogues.definition.source import RawDialogue
    from dialogues.listening.faq_source import FaqFile
    from dialogues.listening.reflections_source import ReflectionFile
    from dialogues.listening.signs import SignFile
    from dialogues.listening.source import ListeningFile
    from dialogues.texts.municipalities import MunicipalityFile
    from frameworks.case.points import CaseFile
    from frameworks.definition.law import LawFile
    from frameworks.definition.methods import Method
    from frameworks.definition.model import Framework, Scales

    options.folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, type[BaseModel]] = {
        "dialogue": RawDialogue, "faq": FaqFile, "framework": Framework, "scales": Scales,
        "way": Method, "listening": ListeningFile, "reflections": ReflectionFile, "signs": SignFile,
        "case": CaseFile, "law": LawFile, "municipalities": MunicipalityFile,
        "personal_data": PersonalData,
    }  # fmt: skip
    for name, model in models.items():
        path = options.folder / f"{name}.schema.json"
        path.write_text(json.dumps(model.model_json_schema(), indent=2) + "\n", encoding="utf-8")
        print(path)
    return 0


def _unknown(name: str, known: object) -> int:
    assert isinstance(known, dict)
    print(f"there is no dialogue '{name}'; there are: {', '.join(known)}", file=sys.stderr)
    return 1
