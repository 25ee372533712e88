"""The kinds of things that can be due, one line each."""

from __future__ import annotations

KEEP = "keep"
"""The kind of these fires; their subject is the talk, their slot when it was touched; or the
person, with when it was set."""
FOLLOW = "follow"
"""The kind of the fires that ask how it went; their subject is the talk."""
PLAN = "plan"
"""The kind of the fires of a plan's days; their subject is the talk."""
RESUME = "resume"
"""The kind of the fires of a talk that was left; their subject is the talk."""
PULSE = "pulse"
"""The kind of the fires of a person's own pulse; their subject is the schedule's id."""
ROUND, RESULT, SHARED = "round", "result", "shared"
"""Kinds of fires. Their subject is the round's id, a dot, and the member's."""
CHAT = "chat"
"""The kind for a group chat that was lost; the collaboration's id stands for the round's."""
