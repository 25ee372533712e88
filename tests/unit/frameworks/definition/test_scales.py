"""A scale stands once: what changes there changes in every talk that rates on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.reports.charts.draw import svg
from dialogues.authoring import loader
from dialogues.authoring.loader import FRAMEWORKS, load
from dialogues.definition.content import Content
from dialogues.engine.facts import scorecard
from dialogues.results.pictures import Charts
from frameworks.groups.figures import mean_of
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.talker import Talker

SIXTH = "      - {value: 6, label: {nl: volmondig eens, en: wholeheartedly agree}}\n"


@pytest.fixture
def six(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """Our own content, with one answer more on the scale `agree5`: one line of one file."""
    ours = tmp_path / "frameworks"
    shutil.copytree(FRAMEWORKS, ours)
    file = ours / "common" / "scales_and_bands.yaml"
    written = file.read_text(encoding="utf-8")
    fifth = next(line for line in written.splitlines(keepends=True) if "strongly agree" in line)
    file.write_text(written.replace(fifth, fifth + SIXTH), encoding="utf-8")
    monkeypatch.setattr(loader, "FRAMEWORKS", ours)
    return load()


def test_a_sixth_answer_is_one_line_of_content(six: Content) -> None:
    """It is asked, said, scored and told in a talk."""
    talk = Talker(six, "success_factors").tap("Wethouder of burgemeester", "De samenwerking loopt")
    labels = [button.label for button in talk.prompt.choices]
    assert len(labels) == 6 and labels[-1] == "volmondig eens"
    talk.tap("volmondig eens").say("6").tap(*["eens"] * 18)
    assert "6,0 (kracht)" in "\n".join(e.text for e in talk.all if hasattr(e, "text"))
    card = scorecard(six.dialogues["success_factors"], talk.session, "success_factors")
    assert [score.mean for score in card.scores[:2]] == [6, 4]


def test_a_sixth_answer_is_there_wherever_the_scale_is(six: Content, content: Content) -> None:
    """In every talk and round on that scale, and in no other."""

    def counts(of: Content) -> dict[str, int]:
        return {
            f"{flow.id}.{state.id}": len(state.choices)
            for flow in of.dialogues.values()
            for state in flow.states.values()
            if state.kind == "rating"
        }

    more = {name: count for name, count in counts(six).items() if count != counts(content)[name]}
    assert set(more.values()) == {6}
    talks = {name.partition(".")[0] for name in more}
    rounds = {
        f"round_{f.id}"
        for f in six.frameworks.values()
        if f.scale == six.frameworks["seven_stops"].scale
    }
    assert rounds < talks and "round_undercurrent" not in talks


def test_a_sixth_answer_is_drawn(six: Content) -> None:
    framework = six.frameworks["success_factors"]
    items = {framework.items[0].id: mean_of([5.7] * 12, 1, 6)}
    result = GroupResult(framework.id, Rules(), (GroupPart(None, "", 12, items),))
    picture = Charts(framework, six.catalogue, "nl").means(result)
    assert picture is not None
    assert "tot 6 (volmondig eens)" in picture.words[0]
    assert "(5,5 of hoger)" in picture.words[2]
    assert svg(picture, "p").startswith("<svg")
