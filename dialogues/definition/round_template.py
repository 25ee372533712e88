"""The dialogue by which a member fills in a round: one for every framework with statements.

Its file is written once, in `common/round.yaml`: `framework` stands for the framework's id,
`[framework]` for its title, and `items` for a choice among its items.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frameworks.definition.languages import DEFAULT, LANGUAGES
from frameworks.definition.model import Framework, Item
from frameworks.groups.publish import ranks

PREFIX = "round_"
IMPORTANT = "important"
"""The question for the items that matter most; few items need none."""
MAX_BUTTON_CHARS = 60


def round_id(framework: str) -> str:
    """The dialogue for a round on a framework."""
    return PREFIX + framework


def rateable(frameworks: Iterable[Framework]) -> list[Framework]:
    """The frameworks that a round can be about; first what it is usually about."""
    found = [f for f in frameworks if f.scale and any(item.statements for item in f.items)]
    return sorted(found, key=lambda one: not one.usual)


def round_of(written: Any, framework: Framework) -> Any:
    """The data of `common/round.yaml`, for one framework."""
    data = _filled(written, framework, DEFAULT)
    data["id"] = round_id(framework.id)
    if not ranks(framework):
        data["states"] = [one for one in data["states"] if one["id"] != IMPORTANT]
    return data


def _filled(written: Any, framework: Framework, language: str) -> Any:
    if isinstance(written, dict):
        return {
            key: _filled(value, framework, key if key in LANGUAGES else language)
            for key, value in written.items()
        }
    if isinstance(written, list):
        return [_filled(one, framework, language) for one in written]
    if written == "framework":
        return framework.id
    if written == "items":
        return [_choice(item) for item in framework.items]
    if isinstance(written, str):
        count = sum(len(item.statements) for item in framework.items)
        title = framework.title[language]
        return written.replace("[framework]", title).replace("[statements]", str(count))
    return written


def _choice(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": {language: _short(item.title[language]) for language in LANGUAGES},
        "source": list(item.source),
    }


def _short(title: str) -> str:
    return title if len(title) <= MAX_BUTTON_CHARS else title[: MAX_BUTTON_CHARS - 1].rstrip() + "…"
