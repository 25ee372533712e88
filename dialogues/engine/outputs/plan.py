"""A plan: what to do when, with the day of each thing once its first day is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dialogues.definition.states import State
from dialogues.definition.tellings import GivePlan
from dialogues.engine.run import Run
from dialogues.texts.formats import spoken_date


def tell_plan(talk: Run, state: State, told: GivePlan) -> None:
    """The things to do, in the order of the content; nothing when none applies."""
    rows = list(plan_rows(talk, state, told))
    if not rows:
        return
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    for day, text in rows:
        talk.add("item", f"{day}: {text}")
    talk.send()


def plan_rows(talk: Run, state: State, told: GivePlan) -> Iterator[tuple[str, str]]:
    """(when in words, what to do) of each task that applies, in the order of the content."""
    known = talk.all_facts()
    first = _first_day(talk, told.from_)
    for row in told.rows:
        if row.when.holds(known):
            yield _when(talk, first, row.days), talk.text(row.text, state)


def _first_day(talk: Run, question: str) -> date | None:
    answer = talk.session.answers.get(question)
    if question not in talk.session.path or answer is None or answer.given != "answered":
        return None
    return date.fromisoformat(str(answer.value))


def plan_days(talk: Run) -> list[tuple[date, str]]:
    """(day, what to do) of all plans in a talk, sorted; only of those with a first day."""
    known, found = talk.all_facts(), list[tuple[date, str]]()
    for state in talk.dialogue.states.values():
        if isinstance(state.told, GivePlan) and state.when.holds(known):
            first = _first_day(talk, state.told.from_)
            rows = state.told.rows if first else []
            found += [
                (first + timedelta(row.days), talk.text(row.text, state))
                for row in rows
                if first and row.when.holds(known)
            ]
    return sorted(found)


def _when(talk: Run, first: date | None, days: int) -> str:
    """The day itself; as long as the first day is open, how long before or after it."""
    if first is not None:
        return spoken_date((first + timedelta(days)).isoformat(), talk.language)
    key = "plan_first" if days == 0 else "plan_after" if days > 0 else "plan_before"
    return talk.say(key, count=abs(days))
