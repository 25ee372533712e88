"""What kind of browser it is, in words that its person knows it by. Pure, and never exact."""

from __future__ import annotations

import re

BROWSERS = (
    ("Edg", "Edge"), ("OPR|Opera", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"), ("Chrome|CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """`Firefox, Windows`; empty for what says nothing that we know."""
    found = (next((name for words, name in table if re.search(words, agent)), "")
             for table in (BROWSERS, SYSTEMS))  # fmt: skip
    return ", ".join(name for name in found if name)
