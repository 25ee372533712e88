"""What goes for everyone when the last one who guides a collaboration goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.domain.member import Membership
from dialogues.texts.catalogue import Catalogue


def losses(
    catalogue: Catalogue, language: str, memberships: Iterable[Membership], now: float
) -> list[str]:
    """By collaboration that would end, in words, what is lost with it."""
    return [_loss(catalogue, language, one, now) for one in memberships if one.ends_it]


def _loss(catalogue: Catalogue, language: str, one: Membership, now: float) -> str:
    results = sum(round_.published for round_ in one.rounds)
    members = catalogue.say(language, "lost_members", count=one.company.members)
    kept = catalogue.say(language, "lost_results", count=results)
    words = catalogue.say(
        language, "lost_with_it", collaboration=one.collaboration.name, members=members,
        results=kept,
    )  # fmt: skip
    if any(round_.is_open(now) for round_ in one.rounds):
        words = f"{words} {catalogue.say(language, 'lost_open')}"
    return words
