"""A question for a number or a day: kept and said back when sure, asked about when not."""

from __future__ import annotations

from datetime import date

from dialogues.definition.states import State
from dialogues.engine.bounds import fitting
from dialogues.engine.denying import denies_offered
from dialogues.engine.navigation import record
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.parsing.dates import read_date
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.numbers import read_number
from dialogues.parsing.readings import Readings
from dialogues.parsing.text import read_text
from dialogues.parsing.words import phrase
from dialogues.texts.formats import spoken_month

Quantity = float | str
"""A number, or the ISO date of a day."""


def read_quantity(talk: Run, state: State, text: str) -> Readings[Quantity]:
    """What this can mean here. Raises InvalidInputError when it is no number or day that fits."""
    words, unit = read_text(text), state.unit[talk.language] if state.unit else ""
    if state.kind == "number":
        found = read_number(words, state.least, state.greatest, talk.language, unit)
        return _fitting(talk, state, Readings(found.values, found.sure))
    try:
        days = read_date(words, talk.today)
    except InvalidInputError as fault:
        if isinstance(last := fault.values.get("last"), date):
            month = spoken_month(last, talk.language)
            raise InvalidInputError(fault.reason, month=month, count=last.day) from None
        raise
    return _fitting(talk, state, Readings(tuple(d.isoformat() for d in days.values), days.sure))


def _fitting(talk: Run, state: State, found: Readings[Quantity]) -> Readings[Quantity]:
    """Those readings that hold to an earlier answer, where they have to."""
    fit, faults = list[Quantity](), list[InvalidInputError]()
    for value in found.values:
        try:
            fitting(talk, state, Answer(value))
            fit.append(value)
        except InvalidInputError as fault:
            faults.append(fault)
    if not fit:
        raise faults[0]
    return Readings(tuple(fit), found.sure or (bool(faults) and len(fit) == 1))


def take_quantity(talk: Run, text: str) -> Readings[Quantity] | None:
    """Keep what is surely meant. Else what may be meant, for `ask_quantity`.

    Raises InvalidInputError for what can be no answer here.
    """
    if denies_offered(talk, text):
        talk.ask_again()
        return None
    if (chosen := _one_of_offered(talk, text)) is not None:
        _keep(talk, text, chosen)
        return None
    found = read_quantity(talk, talk.state, text)
    said_again = talk.session.offered == [str(value) for value in found.values]
    if found.sure or (said_again and len(found.values) == 1):
        _keep(talk, text, found.first)
        return None
    return found


def ask_quantity(talk: Run, found: Readings[Quantity]) -> None:
    """*Did you mean …?*, with what may be meant as buttons."""
    talk.session.offered = [str(value) for value in found.values]
    talk.add("strong", talk.say("did_you_mean", count=len(found.values)))
    talk.send(talk.prompt())


def keep_offered(talk: Run, offered: str) -> bool:
    """Keep what was tapped, when it is one of those that are offered."""
    there = offered in talk.session.offered
    if there:
        record(talk, Answer(_value(talk.state, offered)))
    return there


def _one_of_offered(talk: Run, text: str) -> Quantity | None:
    """By its place, or *yes* when it was one alone. Its own figure goes before a place."""
    there, words = talk.session.offered, phrase(text)
    known = talk.content.vocabularies[talk.language]
    if len(there) == 1 and known.bare(words) in map(phrase, known.also("yes", "")):
        return _value(talk.state, there[0])
    place = known.place(words[0]) if len(words) == 1 else None
    if place is None or not 0 <= place < len(there) or len(there) == 1:
        return None
    own = [one for one in there if talk.state.kind == "number" and float(one) == place + 1]
    return _value(talk.state, (own or [there[place]])[0])


def _value(state: State, offered: str) -> Quantity:
    return float(offered) if state.kind == "number" else offered


def _keep(talk: Run, text: str, value: Quantity) -> None:
    answer = Answer(value)
    words = talk.shown(talk.state.id, answer)
    typed = text.strip(" .").casefold()
    if typed != words.casefold() and not words.casefold().startswith(f"{typed} "):
        talk.add("small", talk.say("understood", answer=words))
    record(talk, answer)
