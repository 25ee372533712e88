"""aiogram at a third of its weight.

While it is imported it builds a validator for each of its 400 types: 100 MB and two seconds. We
use some twenty. Imported from here, each is built when it is first used.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def load_aiogram() -> None:
    """Import aiogram. Call it before anything else does; all of aiogram works as ever."""
    names: dict[str, Any] = {}

    def later(model: Any, /, *, _types_namespace: dict[str, Any], **_: Any) -> None:
        names.update(_types_namespace)
        model.__pydantic_parent_namespace__ = names  # where pydantic looks when it builds it

    at_once = vars(BaseModel)["model_rebuild"]
    setattr(BaseModel, "model_rebuild", classmethod(later))  # noqa: B010
    try:
        from aiogram import methods
    finally:
        setattr(BaseModel, "model_rebuild", at_once)  # noqa: B010
    if names:  # else it was imported before
        for name in methods.__all__:
            getattr(methods, name).__pydantic_parent_namespace__ = names
