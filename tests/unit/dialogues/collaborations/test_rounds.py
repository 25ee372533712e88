"""A round at the desk: opened, filled in, changed, taken back, too late, and heard of. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.collaborations.rounds import forecast
from dialogues.definition.content import Content
from dialogues.definition.parts import Choice
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.company import Company
from dialogues.domain.effects import BallotCast, RoundOpened
from dialogues.domain.member import Membership
from dialogues.domain.round_reminders import HALF_WAY, LAST_DAY, OPENED
from dialogues.engine.session import Session
from dialogues.messages.events import LinkWanted
from dialogues.messages.inputs import Command, Typed
from dialogues.notifications.kinds import RESULT, ROUND, SHARED
from dialogues.texts.catalogue import Verb
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Text
from frameworks.groups.rules import TEXTS, Rules, Texts
from tests.support.collaboration_world import TINY, pressed
from tests.support.guest import AA, GOING, Guest, a_member
from tests.support.released import in_front

# --- a round


def test_a_round_is_opened(owner: Guest) -> None:
    """The rules are read first; they and the closing day lie fixed from then on."""
    owner.do("group", "c1 open").give(Command("group", f"c1 open {TINY} 14"))
    assert "vanaf 5 antwoorden" in owner.text and "maandag 7 december om 23.59" in owner.text
    assert "precies die regel goedkeurt" in owner.text and "gemeenten naast elkaar" in owner.text
    assert not owner.effects
    opened = owner.press().last(RoundOpened).round
    assert opened.rules == AA.rules
    assert opened.closes == AA.closing(AA.today(owner.now + 14 * SECONDS_PER_DAY))
    again = owner.give(Command("group", f"c1 open {TINY} 14 yes"))
    assert "al een ronde open" in again.text and len(again.effects) == 1


def test_what_a_member_sends_in(member: Guest) -> None:
    """Every statement, the line, and whether exactly that line may be shown."""
    member.do("fill", "r1")
    assert "minstens 5 mensen" in member.text and "maandag 7 december" in member.text
    member.type("1", "3", "4", "5", "Stukken komen te laat.", "1")
    cast = member.last(BallotCast)
    assert (cast.round, cast.member, len(cast.ratings)) == ("r1", "m1", 3)
    assert sorted(v for v in cast.ratings.values() if v) == [3.0, 4.0, 5.0]
    assert (cast.line, cast.approved) == ("Stukken komen te laat.", True)
    assert "Dank u wel" in member.text


def test_do_not_know_is_an_answer(member: Guest) -> None:
    """It counts for no statement."""
    member.do("fill", "r1").type("1").do("unknown").do("skip").type("4").do("skip")
    assert sorted(map(str, member.last(BallotCast).ratings.values())) == ["4.0", "None", "None"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("pulse", [False, True])
def test_who_reads_a_line_is_said_in_the_question_for_it(
    content: Content, language: str, texts: Texts, pulse: bool
) -> None:
    """What the facilitator chose, before a word is written, and not only on request."""
    going = replace(GOING, rules=Rules(texts=texts), pulse=pulse)
    member = Guest(content, a_member(rounds=[going]), language=language).do("fill", "r1")
    if not pulse:
        member.type("1")
    member.type("3", "4", "5")
    rule = content.catalogue.say(language, f"rules_{texts}").removesuffix(".")
    asked = [part.text for part in member.messages[-1].parts if part.kind == "strong"]
    assert any(rule in one for one in asked), asked


@pytest.mark.parametrize("state", ["line", "content_with", "rather_different"])
def test_another_line_is_approved_anew(content: Content, state: str) -> None:
    """A yes is to the words that were read: who changes them is asked again, and may say no."""
    pulse = state != "line"
    member = Guest(content, a_member(rounds=[replace(GOING, pulse=pulse)])).do("fill", "r1")
    if not pulse:
        member.type("1")
    member.type("3", "4", "5", *(["Goed.", "Anders."] if pulse else ["Eerste."]), "1")
    assert member.last(BallotCast).approved
    member.do("fill", "r1")
    (place,) = [i for i, one in enumerate(member.data) if one.endswith(f"edit:{state}")]
    member.press(place).type("Iets heel anders.")
    if state == "content_with":
        member.do("keep")  # the other line stays as it is
    assert "‘Iets heel anders’" in member.text
    member.type("2")
    cast = member.last(BallotCast)
    assert "Iets heel anders." in cast.line and not cast.approved


@pytest.mark.parametrize("way", ["skip", "unknown"])
def test_who_skips_the_first_question_sends_nothing_in(member: Guest, way: Verb) -> None:
    """It asks whether one takes part: only yes is yes, and no statement is asked for nothing."""
    member.do("fill", "r1").do(way)
    assert member.person.sessions[0].status == "completed"
    assert not member.last(BallotCast).ratings


def test_an_answer_is_changed_before_closing(member: Guest) -> None:
    """The same talk is opened again, and what is sent in takes the place of what was."""
    member.do("fill", "r1").type("1", "3", "4", "5").do("skip")
    member.do("fill", "r1").press(1).type("1")
    while member.person.sessions[0].status == "active":
        member.do("keep")
    assert sorted(v for v in member.last(BallotCast).ratings.values() if v) == [1.0, 4.0, 5.0]
    assert len(member.person.sessions) == 1


def test_an_answer_is_taken_back(member: Guest) -> None:
    """Who says no after all has nothing in it any more."""
    member.do("fill", "r1").type("1", "3", "4", "5", "Een regel.", "1")
    member.do("fill", "r1").press(0).type("2")
    assert member.last(BallotCast).ratings == {}
    assert member.person.memberships[0].rounds[0].answered is False


def test_having_answered_is_known_at_once(member: Guest) -> None:
    """In the same visit's menus."""
    member.do("fill", "r1").type("1", "3", "4", "5").do("skip")
    assert "Wijzigen kan nog" in member.do("group", "c1").text
    assert "/fill r1" not in member.do("menu").data


def test_too_late(member: Guest) -> None:
    """What comes after closing counts for no one, and that is said."""
    member.do("fill", "r1").type("1", "3", "4")
    member.now = GOING.closes - 1
    member.type("5").do("skip")
    assert not member.effects and "telt nergens mee" in member.text
    assert "Invullen kan niet meer" in member.do("fill", "r1").text


def test_the_last_second_counts(member: Guest) -> None:
    """Until 23:59:59."""
    member.do("fill", "r1").type("1", "3", "4", "5")
    member.now = GOING.closes - 2
    assert member.do("skip").last(BallotCast).ratings


def test_a_scale_that_changes_under_a_round_moves_no_rating(member: Guest) -> None:
    """A point came in front: the tap and the number of before are not stored, the next one is."""
    member.do("fill", "r1").type("1")
    highest = member.data[-1]
    none = Choice(id="v0", text=Text(nl="niets", en="nothing"), source=[])
    state = member.person.sessions[0].open().state
    member.content = in_front(member.content, "round_tiny_factors", state, none)
    for stale in (pressed(highest), Typed("5")):
        before = member.person.sessions[0].open().dump()
        old = member.person.sessions[0]
        member.give(stale)
        assert "bijgewerkt" in member.text and state not in member.person.sessions[0].open().answers
        member.person.sessions = [replace(old, open=partial(Session.load, before))]
    member.type("5").press(-1).type("4", "5").do("skip")
    assert member.last(BallotCast).ratings[state] == 5.0


def test_who_left_sends_nothing_in(member: Guest) -> None:
    """Even with the last question still open."""
    member.do("fill", "r1").type("1", "3", "4", "5").do("group", "c1 leave yes")
    member.do("skip")
    assert not [e for e in member.effects if isinstance(e, BallotCast)]
    assert "telt nergens mee" in member.text


def test_two_rounds_of_one_framework(content: Content) -> None:
    """In two collaborations at a time, and the next in the same one: talks do not mix."""
    other = replace(AA, id="c2", name="Afval")
    second = replace(GOING, id="r2")
    guest = Guest(
        content, a_member(rounds=[GOING]), a_member(number=2, group=other, rounds=[second])
    )
    guest.do("fill", "r1").type("1", "1").do("fill", "r2").type("1", "5", "5", "5").do("skip")
    assert (guest.last(BallotCast).round, guest.last(BallotCast).member) == ("r2", "m2")
    guest.do("fill", "r1").type("1", "1").do("skip")
    cast = guest.last(BallotCast)
    assert (cast.round, cast.member, set(cast.ratings.values())) == ("r1", "m1", {1.0})


def test_a_talk_in_progress_waits(member: Guest) -> None:
    """A round begins beside another talk, and that goes on where it was."""
    member.do("start", "tiny").type("2").do("fill", "r1")
    assert "Wilt u nu invullen?" in member.text
    status = {kept.dialogue: kept.status for kept in member.person.sessions}
    assert status == {"tiny": "paused", f"round_{TINY}": "active"}


def test_the_rounds_of_a_framework_that_is_gone(member: Guest) -> None:
    """Its card and its menu still open; it just cannot be filled in."""
    known = {n: d for n, d in member.content.dialogues.items() if n != f"round_{TINY}"}
    frameworks = {n: f for n, f in member.content.frameworks.items() if n != TINY}
    member.content = replace(member.content, dialogues=known, frameworks=frameworks)
    assert "Sociaal domein" in member.do("group", "c1").text
    assert member.do("menu").data
    assert member.do("fill", "r1").text and not member.effects


def test_in_ones_own_language(content: Content) -> None:
    """A member reads English in a Dutch collaboration."""
    guest = Guest(content, a_member(rounds=[GOING]), language="en").do("group", "c1")
    assert "Monday 7 December at 11.59 pm" in guest.text
    assert "You take part for Aa" in guest.text
    assert "Would you like to answer now?" in guest.do("fill", "r1").text


# --- hearing of it


def test_a_round_that_opens_is_told(member: Guest) -> None:
    """And its reminders, to who has not begun and to who has."""
    assert "Er is een ronde open" in member.fires(ROUND, OPENED)
    assert "staat nog open" in member.fires(ROUND, HALF_WAY)
    member.do("fill", "r1").type("1", "3").do("pause")
    assert "U bent begonnen" in member.fires(ROUND, HALF_WAY)
    assert "U was al begonnen" in member.fires(ROUND, LAST_DAY)


def test_nothing_is_said_to_who_answered(member: Guest) -> None:
    """Nor after closing, to another member's id, or to who belongs to no municipality."""
    known = member.person.memberships[0]
    known.rounds = [replace(GOING, answered=True)]
    assert not member.fires(ROUND, HALF_WAY)
    known.rounds = [GOING]
    assert not member.fires(ROUND, HALF_WAY, member="m9")
    known.municipality = ""
    assert not member.fires(ROUND, OPENED)
    known.municipality, member.now = "Aa", GOING.closes
    assert not member.fires(ROUND, LAST_DAY)


def test_who_said_no_is_left_alone(member: Guest) -> None:
    """Nobody who skips a round is told twice that it is still open."""
    member.do("fill", "r1").type("2")
    assert not member.fires(ROUND, HALF_WAY) and not member.fires(ROUND, LAST_DAY)


def test_a_result_is_told_when_there_is_one(content: Content) -> None:
    """To a facilitator a link to the page, to a member to the result."""
    done = replace(GOING, published=True, shared=True)
    for right, kind in (("owner", "page"), ("member", "result")):
        guest = Guest(content, a_member(right, rounds=[done]))
        guest.fires(SHARED)
        assert [e.kind for e in guest.visit.events if isinstance(e, LinkWanted)] == [kind]
        guest.person.memberships[0].rounds = [GOING]
        assert not guest.fires(RESULT)


@pytest.mark.parametrize("pulse", [False, True])
def test_before_one_answers_one_reads_who_else_takes_part(content: Content, pulse: bool) -> None:
    """How many, by which way they came in, and what a facilitator who is not honest could do."""
    company = Company({"telegram": 4, "web": 2}, leading=1)
    going = replace(GOING, pulse=pulse)
    member = Guest(content, a_member(rounds=[going], company=company)).do("fill", "r1")
    for words in ("6 mensen", "4 via Telegram", "2 via de webchat", "niet eerlijk"):
        assert words in member.text, words
    assert not member.person.sessions[0].open().answers


@pytest.mark.parametrize(
    ("count", "towns", "words"),
    [
        (4, 1, "Nu doen er 4 mensen mee: te weinig"),
        (6, 2, "alleen gemiddelden, met een marge van 0,7"),
        (18, 6, "Per gemeente zijn het er te weinig"),
        (18, 1, "Per gemeente zijn het er te weinig"),
        (18, 3, "Met ongeveer 6 per gemeente staan gemeenten naast elkaar, met een marge van 0,7"),
    ],
)
def test_who_opens_a_round_hears_what_will_probably_be_seen(
    content: Content, count: int, towns: int, words: str
) -> None:
    """By how many are in it now."""
    places = tuple(f"Town {n}" for n in range(towns))
    group = Collaboration("g", "Samen", places, "running", Rules())
    member = Membership("m", "owner", group, company=Company({"web": count}, 1))
    assert words in forecast(partial(content.catalogue.say, "nl"), member, "nl")
