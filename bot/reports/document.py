"""A file that a report became, and the name it bears."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.reports.report import Report
from dialogues.parsing.text import one_line

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
MAX_FILE_NAME_CHARS = 100


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be made when it is sent.

    name: of the file
    format: one of `FORMATS`, or `ics`
    body: the report as JSON; without `again`, of what is json or ics, the file itself
    language: of the report
    again: the command that asks for it once more
    group: it is of many, and not to be passed on
    """

    name: str
    format: str
    body: str
    language: str
    again: str = ""
    group: bool = False

    @property
    def is_report(self) -> bool:
        return bool(self.again) or self.format not in ("json", "ics")


def plain_name(name: str) -> str:
    """A name of a file in letters that every system takes, and that end no header."""
    return " ".join(FORBIDDEN.sub(" ", one_line(name)).split()).strip(". ")


def file_name(report: Report, format: str) -> str:
    """What it is and of when, in letters that every system takes:
    `Samenvatting kernvragen 22 november 2026.pdf`."""
    return plain_name(f"{report.title[:MAX_FILE_NAME_CHARS]} {report.made}") + f".{format}"
