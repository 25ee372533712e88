"""What cannot be read or stored is put aside, whole and sealed; the others never wait for it."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram import updates
from bot.channels.telegram.update_parser import unread
from bot.cli.dead_letters import run_again
from bot.turns.inbox_rows import unread_row
from storage.core.schema import inbox
from storage.database.unit_of_work import Store
from storage.repositories import dead_letters, retention
from storage.repositories import inbox as stored_inbox
from tests.fake_bot_api.server import Chat
from tests.support.command_line import environment, run, url
from tests.support.telegram_coach import Coach, begin
from tests.support.webhook import post, update

PILL = "a.18446744073709551616.0"
ODD = {"message": {"text": "Geheim van Oostdam", "from": {"id": 7}}}


async def kept(store: Store) -> list[dead_letters.Stuck]:
    async with store.begin() as work:
        return await dead_letters.parked(work)


async def test_a_number_beyond_64_bits_stops_nobody(coach: Coach, anna: Chat, emma: Chat) -> None:
    """A client can make up what a button carries: it is answered as any nonsense, at once."""
    question = await begin(anna, "tiny")
    pill = await anna.taps_old(question.message_id, PILL)
    number = await emma.says("/start tiny")
    await anna.hears("Dat kan ik niet lezen")
    await emma.hears("What is your role?")
    assert [coach.api.updates.deliveries[one] for one in (pill, number)] == [1, 1]
    assert await kept(coach.store) == []


async def test_it_stops_no_webhook_either(idle: Coach) -> None:
    hook = await idle.serve()
    tap = {"id": "1", "from": {"id": 7, "is_bot": False}, "data": PILL}
    tap["message"] = update(1)["message"]
    assert await post(hook, json={"update_id": 1, "callback_query": tap}) == 200
    assert await post(hook, json=update(2, "/start tiny", chat=8)) == 200


@pytest.mark.parametrize("bad", ["NaN", "1e400", "[" * 3000 + "]" * 3000, "9" * 5000, "x"])
async def test_of_a_batch_that_is_no_json_the_others_are_read(
    idle: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    """The one that is to blame is kept, the numbers of all are confirmed at once."""
    good = json.dumps(update(902, "/start tiny", chat=7))
    body = f'{{"ok":true,"result":[{{"update_id":901,"message":{bad}}},\n{good}]}}'.encode()
    exchange, given = idle.channel._session._exchange, [body]

    async def answers(path: str, *rest: Any) -> tuple[int, bytes]:
        return (
            (200, given.pop())
            if given and path.endswith("Updates")
            else await exchange(path, *rest)
        )

    monkeypatch.setattr(idle.channel._session, "_exchange", answers)
    await idle.start()
    await anna.hears("Wat is uw rol?")
    polls = await idle.api.until(lambda: [c for c in idle.api.calls if c.method == "getUpdates"])
    assert polls[0].params["offset"] == 903
    assert [one.error for one in await kept(idle.store)] == ["cannot be read: ValueError"]


async def test_what_is_unread_is_kept_sealed_and_told_without_content(
    idle: Coach, log: io.StringIO, tmp_path: Path
) -> None:
    """Its number and why, nothing of what was said; a repeat is not kept twice."""
    hook = await idle.serve()
    assert [await post(hook, json={"update_id": 5, **ODD}) for _ in range(2)] == [200, 200]
    (one,) = await kept(idle.store)
    assert (one.channel, one.tries, one.error) == ("telegram", 0, "cannot be read: KeyError")
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {(x["event"], x["update"], x["error"]) for x in told} == {
        ("an update cannot be read", 5, "KeyError")
    }
    assert "Oostdam" not in log.getvalue()
    async with idle.store.begin() as work:
        (_, row), *_ = await dead_letters.unsealed(work, [one.id])
        sealed = (await work.connection.execute(select(inbox.c.data))).scalar_one()
    assert json.loads(json.loads(row.text)[1]["raw"]) == {"update_id": 5, **ODD}
    assert row.address == "7" and b"Oostdam" not in sealed


async def test_what_is_unread_runs_when_a_newer_version_can_read_it(
    idle: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its own turn; before that it stays, and it is told that it failed."""
    hook = await idle.serve()
    with monkeypatch.context() as older:
        older.setattr(updates, "read", lambda *_: 1 / 0)
        assert await post(hook, json=update(5, "/start tiny")) == 200
    await post(hook, json={"update_id": 6, **ODD})
    assert await run_again(idle.turns, [1, 2]) == ([1], [2])
    assert (await idle.session(anna)).dialogue == "tiny"
    assert [one.id for one in await kept(idle.store)] == [2]
    again = await post(hook, json=update(5, "/start tiny"))
    person = await idle.person(anna)
    assert again == 200 and person is not None and len(person.sessions) == 1


async def test_what_is_unread_is_erased_with_its_person(idle: Coach, anna: Chat) -> None:
    """Also when it came before they were known; of others it stays."""
    hook = await idle.serve()
    await post(hook, json={"update_id": 5, **ODD})
    await post(hook, json={"update_id": 6, "message": {"text": "x", "from": {"id": 9}}})
    await post(hook, json=update(7))
    await post(hook, json={"update_id": 8, **ODD})
    await post(hook, json=update(9, "/erase"))
    sure = await idle.person(anna)
    assert sure is not None and sure.asked is not None
    await post(hook, json=update(10, f"/erase yes !{sure.asked.token}"))
    async with idle.store.begin() as work:
        rows = await work.connection.execute(
            select(inbox.c.update_id, inbox.c.address, inbox.c.data.is_(None)).order_by(inbox.c.id)
        )
        assert [tuple(row) for row in rows] == [
            ("6", "9", False),
        ]


async def test_what_is_unread_goes_with_time(idle: Coach) -> None:
    """It may be of someone of whom nothing else is known."""
    await post(await idle.serve(), json={"update_id": 5, **ODD})
    async with idle.store.begin() as work:
        await retention.wipe_messages(work, 2**40)
    assert await kept(idle.store) == []


async def test_of_an_answer_without_any_number_nothing_is_hurried(
    idle: Coach, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It cannot be confirmed, so it comes again: kept once, and asked for after pauses."""
    calls, exchange = 0, idle.channel._session._exchange

    async def answers(path: str, *rest: Any) -> tuple[int, bytes]:
        nonlocal calls
        if not path.endswith("getUpdates"):
            return await exchange(path, *rest)
        calls += 1
        return 200, b'{"ok":true,"result":[{"message":{}}]}'

    await idle.channel.setup()
    monkeypatch.setattr(idle.channel._session, "_exchange", answers)
    idle.run(idle.channel.poll(idle.turns))
    await asyncio.sleep(0.5)
    assert calls < 10 and len(await kept(idle.store)) == 1
    assert "no updates taken" in capsys.readouterr().out


async def test_the_command_lists_refuses_and_drops_it(tmp_path: Path) -> None:
    """In plain lines."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    async with store.begin() as work:
        await stored_inbox.add_inbound(
            work, [unread_row(unread(b"Oostdam \xff", "ValueError", 0.0), None)]
        )
    await store.close()
    place = environment(tmp_path)
    listed = await asyncio.to_thread(run, "inbox", **place)
    assert listed.stdout.splitlines()[1].split()[4:6] == ["0", "0"]
    assert "cannot be read: ValueError" in listed.stdout and "Oostdam" not in listed.stdout
    done = await asyncio.to_thread(run, "inbox", "--replay", "all", **place)
    assert (done.returncode, done.stderr) == (1, "Failed again and still parked: 1.\n")
    done = await asyncio.to_thread(run, "inbox", "--drop", "1", **place)
    assert done.stdout == "Dropped 1 turn.\n"
