"""A day that is told of as past is no deadline; one that is still to come is."""

from __future__ import annotations

import pytest

from dialogues.listening.past import told_as_past, told_as_to_come

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


TO_COME = [
    ("Ons contract loopt op 1 april af.", "1 april"),
    ("Op 20 februari stemmen we over zes jaar.", "20 februari"),
    ("Het moet vóór 1 juli klaar zijn.", "1 juli"),
    ("The licence expires on 1 March.", "1 March"),
    ("We need an answer by 1 June.", "1 June"),
]
NOT_TO_COME = [
    ("In mei vroeg ik wie de sluis opent.", "mei"),
    ("Ik hoorde dat ze per 1 mei stoppen.", "1 mei"),
    ("Het gerucht gaat dat zij op 1 mei besluiten.", "1 mei"),
    ("In maart is het hier altijd druk.", "maart"),
    ("The accountant refused to sign in June.", "June"),
    ("I heard they will leave before 1 May.", "1 May"),
]


@pytest.mark.parametrize(("sentence", "day"), TO_COME)
def test_a_limit_or_an_appointment_is_a_clock(sentence: str, day: str) -> None:
    assert told_as_to_come(sentence, day)


@pytest.mark.parametrize(("sentence", "day"), NOT_TO_COME)
def test_what_is_past_or_hearsay_or_just_a_day_is_no_clock(sentence: str, day: str) -> None:
    assert not told_as_to_come(sentence, day)
