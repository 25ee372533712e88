"""From answers to a picture: the stations of a line, or the two sides of a balance."""

from __future__ import annotations

from dialogues.definition.states import State
from dialogues.definition.tellings import DrawBalance, DrawLine, Picturing, Stop, Weighed
from dialogues.engine.facts import labels
from dialogues.engine.run import MAX_OWN_CHARS, Run
from dialogues.messages.pictures import Balance, MetroLine, Picture, Side, Station, StationState
from dialogues.texts.formats import cut


def tell_picture(talk: Run, state: State, told: Picturing) -> None:
    """Show what was answered as a message of its own, with its words; nothing while all is open."""
    picture = picture_of(talk, state, told)
    if picture is None:
        return
    talk.send()
    talk.add("heading", picture.title)
    if isinstance(picture.shows, Balance):
        for side in picture.shows.sides:
            talk.add("strong", side.head)
            for option in side.options:
                talk.add("item", option)
    else:
        for line in picture.words:
            talk.add("item", line)
    talk.send(picture=picture)


def picture_of(talk: Run, state: State, told: Picturing) -> Picture | None:
    """The picture as it is now; None while nothing is known of what it shows."""
    title = talk.text(told.say, state)
    match told:
        case DrawLine(stops=stops):
            stations = tuple(_station(talk, stop) for stop in stops)
            known = any(one.state != "unknown" for one in stations)
            return Picture(title, talk.language, MetroLine(stations)) if known else None
        case DrawBalance(left=left, right=right):
            sides = (_side(talk, left), _side(talk, right))
            chosen = any(one.options for one in sides)
            return Picture(title, talk.language, Balance(sides)) if chosen else None


def _station(talk: Run, stop: Stop) -> Station:
    chosen = set(_chosen(talk, stop.state_of))
    state: StationState = "unknown"
    if chosen:
        state = "good" if chosen & {*stop.good} else "half" if chosen & {*stop.half} else "not_yet"
    return Station(stop.title[talk.language], state, talk.say(f"station_{state}"))


def _side(talk: Run, side: Weighed) -> Side:
    options = (label for name in side.of for label in _labels(talk, name))
    return Side(side.label[talk.language], tuple(options))


def _labels(talk: Run, name: str) -> list[str]:
    """In words; those of one's own no longer than a label is."""
    chosen = _chosen(talk, name)
    own = [cut(words, MAX_OWN_CHARS) for words in talk.session.answers[name].own] if chosen else []
    return labels(talk.dialogue.states[name], chosen, talk.language, own)


def _chosen(talk: Run, name: str) -> tuple[str, ...]:
    """The choices made at a question on the path; empty for none."""
    answer = talk.session.answers.get(name) if name in talk.session.path else None
    value = answer.value if answer is not None and answer.given == "answered" else None
    return value if isinstance(value, tuple) else ()
