"""A line for each series from moment to moment, with a gap where no score may be shown."""

from __future__ import annotations

from math import ceil
from typing import Any

from bot.reports.charts.legend import legend
from bot.reports.charts.text import GAP, SMALL, WIDTH, Column, TextLine
from dialogues.messages.pictures import Scores, Series

LEFT, RIGHT, HIGH = 34, WIDTH - 60, 210
"""Where the first and the last moment stand, and how high it is from the lowest point up."""
KEY, APART, BESIDE = 60, 19, 18
"""The width of an example of a line; how far words are apart at least; and how far the first and
the last line stand beside each other, so that none hides another."""
AIR = 4
"""Between the words of one moment and the next."""


def layout(shows: Scores, column: Column) -> dict[str, Any]:
    """The values of the template.

    What each line stands for, the lines with their last score, and the moments below them.
    """
    keys = legend(shows, column, KEY)
    top = column.y + GAP
    base, least, most = top + HIGH, shows.points[0], shows.points[-1]
    last = len(shows.heads) - 1
    step = (RIGHT - LEFT) / (last or 1)
    xs = [LEFT + step * number for number in range(last)] + [RIGHT if last else WIDTH / 2]

    def place(value: float) -> float:
        return base - (value - least) * HIGH / ((most - least) or 1)

    marks, lines, ends = [], [], []
    for number, one in enumerate(shows.series):
        aside = number / (len(shows.series) - 1) - 0.5 if len(shows.series) > 1 else 0
        beside = [x + aside * min(BESIDE, step * 0.4) for x in xs]
        lines.append((number, _path(one, beside, place)))
        for x, mark in zip(beside, one.marks, strict=True):
            if mark.at is not None:
                low, high = mark.span or (mark.at, mark.at)
                marks.append((number, x, place(mark.at), place(high), place(low)))
        if (at := one.marks[-1].at) is not None:
            ends.append((place(at), one.marks[-1].word.split(" ")[0]))  # without *or higher*
    _set_ends(ends, xs[-1] + 21, top, column)
    column.y = base + 14
    _set_moments(shows, xs, step, column)
    return {
        "keys": keys,
        "ticks": [(point, place(point)) for point in shows.points],
        "left": LEFT - 14,
        "right": xs[-1],
        "marks": marks,
        "lines": lines,
        "height": column.y,
    }


def _path(one: Series, xs: list[float], place: Any) -> str:
    drawn, pen = [], "M"
    for x, mark in zip(xs, one.marks, strict=True):
        if mark.at is not None:
            drawn.append(f"{pen}{x:g},{place(mark.at):g}")
        pen = "M" if mark.at is None else "L"
    return " ".join(drawn)


def _set_ends(ends: list[tuple[float, str]], x: float, top: float, column: Column) -> None:
    """The last scores to the right of their lines, moved apart where they would touch."""
    ends.sort()
    room = top + HIGH - APART * (len(ends) - 1)
    below = top - APART
    for number, (y, word) in enumerate(ends):
        below = max(below + APART, min(y, room + APART * number))
        column.rows.append(TextLine(x, below + 5, SMALL, word, "ink", True))


def _set_moments(shows: Scores, xs: list[float], step: float, column: Column) -> None:
    """As many moments as there is room for, counted back from the last one."""
    words = " ".join(f"{title} {word}" for title, word in shows.heads).split()
    widest = max(map(column.wide, words), default=0) + AIR
    every = max(1, min(len(xs) - 1, ceil(widest / step)))
    shown = list(zip(xs, shows.heads, strict=True))[::-every]
    for row, look in enumerate(("ink", "soft")):
        lowest = column.y
        for x, head in shown:
            under = column.beside(x, step * every - AIR if len(xs) > 1 else WIDTH)
            under.set(head[row], SMALL, look, anchor="middle")
            lowest = max(lowest, under.y)
        column.y = lowest
