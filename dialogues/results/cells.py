"""A cell of a table of results."""

from __future__ import annotations

NONE = "–"
"""Stands among numbers where there is none."""
Cell = str | int | float
