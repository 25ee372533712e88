"""After an outage the first message comes soon, and all others right behind it."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery import outage
from bot.delivery.outage import OTHERS, OWN, PROBE, Outage


class Steady:
    """A clock that only moves when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Steady:
    steady = Steady()
    monkeypatch.setattr(outage, "steady", steady)
    return steady


async def test_who_waits_alone_goes_on_soon(steady: Steady) -> None:
    """However long nobody is reached: the next try is at most a few seconds away."""
    down = Outage()
    for tries in range(50):
        wait = down.failed("7", tries, 1.0)
        assert 1 <= wait <= PROBE
        steady.now += wait


async def test_all_go_on_when_one_is_reached(steady: Steady) -> None:
    """One probes, the others knock seldom, and none waits once the first is there."""
    down = Outage()
    for tries in range(12):
        waits = {name: down.failed(name, min(tries, 9), 1.0) for name in ("7", "8", "9")}
        steady.now += waits["7"]
    assert waits["7"] == PROBE and waits["8"] == waits["9"] == OTHERS
    news = down.news
    down.reached("7")
    assert news.is_set() and not down.news.is_set()
    assert down.wait("8") <= 0 and down.wait("9") <= 0


async def test_who_fails_alone_is_tried_ever_less_often(steady: Steady) -> None:
    """While others are reached it is its own fault; their messages do not make it try at once."""
    down = Outage()
    for tries in range(20):
        wait = down.failed("7", tries, 1.0)
        steady.now += 0.5
        down.reached("8")
        assert down.wait("7") > 0
        steady.now += wait
    assert wait == OWN
    await asyncio.sleep(0)
