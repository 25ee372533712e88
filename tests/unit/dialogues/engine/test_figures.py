"""Two figures for one thing are asked about once, and only where they are surely of the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.listening.figures import Figure, differing
from tests.support.talker import Talker
from tests.support.yaml_text import from_yaml

CASES = Path(__file__).parents[3] / "evals" / "cases"
NOW = 1_764_500_000.0


def figures(content: Content, *said: str, language: str = "nl") -> list[Figure]:
    """Those of answers to as many questions."""
    found = content.listener.figures.found
    answers = enumerate(said)
    return [one for place, text in answers for one in found(str(place), text, language, NOW)]


def limits(content: Content, *said: str) -> Talker:
    """A talk in which a limit was named at the wish, and one where it is asked."""
    talk = Talker(content, "core_questions").say("1", "1").do("skip")
    return talk.say(said[0], "dat inwoners ver moeten reizen", "een jurist voor bezwaren", said[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alle vijf gemeenten willen hetzelfde.", "Dat geldt voor onze 6 gemeenten."),
        ("De raad beslist op 12 maart.", "Op 19 maart besluit de raad."),
        ("Wij hebben 14.000 inwoners.", "Onze gemeente telt 24.000 inwoners."),
        ("Het contract loopt op 1 juli af.", "Ons contract eindigt op 1 augustus."),
        ("Het mag hoogstens 40.000 euro kosten.", "Onze grens is 60k."),
    ],
)
def test_two_figures_of_one_thing_differ(content: Content, one: str, other: str) -> None:
    assert differing(figures(content, one, other))
    assert not differing(figures(content, one, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alle vijf gemeenten willen het.", "Alle 5 gemeenten doen het."),
        ("Alle vijf gemeenten willen het.", "Twee gemeenten twijfelen nog."),
        ("Alle vijf gemeenten willen het.", "Straks zijn het alle zes gemeenten."),
        ("De raad beslist op 12 maart.", "Het college vergadert op 19 maart."),
        ("De raad beslist op 12 maart.", "De raad beslist op 12 maart of 19 maart."),
        ("Het mag hoogstens 40.000 euro per jaar kosten.", "Hoogstens 5.000 euro per maand."),
        ("Het mag hoogstens 40.000 euro kosten.", "Hoogstens € 40.000,- dus."),
        ("Het mag hoogstens 0,4 miljoen kosten.", "Onze grens is 4 ton."),
        ("Het contract loopt op 1 juli af.", "Hun contract loopt op 1 augustus af."),
    ],
)
def test_what_may_be_something_else_does_not(content: Content, one: str, other: str) -> None:
    assert not differing(figures(content, one, other))


def test_in_english_too(content: Content) -> None:
    said = (
        "All five municipalities want it.",
        "The council decides on 12 March for our six municipalities.",
    )
    two = differing(figures(content, *said, language="en"))
    assert two and (two[0].words, two[1].words) == (
        "All five municipalities",
        "our six municipalities",
    )


def test_it_is_asked_once_and_both_may_be_right(content: Content) -> None:
    talk = limits(content, "Snel hulp, het mag hoogstens 40.000 euro kosten.", "60.000 euro")
    talk.say("de software van het loket", "wie er hulp thuis krijgt")
    assert talk.session.state == "figures_differ"
    assert "eerst ‘40.000 euro’, en later ‘60.000 euro’" in talk.text
    talk.tap("Dat klopt")
    assert talk.session.state == "understood_cost"
    talk.do("back").do("back").say("wie er een woning krijgt")
    assert talk.session.state == "understood_cost"


def test_what_is_said_anew_counts_and_nothing_is_asked_then(content: Content) -> None:
    talk = limits(content, "Snel hulp, het mag hoogstens 40.000 euro kosten.", "60.000 euro")
    talk.say("de software van het loket", "wie er hulp thuis krijgt").tap("Klopt niet helemaal")
    labels = [button.label.partition(" ")[2] for button in talk.prompt.choices]
    assert labels == ["Wat ik wil", "Wat het in geld mag kosten"]
    talk.tap(talk.prompt.choices[1].label).give_text("40.000 euro")
    assert talk.session.answers["cost_money"].value == "40.000 euro"
    assert talk.session.state == "understood_cost"


def test_the_same_limit_twice_is_no_question(content: Content) -> None:
    talk = limits(content, "Snel hulp, het mag hoogstens 40.000 euro kosten.", "€ 40.000")
    talk.say("de software van het loket", "wie er hulp thuis krijgt")
    assert talk.session.state == "understood_cost"


def test_nobody_who_answered_for_real_is_asked(content: Content) -> None:
    """In forty cases of people who answered as they do, no two figures are of one thing."""
    asked = {}
    for path in sorted(CASES.glob("*.yaml")):
        case = from_yaml(path.read_text(encoding="utf-8"))
        found = content.listener.figures.found
        two = differing(
            figure
            for one in case["answers"]
            for figure in found(one["about"], str(one["answer"]), case["language"], NOW)
        )
        if two:
            asked[path.stem] = two
    assert asked == {}
