"""Who is responsible for what is kept, as the law asks to be told: article 13 of the AVG. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Controller:
    """What an operator says of it; what is empty is not known.

    organisation: who is responsible
    contact: whom to ask, in words
    officer: the data protection officer, and how to reach them
    ground: on which ground of article 6 it is kept, in words
    url: the address of a page with more
    retention_days: after so many days of silence a person is erased; 0 for never
    backup_days: for so many days copies are kept
    """

    organisation: str = ""
    contact: str = ""
    officer: str = ""
    ground: str = ""
    url: str = ""
    retention_days: int = 0
    backup_days: int = 0
