"""What someone told before a talk began: it is kept among the answers that every talk may use."""

from __future__ import annotations

STORY = "story"
"""The name that it is kept under; no question may bear it."""
