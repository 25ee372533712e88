"""Numbers, days and moments in words."""

from __future__ import annotations

from datetime import date, datetime

from frameworks.definition.languages import written


def spoken_date(iso: str, language: str) -> str:
    """`3 februari 2027`."""
    from babel.dates import format_date  # only for who is asked for a day

    return format_date(date.fromisoformat(iso), "d MMMM y", locale=language)


def spoken_month(day: date, language: str) -> str:
    """`februari 2027`."""
    from babel.dates import format_date  # only for who is asked for a day

    return format_date(day, "MMMM y", locale=language)


def spoken_moment(when: datetime, language: str, *, weekday: bool = False) -> str:
    """`3 februari 2027, 10:00`, or `woensdag 3 februari 2027, 10:00`."""
    from babel.dates import format_datetime  # only for who is told a moment

    form = "EEEE d MMMM y, HH:mm" if weekday else "d MMMM y, HH:mm"
    return format_datetime(when, form, locale=language)


def decimal(value: float, language: str) -> str:
    """One decimal, with the comma where the language has it."""
    return written(f"{value:.1f}", language)


def cut(text: str, most: int) -> str:
    """The beginning of it, up to a whole word, when it is longer than this."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def figure(value: float, language: str, decimals: int = 2) -> str:
    """What was worked out, such as a mean, with so many decimals at most: of two that are as near
    the even one, so with one decimal 3,25 is 3,2 and 3,75 is 3,8."""
    return spoken_number(round(value, decimals), "", language)


def spoken_number(value: float, unit: str, language: str) -> str:
    """`1.250,5 fte` or `1,250.5 fte`; as many decimals as it has, up to six."""
    words = f"{value:,.6f}".rstrip("0").rstrip(".")
    words = written(words, language)
    return f"{words} {unit}" if unit else words
