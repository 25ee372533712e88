"""An answer that says nothing is kept, and never played back, reflected or given as a reason."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.parsing.nothing import says_nothing
from tests.support.talker import Talker


@pytest.mark.parametrize(
    "text",
    ["niks", "Niks.", "niks. echt niks", "niets hoor", "helemaal niets", "geen", "nee", "nothing",
     "Nothing really.", "niks eigenlijk", "nee niks", "nvt", "nope, nothing"],
)  # fmt: skip
def test_nothing_said_is_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["niks meer met Asten", "dat er niets meer verdwijnt", "geen wachtlijst", "nul", "Niek"]
)
def test_nothing_with_something_is_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("words", ["niks", "niks. echt niks"])
def test_it_is_not_what_one_does_it_for(content: Content, words: str) -> None:
    talk = Talker(content, "core_questions").say("1", "1", "Asten", words)
    while talk.session.status == "active":
        assert f"‘{words.split('.')[0]}" not in talk.text
        assert f"‘{words}" not in talk.text and f"“{words}" not in talk.text
        talk.say("overslaan")
    assert talk.session.answers["want"].value == words
    assert "‘niks" not in talk.text and "“niks" not in talk.text


def test_it_is_not_what_one_is_glad_of(content: Content) -> None:
    talk = Talker(content, "undercurrent")
    while talk.session.state != "content_with":
        talk.say("3" if talk.session.state.startswith("uq") else "overslaan")
    talk.say("niks")
    while talk.session.status == "active":
        assert "blij mee: ‘" not in talk.text
        talk.say("niks" if talk.session.state == "content_with_more" else "overslaan")
    assert talk.session.answers["content_with"].value == "niks"
