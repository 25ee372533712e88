"""A turn costs the same however much is stored: no table is read from end to end."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.channel import Telegram
from bot.delivery.sender import Sender
from bot.messages.messages import Inbound, Outbound
from bot.services.erasure import move_address
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.schema import metadata
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle
from tests.support.statements import Heard
from tests.support.until import until

GIVEN: list[Input] = [
    Command("start", "core_questions"), Typed("1"), Command("back"), Typed("1"), Typed("2"),
    Command("pause"), Command("resume"), Command("stop"), Command("menu"),
]  # fmt: skip


class Deaf:
    """A channel that takes everything."""

    name = Telegram.name

    def __init__(self, wanted: int) -> None:
        self.wanted, self.all = wanted, asyncio.Event()

    async def deliver(self, out: Outbound) -> None:
        self.wanted -= 1
        if not self.wanted:
            self.all.set()


def scans(plans: dict[str, list[str]]) -> dict[str, list[str]]:
    """Plans that read a table from end to end."""
    whole = [f"SCAN {table}" for table in metadata.tables]
    return {one: plan for one, plan in plans.items() if any(step in whole for step in plan)}


async def test_no_table_is_scanned(content: Content, store: Store) -> None:
    """Every statement of turns and sender finds its rows by an index."""
    heard = Heard(store)
    turns, channel = Turns(content, store, lambda: 1000.0), Deaf(2 * len(GIVEN))
    sender = Sender(store, channel, lambda: 1000.0)
    turns.committed.append(sender.committed)
    sending = asyncio.create_task(sender.run())
    for number, given in enumerate(GIVEN):
        both = [Inbound("telegram", f"{number}/{who}", who, given, 1.0) for who in ("7", "8")]
        await turns.apply(both)
    await until(channel.all.is_set)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    plans = await heard.plans()
    assert any("UPDATE outbox" in statement for statement in plans)
    assert any("FROM sessions" in statement for statement in plans)
    assert not scans(plans)


async def test_collaborations_scan_no_table(content: Content, store: Store) -> None:
    """Nor do invitations, rounds, results, who leaves, who is erased, and a collaboration's end."""
    circle = Circle(content, store)
    heard = Heard(store)
    group = await circle.found("owner")
    everyone = await circle.company(group, "owner", 3)
    going = await circle.open("owner", group)
    await circle.join("late", await circle.invite("owner", group))
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    await circle.do(everyone[0], "fill", going)
    await circle.press(everyone[0], "1.", "Nee")
    for what in ("town Nieuw", f"co {(await circle.membership('b1')).id}",
                 f"remove {(await circle.membership('a2')).id}"):  # fmt: skip
        await circle.do("owner", "group", f"{group} {what}")
    await circle.later(20)
    await circle.do("owner", "group", f"{group} share {going}")
    await circle.do("owner", "erase", "yes really")
    async with store.begin() as work:
        await move_address(work, "telegram", "a1", "b0")
    await circle.do("b1", "group", f"{group} leave yes really")
    plans = await heard.plans()
    for words in ("FROM ballots", "UPDATE rounds", "DELETE FROM invites", "DELETE FROM members"):
        assert any(words in statement for statement in plans), words
    assert not scans(plans)
