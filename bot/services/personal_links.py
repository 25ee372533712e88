"""Personal links: each lets its person in once, as long as they did not sign out everywhere."""

from __future__ import annotations

from storage.database.unit_of_work import Work
from storage.repositories import browsers, fingerprints
from storage.repositories.people import Address


async def works(work: Work, token: str, place: Address, made: float) -> bool:
    """Whether a link to this address, of then, was not used, nor revoked, and leads to somebody."""
    if await fingerprints.known(work, "link", [token]):
        return False
    return await browsers.gives_access(work, place, made)


async def use(work: Work, token: str, place: Address, made: float, form: str, now: float) -> bool:
    """Use it up, with the form of this number; that may be sent twice, for people click twice.

    Returns whether it worked. Moments are in seconds since the epoch.
    """
    if not await browsers.gives_access(work, place, made):
        return False
    if await fingerprints.add_first(work, "link", token, now):
        await fingerprints.add(work, "link", [f"{token}/{form}"], now)
        return True
    return bool(await fingerprints.known(work, "link", [f"{token}/{form}"]))
