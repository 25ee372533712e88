"""Which documents can be asked for, and in which formats."""

from __future__ import annotations

from typing import Literal, get_args

from dialogues.messages.events import PaperStep

TalkKind = Literal["summary", "comparison", "forms", "steps", "pulse"]
TALK_KINDS: tuple[TalkKind, ...] = get_args(TalkKind)
"""Of a person's talk; of a round there is `round`, of a collaboration `pulse`."""
FORMATS = ("pdf", "docx", "html", "md", "xlsx", "csv", "json")
FOR_READING, FOR_DATA = FORMATS[:4], FORMATS[4:]
STEPS: dict[str, PaperStep] = {
    "ready": "ready", "parts": "parts", "words": "words", "edit": "edit", "more": "more",
}  # fmt: skip
DOCUMENT_MARK = "~"
"""What begins the data of the buttons for parts; no talk has such an id."""
PLACES = 30
"""Parts that can be left out, a bit each; what was seen of them stands above those bits."""
