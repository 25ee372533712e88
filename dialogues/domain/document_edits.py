"""Words that a person changed in a document before taking it along."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.messages.events import DocumentRequested


@dataclass(frozen=True, slots=True)
class DocumentEdits:
    """Words that a person changed in one document.

    kind: of the document, as in `DocumentRequested`
    subject: what the document is of
    words: `words[name of the quote]`; empty: that quote is left out
    asking: name of the quote of which the new words are to be typed
    out: the parts that were left out then, a bit each
    """

    kind: str
    subject: str
    words: dict[str, str] = field(default_factory=dict)
    asking: str = ""
    out: int = 0


def draft_of(draft: DocumentEdits | None, wanted: DocumentRequested) -> DocumentEdits:
    """A draft, if it is of this document; else an empty one."""
    if draft and (draft.kind, draft.subject) == (wanted.kind, wanted.subject):
        return draft
    return DocumentEdits(wanted.kind, wanted.subject)
