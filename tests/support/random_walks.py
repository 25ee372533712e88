"""Random ways through a dialogue, with the real engine and none of the rendering of channels.

`python -m tests.walks 10000 [dialogue ...]` walks so often and says what was seen.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from dialogues.definition.states import END, State
from dialogues.engine import engine
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.session import Session
from dialogues.messages.events import AdviceGiven, Event
from dialogues.messages.inputs import Command, Input, Tap, Typed

LONGEST = 400
"""Inputs after which a walk is held to be going round in circles."""
POOL = 12
"""Talks on each other dialogue, from which people who held other talks are made."""
TEXTS = (
    "Wij willen binnen drie weken antwoord geven aan wie een dakkapel aanvraagt.",
    "samen sterk",
    "een gemeenschappelijke regeling",
    "beter",
    "Het kost ons nu 40.000 euro per jaar aan inhuur.",
    "Hoe ging dat de vorige keer bij jullie?",
    "Dat moeten jullie anders doen.",
    "Ik bel maandag de wethouder van Heumen over de twee vacatures.",
    "Er moet vóór de zomer iets staan, dus er is haast bij.",
    "Onze mensen zijn moe en de werkdruk is te hoog.",
    "Alle vijf gemeenten willen dit.",
    "Het gaat om onze zes gemeenten.",
)
NUMBERS = ("0", "1", "3", "12", "40", "250", "40000", "1.000.000")
DAYS = ("1-2-2027", "14 april 2027")
NAMES = ("Heumen", "Heumen, Beek", "Beek, Heumen en Wijchen", "de buurgemeenten")


@dataclass
class Walk:
    """What one walk saw."""

    prompts: int = 0
    ended: bool = False
    advice: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)


def walk(
    content: Content, dialogue: str, rng: random.Random, elsewhere: OtherSessions = NO_SESSIONS
) -> tuple[Walk, Session]:
    """One person who answers whatever; now and then they go back, skip or do not know.

    Half of them hold it for something, such as a round, when that is possible.
    """
    seen, now = Walk(), 1_800_000_000.0
    subjects = content.dialogues[dialogue].raw.given if rng.random() < 0.5 else []
    about = dict.fromkeys(subjects, "3")
    sprint = engine.start(content, dialogue, "a1", "nl", now, None, elsewhere, "", about)
    for _ in range(LONGEST):
        _note(seen, sprint.events)
        session = sprint.session
        if session.state == END:
            seen.ended = True
            if session.points:
                more = engine.resume(content, session, Command("more"), now, elsewhere)
                _note(seen, more.events)
            break
        state = content.dialogues[dialogue].states[session.state]
        seen.states.add(state.id)
        seen.prompts += 1
        given = _answer(state, session, rng)
        sprint = engine.resume(content, session, given, now, elsewhere)
    return seen, sprint.session


def _note(seen: Walk, events: list[Event]) -> None:
    seen.advice |= {event.advice for event in events if isinstance(event, AdviceGiven)}


def _answer(state: State, session: Session, rng: random.Random) -> Input:
    dice = rng.random()
    if dice < 0.12:
        return Command(rng.choice(["skip", "unknown"]))
    if dice < 0.14:
        return Command("back")
    match state.kind:
        case "text":
            return Typed(rng.choice(TEXTS))
        case "names":
            return Typed(rng.choice(NAMES))
        case "number":
            return Typed(rng.choice(NUMBERS))
        case "date":
            return Typed(rng.choice(DAYS))
        case "several":
            most = min(state.most, len(state.choices))
            chosen = rng.sample(range(len(state.choices)), rng.randint(1, most))
            ids = [state.choices[place].id for place in chosen]
            return Tap(session.id, session.number, "=" + ",".join(ids))
    place = rng.randrange(len(state.choices))
    return Tap(session.id, session.number, f"+{state.choices[place].id}")


def many(content: Content, dialogue: str, walks: int) -> tuple[Counter[str], list[Walk]]:
    """So many walks, each with a seed of its own, half of them by people who held other talks.

    Returns also how often each advice was given.
    """
    others = [name for name in content.dialogues if name != dialogue]
    pool = {name: _talks(content, name) for name in others}
    made = []
    for n in range(walks):
        rng = random.Random(f"{dialogue}/{n}")
        talks = ((name, rng.choice(pool[name]).copy) for name in others)
        made.append(
            walk(content, dialogue, rng, OtherSessions(content, talks) if n % 2 else NO_SESSIONS)[0]
        )
    return Counter(advice for one in made for advice in one.advice), made


@cache
def _talks(content: Content, dialogue: str) -> list[Session]:
    return [walk(content, dialogue, random.Random(f"{dialogue}/{n}"))[1] for n in range(POOL)]


def main(arguments: list[str]) -> None:
    content, walks = load(), int(arguments[0])
    for dialogue in arguments[1:] or content.dialogues:
        given, made = many(content, dialogue, walks)
        stuck = sum(not one.ended for one in made)
        prompts = sorted(one.prompts for one in made if one.ended)
        seen = set().union(*(one.states for one in made))
        waiting = [s.id for s in content.dialogues[dialogue].states.values() if s.waits]
        missed = sorted(set(waiting) - seen)
        print(
            f"{dialogue}: {len(content.dialogues[dialogue].states)} states, {len(given)} advice, "
            f"{prompts[0]}-{prompts[len(prompts) // 2]}-{prompts[-1]} prompts, {stuck} stuck, "
            f"never met: {', '.join(missed) or '-'}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
