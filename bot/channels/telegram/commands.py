"""The commands that Telegram's apps offer, per place and language, in the catalogue's words."""

from __future__ import annotations

from aiogram.enums import BotCommandScopeType as Scope
from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from dialogues.catalogue import Catalogue

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
LANGUAGES = {"": "nl", "nl": "nl", "en": "en"}
"""Telegram's language codes with ours; the empty one is for all other languages."""


def command_lists(catalogue: Catalogue) -> list[SetMyCommands]:
    """One list for each place and language."""
    return [
        SetMyCommands(
            commands=[
                BotCommand(command=name, description=catalogue.say(language, key))
                for name, key in names.items()
            ],
            scope=scope,
            language_code=code or None,
        )
        for scope, names in (
            (BotCommandScopeAllPrivateChats(type=Scope.ALL_PRIVATE_CHATS), PRIVATE),
            (BotCommandScopeAllGroupChats(type=Scope.ALL_GROUP_CHATS), GROUP),
        )
        for code, language in LANGUAGES.items()
    ]
