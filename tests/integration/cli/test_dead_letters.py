"""Parked turns and refused messages: listed without what was said, run again, or dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot.channels.base import DeliveryRefusedError
from bot.cli.dead_letters import run_again
from bot.delivery.sender import Sender
from bot.messages.messages import Inbound, Outbound
from bot.turns import processor as module
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.engine.session import Session
from dialogues.messages.inputs import Command, Input, Odd, Tap, Typed
from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Store
from storage.repositories import dead_letters, people, transcripts
from storage.repositories import outbox as stored_outbox
from tests.support.command_line import CONTENT, environment, run, url
from tests.support.until import until

ADDRESS = "7654321"
POISON = "Zwaluwstaart 30 huizen"


def inbound(
    update: int, given: Input, address: str = ADDRESS, channel: str = "telegram"
) -> Inbound:
    return Inbound(channel, str(update), address, given, 1_700_000_000.0 + update)


@pytest.fixture
async def turns(content: Content, tmp_path: Path) -> Turns:
    store = await Store.open(url(tmp_path), tmp_path / "key")
    turns = Turns(content, store, lambda: 1000.0)
    await turns.apply([inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))])
    return turns


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The engine fails on some texts, until this is undone."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "handle", fails_on(POISON, "Ja", "40 huizen voor wie werkt"))
        yield patch


def fails_on(*texts: str) -> object:
    def receive(*arguments: Any) -> object:
        if isinstance(arguments[2], Typed) and arguments[2].text in texts:
            raise RuntimeError(POISON)
        return real(*arguments)

    real = handle
    return receive


def command(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = run(*arguments, **environment(folder), SAMENSPRAAK_CONTENT=str(CONTENT))
    return done.returncode, done.stdout, done.stderr


async def talk_of(store: Store, address: str = ADDRESS, channel: str = "telegram") -> Session:
    async with store.begin() as work:
        found = await people.people_at(work, {(channel, address)})
    return found[(channel, address)].sessions[-1].open()


async def waiting(store: Store) -> list[tuple[str, str]]:
    """Key and text of what is to be sent."""
    async with store.begin() as work:
        rows = await stored_outbox.due(work, "telegram", 100)
    out = [(row.key, Outbound.load(row.text, row.channel, row.address)) for row in rows]
    return [(key, "\n".join(part.text for part in one.parts)) for key, one in out]


async def statuses(store: Store) -> list[str]:
    async with store.begin() as work:
        return list((await work.connection.execute(select(inbox.c.status))).scalars())


# --- parked turns


async def test_a_parked_turn_is_run_again_when_the_fault_is_mended(
    turns: Turns, tmp_path: Path, fault: pytest.MonkeyPatch
) -> None:
    """The session is as if nothing had been wrong, and the reply waits to be sent."""
    await turns.apply([inbound(3, Typed(POISON))])
    assert (await talk_of(turns.store)).state == "goal"
    await turns.store.close()
    listed = await asyncio.to_thread(command, tmp_path, "inbox")
    assert listed[1].splitlines()[1].split() == [
        "3", "telegram", "2023-11-14", "22:13", "3", "0", "RuntimeError",
    ]  # fmt: skip
    assert POISON not in "".join(listed[1:]) and ADDRESS not in "".join(listed[1:])
    code, told, errors = await asyncio.to_thread(command, tmp_path, "inbox", "--replay", "all")
    assert (code, errors) == (0, "")
    assert told.startswith("Ran 1 turn again")
    store = await Store.open(url(tmp_path), tmp_path / "key")
    session = await talk_of(store)
    assert session.answers["goal"].value == POISON
    assert session.state == "hurry"
    replies = await waiting(store)
    assert [key for key, _ in replies] == ["1/0", "2/0", "3/0", "3/again/0"]
    assert await statuses(store) == ["done"] * 3
    await Turns(turns.content, store, lambda: 1001.0).apply([inbound(4, Typed("1"))])
    assert len(await waiting(store)) == 5
    await store.close()
    assert (await asyncio.to_thread(command, tmp_path, "inbox"))[
        1
    ] == "There are no parked turns.\n"


async def test_turns_are_run_again_in_order(turns: Turns, fault: pytest.MonkeyPatch) -> None:
    """When one fails still, what the same person said after it waits; others go on."""
    await turns.apply([inbound(3, Typed(POISON)), inbound(4, Typed("Ja"))])
    other = "40 huizen voor wie werkt"
    others: list[Input] = [Command("start", "tiny"), Typed("2"), Typed(other)]
    for update, given in enumerate(others, start=8):
        await turns.apply([inbound(update, given, "8")])
    fault.undo()
    fault.setattr(module, "handle", fails_on(POISON))
    assert await run_again(turns, [3, 4, 7]) == ([7], [3, 4])
    assert (await talk_of(turns.store, "8")).answers["goal"].value == other
    assert (await talk_of(turns.store)).state == "goal"
    fault.undo()
    assert await run_again(turns, [4, 3]) == ([3, 4], [])
    session = await talk_of(turns.store)
    assert session.answers["goal"].value == POISON
    assert session.answers["hurry"].value == ("yes_please",)
    assert await run_again(turns, [3, 4]) == ([], [])  # once is enough
    await turns.store.close()


async def test_who_has_gone_on_is_left_alone(
    turns: Turns, tmp_path: Path, fault: pytest.MonkeyPatch
) -> None:
    """An old answer would land at a later question; by its number it is run all the same."""
    await turns.apply([inbound(3, Typed(POISON)), inbound(4, Typed("50 huizen"))])
    await turns.store.close()
    assert (await asyncio.to_thread(command, tmp_path, "inbox"))[1].split()[-2] == "1"
    code, told, _ = await asyncio.to_thread(command, tmp_path, "inbox", "--replay", "all")
    assert code == 0
    assert "Ran 0 turns" in told and "gone on since: 3." in told
    code, told, _ = await asyncio.to_thread(command, tmp_path, "inbox", "--replay", "3")
    assert (code, told.split(" again")[0]) == (0, "Ran 1 turn")


async def test_a_turn_of_the_web_chat_is_answered_there(
    turns: Turns, fault: pytest.MonkeyPatch
) -> None:
    """Behind its question, without a sender; and erasing works late too."""
    said: list[Input] = [Command("start", "tiny"), Typed("2"), Typed(POISON)]
    for update, given in enumerate(said, start=11):
        await turns.apply([inbound(update, given, "w", "web")])
    fault.undo()
    await run_again(turns, [5])
    async with turns.store.begin() as work:
        lines = await transcripts.transcript(work, "web", "w", 0, 100)
    assert [line.update for line in lines if not line.mine][-2:] == ["5/0", "5/again/0"]
    await turns.store.close()


async def test_a_parked_wish_to_be_erased_is_still_granted(
    turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it goes, the parked turn itself too."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "handle", lambda *_: 1 / 0)
        await turns.apply([inbound(3, Command("erase", "yes", sure=True))])
    assert await run_again(turns, [3]) == ([3], [])
    async with turns.store.begin() as work:
        left = (await work.connection.execute(select(inbox.c.data))).scalars().all()
        assert left == []
        assert await dead_letters.parked(work) == []
    await turns.store.close()


async def test_of_someone_erased_nothing_is_run_again(
    turns: Turns, fault: pytest.MonkeyPatch
) -> None:
    """A parked turn of theirs is no longer there."""
    await turns.apply([inbound(3, Typed(POISON)), inbound(4, Command("erase", "yes", sure=True))])
    async with turns.store.begin() as work:
        assert await dead_letters.parked(work) == []
    assert await run_again(turns, [3]) == ([], [])
    await turns.store.close()


async def test_a_dropped_turn_leaves_no_words(
    turns: Turns, tmp_path: Path, fault: pytest.MonkeyPatch
) -> None:
    """But a repeat of it is still known."""
    await turns.apply([inbound(3, Typed(POISON))])
    await turns.store.close()
    code, told, _ = await asyncio.to_thread(command, tmp_path, "inbox", "--drop", "3")
    assert (code, told) == (0, "Dropped 1 turn.\n")
    fault.undo()
    store = await Store.open(url(tmp_path), tmp_path / "key")
    async with store.begin() as work:
        row = select(inbox.c.id).where(inbox.c.id == 3)
        assert (await work.connection.execute(row)).one_or_none() is None
    again = await Turns(turns.content, store, lambda: 1001.0).apply([inbound(3, Typed(POISON))])
    assert not again[0].fresh
    await store.close()


# --- what cannot be written


@pytest.mark.parametrize(
    "bad",
    [Tap("a", 2**64, "0"), Typed("half \ud800"), Command("start", "i-\udc00"), Odd("\ud83d")],
    ids=str,
)
async def test_what_cannot_be_written_keeps_nobody_waiting(turns: Turns, bad: Input) -> None:
    """Though no channel lets it in: found among others, parked with what it was, refused again."""
    others = [inbound(update, Command("start", "tiny"), str(update)) for update in range(10, 18)]
    batch = [*others[:5], inbound(3, bad), *others[5:], inbound(4, Typed("50 huizen"))]
    outcomes = await turns.apply(batch)
    assert [one.fresh for one in outcomes] == [True] * 10
    for one in others:
        assert (await talk_of(turns.store, one.address)).state == "role"
    assert (await talk_of(turns.store)).answers["goal"].value == "50 huizen"
    async with turns.store.begin() as work:
        (stuck,) = await dead_letters.parked(work)
        (_, row), *_ = await dead_letters.unsealed(work, [stuck.id])
    assert orjson.loads(row.text)[1]["raw"] == repr(bad)
    assert await run_again(turns, [stuck.id]) == ([], [stuck.id])
    assert not (await turns.apply([inbound(3, bad)]))[0].fresh
    await turns.store.close()


async def test_a_storage_that_fails_is_nobodys_fault(
    turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is parked, and all of the batch comes again."""

    async def fails(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as full:
        full.setattr(stored_outbox, "add_outbound", fails)
        with pytest.raises(OSError):
            await turns.apply([inbound(3, Typed("50 huizen")), inbound(4, Command("menu"))])
    async with turns.store.begin() as work:
        assert await dead_letters.parked(work) == []
    assert [one.fresh for one in await turns.apply([inbound(3, Typed("50 huizen"))])] == [True]
    await turns.store.close()


# --- refused messages


class Refuses:
    """A channel that takes nothing."""

    name = "telegram"

    async def deliver(self, out: Outbound) -> None:
        raise DeliveryRefusedError("Bad Request: message is too long")


async def refused(turns: Turns) -> None:
    """All that waits is refused."""
    sender = asyncio.create_task(Sender(turns.store, Refuses(), lambda: 1000.0).run())

    async def none_waits() -> bool:
        return not await waiting(turns.store)

    await until(none_waits)
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)


async def test_refused_messages_are_sent_again_or_dropped(turns: Turns, tmp_path: Path) -> None:
    """Listed without a word of them; one dropped, the other waits again as if it were new."""
    said = {
        word for _, text in await waiting(turns.store) for word in text.split() if len(word) > 3
    }
    await refused(turns)
    await turns.store.close()
    code, told, _ = await asyncio.to_thread(command, tmp_path, "outbox")
    assert code == 0
    first, *others = (line.split() for line in told.splitlines())
    assert first == ["id", "channel", "when", "(UTC)", "tries", "error"]
    refusal = ["1970-01-01", "00:16", "1", "Bad", "Request:", "message", "is", "too", "long"]
    assert others == [["1", "telegram", *refusal], ["2", "telegram", *refusal]]
    assert len(said) > 4 and not said & {ADDRESS, *told.split()}
    code, told, _ = await asyncio.to_thread(command, tmp_path, "outbox", "--drop", "1")
    assert (code, told) == (0, "Dropped 1 message.\n")
    code, told, _ = await asyncio.to_thread(command, tmp_path, "outbox", "--replay", "all")
    assert (code, told) == (0, "1 message to send again when the coach runs.\n")
    store = await Store.open(url(tmp_path), tmp_path / "key")
    async with store.begin() as work:
        rows = await work.connection.execute(
            select(outbox.c.id, outbox.c.status, outbox.c.tries, outbox.c.error)
        )
        assert [tuple(row) for row in rows] == [(2, "pending", 0, None)]
    await store.close()
    listed = await asyncio.to_thread(command, tmp_path, "outbox")
    assert listed[1] == "There are no refused messages.\n"


# --- wrong use


@pytest.mark.parametrize("box", ["inbox", "outbox"])
async def test_wrong_use_is_told_in_a_line(box: str, turns: Turns, tmp_path: Path) -> None:
    """While the coach runs, for a number that is not there, for a word, and without a database."""
    code, _, told = await asyncio.to_thread(command, tmp_path, box)
    assert code == 1 and "is in use by process" in told and told.count("\n") == 1
    await turns.store.close()
    what = {"inbox": "parked turn", "outbox": "refused message"}[box]
    for option in ("--replay", "--drop"):
        code, _, told = await asyncio.to_thread(command, tmp_path, box, option, "99")
        assert (code, told) == (1, f"there is no {what} 99: there are none at all\n")
        code, _, told = await asyncio.to_thread(command, tmp_path, box, option, "x")
        assert code == 2 and "neither a number" in told
    code, _, told = await asyncio.to_thread(command, tmp_path / "nowhere", box)
    assert code == 1 and "there is no database" in told
    assert not (tmp_path / "nowhere").exists()
