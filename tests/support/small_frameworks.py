"""Frameworks of a few items, to ask groups about."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.definition.model import Framework, Item, Point, Scale, Statement, Text

ITEMS = ("trust", "money")


def text(words: str) -> Text:
    return Text(nl=words, en=words)


def framework(points: int, items: Sequence[str] = ITEMS, statements: str = "a") -> Framework:
    """Items of one statement each, or of one for each letter."""
    scale = Scale(points=[Point(value=i + 1, label=text(str(i + 1))) for i in range(points)])
    each = [
        Item(
            id=item, title=text(item), explanation=text(item), source=[],
            statements=[
                Statement(id=f"{item}_{one}", text=text(item), source=[]) for one in statements
            ],
        )
        for item in items
    ]  # fmt: skip
    return Framework(id="some", version=1, title=text("Some"), source=[], scale=scale, items=each)
