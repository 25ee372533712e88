"""Links that the chat gives: to an invitation, to a round, to a page, and into a group.

One to a page, to go on elsewhere, or into a group is personal, and wears out. The first two are
sealed: nothing can be read in them, nor of whose they are. Where our address works on this machine
only, no link to it is given to who may be elsewhere.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import orjson

from bot.clock import Clock
from bot.messages.signing import SKEW, Secrets, is_current
from storage.core.crypto import Vault
from storage.core.errors import StorageError

TELEGRAM = "https://t.me/"
HOUR, SECONDS_PER_DAY = 3600, 24 * 3600
GROUP = "g-"
"""What a link into a group begins with."""
END, SIGNED = 8, 32
"""Hexadecimals of its end in seconds, and of its signature: 128 bits."""
LinkKind = Literal["page", "enter"]
AGES: dict[LinkKind, int] = {"page": HOUR, "enter": 14 * SECONDS_PER_DAY}
"""Seconds for which they work."""


class Opened(NamedTuple):
    """What a personal link holds.

    channel: of whose it is
    address: theirs within it
    path: of the page that it opens
    made: in seconds since the epoch
    """

    channel: str
    address: str
    path: str
    made: float

    @property
    def place(self) -> tuple[str, str]:
        return self.channel, self.address


def leads_here_only(address: str) -> bool:
    """Whether an address is that of whichever machine it is opened on."""
    host = urlsplit(address).hostname or ""
    try:
        found = ip_address(host)
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
    return found.is_loopback or found.is_unspecified


class Links:
    """Makes links. `secrets` are of 32 bytes, the newest first; `origin` is the web chat's address,
    `username` our own in Telegram, once known; without them there is nothing to lead to. `local`:
    the origin works on this machine only."""

    def __init__(self, secrets: Secrets, clock: Clock) -> None:
        self.origin = self.username = ""
        self.local = False
        self._secrets, self._clock = secrets, clock

    @property
    def _vault(self) -> Vault:
        return Vault([*self._secrets()])

    def page(self, channel: str, address: str, path: str) -> str:
        """A personal link to a page of the web chat."""
        return self._personal("page", channel, address, path)

    def enter(self, address: str) -> str:
        """A personal link by which someone in the web chat goes on in another browser."""
        return self._personal("enter", "web", address, "/")

    def _personal(self, kind: LinkKind, *fields: str) -> str:
        text = orjson.dumps([*fields, self._clock()])
        token = urlsafe_b64encode(self._vault.seal(text, f"link/{kind}")).decode().rstrip("=")
        return f"{self.origin}/{kind}/{token}"

    def reach(self, channel: str) -> bool:
        """Whether a link to the web chat leads there for someone in this channel."""
        return channel == "web" or not self.local

    def shown(self, channel: str, link: str) -> str:
        """A link as it is given: who is in the web chat, has its address already."""
        here = channel == "web" and self.local
        return link.removeprefix(self.origin) if here else link

    def settings(self, channel: str, address: str) -> str:
        """The way to one's settings: the page of the web chat for who is in it, else a link."""
        if channel == "web":
            return f"{self.origin}/settings"
        return self.page(channel, address, "/my/settings")

    def calendar(self, token: str) -> str:
        """The address that a calendar follows; empty where nobody outside could reach it."""
        return f"{self.origin}/calendar/{token}.ics" if not leads_here_only(self.origin) else ""

    def opened(self, kind: LinkKind, token: str) -> Opened | None:
        """What a personal link holds; None when it is not ours, or does not work any more."""
        try:
            sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
            found = Opened(*orjson.loads(self._vault.open(sealed, f"link/{kind}")))
        except (StorageError, ValueError):  # also for what is no base 64
            return None
        return found if is_current(self._clock() - found.made, AGES[kind]) else None

    def invite(self, token: str) -> Iterator[tuple[str, str]]:
        """The ways to open an invitation, each with the name of its words."""
        if self.origin and not self.local:
            yield "invite_link_web", f"{self.origin}/i/{token}"
        if self.username:
            yield "invite_link_telegram", self.telegram(token)

    def telegram(self, start: str) -> str:
        """A link that begins a private talk with us in Telegram."""
        return f"{TELEGRAM}{self.username}?start={start}"

    def group(self, collaboration: str, address: str, now: float) -> str:
        """A personal link by which someone in Telegram brings us into a group's chat.

        What it carries may have 64 characters: `g-`, the collaboration's id, its end, and a
        signature of these and of whose it is. With ids of 12 that makes 54.
        """
        until = f"{int(now) + HOUR:0{END}x}"
        signed = _sign(self._secrets()[0], collaboration, until, address)
        return f"{TELEGRAM}{self.username}?startgroup={GROUP}{collaboration}{until}{signed}"

    def grouped(self, token: str, address: str, now: float) -> str:
        """The collaboration of a link into a group; empty when it does not work (any more), or is
        someone else's. `now` is when it was used."""
        name, until = token.removeprefix(GROUP)[: -END - SIGNED], token[-END - SIGNED : -SIGNED]
        shown = token[-SIGNED:].encode()
        signed = [_sign(secret, name, until, address).encode() for secret in self._secrets()]
        good = any(hmac.compare_digest(one, shown) for one in signed)
        return name if good and now < int(until, 16) + SKEW else ""


def _sign(secret: bytes, *fields: str) -> str:
    message = "\n".join(("group", *fields)).encode()
    return hmac.digest(secret, message, "sha256").hex()[:SIGNED]
