"""Enough advice on everything, and enough that looks further than one talk."""

from __future__ import annotations

from collections import Counter

import pytest

from dialogues.definition.content import Content
from frameworks.definition.model import Advice
from tests.support.content import loaded

ADVICE = {f.id: f.advice for f in loaded().frameworks.values()}


def looks_further(advice: Advice) -> bool:
    """Whether it rests on what was said in another talk."""
    return any("/" in test.fact for test in advice.when.tests())


@pytest.mark.parametrize("framework", ADVICE)
def test_every_item_has_three_pieces_of_advice(content: Content, framework: str) -> None:
    """Each rule, factor, stop, step and motive."""
    about = Counter(advice.about for advice in ADVICE[framework])
    few = {i.id: about[i.id] for i in content.frameworks[framework].items if about[i.id] < 3}
    assert few == {}


def test_there_is_advice_enough() -> None:
    """At least 250 in all, and forty that combine answers of several talks."""
    everything = [one for advice in ADVICE.values() for one in advice]
    assert len(everything) >= 250
    assert sum(map(looks_further, everything)) >= 40
