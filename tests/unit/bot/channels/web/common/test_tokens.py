"""What is signed for a browser: by the newest key, and good by any that we still have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.web.common.tokens import Keys, Shown
from bot.messages.links import Links

OLD, NEW, NOW = bytes(32), bytes([1]) * 32, 1_790_000_000.0
SHOWN, WHO, ID = Shown("whose", "id", "secret"), "a" * 32, "0" * 12
Check = Callable[[list[bytes]], bool]


def keys(secrets: list[bytes]) -> Keys:
    return Keys(lambda: tuple(secrets[::-1]), lambda: NOW)


def links(secrets: list[bytes]) -> Links:
    return Links(lambda: tuple(secrets[::-1]), lambda: NOW)


def cookie(made: list[bytes]) -> Check:
    text = keys(made).cookie(SHOWN)
    return lambda secrets: keys(secrets).shown(text) == SHOWN


def form(made: list[bytes]) -> Check:
    text = keys(made).form("id")
    return lambda secrets: keys(secrets).is_form(text, "id")


def newcomer(made: list[bytes]) -> Check:
    text = keys(made).form("")
    return lambda secrets: bool(keys(secrets).newcomer(text))


def sure(made: list[bytes]) -> Check:
    text = keys(made).sure("id", "1", "go")
    return lambda secrets: keys(secrets).agreed(text, "id", "1", "go")


def page(made: list[bytes]) -> Check:
    text = links(made).page("telegram", "7", "/groups").rpartition("/")[2]
    return lambda secrets: links(secrets).opened("page", text) is not None


def enter(made: list[bytes]) -> Check:
    text = links(made).enter(WHO).rpartition("/")[2]
    return lambda secrets: links(secrets).opened("enter", text) is not None


def group(made: list[bytes]) -> Check:
    text = links(made).group(ID, "7", NOW).rpartition("=")[2]
    return lambda secrets: links(secrets).grouped(text, "7", NOW) == ID


@pytest.mark.parametrize("made", [cookie, form, newcomer, sure, page, enter, group])
def test_the_newest_key_signs_and_all_check(made: Callable[[list[bytes]], Check]) -> None:
    """Once a key that leaked is out of the file, what it signed is worth nothing."""
    before, after = made([OLD]), made([OLD, NEW])
    assert before([OLD]) and before([OLD, NEW]) and not before([NEW])
    assert after([NEW]) and after([OLD, NEW]) and not after([OLD])
