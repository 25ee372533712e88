"""What came in, as its row in the inbox."""

from __future__ import annotations

import pytest

from bot.messages.messages import Inbound
from bot.turns.inbox_rows import BEGINNING, in_row
from dialogues.messages.inputs import Typed
from dialogues.parsing.text import MAX_TEXT_CHARS


@pytest.mark.parametrize("over", [0, 1])
def test_of_a_text_that_is_too_long_only_the_beginning_is_kept(over: int) -> None:
    long = "x" * (MAX_TEXT_CHARS + over)
    row = in_row(Inbound("telegram", "1", "7", Typed(long), 0.0), "p", "")
    kept = Inbound.load(row.text, "telegram", "1", "7", 0.0).input
    assert kept == Typed("x" * BEGINNING + " …" if over else long)
