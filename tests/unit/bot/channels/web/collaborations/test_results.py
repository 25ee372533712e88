"""How the page of a result writes what was found."""

from __future__ import annotations

from bot.channels.web.collaborations.results import changed, told
from dialogues.definition.content import Content
from dialogues.results.findings import Findings
from tests.support.group_results import result


def test_a_mean_stands_beside_its_band(content: Content) -> None:
    framework = content.frameworks["success_factors"]
    words = Findings(framework, content.catalogue, "nl", result(content))
    strong, weak, divided, high = (told(row, "nl") for row in words.rows())
    assert (strong["mean"], strong["between"]) == ("4", "3,6 – 4,4")
    assert (weak["mean"], weak["between"]) == ("1,5 of lager", "1,0 – 1,9")
    assert (divided["spread"], high["mean"]) == ("ver uiteen", "4,5 of hoger")


def test_only_what_can_be_compared_stands_in_the_table(content: Content) -> None:
    framework = content.frameworks["success_factors"]
    words = Findings(framework, content.catalogue, "nl", result(content, 0.75))
    found = words.changes(result(content), result(content))
    rows = changed(words, found)
    assert [row["before"] for row in rows] == ["niet duidelijk veranderd", "misschien +0,75 (±0,6)"]
    assert rows[1]["now"] == "4,25" and rows[1]["title"] == framework.items[2].title["nl"]
