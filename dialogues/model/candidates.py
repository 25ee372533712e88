"""What a model may choose from: points that hold, in our words; and whether its choice holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dialogues.model.check import Checker
from dialogues.model.results import Told, Worded

MOST_WORDS = {"main": 60, "do": 45, "say": 35, "leave": 40, "ask": 35}
"""Words that each may have."""
MOST_WORDS_IN_ALL = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that holds, in the words that we would tell it in.

    id: of the point
    alarm: it goes before whatever is no alarm
    text: what it is
    because: the sentences that it rests on
    do: what this person can do about it; empty when it is nothing for them
    say: a sentence to say aloud
    leave: what to leave alone; empty for nothing
    ask: what is still open; empty for nothing
    """

    id: str
    alarm: bool
    text: str
    because: tuple[str, ...] = ()
    do: str = ""
    say: str = ""
    leave: str = ""
    ask: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.because, self.do, self.say, self.leave, self.ask)

    def as_asked(self) -> dict[str, Any]:
        """What a model gets of it; what is empty is left out."""
        rest = {"do": self.do, "say": self.say, "leave": self.leave, "ask": self.ask}
        shown = {name: words for name, words in rest.items() if words}
        return {"id": self.id, "text": self.text, "because": list(self.because), **shown}


def ids_for(found: Sequence[Candidate]) -> Mapping[str, list[str]]:
    """Which candidates there are for each place; an alarm leaves the first to alarms."""
    first = [one.id for one in found if one.alarm] or [one.id for one in found]
    return {
        "main": first,
        "do": [one.id for one in found if one.do],
        "leave": [one.id for one in found if one.leave],
        "ask": [one.id for one in found if one.ask],
    }


def faults_of(
    worded: Worded, found: Sequence[Candidate], checker: Checker, most: int
) -> Iterator[str]:
    """Why a model's words may not be shown: which place, and what is wrong there."""
    by_id, able = {one.id: one for one in found}, ids_for(found)
    places = [("main", worded.main), *(("do", one) for one in worded.actions)]
    places += [(name, one) for name, one in (("leave", worded.leave), ("ask", worded.ask)) if one]
    if len(worded.actions) > most:
        yield "more to do than may be"
    if able["do"] and not worded.actions:
        yield "nothing to do"
    if len({one.id for one in worded.actions}) < len(worded.actions):
        yield "the same twice"
    if sum(len(f"{one.text} {one.say or ''}".split()) for one in worded.all) > MOST_WORDS_IN_ALL:
        yield "too long in all"
    for place, one in places:
        if one.id not in able[place]:
            yield f"{place}: no candidate"
            continue
        yield from _of_one(place, one, by_id[one.id], checker)


def _of_one(place: str, one: Told, candidate: Candidate, checker: Checker) -> Iterator[str]:
    about = {"main": (candidate.text, *candidate.because), "do": (candidate.do, candidate.text)}
    rests = about.get(place, (getattr(candidate, place, ""), candidate.text))
    for fault in checker.faults(one.text, rests, most=MOST_WORDS[place]):
        yield f"{place}: {fault}"
    ours = getattr(candidate, place, "")
    if ours and checker.turned_round(one.text, ours):
        yield f"{place}: turned round"
    if one.say is None:
        return
    if place != "do":
        yield f"{place}: nothing to say aloud here"
    rests = (candidate.say, candidate.do, candidate.text, *candidate.because)
    for fault in checker.faults(one.say, rests, most=MOST_WORDS["say"], to_others=True):
        yield f"say: {fault}"
