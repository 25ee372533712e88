"""The names of months and weekdays, whole or cut short, in the languages that we speak."""

from __future__ import annotations

MONTH = (
    "(?:jan(?:uari|uary)?|feb(?:r|ruari|ruary)?|maart|march|mrt|mar|apr(?:il)?|mei|may|jun[ie]?|"
    "jul[iy]?|aug(?:ustus|ust)?|sep(?:t|tember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTHS = {
    "jan": 1, "feb": 2, "maa": 3, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAY = (
    "(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|"
    "zo(?:ndag)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b"
)
WEEKDAYS = {
    "ma": 0, "mo": 0, "di": 1, "tu": 1, "wo": 2, "we": 2, "do": 3, "th": 3, "vr": 4, "fr": 4,
    "za": 5, "sa": 5, "zo": 6, "su": 6,
}  # fmt: skip


def month_number(word: str) -> int:
    """From 1, of a name or of figures."""
    return int(word) if word.isdigit() else MONTHS[word[:3].lower()]


def weekday_number(word: str) -> int | None:
    """From 0 for Monday; None for no name."""
    return WEEKDAYS.get(word[:2].lower())
