"""A plain list of statements, with what they are about, as a framework and a dialogue."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.authoring.questionnaire import MadeIds, Table, Taken, opening, ours, short, text
from frameworks.definition.languages import LANGUAGES

STATEMENT = ("statement", "stelling")
FACTOR = ("factor", "item", "theme", "thema")
SCALE = ("scale", "schaal")
USUAL = "agree5"


def is_list(table: Table) -> bool:
    """Whether a sheet has a column of statements."""
    return any(title.partition("_")[0].partition(":")[0] in STATEMENT for title in table.head)


def take_list(table: Table, id: str, title: str, scales: Collection[str]) -> Taken:
    """Two files; `scales` are the names that there are."""
    taken, names, items = Taken(), MadeIds(), dict[str, dict[str, Any]]()
    wanted: set[str] = set()
    for number, row in table.rows:
        said, about = table.texts(row, *STATEMENT), table.texts(row, *FACTOR)
        if not said:
            taken.report.append(f"row {number} was left out: it has no statement")
            continue
        wanted.add(table.cell(row, *SCALE).casefold())
        about = about or dict.fromkeys(LANGUAGES, title)
        if (key := "/".join(about.values())) not in items:
            items[key] = {
                "id": names.id_of(next(iter(about.values())), "f"), "title": short(about),
                "explanation": ours("list_about", item=about),
                "statements": [],
            }  # fmt: skip
        statements = items[key]["statements"]
        name = names.id_of(f"{items[key]['id']}_{len(statements) + 1}", "s")
        statements.append({"id": name, "text": text(said)})
    scale = next((one for one in sorted(wanted) if one in scales), USUAL)
    for other in sorted(wanted - {scale, ""}):
        taken.report.append(f"the scale {other} is not there: the statements are rated on {scale}")
    body = f"{id}_list"
    whole = {"id": body, "version": 1, "title": short(dict.fromkeys(LANGUAGES, title))}
    taken.files[f"frameworks/{body}.yaml"] = {**whole, "scale": scale, "items": [*items.values()]}
    count = sum(len(item["statements"]) for item in items.values())
    taken.files[f"dialogues/{id}.yaml"] = opening(id, title, count) | {
        "states": [
            {"id": "rate", "kind": "statements", "framework": body, "ask": ours("list_ask")},
            {"id": "card", "kind": "scorecard", "framework": body, "say": ours("list_card")},
        ]
    }
    return taken
