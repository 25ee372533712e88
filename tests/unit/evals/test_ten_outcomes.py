"""Ten outcomes of the cases that our advice was written beside, word for word in `docs/talks`.

`--update` writes them.
"""

from __future__ import annotations

from pathlib import Path

from dialogues.definition.content import Content
from tests.evals.cases import CASES, Case, read
from tests.evals.faults import altered_quotes, cut_quotes, forbidden, non_answers, outside_role
from tests.evals.outcomes import as_text
from tests.evals.play import Played, play
from tests.evals.quotes import Answers

SHOWN = Path(__file__).parents[3] / "docs" / "talks" / "ten_outcomes.md"
TEN = ("C01", "C03", "C05", "C14", "C16", "C18", "C19", "C28", "C31", "C40")
WORDS = {"nl": ("Getypt", "Waar het op uitkwam"), "en": ("Typed", "What it came to")}
LEAST_WORDS = 4
HEAD = """# Ten outcomes

Word for word what ten of the administrators in `tests/evals/cases` hear at the end of their talk,
below what they typed. They are of the twenty that our advice was written beside:
[how well it coaches](../coaching.md) tells what others can expect.
"""


def of_case(content: Content, case: Case, played: Played) -> str:
    typed, came_to = WORDS[case.language]
    said = [words for _, words in case.answers if len(words.split()) >= LEAST_WORDS]
    title = content.dialogues[case.dialogue].raw.title[case.language]
    lines = "\n>\n".join(f"> {' '.join(words.split())}" for words in said)
    outcome = as_text(played.shown[:-1])
    head = f"## {case.role.capitalize()}: {title}"
    return "\n\n".join([head, f"{typed}:", lines, f"{came_to}:", outcome]) + "\n"


def test_they_read_as_they_are_shown(content: Content, update: bool) -> None:
    cases = [read(CASES / f"{case}.yaml") for case in TEN]
    played = {case.id: play(content, case) for case in cases}
    text = "\n".join([HEAD, *(of_case(content, case, played[case.id]) for case in cases)])
    if update:
        SHOWN.write_text(text, encoding="utf-8")
    assert text == SHOWN.read_text(encoding="utf-8")


def test_none_has_a_fault(content: Content) -> None:
    for case in (read(CASES / f"{one}.yaml") for one in TEN):
        said = play(content, case).shown
        answers = Answers.of(case)
        found = [*cut_quotes(said, answers), *altered_quotes(said, answers), *forbidden(said, case)]
        assert [*found, *non_answers(said, case), *outside_role(said, case)] == []
