"""What a person hears when their document could not be made."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.messages import Outbound
from dialogues.messages.events import Button, Part, Prompt
from dialogues.texts.catalogue import Catalogue


def failed(catalogue: Catalogue, out: Outbound) -> Outbound:
    """In the place of a document: that it failed, and buttons to try again or otherwise."""
    assert out.document is not None
    language, again = out.document.language, out.document.again
    buttons = [Button(catalogue.say(language, "paper_again"), again)] if again else []
    buttons.append(Button(catalogue.say(language, "button_menu"), "/menu"))
    parts = (Part("text", catalogue.say(language, "paper_failed")),)
    return replace(
        out, kind="say", parts=parts, prompt=Prompt("menu", tuple(buttons)), document=None
    )
