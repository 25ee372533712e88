"""Which key was meant by one that is not known: of all parts, those of the part that fits best."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

ALIKE = 0.7
"""How like a key another one is, of 1, to be a slip of the pen."""


def like_key(model: type[BaseModel], key: str, beside: Collection[str]) -> str:
    """The key that `key` is a slip of, or nothing; `beside` are all keys that stand with it."""
    schema = model.model_json_schema()
    parts: list[dict[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    known: list[list[str]] = [list(part.get("properties", ())) for part in parts]
    for keys in sorted(known, key=lambda keys: -len({*beside}.intersection(keys))):
        if {*beside}.intersection(keys) or len(beside) == 1:
            free = [one for one in keys if one not in beside]
            if found := get_close_matches(key, free, 1, ALIKE):
                return found[0]
    return ""
