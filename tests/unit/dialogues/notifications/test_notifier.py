"""Everything that is due for a person, in one message; and what they say to it, with one tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dialogues.calendar.holidays import Calendar, Period
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import ZONE, local
from dialogues.definition.content import Content
from dialogues.domain.effects import Muted, PulseScheduleSet
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.events import (
    FireCleared,
    FireMoved,
    FireSet,
    LinkWanted,
    MessageCreated,
    PostWanted,
    PulseWanted,
)
from dialogues.messages.inputs import Typed
from tests.support.someone import DAY, HOUR, TUESDAY, Someone

PULSE, OPENED = ("pulse", "p", 20270112), ("round", "rg.mg", 0)


def test_one_thing_has_a_button_for_all_that_one_may_want() -> None:
    """Begin, put off, skip and stop: each one tap."""
    one = Someone().weekly().due(PULSE)
    assert list(one.buttons) == [
        "Invullen", "Over een uur", "Morgen", "Volgende week", "Op een andere dag",
        "Deze keer niet", "Stop hiermee",
    ]  # fmt: skip
    assert max(len(data.encode()) for data in one.buttons.values()) <= 64
    assert one.fires == []


def test_several_things_come_in_one_message() -> None:
    """Each with its own button to begin, named, and one row of buttons for all."""
    one = Someone().weekly().member().due(PULSE, OPENED)
    assert len([e for e in one.events if isinstance(e, MessageCreated)]) == 1
    assert "2 dingen" in one.said and "Groep g" in one.said
    assert one.buttons["Invullen: Groep g"] == "/fill rg"
    assert one.buttons["Morgen"] == "/later tomorrow all" and one.visit.person_changed
    assert set(one.person.said) == {PULSE, OPENED}


@pytest.mark.parametrize(
    ("how", "comes"),
    [
        ("hour", "Tue 12 11:00"), ("tomorrow", "Wed 13 08:00"), ("week", "Tue 19 08:00"),
        ("2027-01-21", "Thu 21 08:00"), ("2027-01-23", "Mon 25 08:00"),
    ],
)  # fmt: skip
def test_it_can_be_put_off(how: str, comes: str) -> None:
    """By an hour, until tomorrow, next week, or a day; never into a weekend."""
    one = Someone().weekly().due(PULSE).do(f"/later {how} pulse p 20270112")
    (moved,) = one.fires
    assert isinstance(moved, FireMoved) and (moved.kind, moved.slot) == ("pulse", 20270112)
    assert f"{local(moved.due, ZONE):%a %d %H:%M}" == comes
    assert comes[-5:] in one.said


def test_what_was_promised_comes_though_something_else_was_said_today() -> None:
    """Who asks for it in an hour gets it in an hour."""
    one = Someone().weekly().due(PULSE).do("/later hour pulse p 20270112")
    one.now += HOUR
    assert "stil te staan" in one.due(PULSE, prompted=TUESDAY).said
    assert one.person.promised == ()
    one.now += HOUR
    assert one.due(PULSE, prompted=one.now - HOUR).said == ""  # this one nobody asked for


def test_all_of_a_message_can_be_put_off_or_skipped() -> None:
    """With one tap."""
    one = Someone().weekly().member().due(PULSE, OPENED).do("/later tomorrow all")
    assert {(type(f), f.kind) for f in one.fires} == {(FireMoved, "pulse"), (FireMoved, "round")}
    one.due(PULSE, OPENED).do("/later skip all")
    assert {(f.kind, f.slot) for f in one.fires} == {
        ("pulse", 20270112), ("round", 0), ("round", 1), ("round", 2),
    }  # fmt: skip
    assert all(isinstance(one, FireCleared) for one in one.fires)


def test_of_several_things_that_return_one_is_stopped() -> None:
    """It is asked which; what was not chosen goes on."""
    one = Someone().weekly().member().due(PULSE, OPENED).do("/later stop all")
    assert one.visit.effects == [] and "Groep g" in one.buttons
    one.do(one.buttons["Groep g"])
    assert one.visit.effects == [Muted("g", "mg", True)]
    assert one.due(OPENED).said == "" and one.due(PULSE).said != ""


def test_stopping_ends_ones_own_pulse_until_one_says_so() -> None:
    """With one tap; `/pulse` says how to begin again."""
    one = Someone().weekly().due(PULSE)
    one.do(one.buttons["Stop hiermee"])
    assert [e.schedule.on for e in one.visit.effects if isinstance(e, PulseScheduleSet)] == [False]
    assert "/pulse" in one.said and one.due(PULSE).said == ""


def test_no_way_leads_beyond_the_end_of_a_round() -> None:
    """The buttons end where it does; an old button says so."""
    one = Someone().member().due(OPENED)
    assert "Volgende week" not in one.buttons and "Morgen" in one.buttons
    assert "gesloten" in one.do("/later week round rg.mg 0").said and one.fires == []
    one.do("/later date round rg.mg 0")
    assert list(one.buttons) == ["14 januari 2027", "15 januari 2027"]
    one.now = TUESDAY + 3 * DAY
    assert list(one.due(OPENED).buttons) == [
        "Invullen",
        "Over een uur",
        "Deze keer niet",
        "Stop hiermee",
    ]


@pytest.mark.parametrize(
    "data",
    [
        "/later", "/later hour", "/later hour pulse other 1", "/later hour round rx.mg 0",
        "/later hour pulse p x", "/later hour pulse p ²", f"/later hour pulse p {'9' * 5000}",
        "/later nonsense pulse p 1", "/later 2020-01-01 pulse p 1", "/later hour all",
        "/later 2027-02-30 pulse p 1", "/later skip resume nobodys 1",
    ],
)  # fmt: skip
def test_what_is_no_button_of_theirs_does_nothing(data: str) -> None:
    """Typed by hand, of someone else, or of long ago."""
    one = Someone().weekly().member().do(data)
    assert one.fires == [] and one.visit.effects == [] and one.said


def test_who_answered_or_left_is_not_asked() -> None:
    """Nor after the end, nor who is no member, nor who is muted."""
    assert Someone().member(answered=True).due(OPENED).said == ""
    assert Someone().member(published=True).due(OPENED).said == ""
    assert Someone().due(OPENED).said == "" and Someone().due(PULSE).said == ""
    assert Someone().weekly(on=False).due(PULSE).said == ""
    filled = Someone().weekly().do("/pulse now").give(*[Typed("4")] * 3)
    filled.do("/skip").do("/skip")
    assert filled.due(PULSE).said == ""


def test_of_one_schedule_only_the_last_is_said() -> None:
    """After days away; the others are recorded as left out."""
    older = ("pulse", "p", 20270105)
    one = Someone().weekly().due(older, PULSE)
    assert one.fires == [FireCleared(*older)] and "stil te staan" in one.said
    early = Someone().weekly(weekday=1)
    early.now -= 2 * HOUR
    assert early.due(older).said == "" and early.fires == []  # today's comes at nine
    tomorrow = Someone().weekly(weekday=2)
    tomorrow.now += 22 * HOUR
    assert tomorrow.due(older).said == ""


def test_a_daily_pulse_is_said_each_day() -> None:
    """That the next comes within a day is no reason to leave it out."""
    one = Someone()
    schedule = Schedule(date(2027, 1, 1), "rrule", rrule="FREQ=DAILY")
    one.person.schedules = [PulseSchedule("p", schedule, person="p")]
    assert one.due(PULSE).said != ""


def test_other_things_wait_for_ones_own_pulse_of_the_day() -> None:
    """So that both come at once."""
    one = Someone().weekly(weekday=1).member()
    one.now -= 2 * HOUR
    (moved,) = one.due(OPENED).fires
    assert one.said == "" and isinstance(moved, FireMoved) and moved.due == TUESDAY - HOUR


def test_days_away_put_it_off() -> None:
    """Until after them."""
    away = Calendar(closed=(Period(date(2027, 1, 12), date(2027, 1, 14)),))
    one = Someone().member()
    one.person.prefs = replace(one.person.prefs, calendar=away)
    (moved,) = one.due(OPENED).fires
    assert isinstance(moved, FireMoved) and f"{local(moved.due, ZONE):%a %H}" == "Fri 08"


def test_discreet_notices_tell_nothing() -> None:
    """Not what about, not by whom, and no result: a button opens it."""
    one = Someone().weekly().member().do("/settings discreet on")
    for names in ((PULSE,), (OPENED,), (PULSE, OPENED)):
        one.due(*names)
        assert "Groep" not in one.said and not any("Groep" in label for label in one.buttons)
        assert "stil" not in one.said
    assert one.buttons["Openen (1)"] == "/fill rg"
    result = Someone().member(published=True, shared=True).do("/settings discreet on")
    result.due(("shared", "rg.mg", 0))
    assert "Groep" not in result.said and len(result.events) == 1
    result.do(result.buttons["Openen"])
    assert result.events == [PulseWanted("g", "rg")]


def test_a_result_is_for_whom_it_was_given_to() -> None:
    """Members see what was shared; the owner's turn carries it into the group chat."""
    member = Someone().member(published=True)
    assert member.do("/group g result rg").events != [PulseWanted("g", "rg")]
    owner = Someone().member(right="owner", published=True)
    assert owner.do("/group g result rg").events == [PulseWanted("g", "rg")]
    schedule = Schedule(date(2027, 1, 1))
    owner.person.schedules = [PulseSchedule("g", schedule, collaboration="g", post="chat")]
    owner.do("/settings discreet on").due(("result", "rg.mg", 0))
    assert PostWanted("g", "result", "rg") in owner.events
    other = Someone().member(published=True, shared=True, pulse=False)
    assert other.do("/group g result rg").events == [LinkWanted("result", "g", "rg")]


# --- a talk that waits


def test_a_paused_talk_comes_back_when_one_chose(content: Content) -> None:
    """Tomorrow, in a week or on a day; without a choice in a week. Once."""
    one = Someone(content).do("/start tiny").do("/pause")
    assert {"Morgen verder", "Op een andere dag verder"} < set(one.buttons)
    one.do(one.buttons["Morgen verder"])
    fire = one.fires[-1]
    assert isinstance(fire, FireSet) and f"{local(fire.due, ZONE):%a %H:%M}" == "Wed 08:00"
    one.now = fire.due
    assert "ligt nog klaar" in one.due((fire.kind, fire.subject, fire.slot)).said
    assert one.fires == []


def test_a_talk_that_one_chose_to_hear_of_waits_for_another_talk(content: Content) -> None:
    """It is put off, and stays what was chosen."""
    one = Someone(content).do("/start tiny").do("/pause").do("/remind tomorrow s1")
    fire = one.fires[-1]
    assert isinstance(fire, FireSet)
    one.now = fire.due - 600
    one.do("/start tiny_scores now")
    one.now = fire.due
    (moved,) = one.due((fire.kind, fire.subject, fire.slot)).fires
    assert one.said == "" and isinstance(moved, FireMoved)
    assert moved.due == fire.due - 600 + HOUR
    one.now = moved.due
    assert "ligt nog klaar" in one.due((fire.kind, fire.subject, fire.slot)).said


def test_the_days_of_a_plan_each_say_their_own() -> None:
    """Also when two are due at once; skipping one leaves the other."""
    one = Someone().weekly()
    one.do("/start six_steps")
    found = one.do("/later skip plan s1 0").fires
    assert found == [FireCleared("plan", "s1", 0)]
