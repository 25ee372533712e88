"""What a deep link begins with."""

from __future__ import annotations

INVITATION_MARK = "i-"
"""What the token of an invitation begins with in a link: no dialogue's id has a dash."""
ROUND_MARK = "f-"
"""What the id of a round begins with in a link."""
