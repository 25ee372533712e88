"""Token buckets and client addresses: who has to wait, and who is who."""

from __future__ import annotations

import pytest

from bot.channels.buckets import MAX_KEYS, Buckets
from bot.channels.web.common.client_address import client
from bot.config.proxies import networks


def test_who_takes_more_than_flows_in_waits() -> None:
    """As long as it takes until there is one; others do not."""
    buckets = Buckets(size=3, seconds=60)
    assert [buckets.take("a", 0.0) for _ in range(4)] == [0, 0, 0, 20]
    assert buckets.take("b", 0.0) == 0
    assert buckets.take("a", 10.0) == 10
    assert buckets.take("a", 20.0) == 0


def test_nothing_is_saved_beyond_a_full_bucket() -> None:
    buckets = Buckets(size=2, seconds=2)
    assert [buckets.take("a", 1000.0) for _ in range(3)] == [0, 0, 1]


def test_what_is_too_big_for_any_bucket_takes_a_full_one() -> None:
    buckets = Buckets(size=2, seconds=2)
    assert [buckets.take("a", now, cost=9) for now in (0.0, 0.0, 2.0)] == [0, 2, 0]


def test_a_clock_that_goes_back_gives_and_takes_nothing() -> None:
    buckets = Buckets(size=1, seconds=1)
    assert buckets.take("a", 5.0) == 0
    assert buckets.take("a", 1.0) == 1


def test_no_limit_is_none() -> None:
    assert not any(Buckets(size=0, seconds=60).take("a", 0.0) for _ in range(1000))


def test_many_keys_take_no_more_memory() -> None:
    """Who changes their name with each request fills nothing."""
    buckets = Buckets(size=1, seconds=60)
    for number in range(MAX_KEYS + 500):
        buckets.take(str(number), 0.0)
    assert len(buckets._held) == MAX_KEYS


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # not a proxy of ours: not believed
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["198.51.100.7, 198.51.100.1"], "198.51.100.1"),  # the first is theirs
        ("127.0.0.1", ["198.51.100.1, 10.1.2.3"], "198.51.100.1"),  # two proxies
        ("127.0.0.1", ["198.51.100.7", "198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", [], ""),
        ("127.0.0.1", ["nonsense"], ""),
        ("127.0.0.1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("", [], ""),
    ],
)
def test_who_asks(peer: str, forwarded: list[str], found: str) -> None:
    assert client(peer, forwarded, networks("127.0.0.1, ::1, 10.0.0.0/8")) == found
