"""The picture and the table of the rooms in docs/architecture.md, drawn from the code.

`python -m tests.support.drawings` prints it; `pytest tests/test_docs.py --update` puts it in the
page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "storage", "dialogues", "frameworks")
APART = {"bot/channels/web", "bot/channels/telegram"}
"""Rooms within a room that are worth a box of their own."""
Arrows = dict[str, set[str]]


def room_of(path: Path) -> str | None:
    """The room that a file or folder lies in, as `layer/room`; None for a layer's own file."""
    parts = path.relative_to(ROOT).parts
    if "/".join(parts[:3]) in APART:
        return "/".join(parts[:3])
    room = "/".join(parts[:2])
    return None if len(parts) < 2 or parts[-1] == "__main__" or parts[1] == "__init__" else room


def imports(path: Path) -> Iterator[str]:
    """Modules of ours that a file imports; `from package import module` gives the module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from within if _file(node.module) is None else [node.module]


def _file(module: str) -> Path | None:
    path = ROOT / (module.replace(".", "/") + ".py")
    return path if path.is_file() else None


def rooms() -> Arrows:
    """Each room with the rooms that it imports."""
    arrows: Arrows = {}
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            own = room_of(path.with_suffix(""))
            if own is None:
                continue
            into = arrows.setdefault(own, set())
            for module in imports(path):
                if module.split(".")[0] in LAYERS:
                    other = room_of(ROOT / module.replace(".", "/"))
                    if other is not None and other != own:
                        into.add(other)
    return arrows


def below(arrows: Arrows, room: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """All that a room rests on, however far down."""
    found: set[str] = set()
    for other in arrows.get(room, set()) - seen:
        found |= {other} | below(arrows, other, seen | {room})
    return found


def shortest(arrows: Arrows) -> Arrows:
    """Without the arrows that another way down stands for already."""
    deep = {room: below(arrows, room) for room in arrows}
    return {
        room: {one for one in into if not any(one in deep[other] for other in into - {one})}
        for room, into in arrows.items()
    }


def mermaid() -> str:
    """One box a room, in its layer; an arrow is an import."""
    arrows = rooms()
    lines = ["flowchart TB"]
    for layer in LAYERS:
        lines.append(f"  subgraph {layer}")
        own = sorted(room for room in arrows if room.split("/")[0] == layer)
        lines += [f'    {_id(room)}["{room.partition("/")[2]}"]' for room in own]
        lines.append("  end")
    for room, into in sorted(shortest(arrows).items()):
        lines += [f"  {_id(room)} --> {_id(other)}" for other in sorted(into)]
    return "\n".join(lines) + "\n"


def table() -> str:
    """What each room is for, in the first words of its own docstring."""
    lines = ["| room | what it is for |", "|---|---|"]
    for room in rooms():
        package = ROOT / room / "__init__.py"
        file = package if package.is_file() else ROOT / f"{room}.py"
        words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        name = f"{room}/" if file == package else f"{room}.py"
        lines.append(f"| `{name}` | {words.partition(chr(10) * 2)[0].replace(chr(10), ' ')} |")
    return "\n".join(lines) + "\n"


def _id(room: str) -> str:
    return room.replace("/", "_")


if __name__ == "__main__":
    print(mermaid(), table(), sep="\n", end="")
