"""Then and now: whether a number goes the right way is what the person said of it."""

from __future__ import annotations

import pytest

from bot.reports.kinds.steps_plan import steps_plan
from bot.reports.renderers.markdown import markdown
from dialogues.definition.content import Content
from dialogues.engine.session import Answer
from tests.support.talker import Talker

SIGN = "doorlooptijd in weken"


def begun(content: Content, sign: str = SIGN, language: str = "nl") -> Talker:
    """An evaluation, up to which way the first number must go."""
    talk = Talker(content, "six_steps", language).say("1", "6", "1", "2")
    return talk.say(sign)


def compared(content: Content, way: str) -> Talker:
    talk = begun(content)
    talk.do("unknown") if way == "?" else talk.say(way)
    talk.say("8").do("skip").do("skip")
    return talk.say("6")


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("omlaag", "gedaald van 8 naar 6. Dat gaat de goede kant op."),
        ("omhoog", "gedaald van 8 naar 6. Dat vraagt aandacht."),
        ("?", "gedaald van 8 naar 6.\n"),
    ],
)
def test_a_lead_time_that_falls_is_good_when_it_must_go_down(
    content: Content, way: str, told: str
) -> None:
    """Where nobody said which way is better, nothing is said of it either."""
    talk = compared(content, way)
    assert f"Kwaliteit: {told}" in talk.text
    report = markdown(steps_plan(content, talk.session))
    assert told.strip() in report
    assert ("Omlaag" in report) is (way == "omlaag")


def test_what_was_measured_before_this_was_asked(content: Content) -> None:
    """The direction is asked in the talk that compares; a talk that ended stays neutral."""
    known = {"zero_quality_sign": Answer(SIGN), "zero_quality": Answer(8.0)}
    talk = Talker(content, "six_steps", known=known).say("1", "6", "1", "2")
    assert talk.session.state == "zero_quality_better"
    ended = compared(content, "omlaag").session
    ended.path.remove("zero_quality_better")
    del ended.answers["zero_quality_better"]
    report = markdown(steps_plan(content, ended))
    assert "gedaald van 8 naar 6." in report
    assert "goede kant" not in report and "aandacht" not in report


@pytest.mark.parametrize(
    ("language", "sign", "way", "doubted"),
    [
        ("nl", SIGN, "omhoog", True),
        ("nl", SIGN, "omlaag", False),
        ("nl", "het rapportcijfer van inwoners", "omlaag", True),
        ("nl", "het rapportcijfer van inwoners", "omhoog", False),
        ("en", "number of complaints", "1", True),
        ("en", "marks that residents give", "2", True),
        ("en", "marks that residents give", "1", False),
    ],
)
def test_a_direction_against_the_goal_is_doubted_aloud(
    content: Content, language: str, sign: str, way: str, doubted: bool
) -> None:
    """With the way back; the person decides."""
    talk = begun(content, sign, language).say(way)
    told = "Klopt dat?" if language == "nl" else "Is that right?"
    assert (told in talk.text) is doubted
    assert talk.session.state == "zero_quality"
