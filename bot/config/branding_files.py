"""Whether a logo and a Word template can be used, looked at before the start."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

MAX_LOGO_BYTES = 512 * 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


def check_logo(path: Path) -> None:
    """Raises ValueError for what is no picture that a document can hold."""
    _check_file(path)
    body = path.read_bytes()
    if len(body) > MAX_LOGO_BYTES:
        raise ValueError(f"{path} is bigger than {MAX_LOGO_BYTES // 1024} kB")
    if not body.startswith(PICTURES) and b"<svg" not in body[:2048]:
        raise ValueError(f"{path} is no PNG, JPEG or SVG")


def check_template(path: Path) -> None:
    """Raises ValueError for what is no document of Word."""
    _check_file(path)
    try:
        with ZipFile(path) as file:
            if "word/document.xml" not in file.namelist():
                raise ValueError(f"{path} is no Word document")
    except BadZipFile:
        raise ValueError(f"{path} is no Word document") from None


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
