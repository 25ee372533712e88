"""Menus within one talk: what to change, what else it offers, goodbye."""

from __future__ import annotations

from dataclasses import replace

from dialogues.definition.compiler import more, tables
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.engine.figures import FIGURE_WORDS
from dialogues.engine.labels import talk_label
from dialogues.engine.outputs.plan import plan_days
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import Button, Prompt
from dialogues.messages.inputs import name_in_data
from dialogues.texts.templates import variables

MAX_LABEL_CHARS = 60


def told_of(talk: Run, state: State) -> frozenset[str]:
    """The questions whose answers a playback says back."""
    texts = [one.text[talk.language] for one in talk.tells(state)]
    named = frozenset(name for text in texts for name in variables(text))
    if named & FIGURE_WORDS.keys() and (two := talk.figures_differing()):
        named |= {one.question for one in two}
    asked = {follow_up for follow_up in named if more(follow_up) in talk.session.path}
    return named | frozenset(map(more, asked))


def edit_menu(talk: Run, only: frozenset[str] = frozenset()) -> None:
    """Ask which earlier answer to change: a button for each question on the path.

    `only`: ids of some of them, unless none of those was given.
    """
    session = talk.session
    buttons = []
    for number, state_id in enumerate(session.path, 1):
        state = talk.dialogue.states[state_id]
        if state.tells or (only & set(session.path) and state_id not in only):
            continue
        label = state.label
        assert label is not None
        text = f"{number}. {talk.text(label, state)}"
        text = text if len(text) <= MAX_LABEL_CHARS else text[: MAX_LABEL_CHARS - 1] + "…"
        buttons.append(talk.button(text, f"edit:{name_in_data(state_id)}"))
    talk.add("strong", talk.say("edit_which"))
    talk.send(Prompt("menu", tuple(buttons)))


def completed_menu(talk: Run) -> Prompt:
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
    return replace(after, choices=(*_judging(talk), *_looking(talk), *offers, *after.choices))


def _judging(talk: Run) -> list[Button]:
    """Whether the outcome is recognised, until that was said; then whether to ask how it went."""
    session = talk.session
    if not session.points:
        return []
    if session.judged:
        later = Button(talk.say("button_follow"), f"/remind follow {session.id}")
        return [] if session.follow else [later]
    ways = ("yes", "no", "missing")
    return [Button(talk.say(f"button_judge_{one}"), f"/judge {one} {session.id}") for one in ways]


def _looking(talk: Run) -> list[Button]:
    """Whether a language model may look at it too, until that was said."""
    if talk.session.model != "ask" or not talk.session.points:
        return []
    return [Button(talk.say("button_model"), f"/settings model ask {talk.session.id}")]


def offered(content: Content, session: Session) -> list[str]:
    """The dialogues that the verdicts of a talk offer, in the order of the talk."""
    names: dict[str, None] = {}
    for state, told in tables(content.dialogues[session.dialogue].states):
        given = {row for _, row in session.outcomes.get(state.id, [])}
        names |= dict.fromkeys(name for row in told.table if row.id in given for name in row.offer)
    return list(names)


def farewell_menu(talk: Run) -> Prompt:
    """After a pause or a stop: go on, take the summary along, or choose another talk."""
    return _commands(talk, f"/resume {talk.session.id}", f"/summary {talk.session.id}", "/menu")


def pause_menu(talk: Run) -> Prompt:
    """After a pause also when to bring it up, unless it never is."""
    ways = farewell_menu(talk)
    if talk.session.quiet:
        return ways
    moments = tuple(
        Button(talk.say(f"button_remind_{when}"), f"/remind {when} {talk.session.id}")
        for when in ("tomorrow", "week", "date")
    )
    return replace(ways, choices=(ways.choices[0], *moments, *ways.choices[1:]))


def _commands(talk: Run, *commands: str) -> Prompt:
    return Prompt(
        "menu",
        tuple(Button(talk.say(f"button_{c[1:].split()[0]}"), c) for c in commands),
    )
