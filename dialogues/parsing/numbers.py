"""Numbers as people type them: with the marks of a language, a unit, or written out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.number_words import ARTICLES, MULTIPLES, PARTS, number_of
from dialogues.parsing.readings import MAX_READINGS, Readings
from dialogues.parsing.words import phrase
from dialogues.texts.formats import spoken_number
from frameworks.definition.languages import SPOKEN

GREATEST = 1e15
"""Beyond it a number is no longer kept to the unit."""
BLANKS = " \u00a0\u2007\u2009\u202f"
TIMES = "|".join(sorted(MULTIPLES, key=len, reverse=True))
NUMERAL = re.compile(
    r"(?<!\w)(?P<sign>(?:[-–—−‐‑]|min |minus )\s?)?(?:€\s?|eur\s|euro\s)?(?<!\w)"
    rf"(?P<digits>\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d(?:[\d.,'’]*\d)?)"
    rf"(?:\s?(?P<times>{TIMES})\b|(?P<mega>m)\b)?",
    re.IGNORECASE,
)
DASHES = "-–—−‐‑"
SHARE = re.compile(r"(?<![\d/])(\d)/([2-9])(?![\d/])")
POWER = re.compile(r"\d\s?(?:e[+-]?|\^)\d", re.IGNORECASE)
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
ONE = re.compile(r"\bé[eé]n\b", re.IGNORECASE)
AND_A_HALF = (phrase("en een half"), phrase("and a half"))
TON_ALONE = re.compile(r"(^|[,.:;]\s*|\b(?:zeg|of|dan)\s)ton\b", re.IGNORECASE)
ANOTHER = re.compile(
    r"\b(ton|miljoen|million)( of | or )(\w+)\b(?!\s*(?:ton|miljoen|million))", re.I
)
DENIED = re.compile(r"\b(?:niet|geen|not|never|nooit)\b", re.IGNORECASE)
MONEY = re.compile(r"€|\beur", re.IGNORECASE)


@dataclass(frozen=True)
class Numeral:
    """One number in what was typed: its readings, likeliest first, and the multiple after it."""

    values: tuple[float, ...]
    sure: bool = True
    times: float | None = None

    @property
    def readings(self) -> list[float]:
        return [round(value * (self.times or 1.0), 9) + 0.0 for value in self.values]


def read_number(
    text: str, least: float | None, greatest: float | None, language: str, unit: str = ""
) -> Readings[float]:
    """A number with its unit, if any: `1.250`, `12,5 fte`, `€ 3 ton`, `anderhalf miljoen`.

    Marks are read as the language has them. Several numbers, or one that can be read in two ways,
    are not sure. Raises InvalidInputError.
    """
    text = ANOTHER.sub(_another, TON_ALONE.sub(r"\1een ton", ONE.sub("1", text)))
    money = bool(MONEY.search(text) or MONEY.search(unit))
    numerals = _joined(list(_numerals(text, language, money)) or list(_written_out(text)))
    values = list(dict.fromkeys(value for one in numerals for value in one.readings))
    if not values or len(values) > MAX_READINGS or POWER.search(text):
        raise InvalidInputError("no_number")
    fit = [value for value in values if _fits(value, least, greatest)]
    if not fit:
        raise _out_of_range(least, greatest, language)
    sure = all(one.sure for one in numerals) or len(fit) < len(values)
    return Readings(tuple(fit), sure and len(fit) == 1 and not DENIED.search(text))


def _another(found: re.Match[str]) -> str:
    """*Een ton of twee*: the second one is of the same size."""
    number = found[3].isdigit() or number_of(found[3].lower()) is not None
    return f"{found[0]} {found[1]}" if number else found[0]


def _fits(value: float, least: float | None, greatest: float | None) -> bool:
    above = value >= (-GREATEST if least is None else least)
    return above and value <= (GREATEST if greatest is None else greatest)


def _out_of_range(least: float | None, greatest: float | None, language: str) -> InvalidInputError:
    ends = {name: spoken_number(end, "", language)
            for name, end in (("least", least), ("most", greatest)) if end is not None}  # fmt: skip
    return InvalidInputError("number_range" if len(ends) == 2 else "number_odd", **ends)


def _numerals(text: str, language: str, money: bool) -> Iterator[Numeral]:
    """The numbers in digits. *2027* after *in* is one too: which was meant is asked."""
    if shares := SHARE.findall(text):
        for over, under in ((int(one), int(other)) for one, other in shares):
            yield Numeral((over / under, over, under), False)
        return
    text = re.sub(rf"(\d*)\s?([{''.join(FRACTIONS)}])", _fraction, text)
    for found in NUMERAL.finditer(text):
        times = MULTIPLES[found["times"].lower()] if found["times"] else None
        values, sure = _marks(found["digits"], language, money, times is not None)
        if found["mega"]:  # millions; a small letter may stand for metres
            values = (*(value * 1e6 for value in values), *values[: found["mega"] == "m"])
            sure = sure and found["mega"] == "M"
        apart = bool(found["sign"]) and found["sign"][0] in DASHES and found["sign"][-1].isspace()
        if apart and not text[: found.start()].rstrip()[-1:].isdigit():
            values, sure = (*(-value for value in values), *values), False
        elif found["sign"] and not apart:
            values = tuple(-value for value in values)
        yield Numeral(values, sure, times)


def _fraction(found: re.Match[str]) -> str:
    return str(int(found[1] or 0) + FRACTIONS[found[2]])


def _marks(
    digits: str, language: str, money: bool, multiplied: bool
) -> tuple[tuple[float, ...], bool]:
    """What digits with dots and commas can be; none when they are no number at all.

    One mark before three digits is what the language has it for. Nobody writes a decimal that ends
    in nought, or three of them for money: then it may be meant the other way.
    """
    plain = re.sub(rf"[{BLANKS}'’]", "", digits)
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+", plain)
    whole = float(re.sub(r"[.,]", "", plain)) if thousands else None
    last = re.fullmatch(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)([.,])(\d+)", plain)
    if plain.isdigit():
        return (float(plain),), True
    if last is None or last[2] in last[1]:
        return ((whole,), True) if whole is not None else ((), True)
    decimal = float(f"{re.sub(r'[.,]', '', last[1])}.{last[3]}")
    if whole is None or int(last[1]) == 0:
        return (decimal,), True
    ours = last[2] == SPOKEN[language].decimal
    if multiplied or (ours and plain.endswith("0") and not money):
        return (whole, decimal) if not ours else (decimal, whole), False
    return (decimal if ours and not money else whole,), True


def _written_out(text: str) -> Iterator[Numeral]:
    """The numbers in words; what stands between two of them keeps them apart."""
    words = phrase(re.sub(r"(?<=\w)-(?=\w)", "", text))
    place, negative = 0, False
    while place < len(words):
        word = words[place]
        place += 1
        negative, denies = word in ("min", "minus"), negative
        alone = word not in ARTICLES or len(words) == 1 or _multiplies(words[place : place + 1])
        if (value := number_of(word)) is None or not alone:
            continue
        while place < len(words) and words[place] in PARTS and word in ARTICLES:
            value, word, place = PARTS[words[place]], words[place], place + 1
        if words[place : place + 3] in AND_A_HALF:
            value, place = value + 0.5, place + 3
        following = number_of(words[place]) if place < len(words) else None
        if value >= 1000 and value % 1000 == 0 and following and following < 1000:
            value, place = value + following, place + 1  # *tweeduizend vijfhonderd*
        times = MULTIPLES.get(words[place]) if place < len(words) else None
        place += times is not None
        yield Numeral((-value if denies else value,), times=times)


def _multiplies(after: Sequence[str]) -> bool:
    """Whether the next word makes a number of *een*."""
    return bool(after) and (after[0] in MULTIPLES or after[0] in PARTS)


def _joined(found: list[Numeral]) -> list[Numeral]:
    """*1 miljoen 250 duizend* is one number; the *miljoen* of *1,5 à 2 miljoen* is of both."""
    if len(found) < 2:
        return found
    first, last = found[0], found[-1]
    if len(found) == 2 and first.times and last.times and last.times < first.times:
        return [Numeral((first.readings[0] + last.readings[0],), first.sure and last.sure)]
    if last.times and not any(one.times for one in found[:-1]):
        return [replace(one, times=last.times) for one in found]
    return found
