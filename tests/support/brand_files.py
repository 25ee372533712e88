"""Logos and Word templates as organisations have them, and those that broke documents."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

APP0, EXIF = b"JFIF\0\1\1\0\0\1\0\1\0\0", b"Exif\0\0II*\0\x08\0\0\0" + b"\0" * 6
MAIN = b"wordprocessingml.document.main+xml"


def png(wide: int = 20, high: int = 10) -> bytes:
    """One colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum)

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x0b\x59\x63" * wide) * high, 0)
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    )


def jpeg(colours: int = 3, first: bytes = APP0) -> bytes:
    """Eight by eight, all grey: three colours for a screen, four (CMYK) for print."""

    def segment(mark: int, data: bytes) -> bytes:
        return bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data

    parts = b"".join(bytes([n + 1, 0x11, 0]) for n in range(colours))
    code = b"\1" + b"\0" * 15 + b"\0"  # one code of one bit
    bits = 2 * colours  # no difference, and the end of the block, for each colour
    body = [
        segment(0xE0 if first == APP0 else 0xE1, first) if first else b"",
        segment(0xDB, b"\0" + b"\1" * 64),
        segment(0xC0, struct.pack(">BHHB", 8, 8, 8, colours) + parts),
        segment(0xC4, b"\0" + code + b"\x10" + code),
        segment(0xDA, bytes([colours, *(b for n in range(colours) for b in (n + 1, 0)), 0, 63, 0])),
        bytes([0xFF >> bits]),
    ]
    return b"\xff\xd8" + b"".join(body) + b"\xff\xd9"


def svg(inside: str = '<rect width="20" height="10"/>', head: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg {names} viewBox="0 0 20 10">{inside}</svg>'.encode()


def word(change: tuple[bytes, bytes] = (b"", b""), without: str = "") -> bytes:
    """A Word document in which words of its parts and their names are changed, or a part lacks."""
    plain, made = BytesIO(), BytesIO()
    Document().save(plain)
    old, new = change
    with ZipFile(plain) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != without:
                place = name.encode().replace(old, new) if old else name.encode()
                body = source.read(name)
                target.writestr(place.decode(), body.replace(old, new) if old else body)
    return made.getvalue()


def dotx() -> bytes:
    return word((MAIN, b"wordprocessingml.template.main+xml"))


def document2() -> bytes:
    """As Word Online saves it."""
    return word((b"document.xml", b"document2.xml"))
