"""What the coach hears in texts of people who never saw its examples.

`development/` may be read to write what is heard; `held_out/` only measures. A misreading that is
reported becomes a line of `development/lookalikes.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dialogues.definition.content import Content
from dialogues.listening.acts import Act, Asked, Heard
from frameworks.definition.languages import LANGUAGES
from tests.support.yaml_text import from_yaml

HERE = Path(__file__).parent
DEVELOPMENT = sorted(HERE.glob("development/*.yaml"))
HELD_OUT = sorted(HERE.glob("held_out/*.yaml"))
LEAST_TOGETHER, LEAST_OF_ONE = 0.75, 0.6
"""Of the texts that are no answer so many are surely heard so: of all authors, and of each."""
LEAST_RIGHT = 0.9
"""Of those so many are heard as the act they are; the two kinds of questions count as one."""


@dataclass
class Tally:
    """What was heard in many texts."""

    false_alarms: list[str] = field(default_factory=list)
    no_answers: int = 0
    heard: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.heard / self.no_answers

    def told(self, name: str) -> str:
        return (
            f"{name}: {len(self.false_alarms)} false alarms, recall "
            f"{self.heard}/{self.no_answers} = {self.recall:.2f}, right act {self.right}"
        )


def read(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [line for path in paths for line in from_yaml(path.read_text(encoding="utf-8"))]


def asked(content: Content, question: str, language: str) -> Asked:
    """The question by its id; some are asked elsewhere than in a dialogue."""
    dialogue, _, state_id = question.partition(".")
    flow = content.dialogues.get(dialogue)
    state = flow.states.get(state_id) if flow else None
    if state is None or not state.asks:
        return Asked()
    return Asked(state.asks[0].text[language], state.asks_back)


def hear(content: Content, line: dict[str, Any]) -> Heard:
    language = line["language"]
    question = asked(content, line["question"], language)
    return content.listener.heard(line["text"], question, language)


def tally(content: Content, lines: Iterable[dict[str, Any]]) -> Tally:
    found = Tally()
    for line in lines:
        heard, act = hear(content, line), Act(line["act"])
        surely = heard.sureness == "sure" and not heard.act.answers
        if act.answers:
            found.false_alarms += [f"{line['text']!r} as {heard.act}"] if surely else []
            continue
        found.no_answers += 1
        found.heard += heard.aside
        found.right += heard.aside and (heard.act == act or (heard.act.asks and act.asks))
    return found


@pytest.mark.parametrize("path", [*DEVELOPMENT, *HELD_OUT], ids=lambda path: path.stem)
def test_no_real_answer_is_refused(content: Content, path: Path) -> None:
    """Who answers a question and is told that it was none, is annoyed, and rightly so."""
    assert tally(content, read([path])).false_alarms == []


def unseen(content: Content, paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Without the few, such as *see above*, that stand among what is learned from too."""
    learned = {
        text
        for one in content.listener.file.acts.values()
        for language in LANGUAGES
        for text in one.words(language).examples
    }
    return [line for line in read(paths) if line["text"] not in learned]


def test_most_of_what_is_no_answer_is_heard(content: Content) -> None:
    """By authors whom nobody wrote the words for; the figures stand in docs/performance.md."""
    for path in HELD_OUT:
        one = tally(content, unseen(content, [path]))
        print(one.told(path.stem))
        assert one.recall >= LEAST_OF_ONE
    together = tally(content, unseen(content, HELD_OUT))
    print(together.told("together"))
    assert together.recall >= LEAST_TOGETHER
    assert together.right >= LEAST_RIGHT * together.heard


def test_there_is_enough_to_measure_by(content: Content) -> None:
    """Of both languages, and of every act."""
    lines = unseen(content, HELD_OUT)
    assert len(lines) >= 340
    assert {(line["language"], line["act"]) for line in lines} >= {
        (language, act) for language in LANGUAGES for act in Act if act is not Act.FILLER
    }
