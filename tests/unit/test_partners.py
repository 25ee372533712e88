"""A person's collaborations at the desk: begun, joined, opened, filled in, changed and left. Pure.

What a visit changes is carried out here in memory, for that person alone.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from dialogues.collaboration import (
    BallotCast,
    Collaboration,
    CollaborationMade,
    Invite,
    InviteBound,
    InviteMade,
    Joined,
    Left,
    Membership,
    RightGiven,
    Round,
    RoundOpened,
)
from dialogues.events import InviteShown, LinkWanted, MessageCreated
from dialogues.inputs import Command, Input, Timeout, Typed
from dialogues.inviting import LASTS, MARK
from dialogues.loader import Content
from dialogues.reception import receive
from dialogues.round_fires import HALF_WAY, LAST_DAY, OPENED, RESULT, ROUND, SHARED, subject
from dialogues.schedule import DAY
from dialogues.visitor import Visit, Visitor
from frameworks.group_result import Rules
from tests.circle import MONDAY, TINY, pressed

AA = Collaboration("c1", "Sociaal domein", ("Aa", "Beemd"), "running", Rules())
GOING = Round("r1", TINY, MONDAY, AA.closing(AA.today(MONDAY + 14 * DAY)), Rules())


class Guest:
    """A person who keeps coming back to the same desk."""

    def __init__(self, content: Content, *known: Membership, language: str = "nl") -> None:
        self.content, self.now, self.ids = content, MONDAY, count(1)
        self.visitor = Visitor("p1", language, memberships=list(known))
        self.visit, self.effects = Visit(), list[Any]()

    def give(self, *inputs: Input) -> Guest:
        for given in inputs:
            self.now += 1
            self.visit = receive(
                self.content, self.visitor, given, self.now, lambda: f"{next(self.ids):012x}"
            )
            self.effects += self.visit.effects
        return self

    def do(self, verb: str, argument: str = "") -> Guest:
        return self.give(Command(verb, argument))  # type: ignore[arg-type]

    def type(self, *texts: str) -> Guest:
        return self.give(*map(Typed, texts))

    def fires(self, kind: str, slot: int = 0, member: str = "m1") -> str:
        return self.give(Timeout(kind, subject("r1", member), slot, self.now)).text

    @property
    def messages(self) -> list[MessageCreated]:
        return [event for event in self.visit.events if isinstance(event, MessageCreated)]

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.messages)

    @property
    def data(self) -> list[str]:
        prompts = [one.prompt for one in self.messages if one.prompt]
        return [button.data for button in prompts[-1].choices]

    def press(self, place: int = 0) -> Guest:
        return self.give(pressed(self.data[place]))

    def last(self, kind: type) -> Any:
        return [one for one in self.effects if isinstance(one, kind)][-1]


def a_member(right: Any = "member", number: int = 1, **more: Any) -> Membership:
    return Membership(f"m{number}", right, more.pop("group", AA), "Aa", "council", "Jan", **more)


@pytest.fixture
def member(content: Content) -> Guest:
    """Someone with an open round."""
    return Guest(content, a_member(rounds=[GOING]))


@pytest.fixture
def owner(content: Content) -> Guest:
    return Guest(content, Membership("m1", "owner", AA))


# --- beginning


def test_a_collaboration_is_begun(content: Content) -> None:
    """With the usual rules; who begins it owns it, and belongs to no municipality."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Sociaal domein", "Aa, Beemd en Coevoort", "3", "1", "1", "1")
    made = guest.last(CollaborationMade)
    assert made.owner == "p1"
    assert made.collaboration.name == "Sociaal domein"
    assert made.collaboration.municipalities == ("Aa", "Beemd", "Coevoort")
    assert (made.collaboration.phase, made.collaboration.rules) == ("running", Rules())
    assert (made.collaboration.language, made.collaboration.zone) == ("nl", "Europe/Amsterdam")
    assert "Sociaal domein staat klaar" in guest.text
    assert guest.press().text == "Voor welke gemeente is de uitnodiging?"


def test_with_rules_of_ones_own(content: Content) -> None:
    """From ten answers on, all lines, roles first, in English, in the Caribbean."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Eilanden", "Bonaire, Saba", "1", "2", "10", "2", "2", "2", "2")
    group = guest.last(CollaborationMade).collaboration
    assert group.rules == Rules(10, "ten", "role")
    assert (group.language, group.zone) == ("en", "America/Kralendijk")


@pytest.mark.parametrize(("least", "k"), [("3", 3), ("3,5", 4), ("4.5", 5), ("10", 10)])
def test_the_threshold_is_never_lower_than_was_said(content: Content, least: str, k: int) -> None:
    """A half answer counts as a whole one."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Eilanden", "Bonaire, Saba", "1", "2", least, "1", "1", "1", "1")
    assert guest.last(CollaborationMade).collaboration.rules.k == k


@pytest.mark.parametrize("least", ["0", "2", "2,9", "11", "-5", "veel"])
def test_the_threshold_is_from_three_to_ten(content: Content, least: str) -> None:
    """Anything else is asked again."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Eilanden", "Bonaire, Saba", "1", "2", least)
    assert "Kies van 3 tot 10" in guest.text and not guest.effects


def test_rules_that_were_left_again_do_not_count(content: Content) -> None:
    """Who first chose themselves and then the usual rules has the usual rules."""
    guest = Guest(content).do("start", "collaboration").type("Een", "Aa, Bb", "1", "2", "3")
    guest.do("back").do("back").type("1", "1", "1")
    assert guest.last(CollaborationMade).collaboration.rules == Rules()


def test_without_a_name_or_municipality_there_is_none(content: Content) -> None:
    """What is missing is asked for, and then it is there."""
    guest = Guest(content).do("start", "collaboration")
    guest.do("skip").type("Aa, Bb", "1", "1", "1", "1")
    assert not guest.effects and "een naam" in guest.text
    guest.press().press(0).type("Toch een naam")
    while not guest.effects:
        guest.do("keep")
    assert guest.last(CollaborationMade).collaboration.name == "Toch een naam"


def test_it_is_not_begun_twice(content: Content) -> None:
    """Changing an answer after its end makes no second one."""
    guest = Guest(content).do("start", "collaboration").type("Een", "Aa, Bb", "1", "1", "1", "1")
    guest.do("edit", guest.visitor.kept[0].id).press(0).type("Twee")
    while guest.visitor.kept[0].status == "active":
        guest.do("keep")
    assert len(guest.effects) == 1
    assert "Deze samenwerking is er al" in guest.text


def test_two_collaborations_of_one_person(content: Content) -> None:
    """Each with its own card; the list names both, and a command is for one of them."""
    other = replace(AA, id="c2", name="Afval")
    guest = Guest(content, a_member(), a_member("owner", 2, group=other)).do("group")
    assert guest.data[:2] == ["/group c1", "/group c2"]
    assert "/group c1 invite" not in guest.do("group", "c1").data
    assert "/group c2 invite" in guest.do("group", "c2").data


# --- inviting and joining


def invited(content: Content, **more: Any) -> tuple[Guest, Invite]:
    guest = Guest(content)
    invite = Invite("i1", AA, "Beemd", "executive", MONDAY + LASTS, 1, True, **more)
    guest.visitor.invites = {"t": invite, "i1": invite}
    return guest, invite


def test_an_invitation_is_made(owner: Guest) -> None:
    """Step by step; its token is shown once, to who made it."""
    owner.do("group", "c1 invite").press(1).press(2).press(0)
    made = owner.last(InviteMade)
    assert (made.invite.municipality, made.invite.role) == ("Beemd", "secretary")
    assert (made.invite.left, made.invite.single) == (1, True)
    assert made.invite.expires == owner.now + LASTS
    assert [e.token for e in owner.visit.events if isinstance(e, InviteShown)] == [
        MARK + made.token
    ]


@pytest.mark.parametrize("words", ["9 council 1", "-1 council 1", "0 mayor 1", "0 council 7",
                                   "² council 1", "9" * 5000 + " council 1"])  # fmt: skip
def test_an_invitation_that_cannot_be_is_not_made(owner: Guest, words: str) -> None:
    """What does not fit is asked again."""
    owner.do("group", f"c1 invite {words}")
    assert not owner.effects and owner.data


def test_who_joins_reads_first(content: Content) -> None:
    """What is asked and who sees what stands before the question; then a name, or none."""
    guest, _ = invited(content)
    guest.do("start", MARK + "t")
    assert guest.last(InviteBound) == InviteBound("i1", "p1")
    for words in ("Sociaal domein", "Beemd", "lid van het college", "vertrouwelijk", "minstens 5"):
        assert words in guest.text
    guest.type("1", "Els")
    joined = guest.last(Joined)
    assert (joined.person, joined.invite) == ("p1", "i1")
    assert (joined.membership.municipality, joined.membership.name) == ("Beemd", "Els")
    assert "Welkom bij Sociaal domein" in guest.text


def test_a_name_may_be_skipped(content: Content) -> None:
    """Then the facilitator sees a municipality and a role."""
    guest, _ = invited(content)
    guest.do("start", MARK + "t").type("1").do("skip")
    assert guest.last(Joined).membership.name == ""


def test_a_name_is_no_letter(content: Content) -> None:
    """A text of a page is cut."""
    guest, _ = invited(content)
    guest.do("start", MARK + "t").type("1", "lang " * 100)
    assert len(guest.last(Joined).membership.name) <= 80


def test_who_says_no_is_no_member_and_may_come_back(content: Content) -> None:
    """No binds nobody; the same link brings the question back."""
    guest, invite = invited(content)
    guest.do("start", MARK + "t").type("2")
    assert "u doet niet mee" in guest.text
    assert not [e for e in guest.effects if isinstance(e, Joined)] and invite.left == 1
    guest.do("start", MARK + "t").press(0).type("1").do("skip")
    assert guest.last(Joined).invite == "i1"


@pytest.mark.parametrize("way", ["skip", "unknown"])
def test_who_does_not_say_yes_does_not_join(content: Content, way: str) -> None:
    """A question that was skipped is no consent."""
    guest, _ = invited(content)
    guest.do("start", MARK + "t").do(way).do("skip")
    assert not [e for e in guest.effects if isinstance(e, Joined)]


def test_who_joins_during_a_round_can_begin_at_once(content: Content) -> None:
    """The welcome has the button."""
    guest, _ = invited(content, rounds=[GOING])
    guest.do("start", MARK + "t").type("1").do("skip")
    assert guest.data[0] == "/fill r1"
    assert "Wilt u nu invullen?" in guest.press().text


# --- a round


def test_a_round_is_opened(owner: Guest) -> None:
    """The rules are read first; they and the closing day lie fixed from then on."""
    owner.do("group", "c1 open").give(Command("group", f"c1 open {TINY} 14"))
    assert "vanaf 5 antwoorden" in owner.text and "maandag 7 december om 23.59" in owner.text
    assert "precies die regel goedkeurt" in owner.text and "gemeenten naast elkaar" in owner.text
    assert not owner.effects
    opened = owner.press().last(RoundOpened).round
    assert opened.rules == AA.rules
    assert opened.closes == AA.closing(AA.today(owner.now + 14 * DAY))
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


@pytest.mark.parametrize("way", ["skip", "unknown"])
def test_who_skips_the_first_question_sends_nothing_in(member: Guest, way: str) -> None:
    """It asks whether one takes part: only yes is yes, and no statement is asked for nothing."""
    member.do("fill", "r1").do(way)
    assert member.visitor.kept[0].status == "completed"
    assert not member.last(BallotCast).ratings


def test_an_answer_is_changed_before_closing(member: Guest) -> None:
    """The same talk is opened again, and what is sent in takes the place of what was."""
    member.do("fill", "r1").type("1", "3", "4", "5").do("skip")
    member.do("fill", "r1").press(1).type("1")
    while member.visitor.kept[0].status == "active":
        member.do("keep")
    assert sorted(v for v in member.last(BallotCast).ratings.values() if v) == [1.0, 4.0, 5.0]
    assert len(member.visitor.kept) == 1


def test_an_answer_is_taken_back(member: Guest) -> None:
    """Who says no after all has nothing in it any more."""
    member.do("fill", "r1").type("1", "3", "4", "5", "Een regel.", "1")
    member.do("fill", "r1").press(0).type("2")
    assert member.last(BallotCast).ratings == {}
    assert member.visitor.memberships[0].rounds[0].answered is False


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
    status = {kept.dialogue: kept.status for kept in member.visitor.kept}
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
    known = member.visitor.memberships[0]
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
        guest.visitor.memberships[0].rounds = [GOING]
        assert not guest.fires(RESULT)


# --- leaving


def test_leaving_asks_first(member: Guest) -> None:
    """Then it is done, and the group is no one's any more here."""
    member.do("group", "c1 leave")
    assert not member.effects and "wis ik dan" in member.text
    member.press()
    assert member.last(Left) == Left("c1", "m1")
    assert "ken ik niet" in member.do("group", "c1").text


def test_the_last_owner_hears_what_goes(owner: Guest) -> None:
    """Without a co-facilitator everything goes with them."""
    owner.do("group", "c1 leave")
    assert "met alle uitkomsten gewist" in owner.text and not owner.effects


def test_handing_over(owner: Guest) -> None:
    """Asks first; to oneself it means nothing."""
    owner.do("group", "c1 owner m2")
    assert not owner.effects
    owner.press()
    assert owner.last(RightGiven) == RightGiven("c1", "m2", "owner")
    assert owner.do("group", "c1 owner m1 yes").visit.effects == []
