"""Typed words read as choices of a list of which several may be chosen. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogues.parsing.choices import Listed, Matched, is_figure, match_one
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.parsing.words import phrase

NUMBERS = re.compile(r"[\d.,;:&+/\s]+")
BREAK = re.compile(r"[,;\n&+•]+|(?<=\s)/(?=\s)")


def match_several(
    text: str, options: Sequence[Listed], known: Vocabulary, apart: frozenset[str] = frozenset()
) -> Matched:
    """All that was meant; `apart` are choices that *all* does not take in.

    Not sure: `ids` are what was understood, `rest` what was not, and without a rest what it may be.
    """
    words = phrase(text)
    named = [one.id for one in options if words in one.phrases]
    if words in known.all and not named:
        return Matched(tuple(one.id for one in options if one.id not in apart), True)
    there = [one.id for one in options if one.id not in apart]
    if words in known.both and not named and len(there) == 2:
        return Matched(tuple(there), True)
    whole = match_one(text, options, known)
    pieces = _pieces(text, known)
    if named or len(pieces) < 2 or (NUMBERS.fullmatch(text) and is_figure(text)):
        return whole
    together = _together(pieces, [match_one(piece, options, known) for piece in pieces])
    return together if together.ids else whole


def _together(pieces: Sequence[str], found: Sequence[Matched]) -> Matched:
    ids = tuple(dict.fromkeys(one for each in found if each.sure for one in each.ids))
    rest = tuple(p.strip() for p, each in zip(pieces, found, strict=True) if not each.sure)
    return Matched(ids, not rest, all(each.literal for each in found), rest)


def _pieces(text: str, known: Vocabulary) -> list[str]:
    """What stands between commas, lines, or *and*; numbers also without."""
    parts = re.split(r"[^\d]+", text) if NUMBERS.fullmatch(text) else BREAK.split(text)
    joint = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(known.joins)))})\b", re.IGNORECASE)
    found = (piece for part in parts for piece in joint.split(part))
    return [piece for piece in found if phrase(piece)]
