"""What is kept of collaborations: carried over, copied, sealed anew, exported, never readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.services.erasure import move_address
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command
from storage.core.crypto import rotate
from storage.core.schema import ballots, fires, invites, members
from storage.database.unit_of_work import Store
from storage.operations import transfer
from storage.repositories import members as stored_members
from tests.support.collaboration_world import OURS, Circle
from tests.support.postgres import Postgres, on_both
from tests.support.statements import raw_bytes

SECRET = "Zwaluwstaart"


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


async def at_work(circle: Circle) -> tuple[str, str]:
    """A collaboration with two members for each municipality, who have all filled in a round."""
    group = await circle.found("owner", SECRET, f"{SECRET}dorp, Beemd")
    everyone = await circle.company(group, "owner", 2)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5, line=f"{SECRET} zegt {who}.")
    return group, going


@on_both
async def test_nothing_of_it_is_readable(circle: Circle) -> None:
    """No name, municipality or line stands in the database, before closing or after."""
    group, going = await at_work(circle)
    for end in ("", f"{group} close {going} yes"):
        await circle.do("owner", "group", end)
        raw = await raw_bytes(circle.store)
        for word in (SECRET, "Beemd", "Naam a0", "council"):
            assert word.encode() not in raw, word


async def test_a_copy_goes_on(
    content: Content, postgres: Postgres, store: Store, tmp_path: Path
) -> None:
    """From SQLite to PostgreSQL in the middle of a round: the same rows, and it closes there."""
    circle = Circle(content, store)
    group, going = await at_work(circle)
    before, now = await circle.rows(), circle.now
    await store.close()
    url = postgres.database()
    await transfer.copy_all(str(store.engine.url), url, lambda *_: None)
    there = await Store.open(url, tmp_path / "key")
    circle = Circle(content, there, now)
    assert await circle.rows() == before
    await circle.do("owner", "group", f"{group} close {going} yes")
    assert (await circle.record(going))["result"] and not (await circle.rows(ballots))["ballots"]
    await there.close()


async def test_a_new_key_reads_it_all(content: Content, store: Store, tmp_path: Path) -> None:
    """What the old key sealed opens, and what is written from then on has the new one."""
    circle = Circle(content, store)
    group, going = await at_work(circle)
    now = circle.now
    await store.close()
    rotate(tmp_path / "key")
    store = await Store.open(str(store.engine.url), tmp_path / "key")
    circle = Circle(content, store, now)
    await circle.fill("a0", going)
    await circle.do("owner", "group", f"{group} town Nieuw")
    await circle.do("owner", "group", f"{group} close {going} yes")
    assert (await circle.record(going))["result"]
    assert "Nieuw" in (await circle.membership("a0")).collaboration.municipalities
    await store.close()


# --- one person, taken for two


async def merged(circle: Circle, old: str, new: str) -> None:
    """The chat `old` turns out to be `new`: who wrote there becomes who they were."""
    async with circle.store.begin() as work:
        await move_address(work, circle.channel, old, new)


@on_both
async def test_memberships_go_together(circle: Circle) -> None:
    """With their fires; also an invitation that was opened stays open for them."""
    group, _ = await at_work(circle)
    token = await circle.invite("owner", group)
    await circle.do("x", "start")
    await circle.do("y", "start", f"i-{token}")
    await merged(circle, "x", "y")
    assert "Wilt u meedoen?" in await circle.do("y", "start", f"i-{token}")
    await circle.press("y", "Ja")
    assert "Welkom" in await circle.do("y", "skip")


@on_both
async def test_twice_in_one_collaboration(circle: Circle) -> None:
    """One membership stays, and nothing of the other: no fire, no ballot."""
    await at_work(circle)
    stays, goes = (await circle.membership("a0")).id, (await circle.membership("b0")).id
    await merged(circle, "a0", "b0")
    rows = await circle.rows()
    assert not [row for of in rows.values() for row in of if goes in repr(row)]
    assert [row for row in rows["members"] if row[0] == stays]
    assert len(rows["ballots"]) == 3


@pytest.mark.parametrize("right", ["owner", "co"])
@on_both
async def test_the_higher_right_stays(circle: Circle, right: str) -> None:
    """A facilitator who also was a member still leads, and the collaboration goes on."""
    group, going = await at_work(circle)
    await circle.do("owner", "group", f"{group} co {(await circle.membership('b0')).id}")
    who = "owner" if right == "owner" else "b0"
    await merged(circle, "a0", who)
    assert (await circle.membership(who)).right == right
    assert (await circle.membership(who)).municipality
    owners = [row for row in (await circle.rows(members))["members"] if row[3] == "owner"]
    assert len(owners) == 1
    assert (await circle.membership_in("a1", group)).round(going)


# --- a person's own


@on_both
async def test_an_export_holds_memberships_and_what_was_sent_in(circle: Circle) -> None:
    """Of an open round also the answers; of others nothing."""
    group, going = await at_work(circle)
    await circle.do("a0", "export")
    document = circle.heard["a0"][-1].document
    assert document is not None
    (one,) = json.loads(document.body)["collaborations"]
    assert (one["name"], one["municipality"], one["role"]) == (SECRET, f"{SECRET}dorp", "council")
    assert (one["your_name"], one["right"]) == ("Naam a0", "member")
    (sent,) = one["rounds"]
    assert (sent["round"], sent["line"], sent["approved"]) == (going, f"{SECRET} zegt a0.", True)
    assert sorted(sent["ratings"].values()) == [3.0, 4.0, 5.0]
    assert "Naam a1" not in document.body and "zegt b0" not in document.body
    await circle.do("owner", "group", f"{group} close {going} yes")
    await circle.do("a0", "export")
    document = circle.heard["a0"][-1].document
    assert document is not None
    assert json.loads(document.body)["collaborations"][0]["rounds"] == []


@on_both
async def test_erasure_leaves_no_trace_of_a_member(circle: Circle) -> None:
    """In any table of collaborations: neither of the person nor of the membership."""
    await at_work(circle)
    person = next(row[2] for row in (await circle.rows(members))["members"] if row[3] == "owner")
    one = await circle.membership("a0")
    row = next(r for r in (await circle.rows(members))["members"] if r[0] == one.id)
    await circle.give("a0", Command("erase"), Command("erase", "yes"))
    left = await circle.rows(*OURS, fires, invites)
    assert not [r for of in left.values() for r in of if one.id in repr(r) or row[2] in repr(r)]
    assert [r for r in left["members"] if r[2] == person]
    async with circle.store.begin() as work:
        group = (await stored_members.memberships(work, [person]))[person][0].collaboration
        assert len(await stored_members.all_members(work, group)) == 4
