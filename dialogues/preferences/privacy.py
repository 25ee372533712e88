"""What is kept of a person, by whom, why, how long, and to whom they can complain. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dialogues.definition.content import Content

ALWAYS = ("privacy", "privacy_where", "privacy_who")


def privacy_words(content: Content, language: str) -> list[str]:
    """A paragraph each, for the chat and for the page. What nobody told us is not said."""

    def say(key: str, **values: Any) -> str:
        return content.catalogue.say(language, key, **values)

    def paragraphs() -> Iterator[str]:
        one = content.controller
        if one.organisation:
            yield say("privacy_organisation", organisation=one.organisation)
        yield from (say(key) for key in ALWAYS)
        if content.model is not None:
            yield say("privacy_model", owner=content.model.owner)
        yield say("privacy_long")
        if one.retention_days:
            yield say("privacy_retention", days=one.retention_days)
        if one.backup_days:
            yield say("privacy_copies", days=one.backup_days)
        yield say("privacy_ground", ground=one.ground) if one.ground else say("privacy_why")
        yield say("privacy_rights")
        if one.contact:
            yield say("privacy_contact", contact=one.contact)
        if one.officer:
            yield say("privacy_officer", officer=one.officer)
        yield say("privacy_complaint")
        if one.url:
            yield say("privacy_more", url=one.url)

    return list(paragraphs())
