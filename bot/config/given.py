"""The names of what was set, in the environment and in `.env`, and how that file is written."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from frameworks.definition.errors import SamenspraakError

PREFIX = "SAMENSPRAAK_"
ENV_FILE = Path(".env")
NAME_IN_FILE = re.compile(rf"^\s*(?:export\s+)?{PREFIX}(\w+)\s*=", re.IGNORECASE | re.MULTILINE)
ALIKE = 0.8
"""How like a known name another one is, of 1, to be a slip of the pen."""
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip


class SettingsError(SamenspraakError):
    """One line a wrong setting: which, why, and what is allowed."""


def coding_of(path: Path) -> str:
    """UTF-8; UTF-16, as an old editor of Windows writes it; else Latin-1.

    Raises SettingsError when there is a file that cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "utf-8"
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    marked = (coding for mark, coding in MARKS.items() if raw.startswith(mark))
    wide = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    coding = next(marked, wide if raw.count(0) * 4 > len(raw) else "utf-8")
    try:
        raw.decode(coding)
    except UnicodeDecodeError:
        return "latin-1"
    return coding


def slips(known: Collection[str]) -> Iterator[str]:
    """A line for every name that is none of ours, known by their small names.

    In the environment only for what is like one of ours: the rest may be of whoever runs us.
    """
    text = ENV_FILE.read_text(coding_of(ENV_FILE)) if ENV_FILE.is_file() else ""
    in_file = [name.lower() for name in NAME_IN_FILE.findall(text)]
    there = [name[len(PREFIX) :].lower() for name in os.environ if name.upper().startswith(PREFIX)]
    for name in dict.fromkeys((*in_file, *there)):
        if name in known:
            continue
        if like := _like(name, known):
            meant = f"did you mean {PREFIX}{like.upper()}?"
            yield f"{PREFIX}{name.upper()}: there is no such setting; {meant}"
        elif name in in_file:
            yield f"{PREFIX}{name.upper()}: there is no such setting; take it out of {ENV_FILE}"


def _like(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # only for a name that is not known

    return next(iter(get_close_matches(name, known, 1, ALIKE)), "")
