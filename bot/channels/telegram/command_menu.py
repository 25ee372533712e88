"""The commands that Telegram's apps offer, per place and language, in the catalogue's words."""

from __future__ import annotations

from bot.channels.telegram.api_call import Call
from dialogues.texts.catalogue import Catalogue
from frameworks.definition.languages import DEFAULT, LANGUAGES

PRIVATE = {
    "start": "button_menu",
    "help": "verb_help",
    "settings": "button_settings",
    "privacy": "button_privacy",
    "pause": "verb_pause",
    "resume": "button_resume",
    "stop": "verb_stop",
    "summary": "button_summary",
    "language": "button_language",
}
"""Commands with the strings that describe them."""
GROUP = {"start": "button_private", "help": "verb_help"}
PLACES = {"all_private_chats": PRIVATE, "all_group_chats": GROUP}
CODES = {"": DEFAULT, **{language: language for language in LANGUAGES}}
"""Telegram's language codes with ours; the empty one is for all other languages."""


def command_lists(catalogue: Catalogue) -> list[Call]:
    """One list for each place and language."""
    return [
        Call(
            "setMyCommands",
            {
                "commands": [
                    {"command": name, "description": catalogue.say(language, key)}
                    for name, key in names.items()
                ],
                "scope": {"type": place},
                "language_code": code,
            },
        )
        for place, names in PLACES.items()
        for code, language in CODES.items()
    ]
