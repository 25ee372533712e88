"""The pace of what goes to a group, with Telegram's own figures."""

from __future__ import annotations

from itertools import pairwise

from bot.channels.telegram.group_rate_limit import MAX_PER_WINDOW, WITHIN, GroupRateLimiter


def test_a_group_gets_less_than_twenty_a_minute() -> None:
    """Whoever waits as long as is said may go then, and no sooner."""
    now = 0.0
    pace = GroupRateLimiter(lambda: now)
    went: list[float] = []
    while len(went) < 100:
        if wait := pace.wait(-1):
            assert wait > 0
            now += wait
        else:
            went.append(now)
            now += 0.5
    assert (
        max(sum(1 for t in went if start <= t < start + 60) for start in went)
        <= 19
        == MAX_PER_WINDOW
    )
    assert went[-1] < 6 * WITHIN, "it goes on as soon as it can"
    assert all(later > sooner for sooner, later in pairwise(went))


def test_groups_and_people_have_their_own() -> None:
    """A busy group delays no other, and private talks are not counted."""
    pace = GroupRateLimiter(lambda: 0.0)
    assert not any(pace.wait(-1) for _ in range(MAX_PER_WINDOW)) and pace.wait(-1) == WITHIN
    assert pace.wait(-2) == 0.0
    assert not any(pace.wait(7) for _ in range(100))
