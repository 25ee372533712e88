"""Answers that say nothing: they may stand, and there is nothing in them to say back."""

from __future__ import annotations

from dialogues.parsing.words import phrase

NOTHING = frozenset(
    phrase("niks niets nix nihil noppes geen nee neen nvt nothing none no nope nah na zip")
)
BESIDE = frozenset(
    phrase(
        "echt hoor joh eigenlijk helemaal gewoon nou dus ook absoluut tja pff "
        "really at all well just absolutely actually sorry"
    )
)
"""Words beside those that add nothing to them."""


def says_nothing(text: str) -> bool:
    """Whether all of it is *nothing*, however often."""
    words = {*phrase(text)}
    return bool(words & NOTHING) and words <= NOTHING | BESIDE
