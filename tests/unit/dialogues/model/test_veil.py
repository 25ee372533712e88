"""Names leave nothing behind in what is sent, and come back whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.model.veil import Veil
from tests.support.second_look import content

PLAIN = content().vocabulary("nl")
NAMES = ["Jan", "Pietersen", "De Vries", "Anne-Marie", "O’Brien", "Wolfswaard", "Ümit", "J. Bakker"]
AROUND = ["{} zegt dat het niet gaat.", "Wij belden {} gisteren.", "de wethouder ({}) wil niet",
          "Het ging goed; {} kwam ook", "‘{} weet het’, zei zij", "naar {}!"]  # fmt: skip


def capitals(name: str) -> list[str]:
    return [one for one in name.replace(".", "").split() if one[0].isupper() and len(one) > 1]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(AROUND)), min_size=1, max_size=6))
def test_no_name_is_sent_and_each_comes_back(said: list[tuple[str, str]]) -> None:
    """Wherever in a sentence it stands."""
    veil = Veil(PLAIN)
    for name, around in said:
        text = around.format(name)
        covered = veil.cover(text)
        unknown = [one for one in capitals(name) if one != "De"]
        assert not [one for one in unknown if one in covered], covered
        assert veil.lift(covered) == text


@given(st.text(max_size=120))
def test_whatever_is_typed_comes_back_as_it_was(text: str) -> None:
    """Also who types covers of their own."""
    veil = Veil(PLAIN)
    assert veil.lift(veil.cover(text)) == text


@given(st.text(alphabet="[N123] aA.", max_size=40))
def test_covers_that_people_type_come_back_too(text: str) -> None:
    """They are names like any other."""
    veil = Veil(PLAIN)
    assert veil.lift(veil.cover(text)) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("bel 06-12345678 even", "1234"),
        ("mail jan@meerdam.nl", "meerdam"),
        ("zie https://meerdam.nl/plan", "meerdam"),
        ("bsn 123456782", "123456782"),
        ("wij vroegen barneveld en Barneveld", "arneveld"),
    ],
)
def test_what_one_is_reached_by_is_a_name(text: str, gone: str) -> None:
    """And so is a partner, also in small letters."""
    veil = Veil(PLAIN, ["Barneveld"])
    assert gone not in veil.cover(text) and veil.lift(veil.cover(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Wij willen dat het beter gaat.",
        "Dat kost € 120.000 op 1 juli 2028.",
        "Het moet van de OR.",
    ],
)
def test_plain_words_and_figures_stay(text: str) -> None:
    """Else there would be nothing left to look at."""
    assert Veil(PLAIN | {"or"}).cover(text) == text


def test_a_cover_that_was_never_given_stays() -> None:
    """So that the check finds it."""
    assert Veil(PLAIN).lift("[N4] wacht") == "[N4] wacht"
