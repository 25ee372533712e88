"""A text that begins with a slash is a command, or an answer like any other."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.messages.inputs import is_command


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("/stop", True),
        ("/groep 12ab", True),
        ("/help@samenspraak_bot", True),
        ("/hlep", True),
        ("/", True),
        ("//nas/afspraken/2027.docx", False),
        ("/ 2 fte en een wethouder", False),
        ("/werkplek moet op orde, dat eerst", False),
        ("/2027", False),
        ("en/of", False),
    ],
)
def test_what_is_meant_for_the_coach(content: Content, text: str, is_one: bool) -> None:
    assert is_command(content.catalogue, text) is is_one
