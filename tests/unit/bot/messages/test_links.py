"""Links: what they carry, whose they are, and how long they work."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.messages.links import HOUR, Links, leads_here_only
from bot.messages.signing import SKEW

ID, ANNA, NOW = "0123456789ab", "7", 1_790_000_000.0


@pytest.fixture
def links() -> Links:
    links = Links(lambda: (b"one of the secrets of these test",), lambda: NOW)
    links.username = "samenspraak_bot"
    return links


def token(links: Links, now: float = NOW) -> str:
    parts = urlsplit(links.group(ID, ANNA, now))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://t.me/samenspraak_bot"
    return parse_qs(parts.query)["startgroup"][0]


def test_a_link_into_a_group_fits_in_telegram(links: Links) -> None:
    """At most 64 of these characters; nothing of who asked for it can be read in it."""
    found = token(links)
    assert re.fullmatch(r"g-[A-Za-z0-9_-]{1,62}", found) and len(found) == 54


def test_it_works_for_an_hour(links: Links) -> None:
    found = token(links)
    assert links.grouped(found, ANNA, NOW) == ID == links.grouped(found, ANNA, NOW + HOUR - 1)
    assert links.grouped(found, ANNA, NOW + HOUR + SKEW) == ""


def test_it_is_one_persons(links: Links) -> None:
    assert links.grouped(token(links), "8", NOW) == ""


def test_no_character_of_it_can_change(links: Links) -> None:
    """Another collaboration, another end, another signature: each is a forgery."""
    found = token(links)
    for place in range(2, len(found)):
        other = "0" if found[place] != "0" else "1"
        assert links.grouped(found[:place] + other + found[place + 1 :], ANNA, NOW) == ""


@pytest.mark.parametrize("nonsense", ["", "g-", "g-é", "g-" + "0" * 52, "x" * 300, "g-\n\n"])
def test_nonsense_is_no_link(links: Links, nonsense: str) -> None:
    assert links.grouped(nonsense, ANNA, NOW) == ""


def test_another_secret_makes_other_links(links: Links) -> None:
    assert Links(lambda: (bytes(32),), lambda: NOW).grouped(token(links), ANNA, NOW) == ""


@pytest.mark.parametrize(
    ("address", "only"),
    [
        ("http://localhost:8080/", True), ("http://127.0.0.1:8080", True), ("http://[::1]/", True),
        ("http://0.0.0.0:8080/", True), ("http://[::]:80/", True), ("http://127.3.2.1/", True),
        ("//coach.localhost", True), ("https://coach.example.nl/", False),
        ("http://192.168.1.5:8080/", False), ("http://[2001:db8::1]/", False),
        ("http://coach", False),
    ],
)  # fmt: skip
def test_an_address_of_whichever_machine_it_is_opened_on(address: str, only: bool) -> None:
    assert leads_here_only(address) == only


def test_links_for_others_lead_somewhere(links: Links) -> None:
    """Where our address works here only, there is the way by Telegram; one's own link stays."""
    links.origin = "http://localhost:8080"
    assert [key for key, _ in links.invite("i-x")] == ["invite_link_web", "invite_link_telegram"]
    links.local = True
    assert [key for key, _ in links.invite("i-x")] == ["invite_link_telegram"]
    assert (links.reach("web"), links.reach("telegram")) == (True, False)
    assert links.shown("web", "http://localhost:8080/page/x") == "/page/x"
