"""Signs beside a score: found in words written by others, and not in words that look alike."""

from __future__ import annotations

import pytest

from tests.support.content import loaded

SAID = [
    ("nl", "De raad kwam erachter via de regiokrant", "b_council_paper"),
    ("nl", "Het college stemde in zonder de raad te raadplegen", "b_yes_first"),
    ("nl", "ik ben opdrachtgever maar zit ook in de directie", "b_two_hats"),
    ("nl", "we zouden na een jaar evalueren, dat is er nooit van gekomen", "b_evaluation_off"),
    ("nl", "er liggen nog 140 bezwaarschriften", "b_backlog"),
    ("nl", "sinds de ruzie over het zwembad mailen de burgemeesters alleen", "b_two_people"),
    ("nl", "Ze zeggen allemaal ja en doen nee", "b_silence"),
    ("nl", "de reactietermijn verloopt in mei en onze raad zit in reces", "b_meets_late"),
    ("nl", "drie fracties vroegen mij om een tekst", "b_asked_beyond"),
    ("nl", "blijft dit onder ons?", "b_watched"),
    ("en", "councillors found out on Facebook", "b_council_paper"),
    ("en", "I chair the board and I am the biggest customer", "b_two_hats"),
    ("en", "the review has been pushed back three times", "b_evaluation_off"),
    ("en", "there are 60 applications waiting", "b_backlog"),
    ("en", "we have one lawyer for four municipalities", "b_too_few"),
    ("en", "the secretary told me in confidence what they want", "b_confidence"),
    ("en", "nobody feels responsible for the complaints", "b_no_charge"),
]
NOT_SAID = [
    ("nl", "van wie ben ik nou eigenlijk?", "b_small_voice"),
    ("nl", "drie van de vier gemeenten doen mee", "b_staff_leaving"),
    ("nl", "wij willen een contract opzeggen bij de leverancier", "b_wants_out"),
    ("nl", "de raad besluit volgend jaar", "b_yes_first"),
    ("en", "that leaves us with one question", "b_leaves"),
    ("en", "the crossing is unsafe for children", "b_unsafe"),
    ("en", "our trucks are worn out", "b_worn"),
]


def signs(language: str, sentence: str) -> set[str]:
    return {found.theme for found in loaded().case.signs.found(sentence, language)}


@pytest.mark.parametrize(("language", "sentence", "sign"), SAID)
def test_gives_away(language: str, sentence: str, sign: str) -> None:
    assert sign in signs(language, sentence)


@pytest.mark.parametrize(("language", "sentence", "sign"), NOT_SAID)
def test_looks_alike(language: str, sentence: str, sign: str) -> None:
    assert sign not in signs(language, sentence)
