"""aiogram without the 120 MB and the seconds that its types take.

aiogram has its 400 types built when they are first used (`defer_build`), and then builds every one
as it is imported, for the sake of those that name each other. Imported from here it leaves that.
The few types that we use name no others, so pydantic builds each when we first use it.
"""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from pydantic import BaseModel


def load_aiogram() -> None:
    """Import aiogram; call it before anything else does.

    Afterwards a type that names others needs `model_rebuild(_types_namespace=vars(aiogram.types))`,
    as aiogram itself does. Where a later aiogram builds nothing by itself, this changes nothing.
    """
    rebuild = vars(BaseModel)["model_rebuild"].__func__

    def not_yet(model: type[BaseModel], /, **named: Any) -> bool | None:
        return None if model.__module__.startswith("aiogram.") else rebuild(model, **named)

    with patch.object(BaseModel, "model_rebuild", classmethod(not_yet)):
        import aiogram  # noqa: F401
