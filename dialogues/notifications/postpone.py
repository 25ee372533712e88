"""Putting off: until when, and how that is asked and said."""

from __future__ import annotations

DAYS_TO_CHOOSE = 10
"""From how many coming days one can be chosen."""
