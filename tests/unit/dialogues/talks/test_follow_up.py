"""Two weeks after an outcome, how it went: asked once, of who wanted that, and gone on from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.engine.session import Session
from dialogues.messages.events import FireSet, OutcomeJudged
from dialogues.messages.inputs import Command, Timeout, Typed
from dialogues.notifications.kinds import FOLLOW
from tests.unit.dialogues.talks.test_open_actions import After

WEEK = 7 * 24 * 3600.0
DUE = 1.0 + 2 * WEEK


@pytest.fixture
def after(content: Content) -> After:
    """Someone who recognised the outcome."""
    return After(content).give(Command("judge", "yes s1"))


def session_of(after: After) -> Session:
    return after.person.sessions[-1].open()


def asked(after: After, late: float = 0.0) -> After:
    after.give(Command("remind", "follow s1"))
    (fire,) = [one for one in after.fires if isinstance(one, FireSet)]
    after.now = fire.due + late
    return after.give(Timeout(FOLLOW, "s1", 0, fire.due))


def test_nobody_is_asked_who_did_not_want_it(after: After) -> None:
    assert not [one for one in after.events if isinstance(one, FireSet)]
    assert "/remind follow s1" in [one.data for one in after.prompt.choices]


def test_it_is_asked_in_two_weeks_and_once(after: After) -> None:
    after.give(Command("remind", "follow s1"))
    (fire,) = [one for one in after.fires if isinstance(one, FireSet) and one.kind == FOLLOW]
    assert fire.due >= DUE
    after.give(Command("remind", "follow s1"))
    assert not after.fires


def test_it_says_what_was_to_be_done(after: After) -> None:
    asked(after)
    assert "Twee weken geleden" in after.text
    assert [one.data for one in after.prompt.choices][:3] == [
        "/judge done s1", "/judge partly s1", "/judge not s1",
    ]  # fmt: skip


def test_who_wants_it_discreet_is_asked_when_they_open_it(after: After) -> None:
    after.person.prefs = replace(after.person.prefs, discreet=True)
    asked(after)
    assert "weken" not in after.text
    assert after.prompt.choices[0].data == "/remind followed s1"
    assert "Twee weken geleden" in after.give(Command("remind", "followed s1")).text


def test_weeks_too_late_it_is_not_asked(after: After) -> None:
    asked(after, late=2 * WEEK)
    assert "Twee weken geleden" not in after.text


def test_what_is_done_makes_room_for_the_next(after: After) -> None:
    main = session_of(after).points[0]
    asked(after).give(Command("judge", "done s1"))
    session = session_of(after)
    assert session.done == [main]
    assert main not in session.points
    assert OutcomeJudged(main, "done") in after.events


def test_when_all_is_done_that_is_said(after: After) -> None:
    asked(after)
    for _ in range(40):
        if not session_of(after).points:
            break
        after.give(Command("judge", "done s1"))
    assert "Meer weegt er nu niet" in after.text


@pytest.mark.parametrize("how", ["partly", "not"])
def test_what_stood_in_the_way_is_weighed(after: After, how: str) -> None:
    asked(after).give(Command("judge", f"{how} s1"))
    assert "Wat houdt" in after.text
    after.give(Typed("De raad weet van niets en beslist op 12 december."))
    assert session_of(after).correction.startswith("De raad weet van niets")
    assert "Het belangrijkste" in after.text
