"""Signing out: in some browsers, or everywhere, with all links that still gave access."""

from __future__ import annotations

from collections.abc import Collection

from storage.database.unit_of_work import Work
from storage.repositories import browsers, calendars, people
from storage.repositories.browsers import OLD, SignedIn
from storage.repositories.people import Address


async def some(work: Work, person: str, names: Collection[str]) -> list[SignedIn]:
    """Sign a person out in these browsers, of those that are theirs; returns which were.

    One that came with a cookie of an earlier version goes with all such cookies: they have no
    secret of their own.
    """
    ended = await browsers.end(work, person, names)
    for one in ended:
        if one.id.startswith(OLD):
            await browsers.cut(work, one.place, one.began)
    return ended


async def everywhere(work: Work, person: str, now: float) -> list[Address]:
    """Sign a person out; returns where they were known. `now` is in seconds since the epoch."""
    await browsers.erase_person(work, person)
    await calendars.unfollow(work, person)
    places = [(one.channel, one.address) for one in await people.sign_ins(work, person)]
    for place in places:
        await browsers.cut(work, place, now)
    return places
