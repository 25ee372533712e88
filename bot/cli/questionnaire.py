"""`samenspraak import`: a questionnaire in a spreadsheet becomes content of one's own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

from bot.authoring.questionnaire import MadeIds, Table, Taken
from bot.authoring.statement_list import is_list, take_list
from bot.authoring.workbook import WorkbookError, read_workbook
from bot.authoring.xlsform import XlsForm
from dialogues.authoring.loader import load


def take_over(options: argparse.Namespace) -> int:
    """`import`: write the files and check them. Returns the exit code.

    Raises WorkbookError for a file that is no questionnaire, and for content that is there already.
    """
    id = MadeIds().id_of(options.file.stem, "list")
    taken = _taken(options.file, id, options.file.stem.replace("_", " ").strip())
    _write(options.out, taken)
    for line in taken.report:
        print(line, file=sys.stderr)
    content = load(options.out)
    for path in taken.files:
        print(options.out / path)
    print(f"Try it: samenspraak play {id} --content {options.out}")
    assert id in content.dialogues
    return 0


def _taken(path: Path, id: str, title: str) -> Taken:
    sheets = {name.casefold(): Table.of(rows) for name, rows in read_workbook(path).items()}
    if "survey" in sheets and "type" in sheets["survey"].head:
        choices = sheets.get("choices", Table((), ()))
        return XlsForm(sheets["survey"], choices, id, title).take()
    for table in sheets.values():
        if is_list(table):
            scales = {"agree5", "yes_no5"}
            return take_list(table, id, title, scales)
    raise WorkbookError(
        f"{path} is no questionnaire that we know: an XLSForm has a sheet 'survey' with a column "
        "'type', a list of statements has a column 'statement'"
    )


def _write(out: Path, taken: Taken) -> None:
    there = [out / path for path in taken.files if (out / path).exists()]
    if there:
        raise WorkbookError(f"{there[0]} is there already: give another folder with --out")
    for path, data in taken.files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        words = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
        (out / path).write_text(words, encoding="utf-8")
