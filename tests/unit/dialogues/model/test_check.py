"""What a model wrote is shown only when nothing speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.model.candidates import MOST_WORDS, Candidate, faults_of
from dialogues.model.check import Checker, gives_orders
from dialogues.model.grounds import FIGURE, Grounds, words_in
from dialogues.model.results import Worded
from tests.support.second_look import HOPE, MAIN, TROUBLE, content, worded
from tests.support.yaml_text import from_yaml

CORPUS = from_yaml((Path(__file__).parent / "malicious.yaml").read_text(encoding="utf-8"))
WAITS = Candidate(
    "second_waits",
    False,
    "Inwoners wachten te lang op antwoord. Dat is uw eigen probleem.",
    (TROUBLE,),
    "Vraag deze week aan uw team hoe lang een inwoner nu wacht, en schrijf het op.",
    "Hoe lang wacht een inwoner nu bij ons op antwoord?",
    "Praat nog niet over een vorm.",
    "Wachten inwoners bij de buren ook zo lang?",
)
HIRES = Candidate("second_hires", False, "U koopt tijd met inhuur.", (HOPE,))
FOUND = [WAITS, HIRES]
WORDS = content().asks.rules


def checker(*more: str) -> Checker:
    texts = (TROUBLE, HOPE, *WAITS.texts, *HIRES.texts, *more)
    return Checker(WORDS, "nl", Grounds(tuple(filter(None, texts)), content().vocabulary("nl")))


def faults(text: str, *more: str) -> list[str]:
    return checker(*more).faults(text, (WAITS.text, *WAITS.because), most=MOST_WORDS["main"])


def whole(**changes: Any) -> list[str]:
    return list(faults_of(Worded.model_validate(worded(**changes)), FOUND, checker(), 3))


def told(text: str, id: str = "second_waits", say: str | None = None) -> dict[str, Any]:
    return {"id": id, "text": text, "say": say}


def test_good_words_hold() -> None:
    """Else nothing would ever be shown."""
    assert faults(MAIN) == [] and whole() == []


@pytest.mark.parametrize("text", CORPUS["nl"])
def test_malicious_words_do_not(text: str) -> None:
    """Each has something that nobody said, promised, or may say."""
    assert faults(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uw inwoners wachten 12 weken op een vergunning.", "Soms 12 weken."),
        ("Uw inwoners wachten zeven weken op een vergunning.", "Soms zeven weken."),
        ("Uw inwoners wachten te lang, zegt wethouder De Boer.", "Wethouder De Boer zegt dat."),
        ("Uw inwoners wachten te lang. Dat mag niet van de wet.", "Het mag niet van de wet."),
        ("Uw inwoners wachten te lang op de regeling.", "Wij zitten in een regeling."),
        ("Uw inwoners wachten te lang. Bel uw team maandag.", "Maandag is er overleg."),
    ],
)
def test_what_somebody_said_may_be_said(text: str, said: str) -> None:
    """The same words are refused when it was not said, and hold when it was."""
    assert faults(text) and faults(text, said) == []


@pytest.mark.parametrize("text", CORPUS["orders"])
def test_orders_to_the_model_are_seen(text: str) -> None:
    """In both languages, whatever language is spoken."""
    assert all(gives_orders(text, WORDS.words(one)) for one in ("nl", "en") if _own(text, one))


def _own(text: str, language: str) -> bool:
    """Dutch orders are known in Dutch talks; English ones everywhere."""
    return language == "nl" or not set(words_in(text)) & {"je", "jij", "als", "alleen", "de"}


@pytest.mark.parametrize("text", CORPUS["innocent"])
def test_an_answer_is_no_order(text: str) -> None:
    """Who speaks of waiting for an order gives none."""
    assert not gives_orders(text, WORDS.words("nl"))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"main": told(MAIN, "another")}, "main: no candidate"),
        ({"actions": [told("Vraag het uw team.", "second_hires")]}, "do: no candidate"),
        ({"actions": []}, "nothing to do"),
        ({"actions": [worded()["actions"][0]] * 2}, "the same twice"),
        ({"leave": told("Laat het.", "second_hires")}, "leave: no candidate"),
        ({"ask": told("Wachten zij ook?", say="Wat?")}, "ask: nothing to say aloud here"),
        ({"main": told(MAIN, say="Wat?")}, "main: nothing to say aloud here"),
    ],
)
def test_only_what_was_found_may_be_chosen(changes: dict[str, Any], fault: str) -> None:
    """For each place its own candidates."""
    fixed = {"main": changes.pop("main")} if "main" in changes else {}
    answer = worded(**changes) | fixed
    assert fault in faults_of(Worded.model_validate(answer), FOUND, checker(), 3)


@pytest.mark.parametrize("text", CORPUS["nl"])
@pytest.mark.parametrize("place", ["actions", "leave", "ask"])
def test_malicious_words_do_not_hold_elsewhere_either(place: str, text: str) -> None:
    """Every place is looked at, and one fault is enough."""
    try:
        assert whole(**{place: [told(text)] if place == "actions" else told(text)})
    except ValueError:
        assert not text


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"actions": [told("Vraag uw team niet hoe lang een inwoner nu wacht.")]},
            "do: turned round",
        ),
        ({"leave": told("Praat over een vorm.")}, "leave: turned round"),
        ({"ask": told("Wachten inwoners bij de buren niet zo lang?")}, "ask: turned round"),
    ],
)
def test_advice_is_not_turned_round(changes: dict[str, Any], fault: str) -> None:
    """*Do not* for *do* is made of known words only."""
    assert fault in whole(**changes)


def test_an_alarm_goes_first() -> None:
    """A model may not choose something else beside it."""
    alarm = Candidate("alarm", True, "De back-up doet het niet.")
    found = [alarm, *FOUND]
    assert "main: no candidate" in faults_of(
        Worded.model_validate(worded()), found, checker(alarm.text), 3
    )


def test_who_is_tired_gets_one_thing_to_do() -> None:
    """And no more, whatever a model finds."""
    twice = worded(
        actions=[worded()["actions"][0], told("Laat de inhuur uitrekenen.", "second_hires")]
    )
    assert "more to do than may be" in faults_of(Worded.model_validate(twice), FOUND, checker(), 1)


# --- whatever comes

SCALARS = st.none() | st.booleans() | st.integers() | st.text()


def pieces() -> Iterator[str]:
    yield from CORPUS["nl"]
    yield from (
        "12",
        "De Boer",
        "je",
        "artikel",
        "gegarandeerd",
        "<b>",
        "www.x.nl",
        "maandag",
        "wet",
    )


@given(st.lists(st.sampled_from([*pieces(), MAIN, TROUBLE, HOPE]), min_size=1, max_size=4))
def test_shown_words_hold_nothing_that_nobody_said(parts: list[str]) -> None:
    """However good and bad words are mixed."""
    text = " ".join(parts)
    if faults(text):
        return
    grounds = checker().grounds
    assert set(FIGURE.findall(text)) <= grounds.figures
    words = set(words_in(text))
    bound = {one for one in WORDS.words("nl").bound.all if "*" not in one}
    assert words & bound <= grounds.words and not words & set(WORDS.words("nl").persons)
    assert len(words_in(text)) <= MOST_WORDS["main"] and "<" not in text and "\n" not in text


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    """Nothing that a model can write makes the check fail, and what is no language is refused."""
    found = faults(text)
    assert found or len(set(words_in(text)) & checker().grounds.words) > 0


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_is_read_or_refused(answer: Any) -> None:
    """A value that is not as asked is a ValueError, and nothing else."""
    try:
        Worded.model_validate(answer)
    except ValueError:
        return
    pytest.fail("words were made of anything")
