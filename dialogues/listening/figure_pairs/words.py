"""A pair of figures as texts may speak of it, in the notation of a language. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.listening.figure_pairs.pair import GAP, KINDS, Gap, Pair
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.formats import spoken_number


def figure_words(pair: Pair, language: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """(name, words): both figures as they were typed, and the gap."""
    words = (one.words for one in pair.figures)
    yield from zip(KINDS[pair.sign], words, strict=True)
    yield GAP, _gap(pair.gap, language, catalogue)


def _gap(gap: Gap, language: str, catalogue: Catalogue) -> str:
    if gap.span is not None:
        return catalogue.say(language, f"gap_{gap.span}", count=int(gap.value))
    return gap.sign + spoken_number(round(gap.value, 2), gap.noun, language)
