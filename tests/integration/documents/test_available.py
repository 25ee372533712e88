"""The documents of a collaboration, from a real database to Telegram."""

from __future__ import annotations

from bot.documents.available import gather
from bot.services import effects as effects_service
from bot.services import rounds as rounds_service
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import (
    BallotCast,
    CollaborationMade,
    Effect,
    InviteMade,
    Joined,
    ResultShared,
    RoundOpened,
)
from dialogues.domain.invitation import Invite
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.turn.person import Person
from frameworks.groups.rules import Rules
from storage.repositories import people
from tests.fake_bot_api.server import Chat
from tests.integration.telegram.conftest import anna, api, coach, idle
from tests.support.present import present
from tests.support.reports import pdf_words
from tests.support.telegram_coach import Coach

__all__ = ["anna", "api", "coach", "idle"]  # fixtures
GROUP = Collaboration("c1", "De Drie Plassen", ("Aarhorst", "Vlietdam"), "running", Rules())
GOING = Round("r1", "success_factors", 0.0, 86400.0, GROUP.rules)
CLOSED = 2 * 86400.0


async def published(coach: Coach, anna: Chat) -> None:
    """Anna and seven others filled in a round, which was closed."""
    owner = await coach.person(anna)
    assert owner
    statements = [
        one.id
        for item in coach.content.frameworks["success_factors"].items
        for one in item.statements
    ]
    others = [Person(f"p{number}", "nl") for number in range(7)]
    async with coach.store.begin() as work:
        new = [(("telegram", f"80{n}"), one) for n, one in enumerate(others)]
        await people.add_people(work, new, 0.0)
        invite = Invite("i1", GROUP, "Aarhorst", "council", 1e12, 20, single=False)
        effects: list[Effect] = [CollaborationMade(GROUP, "p0"), InviteMade(invite, "token")]
        for number, person in enumerate([owner, *others[1:]]):
            member = Membership(f"m{number}", "member", GROUP, "Aarhorst", "council")
            effects.append(Joined(member, person.id, "i1"))
        effects.append(RoundOpened(GROUP, GOING))
        effects += [
            BallotCast("r1", f"m{n}", {one: float(1 + n % 5) for one in statements})
            for n in range(7)
        ]
        await effects_service.apply(work, effects, 0.0)
        assert await rounds_service.close(work, "c1", "r1", coach.content.frameworks, CLOSED)


async def test_a_round_is_read_by_who_may_see_it(coach: Coach, anna: Chat) -> None:
    """Before it is shared a member gets nothing of it; after that a document to keep to oneself."""
    await anna.says("/menu")
    await anna.hears("Welk gesprek")
    await published(coach, anna)
    await anna.says("/summary r1 pdf")
    await anna.hears("niets om samen te vatten")
    person = await coach.person(anna)
    async with coach.store.begin() as work:
        assert person and (await gather(work, person, ["r1"])).rounds == {}
        await effects_service.apply(work, [ResultShared("c1", "r1")], CLOSED)
    await anna.says("/summary r1")
    await anna.hears("De Drie Plassen")
    await anna.taps("PDF")
    message = await anna.hears(lambda m: m.document)
    assert message.has_protected_content
    assert "De Drie Plassen" in present(present(message.document).file_name)
    assert "Aarhorst" not in present(message.caption)
    assert "De Drie Plassen" in pdf_words(coach.api.files[present(message.document).file_id].data)
