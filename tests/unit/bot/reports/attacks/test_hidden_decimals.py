"""Figures in a file that are more exact than what a reader of the page sees."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.reports.formats import render_report
from bot.reports.kinds.pulse import pulse_report
from bot.reports.kinds.round import round_report
from bot.reports.report import Drawn, Report
from dialogues.definition.content import Content
from tests.examples import collaboration as example


def round_of(content: Content) -> Report:
    """Two rounds beside each other."""
    return round_report(content, example.GROUP, example.rounds(content))


def pulse_of(content: Content) -> Report:
    """Six pulses."""
    return pulse_report(content, example.GROUP, example.pulses(content))


@pytest.fixture(scope="module", params=[round_of, pulse_of])
def made(request: pytest.FixtureRequest, content: Content) -> Report:
    report = request.param(content)
    assert isinstance(report, Report)
    return report


def exact(figures: list[float]) -> list[float]:
    """Those that are more exact than the steps in which a mean is shown, or than one decimal."""
    assert figures, "there are no figures"
    return [one for one in figures if one != round(one, 1) and one * 4 != round(one * 4)]


def floats(data: Any) -> Iterator[float]:
    if isinstance(data, float):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from floats(one)


def test_cells_of_a_workbook(made: Report) -> None:
    """A cell that shows 3,25 holds 3.25, also for who gives it more decimals."""
    book = load_workbook(BytesIO(render_report(made, "xlsx")))
    cells = [cell.value for sheet in book for row in sheet for cell in row]
    assert not exact([one for one in cells if isinstance(one, float)])


def test_cells_of_a_csv(made: Report) -> None:
    """The same, of cells that are a number."""
    rows = csv.reader(StringIO(render_report(made, "csv").decode("utf-8-sig")), delimiter=";")
    cells = [cell for row in rows for cell in row if re.fullmatch(r"\d+,\d+", cell)]
    assert not exact([float(cell.replace(",", ".")) for cell in cells])


def test_cells_of_a_json(made: Report) -> None:
    """The same, of its tables."""
    data = json.loads(render_report(made, "json"))
    tables = [b for s in data["sections"] for b in s["blocks"] if b["kind"] == "table"]
    assert not exact([*floats(tables)])


def test_pictures_of_pulses_in_a_json(content: Content) -> None:
    """Where a mark stands is as exact as what is written at it."""
    assert not exact([*floats(json.loads(render_report(pulse_of(content), "json")))])


def test_pictures_of_a_round_in_a_json(content: Content) -> None:
    """The same: there is nothing to be measured in a PDF that is not written in it."""
    assert not exact([*floats(json.loads(render_report(round_of(content), "json")))])


def test_what_pictures_are_called(made: Report) -> None:
    """For who cannot see them: no more exact than the picture."""
    alts = [b.alt for s in made.sections for b in s.blocks if isinstance(b, Drawn)]
    figures = re.findall(r"\d+,\d+", " ".join(alts))
    assert not exact([float(one.replace(",", ".")) for one in figures])
