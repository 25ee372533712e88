"""A dialogue as a picture: every state and every way on, as SVG or as Mermaid."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from textwrap import wrap

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.authoring.outline import Beside, Box, Part, outline
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.states import END

WIDTH, INDENT, RAIL, EDGE, GUTTER = 440, 56, 28, 16, 16
GAP, PAD, ROW, SMALL, CONDITION, TURN = 28, 9, 20, 16, 60, 8


@dataclass(slots=True)
class Placed:
    """A box with its place, in pixels.

    box: a state
    x: of its left
    y: of its top
    height: with its notes
    """

    box: Box
    x: float
    y: float
    height: float


@dataclass(slots=True)
class Diagram:
    """Everything drawn so far, in pixels.

    left: where the first line is
    y: how far down it has come
    boxes: in the order of the talk
    lines: (class, path of SVG) each
    frames: (x, y, height, words) each
    words: (x, y, text) each
    right: how far right it has come
    """

    left: float
    y: float = EDGE + 24
    boxes: list[Placed] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    frames: list[tuple[float, float, float, str]] = field(default_factory=list)
    words: list[tuple[float, float, str]] = field(default_factory=list)
    right: float = 0.0

    def rail(self, depth: int) -> float:
        """Where the line of this depth runs; 0 is the main line."""
        return self.left + depth * INDENT + RAIL

    def line(self, parts: list[Part], depth: int, since: float | None) -> float | None:
        """Draw a line of parts that starts at height `since`; returns where it ends, if it does."""
        for part in parts:
            if isinstance(part, Box):
                since = self.box(part, depth, since)
            elif part.each:
                since = self.frame(part, depth, since)
            else:
                since = self.beside(part, depth, since)
        return since

    def box(self, box: Box, depth: int, since: float | None) -> float | None:
        """Draw a state below; returns where its line goes on, if it does."""
        x, height = (
            self.left + depth * INDENT,
            2 * PAD + ROW * len(box.title) + SMALL * len(box.notes),
        )
        self.y += GAP
        if since is not None:
            self.lines.append(("go", f"M{self.rail(depth)},{since} V{self.y}"))
        self.boxes.append(Placed(box, x, self.y, height))
        self.right = max(self.right, x + WIDTH)
        self.y += height
        return self.y if box.onward else None

    def beside(self, part: Beside, depth: int, since: float | None) -> float | None:
        """A line beside the main one: its condition, its parts, and back again."""
        here, there = self.rail(depth), self.rail(depth + 1)
        self.y += GAP / 2
        self.lines.append(("if", f"M{here},{self.y} H{there - TURN} q{TURN},0 {TURN},{TURN}"))
        start = self.y + TURN
        self.tell(part.when, there + 12, CONDITION)
        end = self.line(part.parts, depth + 1, start)
        if end is not None:
            self.y += GAP / 2
            self.lines.append(
                ("if", f"M{there},{end} V{self.y - TURN} q0,{TURN} -{TURN},{TURN} H{here}")
            )
        return since if since is not None else self.y

    def frame(self, part: Beside, depth: int, since: float | None) -> float | None:
        """A frame round what is asked once for every name."""
        self.y += GAP / 2
        top = self.y
        self.tell(part.when, self.rail(depth) + 12, CONDITION)
        end = self.line(part.parts, depth, since)
        self.y += GAP / 2
        self.frames.append((self.left + depth * INDENT - 10, top, self.y - top, part.when))
        return end

    def tell(self, text: str, x: float, width: int) -> None:
        """Words below each other, of so many characters a line."""
        for words in wrap(text, width):
            self.y += SMALL
            self.words.append((x, self.y, words))

    def jumps(self) -> None:
        """Lines left of everything to where a state jumps."""
        at = {placed.box.id: placed for placed in self.boxes}
        ways = [(placed, to) for placed in self.boxes for to, _ in placed.box.jumps]
        for number, (placed, to) in enumerate(ways, 1):
            aim = at.get(to)
            x, y = (aim.x, aim.y + aim.height / 2) if aim else (self.rail(0) - 12, self.y)
            from_y = placed.y + placed.height / 2 + 6
            gutter = self.left - number * GUTTER
            self.lines.append(("if go", f"M{placed.x},{from_y} H{gutter} V{y} H{x}"))


def svg(flow: Dialogue, language: str) -> str:
    """A picture that needs nothing else, read from top to bottom."""
    parts = outline(flow, language)
    jumps = sum(len(state.jumps) for state in flow.states.values() if state.turn <= 1)
    picture = Diagram(left=EDGE + 10 + GUTTER * jumps)
    end = picture.line(parts, 0, picture.y)
    picture.y += GAP + 12
    if end is not None:
        picture.lines.append(("go", f"M{picture.rail(0)},{end} V{picture.y - 12}"))
    picture.jumps()
    return _template().render(
        title=flow.raw.title[language], language=language, picture=picture,
        width=picture.right + EDGE + 10, height=picture.y + 12 + EDGE,
        box_width=WIDTH, start=EDGE + 12, pad=PAD, row=ROW, small=SMALL,
    )  # fmt: skip


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["n"] = lambda number: f"{number:g}"
    return environment.get_template("diagram.svg")


def mermaid(flow: Dialogue, language: str) -> str:
    """A Mermaid flowchart; a condition is a diamond, with ✓ and ✗ as its ways out."""
    nodes, edges = ["flowchart TD", "    Begin((●))"], list[str]()  # no id has a capital
    ways = _flow(outline(flow, language), [("Begin", "")], nodes, edges, "    ")
    edges += [_edge(source, END, label) for source, label in ways]
    return "\n".join([*nodes, "    Stop((◼))", *edges])


def _flow(
    line: list[Part], ways: list[tuple[str, str]], nodes: list[str], edges: list[str], pad: str
) -> list[tuple[str, str]]:
    """Add a line that `ways` lead to; returns the ways that lead on from it."""
    for part in line:
        if isinstance(part, Box):
            before, after = {"follow": ('>"', '"]'), "told": ('("', '")')}.get(
                part.shape, ('["', '"]')
            )
            nodes.append(f"{pad}{part.id}{before}{_escaped(' '.join(part.title))}{after}")
            edges += [_edge(source, part.id, label) for source, label in ways]
            edges += [_edge(part.id, to, when) for to, when in part.jumps]
            ways = [(part.id, "")] if part.onward else []
        elif part.each:
            nodes.append(f'{pad}subgraph Each{len(nodes)} ["{_escaped(part.when)}"]')
            ways = _flow(part.parts, ways, nodes, edges, pad + "    ")
            nodes.append(f"{pad}end")
        else:
            name = f"If{len(nodes)}"
            nodes.append(f'{pad}{name}{{"{_escaped(part.when)}"}}')
            edges += [_edge(source, name, label) for source, label in ways]
            ways = [*_flow(part.parts, [(name, "✓")], nodes, edges, pad), (name, "✗")]
    return ways


def _edge(source: str, to: str, label: str) -> str:
    words = f'|"{_escaped(label)}"|' if label else ""
    return f"    {source} -->{words} {'Stop' if to == END else to}"


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
