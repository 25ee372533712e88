"""Cases are played through the real engine, and what comes of them is laid out for raters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.evals.cases import CASES, Case, read
from tests.evals.outcomes import outcomes
from tests.evals.outcomes import read as read_outcomes
from tests.evals.outcomes import write as write_outcomes
from tests.evals.play import play
from tests.evals.scores import score
from tests.evals.sheets import write_sheets
from tests.evals.table import tables
from tests.support.content import loaded

PLAYED = ("C01", "C14", "E09", "E18")
ASKED = "Wie krijgt dit te lezen?"


@pytest.mark.parametrize("name", PLAYED)
def test_a_case_comes_to_its_end(name: str) -> None:
    """The same each time; what is asked is no part of what is said."""
    case, content = read(CASES / f"{name}.yaml"), loaded()
    played = play(content, case)
    assert played.shown and played == play(content, case)
    asks = [
        wording.text[case.language]
        for state in content.dialogues[case.dialogue].states.values()
        for wording in state.asks
    ]
    assert not {part.text for part in played.shown} & set(asks)


def test_what_is_not_asked_is_left_out_and_what_is_new_passed_over() -> None:
    case = read(CASES / "C01.yaml")
    fewer = tuple(one for one in case.answers if one[0] != "cost_room")
    odd = replace(case, answers=(*fewer, ("gone", "Ja")))
    played = play(loaded(), odd)
    assert played.left_out == ["gone"] and "cost_room" in played.passed
    implied = replace(odd, if_asked={"cost_room": "De planning van het beheer, en verder niets."})
    assert "cost_room" not in play(loaded(), implied).passed


def test_buttons_are_chosen_by_label_or_id() -> None:
    """In whichever language, so that a case outlives other words on a button."""
    case = read(CASES / "C01.yaml")
    by_id = {"Wethouder of burgemeester": "executive", "We kijken of we het willen": "Orienting"}
    named = tuple((about, by_id.get(words, words)) for about, words in case.answers)
    assert play(loaded(), replace(case, answers=named)).shown == play(loaded(), case).shown


def test_an_answer_that_is_put_aside_is_given_all_the_same() -> None:
    """A person who is not understood says so; what is no answer they let go."""
    real = play(loaded(), answering("want_not", ASKED))
    assert real.refused == [ASKED] and "want_not" not in real.passed
    none = play(loaded(), replace(answering("want_not", ASKED), non_answers=(ASKED,)))
    assert none.refused == [] and "want_not" in none.passed


def test_what_was_kept_is_compared_with_what_was_said() -> None:
    case = answering("want_not", "Weet ik niet")
    assert play(loaded(), case).let_go == ["Weet ik niet"]
    mixed = f"Dat we ons zaaksysteem kwijtraken. {ASKED}"
    assert mixed in play(loaded(), answering("want_not", mixed)).in_part
    joke = answering("want_not", "Een rijdende rekenkamer op het dorpsplein.")
    none = replace(joke, non_answers=("Een rijdende rekenkamer op het dorpsplein.",))
    assert play(loaded(), none).stored == ["Een rijdende rekenkamer op het dorpsplein."]


def answering(about: str, words: str) -> Case:
    """A case with another answer, and with nothing in it that is none."""
    case = read(CASES / "C03.yaml")
    answers = tuple((one, words if one == about else said) for one, said in case.answers)
    return replace(case, answers=answers, non_answers=())


def test_raters_do_not_know_which_version_they_read(tmp_path: Path) -> None:
    cases = [read(CASES / f"{name}.yaml") for name in PLAYED]
    played = {case.id: play(loaded(), case) for case in cases}
    here = outcomes(played)
    write_outcomes(here, tmp_path / "saved.json")
    assert read_outcomes(tmp_path / "saved.json") == here
    other = {case.id: {"shown": f"Something else for {case.id}.", "more": ""} for case in cases}
    write_sheets(cases, {"ours-now": here, "theirs": other}, tmp_path / "sheets", seed=1)
    key = json.loads((tmp_path / "sheets" / "key.json").read_text(encoding="utf-8"))
    assert {tuple(sorted(one.values())) for one in key.values()} == {("ours-now", "theirs")}
    assert len({tuple(one.items()) for one in key.values()}) == 2, "shuffled"
    for case in cases:
        text = (tmp_path / "sheets" / f"{case.id}.md").read_text(encoding="utf-8")
        letter = next(one for one, name in key[case.id].items() if name == "theirs")
        passage = text.split(f"## Text {letter}\n")[1].split("### Judgement")[0]
        assert passage.strip() == other[case.id]["shown"]
        assert "ours-now" not in text and "theirs" not in text
        assert text.count(f"- [ ] {case.points[0].text}") == 2


def test_the_table_tells_all_of_it() -> None:
    cases = {name: read(CASES / f"{name}.yaml") for name in PLAYED}
    played = {name: play(loaded(), case) for name, case in cases.items()}
    told = tables(cases, played, {name: score(cases[name], one) for name, one in played.items()})
    for row in ("decisive points", "tension", "griffier", "six_steps", "C14", "cut quote"):
        assert f"| {row}" in told or f"| faults: {row}" in told
