"""Browsers in which people are signed in, on both databases."""

from __future__ import annotations

from dataclasses import replace

from dialogues.turn.person import Person
from storage.database.unit_of_work import Store
from storage.repositories import browsers, people
from storage.repositories.browsers import SignedIn
from tests.support.postgres import on_both

ANNA, BEN, NOW, DAY = ("web", "a" * 32), ("web", "b" * 32), 1_790_000_000.0, 24 * 3600
ONE = SignedIn("1", *ANNA, "/", "hash", "", NOW, NOW, 0.0, "Firefox, Linux")


async def known(store: Store) -> None:
    """Anna and Ben."""
    async with store.begin() as work:
        new = [(ANNA, Person("anna", "nl", [])), (BEN, Person("ben", "nl", []))]
        await people.add_people(work, new, NOW)


async def names(store: Store, person: str = "anna") -> list[str]:
    async with store.begin() as work:
        return [one.id for one in await browsers.of_person(work, person)]


@on_both
async def test_a_browser_is_kept_and_may_be_put_again(store: Store) -> None:
    await known(store)
    async with store.begin() as work:
        await browsers.put(work, ONE)
        assert await browsers.find(work, "1") == ONE
        again = replace(ONE, hash="other", device="")
        await browsers.put(work, again)
        await browsers.see(work, "1", NOW + 1)
        assert await browsers.find(work, "1") == replace(again, seen=NOW + 1)
        assert await browsers.find(work, "2") is None


@on_both
async def test_a_new_secret_takes_the_place_of_one_only(store: Store) -> None:
    """Of two requests at a time the second finds what the first did."""
    await known(store)
    async with store.begin() as work:
        await browsers.put(work, ONE)
        turned = await browsers.turn(work, ONE, NOW + DAY, "next")
        await browsers.turn(work, ONE, NOW + DAY, "another")
        assert await browsers.find(work, "1") == turned
        assert (turned.hash, turned.before, turned.turned) == ("next", "hash", NOW + DAY)


@on_both
async def test_nobody_ends_anothers(store: Store) -> None:
    await known(store)
    async with store.begin() as work:
        for number, place in (("1", ANNA), ("2", ANNA), ("3", BEN)):
            await browsers.put(work, replace(ONE, id=number, channel=place[0], address=place[1]))
        ended = await browsers.end(work, "anna", ["1", "3"])
    assert [one.id for one in ended] == ["1"]
    assert (await names(store), await names(store, "ben")) == (["2"], ["3"])


@on_both
async def test_what_was_made_before_gives_no_access(store: Store) -> None:
    """A later cut counts, an earlier one changes nothing; nobody has access to nobody."""
    await known(store)
    async with store.begin() as work:
        assert await browsers.gives_access(work, ANNA, NOW)
        await browsers.cut(work, ANNA, NOW)
        await browsers.cut(work, ANNA, NOW - DAY)
        for made, gives in ((NOW - 1, False), (NOW, False), (NOW + 1, True)):
            assert await browsers.gives_access(work, ANNA, made) is gives
        assert await browsers.gives_access(work, BEN, NOW - 1)
        assert not await browsers.gives_access(work, ("web", "x"), NOW)
        assert not await browsers.is_somebody(work, ("web", "x"))


@on_both
async def test_what_is_over_is_taken_out(store: Store) -> None:
    """A talk's browser a year after its last secret, a page's after a day, one of nobody too."""
    await known(store)
    async with store.begin() as work:
        for one in (
            replace(ONE, id="old", began=NOW - 500 * DAY, turned=NOW - 402 * DAY),
            replace(ONE, id="used", began=NOW - 500 * DAY),
            replace(ONE, id="page", home="/my", began=NOW - 2 * DAY),
            replace(ONE, id="fresh page", home="/my"),
            replace(ONE, id="nobody's", address="x", began=NOW - 2 * DAY),
        ):
            await browsers.put(work, one)
        await browsers.wipe(work, NOW - 401 * DAY, NOW - DAY)
        assert await browsers.find(work, "nobody's") is None
    assert sorted(await names(store)) == ["fresh page", "used"]
