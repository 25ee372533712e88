"""A dialogue as a picture: every state and every way on, straight from its content.

A state asked once for every name is drawn once, with the loop that it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dialogues.machine import START, steps
from dialogues.model import END, Dialogue, State
from frameworks.conditions import Condition, Test

WIDTH, HEIGHT, GAP_X, GAP_Y, EDGE = 190, 52, 36, 46, 20
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Node:
    """A state in the picture; `shape` is question, told or end."""

    id: str
    label: str
    shape: str
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A way on, with its condition in words; `path` is its line in an SVG."""

    source: str
    to: str
    label: str
    path: str = ""


def drawn(flow: Dialogue, language: str) -> tuple[list[Node], list[Edge]]:
    """Nodes and edges in the order of the talk, turns of a repeat laid over each other."""
    nodes = {START: Node(START, "●", "end")}
    for state in flow.states.values():
        nodes.setdefault(
            _folded(state), Node(_folded(state), _label(state, language), _shape(state))
        )
    nodes[END] = Node(END, "◼", "end")
    edges: dict[tuple[str, str], Edge] = {}
    for step in steps(flow.states):
        source = START if step.source == START else _folded(flow.states[step.source])
        to = END if step.to == END else _folded(flow.states[step.to])
        if source != to:
            edges.setdefault((source, to), Edge(source, to, _words(step.when)))
    return list(nodes.values()), list(edges.values())


def _folded(state: State) -> str:
    return state.id.removesuffix(f"_{state.turn}") if state.turn else state.id


def _shape(state: State) -> str:
    return "follow" if state.follows else "question" if state.waits else "told"


def _label(state: State, language: str) -> str:
    text = state.label[language] if state.label else state.id
    text = text.replace("{{ name }}", "…")
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _words(condition: Condition) -> str:
    return " | ".join(" & ".join(map(_test, clause)) for clause in condition.clauses)


def _test(test: Test) -> str:
    value = f"{test.compare} {test.number:g}" if test.compare else ", ".join(sorted(test.values))
    return f"{test.fact} {'≠' if test.denied else '=' if not test.compare else ''} {value}"


def mermaid(flow: Dialogue, language: str) -> str:
    """A Mermaid flowchart."""
    nodes, edges = drawn(flow, language)
    ends = {"question": ('["', '"]'), "follow": ('>"', '"]'), "told": ('("', '")'),
            "end": ('(("', '"))')}  # fmt: skip
    lines = ["flowchart TD"]
    for node in nodes:
        before, after = ends[node.shape]
        lines.append(f"    {_mermaid_id(node.id)}{before}{_escaped(node.label)}{after}")
    for edge in edges:
        label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
        lines.append(f"    {_mermaid_id(edge.source)} -->{label} {_mermaid_id(edge.to)}")
    return "\n".join(lines)


def _mermaid_id(name: str) -> str:
    return "stop" if name == END else name  # `end` is a word of Mermaid's own


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")


def svg(flow: Dialogue, language: str) -> str:
    """A picture that needs nothing else: layered by Sugiyama's method, read from top to bottom."""
    import fast_sugiyama

    nodes, edges = drawn(flow, language)
    spacing = 100.0
    layouts = fast_sugiyama.from_edges(
        [(edge.source, edge.to) for edge in edges],
        vertex_spacing=spacing,
        minimum_length=1,
        dummy_vertices=True,
    )
    positions, _, _, bent = layouts[0]
    scale_x, scale_y = (WIDTH + GAP_X) / spacing, (HEIGHT + GAP_Y) / spacing
    top = max(y for _, (_, y) in positions)
    left = min(x for _, (x, _) in positions)
    at = {
        name: ((x - left) * scale_x + EDGE + WIDTH / 2, (top - y) * scale_y + EDGE + HEIGHT / 2)
        for name, (x, y) in positions
    }
    placed = [Node(n.id, n.label, n.shape, *at[n.id]) for n in nodes if n.id in at]
    lines = [Edge(e.source, e.to, e.label, _line(_bends(e, list(bent or [])), at)) for e in edges]
    return _template().render(
        title=flow.raw.title[language],
        language=language,
        nodes=placed,
        edges=lines,
        width=max(x for x, _ in at.values()) + WIDTH / 2 + EDGE,
        height=max(y for _, y in at.values()) + HEIGHT / 2 + EDGE,
        box=(WIDTH, HEIGHT),
    )


def _bends(edge: Edge, bent: list[tuple[str | int, str | int]]) -> list[str | int]:
    """The chain of helper points (numbers) that the layout put between two states."""
    after: dict[str | int, list[str | int]] = {}
    for source, to in bent:
        after.setdefault(source, []).append(to)
    for first in after.get(edge.source, []):
        chain: list[str | int] = [edge.source, first]
        while isinstance(chain[-1], int):
            chain += after[chain[-1]][:1]
        if chain[-1] == edge.to:
            return chain
    return [edge.source, edge.to]


def _line(chain: list[str | int], at: dict[str | int, tuple[float, float]]) -> str:
    points = [at[name] for name in chain]
    (x, y), (end_x, end_y) = points[0], points[-1]
    side = HEIGHT / 2 if end_y > y else -HEIGHT / 2
    points[0], points[-1] = (x, y + side), (end_x, end_y - side)
    path = f"M{points[0][0]:.0f},{points[0][1]:.0f}"
    for (from_x, from_y), (to_x, to_y) in pairwise(points):
        middle = (from_y + to_y) / 2
        path += f" C{from_x:.0f},{middle:.0f} {to_x:.0f},{middle:.0f} {to_x:.0f},{to_y:.0f}"
    return path


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("graph.svg")
