"""Typed text read as the choices of a prompt."""

from __future__ import annotations

import re

from dialogues.definition.states import State
from dialogues.parsing.errors import InvalidInputError


def read_choices(text: str, state: State, language: str) -> tuple[str, ...]:
    """Ids of the choices that a number, a label or the beginning of one stands for.

    Raises InvalidInputError when a piece stands for none, or there are several where one is asked.
    """
    labels = [choice.text[language].casefold() for choice in state.choices]
    several = state.kind == "several"
    words = re.split(r"[,;\s]+", text) if re.fullmatch(r"[\d,;\s]+", text) else None
    pieces = words or (re.split(r"[,;\n]+", text) if several else [text])
    found = [_place(piece.strip().casefold(), labels) for piece in pieces if piece.strip()]
    if not found or None in found or (len(found) > 1 and not several):
        raise InvalidInputError("choose_several" if several else "choose", count=len(labels))
    return tuple(dict.fromkeys(state.choices[i].id for i in found if i is not None))


def _place(piece: str, labels: list[str]) -> int | None:
    if piece.isascii() and piece.isdigit():
        return int(piece) - 1 if 1 <= int(piece) <= len(labels) else None
    if piece in labels:
        return labels.index(piece)
    begins = [i for i, label in enumerate(labels) if len(piece) > 2 and label.startswith(piece)]
    within = [i for i, label in enumerate(labels) if len(piece) > 3 and piece in label.split()]
    matches = begins or within
    return matches[0] if len(matches) == 1 else None
