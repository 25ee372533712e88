"""What a dialogue is called where one chooses it."""

from __future__ import annotations

from dialogues.definition.content import Content


def talk_label(content: Content, dialogue: str, language: str) -> str:
    """Its title, with how long it takes."""
    raw = content.dialogues[dialogue].raw
    return content.catalogue.say(language, "minutes", title=raw.title[language], count=raw.minutes)
