"""Invitations that are used twice, passed on, withdrawn, too old or made up; on both databases."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.collaborations.invitations import LASTS, MANY
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from dialogues.messages.links import INVITATION_MARK
from storage.core.schema import ballots, invites, members
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.collaboration_world import Circle, pressed
from tests.support.postgres import Postgres, on_both
from tests.support.statements import Heard, raw_bytes


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


async def size(circle: Circle) -> int:
    return len((await circle.rows(members))["members"])


@on_both
async def test_a_link_for_one_works_once(circle: Circle) -> None:
    """Who used it is a member and hears so; who opens it after that is refused kindly."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group)
    assert "Welkom bij Sociaal domein" in await circle.join("a", token, "Jan")
    again = await circle.do("a", "start", INVITATION_MARK + token)
    assert "U hoort al bij Sociaal domein, als raadslid voor Aa" in again
    assert "voor iemand anders" in await circle.do("b", "start", INVITATION_MARK + token)
    assert await size(circle) == 2
    one = await circle.membership("a")
    assert (one.right, one.municipality, one.role, one.name) == ("member", "Aa", "council", "Jan")


@on_both
async def test_a_link_passed_on_stays_with_who_opened_it_first(circle: Circle) -> None:
    """Also while the first has not yet said yes, and after they said no."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group)
    await circle.do("a", "start", INVITATION_MARK + token)
    assert "voor iemand anders" in await circle.do("b", "start", INVITATION_MARK + token)
    assert "u doet niet mee" in await circle.give("a", Typed("2"))
    assert "voor iemand anders" in await circle.do("b", "start", INVITATION_MARK + token)
    assert await size(circle) == 1
    await circle.do("a", "start", INVITATION_MARK + token)
    await circle.press("a", "1. Meedoen")
    assert "Welkom" in await circle.give("a", Typed("1"), Command("skip"))
    assert await size(circle) == 2


async def test_a_second_answer_joins_no_one_twice(circle: Circle) -> None:
    """Replayed taps and typed answers of a talk that has ended change nothing."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group, many=10)
    await circle.do("a", "start", INVITATION_MARK + token)
    tap = circle.buttons("a")[0].data
    await circle.press("a", "Ja")
    await circle.do("a", "skip")
    before = await circle.rows()
    for _ in range(2):
        await circle.give("a", pressed(tap), Typed("1"), Command("start", INVITATION_MARK + token))
    assert await circle.rows() == before


@on_both
async def test_an_old_or_withdrawn_link_is_refused(circle: Circle) -> None:
    """At opening, and once more at saying yes."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group, many=10)
    await circle.do("a", "start", INVITATION_MARK + token)
    await circle.do("b", "start", INVITATION_MARK + token)
    await circle.give("b", Typed("1"))
    invite = (await circle.rows(invites))["invites"][0][0]
    await circle.do("owner", "group", f"{group} revoke {invite}")
    assert "ingetrokken" in await circle.give("b", Command("skip"))
    assert "ingetrokken" in await circle.do("c", "start", INVITATION_MARK + token)
    fresh = await circle.invite("owner", group, many=10)
    await circle.do("d", "start", INVITATION_MARK + fresh)
    circle.now += LASTS
    assert "verlopen" in await circle.give("d", Typed("1"), Command("skip"))
    assert "verlopen" in await circle.do("e", "start", INVITATION_MARK + fresh)
    assert await size(circle) == 1


async def test_it_works_until_the_last_second(circle: Circle) -> None:
    """Fourteen days, not a second less."""
    token = await circle.invite("owner", await circle.found("owner"))
    circle.now = (await circle.rows(invites))["invites"][0][3] - 4
    assert "Welkom" in await circle.join("a", token)


@on_both
async def test_a_link_for_ten_counts_to_none(circle: Circle) -> None:
    """The eleventh is too many; who leaves gives no place back."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group, many=10)
    for number in range(10):
        assert "Welkom" in await circle.join(f"a{number}", token)
    assert "al gebruikt" in await circle.do("a10", "start", INVITATION_MARK + token)
    await circle.do("a3", "group", f"{group} leave yes")
    assert "al gebruikt" in await circle.do("a3", "start", INVITATION_MARK + token)
    assert await size(circle) == 10


@on_both
async def test_two_in_one_batch_cannot_share_a_link_for_one(circle: Circle) -> None:
    """Both open it at once, and both say yes at once: the first has it."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group)
    for given_input in (Command("start", INVITATION_MARK + token), Typed("1"), Command("skip")):
        await circle.turns.apply([circle.inbound(who, given_input) for who in ("a", "b")])
    assert await size(circle) == 2
    assert "Welkom" in circle.said("a")
    assert "voor iemand anders" in circle.said("b")


@on_both
async def test_the_last_place_in_one_batch(circle: Circle) -> None:
    """Twelve say yes in one batch where ten may."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group, many=10)
    everyone = [f"a{number}" for number in range(12)]
    for given_input in (Command("start", INVITATION_MARK + token), Typed("1"), Command("skip")):
        await circle.turns.apply([circle.inbound(who, given_input) for who in everyone])
    assert await size(circle) == 11
    assert sum("al gebruikt" in circle.said(who) for who in everyone) == 2
    assert (await circle.rows(invites))["invites"][0][4] == 0


@on_both
async def test_withdrawn_and_opened_in_one_batch(circle: Circle) -> None:
    """What comes after the withdrawal sees it."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group, many=10)
    invite = (await circle.rows(invites))["invites"][0][0]
    await circle.turns.apply(
        [
            circle.inbound("owner", Command("group", f"{group} revoke {invite}")),
            circle.inbound("a", Command("start", INVITATION_MARK + token)),
        ]
    )
    assert "ingetrokken" in circle.said("a")


async def test_two_replicas_at_once(content: Content, postgres: Postgres, tmp_path: Path) -> None:
    """On PostgreSQL two processes open a link for one, and fill a link for ten, at one moment."""
    url = postgres.database()
    stores = [await Store.open(url, tmp_path / "key") for _ in range(2)]
    first, second = (Circle(content, store) for store in stores)
    group = await first.found("owner")
    single, ten = await first.invite("owner", group), await first.invite("owner", group, many=10)
    for given_input in (Command("start", INVITATION_MARK + single), Typed("1"), Command("skip")):
        await asyncio.gather(first.give("a", given_input), second.give("b", given_input))
    assert await size(first) == 2
    sides = [(first, f"x{n}") if n % 2 else (second, f"y{n}") for n in range(14)]
    for given_input in (Command("start", INVITATION_MARK + ten), Typed("1"), Command("skip")):
        await asyncio.gather(*(circle.give(who, given_input) for circle, who in sides))
    assert await size(first) == 12
    assert [row[4] for row in (await first.rows(invites))["invites"] if not row[5]] == [0]
    for store in stores:
        await store.close()


async def test_a_member_who_opens_another_link_stays_who_they_are(circle: Circle) -> None:
    """The second is not used up: the facilitator can give it to who it was meant for."""
    group = await circle.found("owner")
    one, other = await circle.invite("owner", group), await circle.invite("owner", group, 1)
    await circle.join("a", one)
    assert "U hoort al bij" in await circle.do("a", "start", INVITATION_MARK + other)
    assert (await circle.membership("a")).municipality == "Aa"
    assert "Welkom" in await circle.join("b", other)
    assert (await circle.membership("b")).municipality == "Beemd"


async def test_a_facilitator_gets_a_municipality(circle: Circle) -> None:
    """And stays the owner; now they fill in as well."""
    group = await circle.found("owner")
    assert not (await circle.membership("owner")).answers
    await circle.join("owner", await circle.invite("owner", group, 1, "secretary"), "Els")
    one = await circle.membership("owner")
    assert (one.right, one.municipality, one.role) == ("owner", "Beemd", "secretary")
    assert await size(circle) == 1


@on_both
async def test_an_invite_that_someone_erased_opened(circle: Circle) -> None:
    """Works for no one any more, and keeps no trace of who it was."""
    group = await circle.found("owner")
    token = await circle.invite("owner", group)
    await circle.do("a", "start", INVITATION_MARK + token)
    await circle.give("a", Command("erase"), Command("erase", "yes"))
    assert "voor iemand anders" in await circle.do("a", "start", INVITATION_MARK + token)
    assert (await circle.rows(invites))["invites"][0][7] == "gone"


@settings(
    max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(token=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
async def test_made_up_tokens(circle: Circle, token: str) -> None:
    """Whatever stands behind the mark: one kind answer, and nothing changes."""
    said = await circle.do("x", "start", INVITATION_MARK + token)
    assert "Deze uitnodiging ken ik niet" in said
    assert not (await circle.rows(invites, members))["members"]


async def test_a_token_is_long_and_kept_secret(circle: Circle, log: io.StringIO) -> None:
    """144 random bits; in the database by its hash and sealed; in no log."""
    group = await circle.found("owner")
    tokens = [await circle.invite("owner", group, many=many) for many in MANY]
    assert all(len(bytes.fromhex(token)) * 8 >= 128 for token in tokens)
    assert len({token[at : at + 12] for token in tokens for at in (0, 12, 24)}) == 9
    await circle.join("a", tokens[0])
    await circle.do("b", "start", INVITATION_MARK + tokens[0])
    raw = await raw_bytes(circle.store)
    assert not any(token.encode() in raw for token in tokens)
    assert not any(token[:12] in log.getvalue() for token in tokens)
    assert not (await circle.rows(ballots))["ballots"]


async def test_who_joined_long_ago_holds_no_invitation(circle: Circle) -> None:
    """A member's ordinary turn leaves the link that they came by alone."""
    group = await circle.found("owner")
    await circle.join("a", await circle.invite("owner", group, many=10))
    heard = Heard(circle.store)
    await circle.do("a", "menu")
    await circle.do("a", "start", "tiny")
    assert not [statement for statement in heard.said if "invites" in statement]
    async with circle.store.begin() as work:
        person = (await people.people_at(work, {("telegram", "a")}))[("telegram", "a")]
    talk = next(kept for kept in person.sessions if kept.dialogue == "invitation")
    await circle.do("a", "edit", talk.id)
    assert [statement for statement in heard.said if "invites" in statement]
    assert "U hoort al bij Sociaal domein" in await circle.press("a", "1. Meedoen", "Ja")
