"""Who may do what in a collaboration: every command and every button, by everyone else.

What one may not do changes nothing, and is answered as what does not exist is.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass

import pytest

from dialogues.collaborations.commands import CollaborationCommands
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Tap
from frameworks.agenda.agenda import Agenda, AgendaEntry
from storage.core.schema import invites, members
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import TINY, Circle, pressed
from tests.support.commands import plain

EVERYONE = ("owner", "co", "member", "elsewhere", "left", "stranger")
ANY, LEADS, OWNER = set(EVERYONE[:3]), set(EVERYONE[:2]), {"owner"}
MAY = {
    "": ANY, "leave": ANY,
    "page": LEADS, "invite": LEADS, "people": LEADS, "again": LEADS, "revoke": LEADS,
    "open": LEADS, "close": LEADS, "share": LEADS, "remove": LEADS, "town": LEADS, "agenda": LEADS,
    "chat": LEADS, "post": LEADS,
    "rename": LEADS, "retown": LEADS, "move": LEADS, "extend": LEADS,
    "pulse": LEADS, "note": LEADS, "result": ANY,
    "owner": OWNER, "co": OWNER, "member": OWNER,
}  # fmt: skip
"""By subcommand of `/group ID` who may give it."""
NONE_SUCH = "nosuchthing"


def subcommands() -> set[str]:
    """Every subcommand that the code knows: the names in the table of `CollaborationCommands`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(CollaborationCommands.__init__)))
    tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    return {
        str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)
    }


@dataclass
class Scene:
    """Two collaborations: `a` with all kinds of people, and `b` of the person `elsewhere`."""

    circle: Circle
    a: str
    b: str
    open: str
    published: str
    open_b: str
    published_b: str
    invite: str
    invite_b: str
    member: str
    member_b: str

    def arguments(self, what: str, other: bool) -> str:
        """What makes a subcommand do something, in `a`; or with ids of `b`."""
        going = self.open_b if other else self.open
        done = self.published_b if other else self.published
        who = self.member_b if other else self.member
        agenda = (
            Agenda(TINY, "nl", 60, AgendaEntry(None, "Begin"), AgendaEntry(None, "Eind"))
            .dump()
            .decode()
        )
        return {
            "": "", "page": "", "chat": "", "leave": "yes", "invite": "0 council 1",
            "rename": "Anders", "retown": "0 Anders", "move": f"{who} 1 staff",
            "extend": f"{going} 7",
            "people": '[["Anna","","Nieuwstad","council"]]',
            "again": self.invite_b if other else self.invite,
            "revoke": self.invite_b if other else self.invite, "open": f"{TINY} 14 yes",
            "close": f"{going} yes", "share": done, "remove": who, "town": "Nieuwstad",
            "agenda": f"{done} {agenda}", "post": f"result {done}", "owner": f"{who} yes",
            "co": who, "member": who, "note": "Klaar.",
            "pulse": "monthly 1 09:00 yes", "result": done,
        }[what]  # fmt: skip


async def build(content: Content, store: Store) -> Scene:
    circle = Circle(content, store)
    a, b = await circle.found("owner"), await circle.found("elsewhere", "Andere", "Xx, Yy")
    for who in ("co", "member", "left"):
        await circle.join(who, await circle.invite("owner", a), who)
    await circle.join("far", await circle.invite("elsewhere", b), "far")
    co = (await circle.membership("co")).id
    await circle.do("owner", "group", f"{a} co {co}")
    await circle.do("left", "group", f"{a} leave yes")
    ids = {}
    for owner, group in (("owner", a), ("elsewhere", b)):
        done = await circle.open(owner, group)
        await circle.do(owner, "group", f"{group} close {done} yes")
        await circle.invite(owner, group, many=10)
        ids[group] = (await circle.open(owner, group), done)
    await circle.do("stranger", "start")
    free = {row[2]: row[0] for row in (await circle.rows(invites))["invites"] if row[4] == 10}
    return Scene(
        circle, a, b, *ids[a], *ids[b], free[a], free[b],
        (await circle.membership("member")).id, (await circle.membership("far")).id,
    )  # fmt: skip


@pytest.fixture
async def scene(content: Content, store: Store) -> Scene:
    return await build(content, store)


def test_every_subcommand_has_a_rule() -> None:
    """A new one is in these tests, or this fails."""
    assert subcommands() == set(MAY)


async def told(circle: Circle, who: str, argument: str) -> list[str]:
    """What someone hears, with its buttons."""
    before = len(circle.heard[who])
    await circle.do(who, "group", argument)
    return [
        "\n".join([*(p.text for p in out.parts), *(b.data for b in out.prompt.choices)])
        if out.prompt
        else "\n".join(p.text for p in out.parts)
        for out in circle.heard[who][before:]
    ]


async def test_who_may_not_changes_nothing(scene: Scene) -> None:
    """And hears what they would hear of a collaboration, or a subcommand, that is not there."""
    circle = scene.circle
    before = await circle.rows()
    pairs = [(what, who) for what in MAY for who in EVERYONE if who not in MAY[what]]
    assert len(pairs) > 40
    for what, who in pairs:
        inside = who in ANY
        said = await told(circle, who, f"{scene.a} {what} {scene.arguments(what, False)}")
        nothing = f"{scene.a} {NONE_SUCH}" if inside else f"{NONE_SUCH} {what}"
        assert said and said == await told(circle, who, nothing), (what, who)
        assert await circle.rows() == before, (what, who)


@pytest.mark.parametrize("what", sorted(MAY))
async def test_who_may_does_something(scene: Scene, what: str) -> None:
    """The same commands, by who may: or the test above would prove nothing."""
    circle = scene.circle
    who = "member" if what == "leave" else "owner"
    if what == "open":
        await circle.do(who, "group", f"{scene.a} close {scene.open} yes")
    before, heard = await circle.rows(), len(circle.heard[who])
    await circle.do(who, "group", f"{scene.a} {what} {scene.arguments(what, False)}")
    changed = await circle.rows() != before
    assert changed == (what not in ("", "page", "chat", "post", "member", "result"))
    if what not in ("agenda", "chat"):  # the page says the one, the channel the other
        assert len(circle.heard[who]) > heard


async def test_ids_of_another_collaboration(scene: Scene) -> None:
    """The owner of one names rounds, members and invitations of another: as if made up."""
    circle = scene.circle
    before = await circle.rows()
    theirs = (scene.open_b, scene.published_b, scene.invite_b, scene.member_b)
    named = [what for what in MAY if any(one in scene.arguments(what, True) for one in theirs)]
    assert len(named) == 13
    for what in named:
        words = made_up = scene.arguments(what, True)
        for known in theirs:
            made_up = made_up.replace(known, "0123456789ab")
        said = await told(circle, "owner", f"{scene.a} {what} {words}")
        assert said == await told(circle, "owner", f"{scene.a} {what} {made_up}"), what
        assert await circle.rows() == before, what


async def test_the_owner_is_no_ones_to_remove(scene: Scene) -> None:
    """Nor to make a member of, by a co-facilitator or by themselves."""
    circle, owner = scene.circle, (await scene.circle.membership("owner")).id
    before = (await circle.rows(members))["members"]
    for who in ("co", "owner"):
        for what in ("remove", "member", "co", "owner"):
            await circle.do(who, "group", f"{scene.a} {what} {owner} yes")
    assert (await circle.rows(members))["members"] == before


async def test_every_button_in_other_hands(scene: Scene) -> None:
    """All that was ever on a screen of one, tapped by each of the others who may not."""
    circle = scene.circle
    for argument in (scene.a, f"{scene.a} invite", f"{scene.a} invite 0",
                     f"{scene.a} invite 0 council", f"{scene.a} close {scene.open}",
                     f"{scene.a} leave", f"{scene.a} owner {scene.member}"):  # fmt: skip
        await circle.do("owner", "group", argument)
    await circle.do("member", "group", scene.a)
    await circle.do("member", "fill", scene.open)
    seen = {
        button.data
        for who in ("owner", "co", "member")
        for out in circle.heard[who]
        for button in ((*out.prompt.choices, *out.prompt.verbs) if out.prompt else ())
    }
    ours = [
        data for data in sorted(seen)
        if not data.startswith("/") or scene.a in data or scene.open in data
    ]  # fmt: skip
    assert len(ours) > 40
    before = await circle.rows()
    for data in ours:
        for who in ("elsewhere", "left", "stranger"):
            given = pressed(plain(data))
            heard = len(circle.heard[who])
            await circle.give(who, given)
            if isinstance(given, Command) and given.verb == "group":
                assert "of u hoort er niet bij" in circle.said(who, heard), data
            elif isinstance(given, Command):
                assert "Deze ronde is voor de leden" in circle.said(who, heard), data
            elif isinstance(given, Tap):
                assert "Sociaal domein" not in circle.said(who, heard), data
    assert await circle.rows() == before


@pytest.mark.parametrize("who", ["elsewhere", "left", "stranger", "owner"])
async def test_only_members_fill_in(scene: Scene, who: str) -> None:
    """By the command and by the link; an owner without a municipality is none."""
    circle = scene.circle
    before = await circle.rows()
    nothing = await circle.do(who, "fill", NONE_SUCH)
    assert "Deze ronde is voor de leden" in nothing
    assert await circle.do(who, "fill", scene.open) == nothing
    assert await circle.do(who, "start", f"f-{scene.open}") == nothing
    assert await circle.rows() == before


@pytest.mark.parametrize("dialogue", ["invitation", f"round_{TINY}"])
async def test_talks_that_are_held_for_something_do_not_begin_alone(
    scene: Scene, dialogue: str
) -> None:
    """Neither by their name, nor again."""
    for how in ("", " now", " again"):
        said = await scene.circle.do("stranger", "start", dialogue + how)
        assert said == await scene.circle.do("stranger", "start", NONE_SUCH + how)


async def test_a_member_keeps_to_the_page_of_a_member(scene: Scene) -> None:
    """The card of a member has no button of a facilitator."""
    circle = scene.circle
    await circle.do("member", "group", scene.a)
    ways = {
        button.data.removeprefix(f"/group {scene.a}").strip() for button in circle.buttons("member")
    }
    assert ways == {f"/fill {scene.open}", "leave", "/menu"}
