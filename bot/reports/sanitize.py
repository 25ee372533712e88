"""Text without the marks that no document can hold: XML, PDF and typst refuse some of them."""

from __future__ import annotations

import re
from dataclasses import asdict, is_dataclass
from typing import Any
from unicodedata import normalize

LINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
HALF = re.compile("[\ud800-\udfff]")
BEYOND = str.maketrans(
    dict.fromkeys(plane << 16 | end for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
)


def legible(data: Any) -> Any:
    """The same data; in its texts lines end in one way, and what cannot be written is gone.

    A letter and its accent become one, as fonts want them.
    """
    match data:
        case str():
            text = UNSEEN.sub("", LINE.sub("\n", data)).translate(BEYOND)
            return normalize("NFC", HALF.sub("\ufffd", text))
        case dict():
            return {key: legible(value) for key, value in data.items()}
        case list() | tuple():
            return [legible(value) for value in data]
        case _ if is_dataclass(data) and not isinstance(data, type):
            return legible(asdict(data))
    return data
