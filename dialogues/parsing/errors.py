"""What somebody typed cannot be read."""

from __future__ import annotations

from frameworks.definition.errors import SamenspraakError


class InvalidInputError(SamenspraakError):
    """The input is no answer here; `reason` is a key of the catalogue, `values` go into it."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values
