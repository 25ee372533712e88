"""A person's collaborations at the desk: begun, joined and left. Pure.

What a visit changes is carried out here in memory, for that person alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogues.collaborations.invitations import LASTS
from dialogues.definition.content import Content
from dialogues.domain.effects import (
    CollaborationChanged,
    CollaborationMade,
    InviteBound,
    InviteMade,
    Joined,
    Left,
    RightGiven,
)
from dialogues.domain.invitation import Invite
from dialogues.messages.events import InviteShown
from dialogues.messages.links import INVITATION_MARK
from dialogues.texts.catalogue import Verb
from frameworks.groups.rules import Rules
from tests.support.collaboration_world import MONDAY
from tests.support.guest import AA, GOING, Guest, a_member

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


@pytest.mark.parametrize(("least", "k"), [("5", 5), ("5,5", 6), ("6.5", 7), ("10", 10)])
def test_the_threshold_is_never_lower_than_was_said(content: Content, least: str, k: int) -> None:
    """A half answer counts as a whole one."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Eilanden", "Bonaire, Saba", "1", "2", least, "1", "1", "1", "1")
    assert guest.last(CollaborationMade).collaboration.rules.k == k


@pytest.mark.parametrize("least", ["0", "4", "4,9", "11", "-5", "veel"])
def test_the_threshold_is_from_five_to_ten(content: Content, least: str) -> None:
    """Anything else is asked again."""
    guest = Guest(content).do("start", "collaboration")
    guest.type("Eilanden", "Bonaire, Saba", "1", "2", least)
    assert "Kies van 5 tot 10" in guest.text and not guest.effects


def test_rules_that_were_left_again_do_not_count(content: Content) -> None:
    """Who first chose themselves and then the usual rules has the usual rules."""
    guest = Guest(content).do("start", "collaboration").type("Een", "Aa, Bb", "1", "2", "7")
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
    guest.do("edit", guest.person.sessions[0].id).press(0).type("Twee")
    while guest.person.sessions[0].status == "active":
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
    guest.person.invites = {"t": invite, "i1": invite}
    return guest, invite


def test_an_invitation_is_made(owner: Guest) -> None:
    """Step by step; its token is shown once, to who made it."""
    owner.do("group", "c1 invite").press(1).press(2).press(0)
    made = owner.last(InviteMade)
    assert (made.invite.municipality, made.invite.role) == ("Beemd", "secretary")
    assert (made.invite.left, made.invite.single) == (1, True)
    assert made.invite.expires == owner.now + LASTS
    assert [e.token for e in owner.visit.events if isinstance(e, InviteShown)] == [
        INVITATION_MARK + made.token
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
    guest.do("start", INVITATION_MARK + "t")
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
    guest.do("start", INVITATION_MARK + "t").type("1").do("skip")
    assert guest.last(Joined).membership.name == ""


def test_a_name_is_no_letter(content: Content) -> None:
    """A text of a page is cut."""
    guest, _ = invited(content)
    guest.do("start", INVITATION_MARK + "t").type("1", "lang " * 100)
    assert len(guest.last(Joined).membership.name) <= 80


def test_who_says_no_is_no_member_and_may_come_back(content: Content) -> None:
    """No binds nobody; the same link brings the question back."""
    guest, invite = invited(content)
    guest.do("start", INVITATION_MARK + "t").type("2")
    assert "u doet niet mee" in guest.text
    assert not [e for e in guest.effects if isinstance(e, Joined)] and invite.left == 1
    guest.do("start", INVITATION_MARK + "t").press(0).type("1").do("skip")
    assert guest.last(Joined).invite == "i1"


@pytest.mark.parametrize("way", ["skip", "unknown"])
def test_who_does_not_say_yes_does_not_join(content: Content, way: Verb) -> None:
    """A question that was skipped is no consent."""
    guest, _ = invited(content)
    guest.do("start", INVITATION_MARK + "t").do(way).do("skip")
    assert not [e for e in guest.effects if isinstance(e, Joined)]


def test_who_joins_during_a_round_can_begin_at_once(content: Content) -> None:
    """The welcome has the button."""
    guest, _ = invited(content, rounds=[GOING])
    guest.do("start", INVITATION_MARK + "t").type("1").do("skip")
    assert guest.data[0] == "/fill r1"
    assert "Wilt u nu invullen?" in guest.press().text


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


def test_a_municipality_is_put_beside_the_others(owner: Guest) -> None:
    """As it is spelt; one that is there by another name is not there twice."""
    owner.do("group", "c1 town gilze & rijen").do("group", "c1 town Gilze-Rijen")
    towns = owner.last(CollaborationChanged).collaboration.municipalities
    assert towns == (*AA.municipalities, "Gilze en Rijen")
    assert len([one for one in owner.effects if isinstance(one, CollaborationChanged)]) == 1
