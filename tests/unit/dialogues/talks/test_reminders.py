"""A talk that was left is brought up once, after a week, and never at a bad moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

import pytest

from dialogues.calendar.timezones import SECONDS_PER_DAY, SECONDS_PER_WEEK, ZONE
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.engine.session import Session
from dialogues.messages.events import FireCleared, FireSet, MessageCreated
from dialogues.messages.inputs import Command, Input, Timeout, Typed
from dialogues.texts.catalogue import Verb
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from tests.support.commands import as_a_page_says_it

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo(ZONE)).timestamp()
HOUR = 3600.0


class Leaver:
    """Someone at the desk, with a clock; their fires are kept as the database would."""

    def __init__(self, content: Content, language: str = "nl") -> None:
        self.content, self.person, self.now = content, Person("p", language), TUESDAY
        self.fires: dict[str, FireSet] = {}
        self.visit, self.ids = TurnResult(), iter("abcdef")

    def give(self, *inputs: Input) -> Self:
        for given in inputs:
            sure = as_a_page_says_it(given)
            self.visit = handle(self.content, self.person, sure, self.now, lambda: next(self.ids))
            for event in self.visit.fires:
                if isinstance(event, FireCleared):
                    self.fires.pop(event.subject, None)
                else:
                    assert isinstance(event, FireSet), "a talk sets its fires anew"
                    assert event.subject not in self.fires, "two fires for one talk"
                    self.fires[event.subject] = event
        return self

    def do(self, verb: Verb, argument: str = "") -> Self:
        return self.give(Command(verb, argument))

    def due(self, session: str = "a", *, late: float = 0.0, prompted: float = 0.0) -> Leaver:
        """The fire of a talk comes, so many seconds late."""
        fire = self.fires.pop(session)
        self.now = fire.due + late
        return self.give(Timeout(fire.kind, fire.subject, fire.slot, fire.due, prompted))

    @property
    def said(self) -> str:
        return "\n".join(e.text for e in self.visit.events if isinstance(e, MessageCreated))

    @property
    def buttons(self) -> dict[str, str]:
        prompts = [e.prompt for e in self.visit.events if isinstance(e, MessageCreated)]
        return {b.label: b.data for p in prompts if p for b in p.choices}


@pytest.fixture
def person(content: Content) -> Leaver:
    return Leaver(content).do("start", "tiny")


@pytest.mark.parametrize("leave", [[], [Command("pause")]], ids=["left lying", "paused"])
def test_a_talk_that_was_left_is_brought_up_once(person: Leaver, leave: list[Input]) -> None:
    """With its title and three ways on; after that it stays silent."""
    person.give(*leave).due()
    assert "ligt nog klaar" in person.said
    assert "Verder waar u was?" in person.said
    assert person.buttons == {
        "Verdergaan": "/resume a",
        "Later": "/remind later a",
        "Niet meer vragen": "/remind never a",
    }
    assert person.fires == {}


def test_it_is_said_in_the_language_of_the_person(content: Content) -> None:
    """English too."""
    person = Leaver(content, "en").do("start", "tiny").due()
    assert "Go on where you were?" in person.said
    assert list(person.buttons) == ["Go on", "Later", "Do not ask again"]


def test_answers_write_no_fire_and_put_it_off(person: Leaver) -> None:
    """A fire that comes while the talk goes on is put off to a week after the last word."""
    person.now += 3 * SECONDS_PER_DAY
    person.give(Typed("2"))
    assert person.visit.fires == []
    last_word = person.now
    assert person.due().said == ""
    assert person.fires["a"].due == last_word + SECONDS_PER_WEEK
    assert "ligt nog klaar" in person.due().said


def test_a_talk_elsewhere_puts_it_off(person: Leaver) -> None:
    """Nobody is interrupted: the last word in any talk counts."""
    person.do("pause")
    person.now += 6 * SECONDS_PER_DAY
    person.do("start", "tiny_scores")
    assert person.due("a").said == ""
    assert "ligt nog klaar" in person.due("a").said


def test_two_talks_are_not_brought_up_together(person: Leaver) -> None:
    """The second waits a week after the first was said."""
    person.do("start", "tiny_scores now").due("b")
    said = person.now
    assert person.due("a", prompted=said).said == ""
    assert person.fires["a"].due >= said + SECONDS_PER_WEEK


def test_stopping_takes_the_fire_away(person: Leaver) -> None:
    """There is nothing to come back to."""
    assert person.do("stop").fires == {}


@pytest.mark.parametrize("ended", [Command("stop"), Command("erase", "yes")])
def test_what_ended_is_not_brought_up(person: Leaver, ended: Input) -> None:
    """Also when the fire was already under way."""
    fire = person.fires["a"]
    person.give(ended)
    person.now = fire.due
    person.give(Timeout(fire.kind, fire.subject, fire.slot, fire.due))
    assert person.visit == TurnResult()


def test_what_was_finished_is_not_brought_up(person: Leaver) -> None:
    """To the end, by skipping."""
    while person.person.sessions[0].status != "completed":
        person.do("skip")
    assert person.fires == {}


def test_later_asks_again_in_a_week(person: Leaver) -> None:
    """As often as one says so."""
    for _ in range(2):
        person.due()
        tapped = person.now
        person.do("remind", "later a")
        assert "Over een week" in person.said
        assert person.fires["a"].due >= tapped + SECONDS_PER_WEEK
    assert "ligt nog klaar" in person.due().said


def test_never_is_never(person: Leaver) -> None:
    """Also after one went on with it and left it again; `later` makes good for it."""
    person.due().do("remind", "never a")
    assert "begin ik niet meer" in person.said
    person.do("resume", "a").do("pause")
    assert person.fires == {}
    person.do("remind", "later a")
    assert "a" in person.fires


def test_going_on_and_leaving_again_brings_it_up_again(person: Leaver) -> None:
    """Each time that one leaves counts; the old moment is gone."""
    person.due().do("resume", "a")
    assert person.fires["a"].slot == 2
    person.now += SECONDS_PER_DAY
    person.do("pause")
    assert person.fires["a"].slot == 3
    assert person.fires["a"].due == person.now + SECONDS_PER_WEEK


def test_an_answer_after_weeks_counts_as_going_on(person: Leaver) -> None:
    """One need not tap the button."""
    person.due()
    person.now += SECONDS_PER_WEEK
    person.give(Typed("2"))
    assert person.fires["a"].slot == 2


def test_it_waits_for_the_day(person: Leaver) -> None:
    """A fire that comes in the evening is put off till the morning, and then said."""
    fire = person.fires["a"]
    assert person.due(late=9 * HOUR).said == ""
    assert person.fires["a"].due == fire.due + 22 * HOUR
    assert "ligt nog klaar" in person.due().said


def test_it_waits_till_after_a_holiday(person: Leaver) -> None:
    """A fire that comes on Christmas, a Friday, is put off till Monday, and then said."""
    person.now = datetime(2026, 12, 18, 10, 0, tzinfo=ZoneInfo(ZONE)).timestamp()
    person.do("pause")
    christmas = person.fires["a"].due
    assert person.due().said == ""
    assert person.fires["a"].due == christmas + 3 * SECONDS_PER_DAY - 2 * HOUR
    assert "ligt nog klaar" in person.due().said


def test_what_is_a_day_late_is_not_said(person: Leaver) -> None:
    """After a time in which we were down there is no burst."""
    assert person.due(late=SECONDS_PER_DAY + 1).said == ""
    assert person.fires == {}


def test_a_day_counts_from_when_it_might_have_been_said(person: Leaver) -> None:
    """A fire that would have been put off is not late because its first moment is long past."""
    person.now += 6 * SECONDS_PER_DAY
    person.give(Typed("2"))
    last_word = person.now
    fire = person.fires.pop("a")
    person.now = last_word + SECONDS_PER_WEEK + HOUR
    person.give(Timeout(fire.kind, fire.subject, fire.slot, fire.due))
    assert "ligt nog klaar" in person.said


def test_a_dialogue_that_is_gone_is_not_brought_up(person: Leaver) -> None:
    """Content was taken away."""
    person.content = replace(person.content, dialogues={})
    assert person.due().said == ""


@pytest.mark.parametrize("argument", ["", "later", "later x", "often a"])
def test_an_odd_reminder_gets_an_answer(person: Leaver, argument: str) -> None:
    """Typed by hand, or of a talk that is gone."""
    person.do("remind", argument)
    assert "Kies er een" in person.said
    assert person.fires["a"].slot == 1


def test_a_session_of_before_can_be_read() -> None:
    """It knew of no fires."""
    old = '{"format":1,"id":"a","dialogue":"d","digest":"x","language":"nl","state":"s",'
    old += '"started":0,"touched":0,"answers":{}}'
    assert Session.load(old).fires == 0
