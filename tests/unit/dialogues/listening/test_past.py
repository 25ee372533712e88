"""A day that is told of as past is no deadline; one that is still to come is."""

from __future__ import annotations

import pytest

from dialogues.listening.past import told_as_past

PAST = [
    ("Hij heeft in maart zelf een lijn van 4,8 miljoen besteld, dat hoorden wij pas", "in maart"),
    ("De secretaris vroeg mij in oktober of ik de raden rustig hield", "in oktober"),
    ("In de raad van 3 juni vroegen drie partijen om een motie", "3 juni"),
    ("Mijn collega vertrok in maart en sindsdien is het stil", "in maart"),
    ("The pump failed twice on 14 August", "14 August"),
    ("The alarm rang on 3 May and nobody came", "3 May"),
]
AHEAD = [
    ("Taxateur gaat 1 november met pensioen en de aanslagen moeten weg", "1 november"),
    ("Het contract is verlengd tot 1 april", "1 april"),
    ("Wij hebben geen mensen op 1 april", "1 april"),
    ("De evaluatie is op 1 april gepland", "1 april"),
    ("Hij zei dat hij 1 maart stopt", "1 maart"),
    ("He told me last week that he leaves on 1 February", "1 February"),
    ("We were told to sign before 1 May", "1 May"),
]


@pytest.mark.parametrize(("sentence", "day"), PAST)
def test_what_was_on_a_day_is_past(sentence: str, day: str) -> None:
    assert told_as_past(sentence, day)


@pytest.mark.parametrize(("sentence", "day"), AHEAD)
def test_what_is_to_come_is_not(sentence: str, day: str) -> None:
    assert not told_as_past(sentence, day)
