"""Whether a logo stands in every document: what breaks one is refused, with how to mend it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError, ParserCreate

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MAX_PIXELS = 4000
ALONE = {0x01, *range(0xD0, 0xD8)}
"""Marks in a JPEG behind which no length comes."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SCAN, PRINT_COLOURS = 0xDA, 4
FORBIDDEN = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video"}
ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?!#|['\"]?#)", re.IGNORECASE)
WITHIN = re.compile(r"#|data:image/(png|jpeg);", re.IGNORECASE)
AGAIN = "save it again as PNG"
CUT = f"it is cut off: {AGAIN}, and copy it whole"


def fault_of(body: bytes) -> str:
    """What is wrong with a picture, and how to mend it; empty when a document can hold it."""
    if body.startswith(PNG[:4]):
        return _png(body)
    if body.startswith(JPEG):
        return _jpeg(body)
    return _svg(body) if b"<svg" in body[:4096] else "it is no PNG, JPEG or SVG"


def _png(body: bytes) -> str:
    """Its parts are whole up to the last; each carries a sum."""
    if not body.startswith(PNG):
        return f"it is damaged: {AGAIN}"
    at, name = len(PNG), b""
    while name != b"IEND":
        if len(body) < at + 12:
            return CUT
        length, name = struct.unpack(">I4s", body[at : at + 8])
        data, after = body[at + 8 : at + 8 + length], at + 8 + length
        if len(body) < after + 4:
            return CUT
        if body[after : after + 4] != struct.pack(">I", zlib.crc32(name + data)):
            return f"it is damaged: {AGAIN}"
        if name == b"IHDR" and max(struct.unpack(">II", data[:8])) > MAX_PIXELS:
            return f"it has more than {MAX_PIXELS} pixels in a direction: make it smaller"
        at = after + 4
    return ""


def _jpeg(body: bytes) -> str:
    """Of three colours or one, with the head that Word looks for, and whole."""
    if body[6:10] not in (b"JFIF", b"Exif"):
        return f"this kind of JPEG (without JFIF) is refused by Word: {AGAIN}"
    for mark, data in _segments(body):
        if mark in FRAMES and len(data) > 5:
            if data[5] == PRINT_COLOURS:
                return f"its colours are for print (CMYK): {AGAIN}, in RGB"
            if max(struct.unpack(">HH", data[1:5])) > MAX_PIXELS:
                return f"it has more than {MAX_PIXELS} pixels in a direction: make it smaller"
        if mark == SCAN:
            return "" if body.rstrip(b"\0").endswith(b"\xff\xd9") else CUT
    return CUT


def _segments(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        mark = body[at + 1]
        length = 0 if mark in ALONE else int.from_bytes(body[at + 2 : at + 4], "big")
        yield mark, body[at + 4 : at + 2 + length]
        at += 2 + length


def _svg(body: bytes) -> str:
    """A drawing by itself: nothing is fetched, nothing runs, no word stands for others."""
    drawing, parser = _Drawing(), ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, len(body) + 1  # a style comes in one piece
    parser.StartElementHandler = drawing.element
    parser.EntityDeclHandler = drawing.entity
    parser.CharacterDataHandler = drawing.text
    try:
        parser.Parse(body, True)
    except ExpatError as error:
        return f"it is no SVG that can be read (line {error.lineno}): {AGAIN}"
    return drawing.fault


class _Drawing:
    """What a parser meets in an SVG; the first fault is kept."""

    def __init__(self) -> None:
        self.fault, self._name = "", ""

    def entity(self, *_: object) -> None:
        self._say("it has entities (<!ENTITY …>): save it as plain SVG, or as PNG")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._name:
            self._begin(space, local, attributes)
        self._name = local
        if local in FORBIDDEN:
            self._holds(f"<{local}>")
        for key, value in attributes.items():
            attribute, value = key.rpartition(" ")[2], value.strip()
            if attribute.lower().startswith("on"):
                self._holds(f"a script ({attribute})")
            elif attribute in ("href", "src") and not WITHIN.match(value):
                self._holds(f"a link ({value[:60]})")
            elif ELSEWHERE.search(value):
                self._holds(f"a link in {attribute}")

    def text(self, text: str) -> None:
        if self._name == "style" and ELSEWHERE.search(text):
            self._holds("a style from elsewhere")

    def _begin(self, space: str, local: str, attributes: dict[str, str]) -> None:
        if local != "svg" or not space:
            self._say(f"it lacks xmlns, by which a browser knows an SVG: {AGAIN}")
        elif "viewBox" not in attributes and not {"width", "height"} <= attributes.keys():
            self._say(f"it does not say how big it is (viewBox): {AGAIN}")

    def _holds(self, what: str) -> None:
        self._say(f"it holds {what}: save it as plain SVG, or as PNG")

    def _say(self, fault: str) -> None:
        self.fault = self.fault or fault
