"""A figure in words, the same in the chat, on a page and in a document."""

from __future__ import annotations

from collections.abc import Callable

from dialogues.texts.formats import decimal, figure
from frameworks.definition.model import Framework
from frameworks.groups.figures import Difference, Estimate
from frameworks.groups.publish import ends

Say = Callable[..., str]
"""Says a text of ours in a person's language."""
BEYOND = {-1: "figure_low", 0: "figure", 1: "figure_high"}


def mean_words(say: Say, found: Estimate, language: str) -> str:
    """`3,5`; at an end of what is shown `4,5 of hoger`."""
    return say(BEYOND[found.beyond], mean=figure(found.value, language))


def between(found: Estimate, framework: Framework) -> tuple[float, float]:
    """Between which the true mean probably lies, with one decimal."""
    low, high = found.band(*ends(framework))
    return round(low, 1), round(high, 1)


def between_words(say: Say, found: Estimate, framework: Framework, language: str) -> str:
    """The same in words; what is exact is just that."""
    low, high = (decimal(end, language) for end in between(found, framework))
    return say("figure_between", low=low, high=high) if found.margin else say("figure_exact")


def gap_words(say: Say, found: Difference, language: str) -> str:
    """How far two parts are from each other, and how sure that is."""
    gap, margin = figure(abs(found.value), language), decimal(found.margin, language)
    return say(f"gap_{found.word}", gap=gap, margin=margin)


def moved_words(say: Say, found: Difference, language: str) -> str:
    """How far a mean went, and how sure that is."""
    by = f"{'+' if found.value > 0 else '−'}{figure(abs(found.value), language)}"
    return say(f"moved_{found.word}", by=by, margin=decimal(found.margin, language))


def percent(share: float) -> str:
    """`60 %` of 0.6."""
    return f"{share:.0%}".replace("%", " %")


def share_words(say: Say, found: Estimate | None) -> str:
    """`ongeveer 60 %`; empty for None."""
    return say("figure_share", share=percent(found.value)) if found else ""
