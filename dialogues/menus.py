"""Buttons around the talks: which one to hold, what to change in it, what to do after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogues.events import Button, Prompt
from dialogues.expand import tables
from dialogues.inputs import name_in_data
from dialogues.labels import talk_label
from dialogues.session import Session
from dialogues.talk import Talk
from dialogues.tell_plan import plan_days
from dialogues.visitor import Kept

if TYPE_CHECKING:
    from dialogues.loader import Content

LONGEST_LABEL = 60


def edit_menu(talk: Talk) -> None:
    """Ask which earlier answer to change."""
    session = talk.session
    buttons = []
    for number, state_id in enumerate(session.path, 1):
        label = talk.dialogue.states[state_id].label
        assert label is not None
        text = f"{number}. {talk.text(label, talk.dialogue.states[state_id])}"
        text = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
        buttons.append(talk.button(text, f"edit:{name_in_data(state_id)}"))
    talk.add("strong", talk.say("edit_which"))
    talk.send(Prompt("menu", tuple(buttons)))


def completed_menu(talk: Talk) -> Prompt:
    """After the last state: what was offered, more advice, and what one can do with the talk."""
    here = talk.session.id
    more = [f"/more {here}"] if talk.session.more else []
    after = _commands(talk, *more, f"/summary {here}", f"/edit {here}", "/menu")
    if plan_days(talk):
        plan = Button(talk.say("button_plan"), f"/remind plan {here}")
        after = replace(after, choices=(plan, *after.choices))
    offers = (
        Button(talk_label(talk.content, name, talk.language), f"/start {name}")
        for name in offered(talk.content, talk.session)
    )
    return replace(after, choices=(*offers, *after.choices))


def offered(content: Content, session: Session) -> list[str]:
    """The dialogues that the verdicts of a talk offer, in the order of the talk."""
    names: dict[str, None] = {}
    for state, told in tables(content.dialogues[session.dialogue].states):
        given = {row for _, row in session.outcomes.get(state.id, [])}
        names |= dict.fromkeys(name for row in told.table if row.id in given for name in row.offer)
    return list(names)


def farewell_menu(talk: Talk) -> Prompt:
    """After a pause or a stop: go on, take the summary along, or choose another talk."""
    return _commands(talk, f"/resume {talk.session.id}", f"/summary {talk.session.id}", "/menu")


def pause_menu(talk: Talk) -> Prompt:
    """After a pause also when to bring it up, unless it never is."""
    ways = farewell_menu(talk)
    if talk.session.quiet:
        return ways
    moments = tuple(
        Button(talk.say(f"button_remind_{when}"), f"/remind {when} {talk.session.id}")
        for when in ("tomorrow", "week", "date")
    )
    return replace(ways, choices=(ways.choices[0], *moments, *ways.choices[1:]))


def _commands(talk: Talk, *commands: str) -> Prompt:
    return Prompt(
        "menu",
        tuple(Button(talk.say(f"button_{c[1:].split()[0]}"), c) for c in commands),
    )


def menu(content: Content, language: str, kept: Iterable[Kept], *, look: bool = True) -> Prompt:
    """A button for each dialogue: those under way first, then what is advised, what was held last.

    With `look` the talks are opened, to see how far they are and what they offer.
    """
    talks = sorted((k for k in kept if k.dialogue in content.dialogues), key=recent)
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


def _offers(content: Content, kept: Kept) -> list[str]:
    """What a talk offers; one that cannot offer anything is not opened."""
    rows = (
        row for _, told in tables(content.dialogues[kept.dialogue].states) for row in told.table
    )
    return offered(content, kept.open()) if any(row.offer for row in rows) else []


def _under_way(content: Content, language: str, kept: Kept, look: bool) -> str:
    title = title_of(content, kept, language)
    if not look:
        return content.catalogue.say(language, "continue_title", title=title)
    number = len(kept.open().path) + 1
    return content.catalogue.say(language, "continue_at", title=title, number=number)


def title_of(content: Content, kept: Kept, language: str) -> str:
    """The title of a talk."""
    return content.dialogues[kept.dialogue].raw.title[language]


def recent(kept: Kept) -> float:
    """What to sort by, so that the talk in which something was said last comes first."""
    return -kept.touched
