"""The outcome in a model's words where those are there and hold; else in ours, at once.

Nobody waits for a model: what it answers after ours was told, comes as a second look.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogues.definition.state_machine import move
from dialogues.definition.states import END, State
from dialogues.definition.tellings import GiveOutcome
from dialogues.engine.menus import completed_menu
from dialogues.engine.model.case_for_model import CaseForModel
from dialogues.engine.model.jobs import ask, may_look, pinned, take
from dialogues.engine.outputs.outcome import tell_outcome
from dialogues.engine.run import Run
from dialogues.messages.events import OutcomeGiven, Part
from dialogues.messages.inputs import Thought


def tell_best(talk: Run) -> None:
    """The outcome. `seen` in the thoughts: the words that were told, by their digest."""
    if kept := pinned(talk):
        _tell(talk, kept)
    else:
        tell_outcome(talk)
        look(talk)


def look_ahead(talk: Run, state: State) -> None:
    """Have it look while the person reads a playback, when the outcome comes right after that."""
    if not state.tells or not may_look(talk):
        return
    states, known, at = talk.dialogue.states, talk.facts(), state.id
    while (at := move(talk.dialogue.machine, at, known)) != END and not states[at].waits:
        if isinstance(states[at].told, GiveOutcome):
            look(talk)
            return


def look(talk: Run) -> None:
    """Have a model look at the case: first at what stands in the answers, then at what to tell."""
    if not ask(talk, "understand"):
        ask(talk, "word")


def took(talk: Run, thought: Thought, *, silent: bool = False) -> None:
    """An answer came. What was understood is taken along in what is worded; that is told, when the
    outcome was told in our own words."""
    job = take(talk, thought)
    if job == "understand":
        ask(talk, "word")
    kept = pinned(talk) if job == "word" else None
    session = talk.session
    if silent or kept is None or not session.points:
        return
    if session.thoughts.get("seen") == kept["digest"]:
        return
    talk.add("text", talk.say("model_again"))
    _tell(talk, kept)
    session.judged = ""
    if session.state == END:
        talk.add("text", talk.say("model_which"))
        talk.send(completed_menu(talk))


def _tell(talk: Run, kept: Mapping[str, Any]) -> None:
    talk.send()
    talk.pending += list(_parts(talk, kept))
    others = (kept["leave"], kept["ask"])
    told = [kept["main"], *kept["actions"], *(one for one in others if one)]
    points = tuple(dict.fromkeys(one["id"] for one in told))
    talk.session.points = list(points)
    talk.session.thoughts["seen"] = kept["digest"]
    talk.events.append(OutcomeGiven(points))
    talk.send()


def _parts(talk: Run, kept: Mapping[str, Any]) -> list[Part]:
    say = talk.say
    parts = [Part("heading", say("outcome_main")), Part("text", kept["main"]["text"])]
    parts += _because(talk, kept["main"])
    for place, one in enumerate(kept["actions"]):
        if place == 0:
            parts.append(Part("strong", say("outcome_do")))
        parts.append(Part("item", one["text"]))
        if one["say"] and place == 0:
            parts.append(Part("quote", say("outcome_say", words=one["say"])))
    for key in ("leave", "ask"):
        if kept[key]:
            parts += [Part("strong", say(f"outcome_{key}")), Part("text", kept[key]["text"])]
    owner = talk.content.model.owner if talk.content.model else ""
    return [*parts, Part("small", say("model_worded", owner=owner, model=kept["model"]))]


def _because(talk: Run, main: Mapping[str, str]) -> list[Part]:
    """The most telling sentence, whole, unless the text has it already."""
    found = next((o for o in CaseForModel(talk).candidates if o.id == main["id"]), None)
    for sentence in found.because if found else ():
        if (words := sentence.rstrip(".")) not in main["text"]:
            return [Part("small", talk.say("outcome_because", words=words))]
    return []
