"""What someone told or asked before a talk: kept among the answers that every talk may use."""

from __future__ import annotations

STORY = "story"
WONDERS = "wonders"
"""The names that they are kept under; no question may bear them."""
