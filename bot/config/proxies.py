"""Which reverse proxies are trusted to say for whom they ask."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """`127.0.0.1, 10.0.0.0/8`. Raises ValueError for what is no address."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())
