"""How much one person may send, and what who sends more hears of it."""

from __future__ import annotations

from bot.channels.telegram.limits import PersonLimits


class Steady:
    """A clock that only moves when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_sends_too_much_hears_it_once() -> None:
    """Then it is silent, until so much time went by that something is taken again."""
    steady = Steady()
    limits = PersonLimits(60, steady)
    judged = [limits.judge(str(number), "7", 0) for number in range(100)]
    assert judged == ["taken"] * 60 + ["told"] + ["silent"] * 39
    assert limits.judge("x", "8", 0) == "taken", "others do not notice"
    steady.now = 10.0
    assert [limits.judge(f"y{n}", "7", 0) for n in range(12)] == ["taken"] * 10 + ["told", "silent"]


def test_an_ordinary_person_is_never_slowed() -> None:
    """A message every second for an hour, and a long story now and then."""
    steady = Steady()
    limits = PersonLimits(120, steady)
    for number in range(3600):
        steady.now += 1
        assert limits.judge(str(number), "7", 4096 if number % 60 == 0 else 80) == "taken"


def test_what_comes_again_counts_once() -> None:
    """While we cannot store it Telegram repeats it: that is not the person's doing."""
    limits = PersonLimits(2, Steady())
    assert {limits.judge("1", "7", 0) for _ in range(50)} == {"taken"}
    assert limits.judge("2", "7", 0) == "taken"
    assert limits.judge("3", "7", 0) == "told" and limits.judge("3", "7", 0) == "silent"


def test_without_a_limit_all_is_taken() -> None:
    """As the setting says."""
    limits = PersonLimits(0, Steady())
    assert {limits.judge(str(number), "7", 10_000) for number in range(1000)} == {"taken"}
