"""A restart with other content, while someone waits at buttons of before."""

from __future__ import annotations

from tests.fake_bot_api.server import Chat
from tests.support.released import in_front
from tests.support.telegram_coach import Coach, labels


async def test_after_a_release_no_is_still_no(idle: Coach, anna: Chat) -> None:
    """*Nee* on the old keyboard is asked anew; on the new one it is stored."""
    before = idle
    await before.start()
    await anna.says("/start tiny")
    await anna.hears("Wat is uw rol?")
    await anna.says("raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.says("/skip")
    await anna.hears("Heeft u haast")
    await before.close()
    after = Coach(before.api, in_front(before.content, "tiny"), before.store)
    await after.start()
    try:
        await anna.taps("Nee")
        again = await anna.hears("niet bewaard")
        assert labels(again)[:3] == ["Misschien", "Ja", "Nee"]
        assert "hurry" not in (await after.session(anna)).answers
        await anna.taps("Nee")
        await anna.hears("Met wie?")
        assert (await after.session(anna)).answers["hurry"].value == ("no_thanks",)
        await before.api.until(lambda: not before.api.unanswered_callbacks)
    finally:
        await after.close()
