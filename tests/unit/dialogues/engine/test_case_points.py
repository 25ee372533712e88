"""What weighs most in a talk: an alarm first, two facts before one, and what numbers became."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.listening.themes import AMOUNT_PATTERN
from dialogues.messages.events import OutcomeGiven
from dialogues.messages.inputs import Command, Typed
from frameworks.case.points import KeyPoint

STEP_6 = {"role": "staff", "step": "st6", "step_also": "none", "s6_time": "right"}
COUNTED = {
    "zero_quality_sign": "tevreden cliënten",
    "zero_quality_better": "higher",
    "zero_quality": "71",
    "zero_vulnerability_sign": "dossiers die één kent",
    "zero_vulnerability_better": "lower",
    "zero_vulnerability": "9",
    "zero_cost_sign": "loon en inhuur",
    "zero_cost": "1180000",
}
FORM = {"role": "executive", "phase": "designing", "compulsory": "no", "need_each": "both"}


def told(content: Content, dialogue: str, answers: dict[str, str]) -> tuple[str, ...]:
    """Ids of what is told, the main thing first, when questions without an answer are skipped."""
    sprint = engine.start(content, dialogue, "s1", "nl", 0.0)
    states = content.dialogues[dialogue].states
    for _ in range(100):
        given = [one for one in sprint.events if isinstance(one, OutcomeGiven)]
        if given:
            return given[0].points
        state = states[sprint.session.state]
        words = answers.get(state.id)
        if words is not None and (choices := [c.id for c in state.choices]):
            words = str(choices.index(words) + 1)
        said = Command("skip") if words is None else Typed(words)
        sprint = engine.resume(content, sprint.session, said, 0.0)
    return ()


@pytest.mark.parametrize(
    ("quality", "cost", "cause", "main"),
    [
        ("78", "1410000", "Er kwam tijdelijk rijksgeld bij.", "c_better_dearer_money"),
        ("78", "1410000", "Wij nemen de telefoon nu altijd op.", "c_better_dearer"),
        ("60", "1410000", "Wij nemen de telefoon nu altijd op.", "c_worse_all"),
        ("60", "1000000", "Wij nemen de telefoon nu altijd op.", "c_fewer_cheaper_worse"),
        ("78", "1000000", "Wij nemen de telefoon nu altijd op.", "c_all_better"),
    ],
)
def test_what_three_figures_became(
    quality: str, cost: str, cause: str, main: str, content: Content
) -> None:
    now = {"now_quality": quality, "now_vulnerability": "9", "now_cost": cost, "s6_cause": cause}
    assert told(content, "six_steps", STEP_6 | COUNTED | now)[0] == main


def test_an_alarm_goes_before_figures(content: Content) -> None:
    now = {"now_quality": "78", "now_vulnerability": "4", "now_cost": "1410000"}
    cause = {"s6_cause": "De back-up kon vorige week niet teruggezet worden."}
    assert told(content, "six_steps", STEP_6 | COUNTED | now | cause)[0] == "c_backup"


def test_three_things_in_one_answer_are_one_point(content: Content) -> None:
    wish = "Eén gemeenschappelijke regeling jeugd."
    more = "Kinderen wachten nu 22 weken. Sinds de ruzie over de rekening mailen we alleen nog."
    first = told(content, "forms", FORM | {"wish": wish, "wish_more": more, "bond": "strained"})
    assert first[0] == "c_form_quarrel_wait"
    without = told(
        content,
        "forms",
        FORM | {"wish": wish, "wish_more": "Kinderen wachten nu 22 weken.", "bond": "good"},
    )
    assert without[0] == "c_form_wait"


OFFICIALS = {
    "nl": ("controller", "uw jurist", "uw inkoper"),
    "en": ("controller", "your lawyer", "your buyer"),
}


def directs_officials(point: KeyPoint, role: str) -> bool:
    step = point.step(role)
    return step is not None and any(
        word in step.text[language] for language, words in OFFICIALS.items() for word in words
    )


@pytest.mark.parametrize("role", ["councillor", "clerk"])
def test_councillors_and_clerks_do_not_direct_officials(role: str, content: Content) -> None:
    ours = [point for point in content.case.points if point.id.startswith("c_")]
    assert len(ours) > 65
    assert [point.id for point in ours if directs_officials(point, role)] == []


def test_a_sum_in_english_is_a_sum() -> None:
    found = AMOUNT_PATTERN.findall("we save 90,000 euros, and one euro more")
    assert found == ["90,000 euros"]


def test_no_point_takes_a_day_that_was_named_for_the_day_it_must_be_ready(content: Content) -> None:
    """It may as well be the day on which someone leaves, which is the trouble itself."""
    texts = [point.text["nl"] for point in content.case.points]
    assert not [text for text in texts if "de dag die u noemt" in text]
