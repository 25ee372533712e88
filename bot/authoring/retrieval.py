"""How well questions to the coach find their answers, measured on the examples themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dialogues.listening.faq import Faq, LeftOut
from frameworks.definition.languages import LANGUAGES


def measured(faq: Faq, *, names: bool) -> Iterator[str]:
    """A line on all entries; with `names` also one on each pair that gets in each other's way."""
    asked = [one for language in LANGUAGES for one in faq.leave_one_out(language)]
    if not asked:
        return
    right = sum(one.given is one.entry for one in asked)
    wrong = [one for one in asked if one.given not in (one.entry, None)]
    share, miss = right / len(asked), len(wrong) / len(asked)
    yield (
        f"{len(faq.entries)} questions to the coach: of {len(asked)} examples, each left out in "
        f"turn, {share:.0%} find their answer and {miss:.1%} that of another question"
    )
    if names:
        yield from _in_the_way(asked)


def _in_the_way(asked: list[LeftOut]) -> Iterator[str]:
    """Those that were answered for another, or that stand nearer to two examples of it."""
    near: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for one in asked:
        if one.nearest is not None and one.nearest is not one.entry:
            pair = one.entry.id, one.nearest.id
            near[pair] += 2 if one.given is one.nearest else 1
            first.setdefault(pair, one.example)
    for pair, weight in near.most_common():
        if weight > 1:
            yield f"notice: {pair[1]} is in the way of {pair[0]}, such as for '{first[pair]}'"
