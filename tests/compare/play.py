"""Plays the same inputs in whichever version is the current folder; prints what came of them.

Runs with the interpreter of that version: `python play.py CONVERSATIONS KEY`. It finds what
it needs under the names of before and after a move (`module:name` when that was another), so it
imports nothing by name.
"""

from __future__ import annotations

import asyncio
import importlib
import itertools
import json
import random
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

PLAIN = ("md", "json", "csv")
NAMES = {
    "load": ("dialogues.authoring.loader", "dialogues.loader"),
    "play": ("bot.channels.console",),
    "parse": ("bot.channels.console",),
    "Circle": ("tests.support.collaboration_world", "tests.circle"),
    "Command": ("dialogues.messages.inputs", "dialogues.inputs"),
    "Typed": ("dialogues.messages.inputs", "dialogues.inputs"),
    "Store": ("storage.database.unit_of_work", "storage.unit_of_work"),
    "Vault": ("storage.core.crypto", "storage.crypto"),
    "metadata": ("storage.core.schema", "storage.schema"),
    "people_at": (
        "storage.repositories.people", "storage.repositories.visitors:visitors",
        "storage.people:visitors",
    ),
    "offered": ("bot.reports.kinds.registry", "bot.reports.kinds.offered"),
    "talk_report": ("bot.reports.kinds.registry", "bot.reports.kinds.offered"),
    "render_report": ("bot.reports.formats", "bot.reports.render"),
    "of_round": ("bot.documents.gather", "bot.reports.gather"),
    "of_person": ("bot.documents.gather", "bot.reports.gather"),
}  # fmt: skip


def find(name: str) -> Any:
    for place in NAMES[name]:
        module, _, before = place.partition(":")
        try:
            return getattr(importlib.import_module(module), before or name)
        except (ImportError, AttributeError):
            continue
    raise LookupError(name)


def conversations(content: Any, folder: Path) -> dict[str, Any]:
    """The events of each golden conversation."""
    found = {}
    for path in sorted(folder.glob("*.answers")):
        first, *answers = path.read_text(encoding="utf-8").splitlines()
        lines: list[str] = []
        _, dialogue, language = first.split()
        code = find("play")(content, dialogue, language, answers, as_json=True, out=lines.append)
        found[f"talk {path.stem}"] = [*map(json.loads, lines), {"exit": code}]
    return found


async def talks(circle: Any, folder: Path) -> None:
    """The same answers by the whole road, each by someone of their own."""
    for path in sorted(folder.glob("*.answers")):
        first, *answers = path.read_text(encoding="utf-8").splitlines()
        _, dialogue, language = first.split()
        await circle.do(path.stem, "language", language)
        await circle.do(path.stem, "start", dialogue)
        for line in answers:
            if line.strip() and not line.startswith("#"):
                given = find("parse")(circle.content, line)
                await circle.give(path.stem, *([given] if given else []))


async def together(circle: Any) -> list[str]:
    """A collaboration with pulses and preferences, and two rounds; returns the rounds."""
    group, dice = await circle.found("owner"), random.Random(7)
    everyone = await circle.company(group, "owner", each=4)
    await circle.do("owner", "group", f'{group} pulse set {{"every": "weekly"}}')
    await circle.do("a0", "settings", 'set {"every": "weekly", "opens": "10:00"}')
    await circle.do("a1", "settings", "discreet on")
    await circle.do("a2", "settings", "away 2026-12-01 2026-12-20")
    made = []
    for _ in range(2):
        made.append(await circle.open("owner", group))
        for who in everyone:
            points = [dice.randint(1, 5) for _ in range(3)]
            await circle.fill(who, made[-1], *points, line=f"Een regel van {who}.")
        await circle.later(days=2)
        await circle.do("owner", "group", f"{group} close {made[-1]} yes")
        await circle.do("owner", "group", f"{group} share {made[-1]}")
        await circle.do(everyone[0], "group", f"{group} result {made[-1]}")
    await circle.later(days=15)
    for verb in ("menu", "privacy", "help", "settings", "group", "summary"):
        await circle.do("a3", verb)
    await circle.do("a3", "pulse")
    await circle.give("a3", *(find("Typed")(word) for word in "342"))
    return made


async def reports(circle: Any, made: list[str]) -> dict[str, Any]:
    found, style = {}, find("render_report")
    async with circle.store.begin() as work:
        places = {(circle.channel, who) for who in circle.heard}
        people = await find("people_at")(work, places)
        for place, person in sorted(people.items()):
            every = [("everything", await find("of_person")(work, circle.content, person, 0.0))]
            sessions = person.sessions if hasattr(person, "sessions") else person.kept
            for one in sessions:
                for kind in find("offered")(circle.content, sessions, one):
                    made_of = kind, circle.content, sessions, one, one.open()
                    every.append((f"{one.id} {kind}", find("talk_report")(*made_of)))
            for name, report in every:
                texts = {end: style(report, end).decode() for end in PLAIN}
                found[f"report {place[1]} {name}"] = texts
        for one in made:
            report = await find("of_round")(work, circle.content, one, "nl")
            found[f"report {one}"] = {end: style(report, end).decode() for end in PLAIN}
    return found


def cell(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value.decode(errors="replace")


async def main(folder: Path, key: Path) -> None:
    count = itertools.count(1)
    chance = random.Random(7)
    replaced: list[tuple[Any, str, Any]] = [
        (secrets, "token_hex", lambda size=32: f"{next(count):0{2 * size}x}"),
        (secrets, "token_urlsafe", lambda size=32: f"t{next(count):0{size}d}"),
        # lines are shown in an order that means nothing
        (random.SystemRandom, "getrandbits", lambda _, bits: chance.getrandbits(bits)),
        (random.SystemRandom, "random", lambda _: chance.random()),
    ]
    for holder, name, stand_in in replaced:
        setattr(holder, name, stand_in)
    vault = find("Vault")  # what is stored is compared as it is before it is sealed
    vault.seal = lambda self, data, *_, **__: data
    vault.open = lambda self, data, *_, **__: data
    content = find("load")(Path("tests/fixtures/content"))
    seen = conversations(content, folder)
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(key, Path(place) / "key")
        (Path(place) / "key").chmod(0o600)
        store = await find("Store").open(f"sqlite+aiosqlite:///{place}/db", Path(place) / "key")
        circle = find("Circle")(content, store)
        circle.turns.new_id = lambda: f"{next(count):012x}"
        await talks(circle, folder)
        made = await together(circle)
        for who, heard in sorted(circle.heard.items()):
            seen[f"said to {who}"] = [cell(out.dump()) for out in heard]
        rows = await circle.rows(*find("metadata").tables.values())
        for table, found in rows.items():
            seen[f"table {table}"] = [[cell(one) for one in row] for row in found]
        seen |= await reports(circle, made)
        await store.close()
    print("RESULT" + json.dumps(seen, ensure_ascii=False, default=str))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
