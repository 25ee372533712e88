"""Whether a logo and a Word template can be used, looked at before the start."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.config.logo_files import fault_of

MAX_LOGO_BYTES = 512 * 1024
MAX_TEMPLATE_BYTES = 50 * 1024 * 1024
"""Of all its parts together, unpacked."""
TYPES = "[Content_Types].xml"
DOCUMENT, TEMPLATE, MACROS = b"document.main+xml", b"template.main+xml", b"macroEnabled"
AS_DOCX = "open it in Word, and save it as Word document (.docx)"


def check_logo(path: Path) -> None:
    """Raises ValueError for what is no picture that a document can hold."""
    _check_file(path)
    body = path.read_bytes()
    if len(body) > MAX_LOGO_BYTES:
        raise ValueError(f"{path} is bigger than {MAX_LOGO_BYTES // 1024} kB")
    if fault := fault_of(body):
        raise ValueError(f"{path}: {fault}")


def check_template(path: Path) -> None:
    """Raises ValueError for what is no document of Word. What its parts are called is free: Word
    Online says document2.xml."""
    _check_file(path)
    try:
        with ZipFile(path) as file:
            if sum(part.file_size for part in file.infolist()) > MAX_TEMPLATE_BYTES:
                raise ValueError(f"{path} is too big: take its pictures out")
            types = file.read(TYPES) if TYPES in file.namelist() else b""
    except (BadZipFile, NotImplementedError, RuntimeError):
        raise ValueError(f"{path} is no Word document, or a damaged one: {AS_DOCX}") from None
    if MACROS in types:
        raise ValueError(f"{path} has macros: {AS_DOCX}")
    if TEMPLATE in types:
        raise ValueError(f"{path} is a template of Word (.dotx): {AS_DOCX}")
    if DOCUMENT not in types:
        raise ValueError(f"{path} is no Word document: {AS_DOCX}")


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
