"""Where a person's talk stands, so that an answer to an earlier question is known. Pure."""

from __future__ import annotations

from typing import Final

from dialogues.messages.documents import DOCUMENT_MARK
from dialogues.messages.inputs import tap_data
from dialogues.turn.menus import recent
from dialogues.turn.person import Person

AT_THE_MENU: Final = "-"
ANSWERED: Final = "answered"
"""What stands for a question that has its answer, whichever it was."""


def standing(person: Person) -> str:
    """What is typed now answers this; another word as soon as another question is asked."""
    draft = person.draft
    if draft and draft.asking:
        return f"{DOCUMENT_MARK}{draft.subject}.{draft.asking}"
    going = [one for one in person.sessions if one.status == "active"]
    if not going:
        return AT_THE_MENU
    talk = min(going, key=recent)
    return tap_data(talk.id, talk.open().number, "")
