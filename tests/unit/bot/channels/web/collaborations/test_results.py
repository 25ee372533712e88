"""How the page of a result writes what was found."""

from __future__ import annotations

from bot.channels.web.collaborations.results import changed, told
from dialogues.definition.content import Content
from dialogues.results.findings import Findings
from tests.support.group_results import result


def test_a_word_stands_beside_its_figure(content: Content) -> None:
    framework = content.frameworks["success_factors"]
    words = Findings(framework, content.catalogue, "nl", result(content))
    strong, _, divided, span = (told(row, "nl") for row in words.rows())
    assert strong.median == "5" and strong.agreement.startswith("eens (0,8")
    assert divided.agreement == "verdeeld (0,00)"
    assert (span.median, span.agreement) == ("3 tot en met 5", "bijna iedereen")


def test_only_what_can_be_compared_stands_in_the_table(content: Content) -> None:
    framework = content.frameworks["success_factors"]
    words = Findings(framework, content.catalogue, "nl", result(content, 2))
    rows = changed(words, result(content), result(content))
    assert [row["before"] for row in rows] == ["gelijk", "gelijk", "+0,7"]
    assert rows[2]["now"] == "3,7" and rows[2]["title"] == framework.items[2].title["nl"]
