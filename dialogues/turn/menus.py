"""Buttons around the talks: which one to hold, what to change in it, what to do after it."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.definition.compiler import tables
from dialogues.definition.content import Content
from dialogues.engine.labels import talk_label
from dialogues.engine.menus import offered
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import Button, MessageCreated, Part, Prompt


def menu(
    content: Content, language: str, sessions: Iterable[StoredSession], *, look: bool = True
) -> Prompt:
    """A button for each dialogue: those under way first, then what is advised, what was held last.

    With `look` the talks are opened, to see how far they are and what they offer.
    """
    talks = sorted((k for k in sessions if k.dialogue in content.dialogues), key=recent)
    going = {k.dialogue: k for k in reversed(talks) if k.status in ("active", "paused")}
    held = {k.dialogue: k for k in reversed(talks) if k.status == "completed"}
    rest = [name for name in listed(content) if name not in going and name not in held]
    advised = dict.fromkeys(o for k in held.values() if look for o in _offers(content, k))
    rest.sort(key=lambda name: name not in advised)
    say, buttons = content.catalogue.say, list[Button]()
    for one in sorted(going.values(), key=recent):
        buttons.append(Button(_under_way(content, language, one, look), f"/resume {one.id}"))
    for name in rest:
        label = talk_label(content, name, language)
        if name in advised:
            title = content.dialogues[name].raw.title[language]
            label = say(language, "advised_title", title=title)
        buttons.append(Button(label, f"/start {name}"))
    for name in (one for one in listed(content) if one in held and one not in going):
        title = content.dialogues[name].raw.title[language]
        buttons.append(Button(say(language, "held_title", title=title), f"/start {name}"))
    ways = [Button(say(language, f"button_{v}"), f"/{v}") for v in ("group", "privacy", "language")]
    return Prompt("menu", tuple(buttons), tuple(ways))


def listed(content: Content) -> list[str]:
    """The dialogues that anyone may hold at any time, in the order of the menu."""
    return [name for name, flow in content.dialogues.items() if flow.raw.makes is None]


def _offers(content: Content, stored: StoredSession) -> list[str]:
    """What a talk offers; one that cannot offer anything is not opened."""
    rows = (
        row for _, told in tables(content.dialogues[stored.dialogue].states) for row in told.table
    )
    return offered(content, stored.open()) if any(row.offer for row in rows) else []


def _under_way(content: Content, language: str, stored: StoredSession, look: bool) -> str:
    title = title_of(content, stored, language)
    if not look:
        return content.catalogue.say(language, "continue_title", title=title)
    number = len(stored.open().path) + 1
    return content.catalogue.say(language, "continue_at", title=title, number=number)


def title_of(content: Content, stored: StoredSession, language: str) -> str:
    """The title of a talk."""
    return content.dialogues[stored.dialogue].raw.title[language]


def recent(stored: StoredSession) -> float:
    """What to sort by, so that the talk in which something was said last comes first."""
    return -stored.touched


def privacy(content: Content, language: str) -> list[str]:
    """What is kept, where, by whom and for how long; and what a language model gets of it."""
    say, model = content.catalogue.say, content.model
    words = [say(language, key) for key in ("privacy", "privacy_where", "privacy_who")]
    if model is not None:
        words.append(say(language, "privacy_model", owner=model.owner))
    return [*words, say(language, "privacy_long")]


def welcome(content: Content, language: str) -> MessageCreated:
    """What someone sees who comes in for the first time; nothing is stored for it."""
    say = content.catalogue.say
    parts = (
        Part("text", say(language, "hello")),
        Part("small", say(language, "hello_private")),
        Part("strong", say(language, "menu")),
    )
    return MessageCreated(parts, menu(content, language, []))
