"""Collaborations in any order: people do whatever they like, and what was promised still holds."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.messages.links import INVITATION_MARK
from storage.core.schema import invites, members
from storage.core.schema import rounds as round_rows
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import TINY, Circle, pressed

SEEDS = int(os.environ.get("SEEDS", "3"))
STEPS, CROWD = 100, 12
HOUR = 3600.0


class Walk:
    """One seed: a crowd that founds, invites, joins, opens, fills in, closes, leaves and erases."""

    def __init__(self, circle: Circle, seed: int) -> None:
        self.circle, self.rng = circle, random.Random(seed)
        circle.turns.new_id = lambda: f"{self.rng.getrandbits(48):012x}"
        self.crowd = [f"p{number}" for number in range(CROWD)]
        self.tokens: list[str] = []
        self.groups: dict[str, str] = {}
        self.published: dict[str, object] = {}
        self.sent = 0

    async def begin(self) -> None:
        """Two collaborations with a link and some members each, and one open round."""
        for owner in self.crowd[:2]:
            await self.found(owner)
            group = next(reversed(self.groups))
            self.tokens.append(await self.circle.invite(owner, group, many=25))
            for who in self.crowd[:8]:
                await self.circle.join(who, self.tokens[-1], who)
        await self.circle.open(self.crowd[0], next(iter(self.groups)))

    async def step(self) -> None:
        who, rng = self.rng.choice(self.crowd), self.rng
        does = rng.choice((self.tap, self.tap, self.command, self.command, self.join, self.fill))
        if rng.random() < 0.06:
            does = self.found
        await does(who)
        if rng.random() < 0.05:
            self.circle.now += rng.choice((1, 24, 24 * 8)) * HOUR
            await self.circle.scheduler.tick()

    async def tap(self, who: str) -> None:
        """Any button of the latest prompt, or of an old one; now and then free words."""
        prompts = [out.prompt for out in self.circle.heard[who] if out.prompt]
        if not prompts or self.rng.random() < 0.1:
            await self.circle.give(who, Typed(self.rng.choice(("1", "3", "ja", "Aa, Beemd"))))
            return
        prompt = prompts[-1] if self.rng.random() < 0.9 else self.rng.choice(prompts)
        buttons = [*prompt.choices, *prompt.verbs]
        if buttons:
            await self.circle.give(who, pressed(self.rng.choice(buttons).data))

    async def found(self, who: str) -> None:
        if len(self.groups) < 4:
            self.groups[await self.circle.found(who, f"Groep {len(self.groups)}")] = who
        elif self.rng.random() < 0.3:
            await self.circle.give(who, Command("erase", "yes really"))

    async def join(self, who: str) -> None:
        if self.tokens:
            await self.circle.join(who, self.rng.choice(self.tokens), who)

    async def fill(self, who: str) -> None:
        rows = (await self.circle.rows(round_rows))["rounds"]
        rows = [row for row in rows if row[6] == "open"] or rows
        if rows:
            points = [self.rng.randint(1, 5) for _ in range(3)]
            said = await self.circle.fill(who, self.rng.choice(rows)[0], *points, line="Eén regel.")
            self.sent += "Dank u wel" in said

    async def command(self, who: str) -> None:
        """Two commands in one batch, of two people, on anything that there is."""
        if not self.groups:
            return
        rows = await self.circle.rows(round_rows, members, invites)
        ids = [row[0] for of in rows.values() for row in of] or ["none"]
        group, one = self.rng.choice([*self.groups]), self.rng.choice(ids)
        who = self.groups[group] if self.rng.random() < 0.6 else who
        going = next((r[0] for r in rows["rounds"] if r[1] == group and r[6] == "open"), "none")
        what = self.rng.choice((
            f"open {TINY} 7 yes", f"open {TINY} 14 yes", f"close {going} yes", f"share {one}",
            f"co {one}", f"member {one}", f"owner {one} yes", f"remove {one}", f"revoke {one}",
            "leave yes" if self.rng.random() < 0.3 else "", "town Nieuw", "invite 0 council 10",
        ))  # fmt: skip
        other = self.rng.choice(self.crowd)
        batch: list[tuple[str, Input]] = [(who, Command("group", f"{group} {what}"))]
        if self.tokens:
            batch.append((other, Command("start", INVITATION_MARK + self.rng.choice(self.tokens))))
        batch.append((other, self.rng.choice((Typed("1"), Command("skip")))))
        heard = len(self.circle.heard[who])
        await self.circle.turns.apply([self.circle.inbound(*one) for one in batch])
        said = self.circle.said(who, heard)
        if f"/{INVITATION_MARK}" in said:
            self.tokens.append(said.rpartition(f"/{INVITATION_MARK}")[2].split()[0])

    async def check(self) -> None:
        """What must hold after every step."""
        rows = await self.circle.rows()
        assert not [row for row in (await self.parked()) if row], "a turn was parked"
        done = {row[0]: row[8] for row in rows["rounds"] if row[6] == "published"}
        for name, record in self.published.items():
            assert done.get(name, record) == record, "a published record changed"
        self.published |= done
        known = {row[0]: row for row in rows["members"]}
        going = {row[0]: row[1] for row in rows["rounds"] if row[6] == "open"}
        for ballot in rows["ballots"]:
            assert ballot[0] in going, "a ballot of a closed round remains"
            assert ballot[1] in known, "a ballot of someone who is gone remains"
            assert known[ballot[1]][1] == going[ballot[0]], "a ballot stands in another's round"
        alive = {row[0] for row in rows["collaborations"]}
        owners = [row[1] for row in rows["members"] if row[3] == "owner"]
        assert sorted(owners) == sorted(alive), "a collaboration has not one owner"
        ours = {row[1] for of in ("members", "rounds") for row in rows[of]}
        ours |= {row[2] for row in rows["invites"]}
        assert ours <= alive, "something of an ended collaboration remains"
        assert all(row[4] >= 0 for row in rows["invites"]), "an invitation was used too often"
        assert len(set(going.values())) == len(going), "two rounds are open at once"
        for fire in rows["fires"]:
            if fire[4] != "resume":
                assert fire[5].partition(".")[2] in known, "a fire of someone who is gone remains"

    async def parked(self) -> list[object]:
        async with self.circle.store.begin() as work:
            found = await work.connection.exec_driver_sql(
                "SELECT error FROM inbox WHERE status = 'parked'"
            )
            return list(found.scalars())


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_promises_hold_in_any_order(content: Content, tmp_path: Path, seed: int) -> None:
    """After each step: one owner, one open round, no stray ballot, no result that changed."""
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/db.sqlite3", tmp_path / "key")
    walk = Walk(Circle(content, store), seed)
    await walk.begin()
    for _ in range(STEPS):
        await walk.step()
        await walk.check()
    assert walk.groups
    await store.close()
