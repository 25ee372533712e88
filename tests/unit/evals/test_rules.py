"""Each rule with a text that it must flag, and one beside it that it must let pass."""

from __future__ import annotations

import pytest

from dialogues.messages.events import Part, PartKind
from tests.evals import faults
from tests.evals.cases import Case, Point
from tests.evals.matching import holds
from tests.evals.play import Played
from tests.evals.quotes import Answers, our_words
from tests.evals.repeats import advice_shares, general_share
from tests.evals.scores import score

ALARM = "Op 3 mei lag de back-up plat. Dat kostte 41.500 euro."
CHOSEN = "Wie er in het bestuur komt; Dat wij minder zelf beslissen"
CASE = Case(
    id="C00",
    language="nl",
    dialogue="core_questions",
    role="griffier",
    answers=(
        ("want", ALARM),
        ("want_not", "Dat zei ik al"),
        ("touchy", CHOSEN),
    ),
    points=(
        Point("De back-up gaat voor.", "priority", (("want", "Op 3 mei"),), ("back-up eerst",)),
        Point("Wie beslist?", "role", (("touchy", CHOSEN),), ("raad beslist",)),
    ),
    main_thing="Eerst de back-up.",
    main_needs=("back-up eerst",),
    step="Bel vandaag.",
    say="Is de back-up weer in orde?",
    must_not_say=("Dat de back-up kan wachten.",),
    forbidden=("back-up wacht",),
    non_answers=("Dat zei ik al",),
)


def said(*texts: str, kind: PartKind = "text") -> list[Part]:
    return [Part(kind, one) for one in texts]


ANSWERS = Answers.of(CASE)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("U zei: ‘Op 3 mei lag de back-up…’", True),
        ("U zei: ‘lag de back-up plat. Dat kostte’", True),
        ("U zei: ‘Op 3 mei lag de back-up plat.’", False),
        (f"U zei: ‘{ALARM}’", False),
        ("U koos ‘Dat wij minder zelf beslissen’.", False),
        ("U noemde ‘de back-up’ zelf.", False),
        ("Zeg: ‘Hoe lang lag de back-up eigenlijk plat, en wie merkte dat?’", False),
        ("Waarom? Op 3 mei lag de back-up plat. Dat kostte…", True),
    ],
)
def test_a_quote_is_whole(text: str, cut: bool) -> None:
    assert bool(faults.cut_quotes(said(text), ANSWERS)) is cut


def test_a_quote_is_what_was_said() -> None:
    """Also where a part of it was left out."""
    changed = said("U zei: ‘Op 4 mei lag de back-up plat. Dat koste 41.500 euro.’")
    assert faults.altered_quotes(changed, ANSWERS)
    assert faults.altered_quotes(said("Op 3 mei kostte dat 41.500 euro", kind="quote"), ANSWERS)
    assert not faults.altered_quotes(said(f"U zei: ‘{ALARM}’", "‘Wie belt wie vandaag?’"), ANSWERS)


def test_what_is_no_answer_is_not_said_back() -> None:
    assert faults.non_answers(said("U zei: ‘Dat zei ik al’."), CASE)
    assert faults.non_answers(said("Omdat u dit nooit weggeeft: dat zei ik al."), CASE)
    assert not faults.non_answers(said("U zei al dat de back-up plat lag."), CASE)


def test_what_is_forbidden_is_found() -> None:
    assert faults.forbidden(said("De back-up kan wachten tot de evaluatie."), CASE)
    assert not faults.forbidden(said("De back-up kan niet wachten."), CASE)
    assert not faults.forbidden(said("Herstel eerst de back-up."), CASE)


@pytest.mark.parametrize(
    ("role", "language", "text"),
    [
        ("griffier", "nl", "Vraag de griffier om een datum."),
        ("griffier", "nl", "Spreek nu af wie voorgaat als het druk is."),
        ("griffier", "en", "Ask the clerk for a date."),
        ("raadslid", "nl", "Vraag de directeur om de cijfers."),
        ("raadslid", "nl", "Bel een gemeente die dit al doet."),
        ("raadslid", "en", "Ask the manager for the figures."),
        ("medewerker (HR)", "nl", "Onderhandel over de prijs."),
        ("medewerker (HR)", "en", "Persuade the council."),
        ("manager", "nl", "Informeer de raad over de achterstand."),
        ("gemeentesecretaris", "nl", "Overtuig de raad van de bijdrage."),
        ("wethouder", "nl", "Vraag uw wethouder wat hij wil."),
        ("burgemeester", "nl", "Draag de sluiting van panden over."),
        ("begeleider", "nl", "Kies zelf een vorm."),
        ("begeleider", "nl", "Vertel wat u in vertrouwen hoorde."),
    ],
)
def test_what_is_not_for_a_role_is_found(role: str, language: str, text: str) -> None:
    someone = Case(**{**vars(CASE), "role": role, "language": language})
    assert faults.outside_role(said(text), someone)


def test_what_is_for_a_role_passes() -> None:
    assert not faults.outside_role(said("Leg uw presidium twee manieren voor."), CASE)
    assert not faults.outside_role(said("Vraag de griffier niet om een oordeel."), CASE)
    councillor = Case(**{**vars(CASE), "role": "raadslid"})
    assert not faults.outside_role(said("Vraag het college om een bericht."), councillor)
    assert not faults.outside_role(said("Bel een raadslid van de andere gemeente."), councillor)


def test_points_are_found_in_our_own_words_only() -> None:
    quoted = score(CASE, Played(shown=said(ALARM, kind="quote")))
    assert [met for _, met in quoted.points] == [False, False] and quoted.main == 0
    copied = score(CASE, Played(shown=said(f"Eerst dit: {ALARM}")))
    assert copied.points[0] == ("priority", False)
    apart = score(
        CASE, Played(shown=said("De back-up.", kind="item") + said("Eerst.", kind="item"))
    )
    assert apart.points[0] == ("priority", False)
    made = score(CASE, Played(shown=said("De back-up lag plat. Herstel die eerst.")))
    assert made.points == (("priority", True), ("role", False)) and made.main == 2
    assert made.texts == (True, False) and made.share == 0.5


def test_the_main_thing_stands_first() -> None:
    long = said(" ".join(["Er is veel te zeggen over samen werken."] * 20))
    late = score(CASE, Played(shown=long + said("Eerst de back-up.", kind="item")))
    assert late.main == 1


def test_words_are_counted_by_whose_they_are() -> None:
    one = score(CASE, Played(shown=said("U zei: ‘Op 3 mei lag de back-up plat.’")))
    assert (one.words, one.theirs) == (10, 8)
    assert our_words(Part("text", "U zei: ‘Op 3 mei lag de back-up plat.’"), ANSWERS) == "U zei: ‘’"


def test_figures_count_in_our_own_sentences() -> None:
    assert score(CASE, Played(shown=said(f"‘{ALARM}’"))).figures == (0, 2)
    assert score(CASE, Played(shown=said("Zet die 41500 euro vóór 3 mei apart."))).figures == (2, 2)


def test_a_next_step_has_four_parts() -> None:
    step = "Vraag uw presidium deze week om tijd. Zeg het zo: ‘Mag ik hierover een vraag stellen?’"
    assert score(CASE, Played(shown=said(step))).step == (True, True, True, True)
    assert score(CASE, Played(shown=said("Denk er eens over na."))).step == (
        True,
        False,
        False,
        False,
    )
    assert score(CASE, Played()).step == (False, False, False, False)


def test_what_is_said_to_everyone_is_counted() -> None:
    general = said("Vraag in het volgende overleg wat ieder wil.")
    own = said("Herstel deze week de back-up die op 3 mei plat lag.")
    played = {"a": Played(general, advice=["x"]), "b": Played(general + own, advice=["x", "y"])}
    assert advice_shares(played) == [("x", 1.0), ("y", 0.5)]
    assert general_share({"a": CASE, "b": CASE}, played) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("rule", "text", "held"),
    [
        ("bel|vraag wethouder", "Vraag uw wethouder.", True),
        ("bel|vraag wethouder", "Spreek uw wethouder.", False),
        ("1_april", "vóór 1  april", True),
        ("1_april", "vóór 11 april", False),
        ("raad.", "de raadzaal", False),
        ("~systeem", "het zaaksysteem", True),
        ("systeem", "het zaaksysteem", False),
    ],
)
def test_rules_for_words_are_read(rule: str, text: str, held: bool) -> None:
    assert holds(rule, text) is held
