"""What was typed or pasted, as it is kept."""

from __future__ import annotations

import pytest

from dialogues.parsing.text import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kosten\t10.000\tbalie", "Kosten 10.000 balie"),
        ("10.000\t", "10.000"),
        ("Wat\t2026\t2027\nKosten\t10\t12\n", "Wat | 2026 | 2027\nKosten | 10 | 12"),
        ("\t2026\t2027\r\nKosten\t\t12", "| 2026 | 2027\nKosten |  | 12"),
        ("eerst\u2028dan\x0ben dan\x85klaar", "eerst\ndan\nen dan\nklaar"),
        ("een\rtwee", "een\ntwee"),
        ("a\x07b\x00c", "abc"),
        ("  - punt\n    - subpunt ", "- punt\n    - subpunt"),
    ],
)
def test_nothing_is_glued_together(typed: str, kept: str) -> None:
    """A tab is seen as a blank, and in a table as a line between cells; lines stay lines."""
    assert clean(typed) == kept


def test_cells_of_a_list_are_entries_of_their_own() -> None:
    assert clean("Asten\tSomeren\nDeurne", listed=True) == "Asten\nSomeren\nDeurne"
