"""From which address a request comes, behind reverse proxies that we trust."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
FORWARDED = "X-Forwarded-For"
SUBSCRIBER_BITS = 64
"""Bits of an IPv6 address that one subscriber has; the rest they choose."""


def client(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The last address that no proxy of ours has; empty when that cannot be known.

    `forwarded` are the headers' values, in order. What stands in front of the first address that
    is not ours anyone can have written.
    """
    if not _in(peer, trusted):
        return _subscriber(peer)
    for address in reversed([one.strip() for line in forwarded for one in line.split(",")]):
        if not _in(address, trusted):
            return _subscriber(address)
    return ""


def _in(address: str, trusted: Sequence[Network]) -> bool:
    try:
        return any(ip_address(address) in network for network in trusted)
    except ValueError:
        return False


def _subscriber(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    plain = found.ipv4_mapped
    return str(plain or ip_network((found, SUBSCRIBER_BITS), strict=False))
