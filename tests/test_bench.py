"""What the benchmark asks can be asked: it starts by hand only, so nobody else would notice."""

from __future__ import annotations

from tests.bench.bot import CONTENT
from tests.support.content import load_beside


def test_the_content_of_the_benchmark_is_sound() -> None:
    """Twenty statements and no other question, as its peers ask."""
    states = load_beside(CONTENT).dialogues["bench"].states.values()
    assert [state.kind for state in states if state.waits] == ["rating"] * 20
