"""Signs of harm, duties and weak sources: found in words of others, not in what looks alike."""

from __future__ import annotations

import pytest

from dialogues.listening.signs import SignFile, Signs
from tests.support.content import loaded

SAID = [
    ("nl", "Er zijn 200 verkeerde aanslagen de deur uit", "e_wrong_told"),
    ("nl", "onze aanbieder is gestopt", "e_bankrupt"),
    ("nl", "mijn fractie weet dit nog niet", "e_college_unaware"),
    ("nl", "Het staat alleen in de bijlage", "e_in_annex"),
    ("nl", "dat cijfer is met de natte vinger", "e_weak_source"),
    ("nl", "ik werd niet uitgenodigd", "e_excluded"),
    ("nl", "de opdracht ging naar zijn zwager", "e_favour"),
    ("nl", "Trouwens, de vergunning verloopt volgende maand", "e_aside"),
    ("nl", "de scan ligt nog bij mij", "e_on_my_desk"),
    ("nl", "Het rapport noemt maar één variant", "e_option_missing"),
    ("nl", "de factuur is door twee gemeenten nog altijd niet voldaan", "e_not_paying"),
    ("nl", "onze vervoerder houdt ermee op", "e_bankrupt"),
    ("nl", "dat draaiboek kent niemand", "e_unused_rule"),
    ("en", "half of the list, with names and diagnoses, is on the drive", "e_name_list"),
    ("en", "The provider has stopped", "e_bankrupt"),
    ("en", "by the way, the director is leaving", "e_aside"),
    ("en", "Their figures are counted differently", "e_other_clock"),
]
NOT_SAID = [
    ("nl", "Als we samengaan zijn wij dus ineens ook afgekeurd", "e_unsafe_place"),
    ("nl", "een aanbesteding die ik niet gezien heb", "e_hurt"),
    ("nl", "Dat staat nergens", "e_witness"),
    ("en", "their alderman said they would rather build one", "e_jibe"),
    ("nl", "zij zijn niet failliet", "e_bankrupt"),
    ("nl", "van wie ben ik nou eigenlijk?", "e_may_be_wrong"),
    ("nl", "de leverancier is aardig", "e_bankrupt"),
    ("nl", "ik heb een rapport gelezen", "e_option_missing"),
    ("nl", "mijn broer komt eten", "e_favour"),
    ("nl", "onze partner heeft de kennis voor die opdracht", "e_favour"),
    ("nl", "hun vorige wethouder is erover gevallen", "e_no_confidence"),
    ("nl", "dat is van belang voor het bureau", "e_adviser_stake"),
    ("nl", "ik hoor dat hij met pensioen gaat", "e_my_end"),
    ("nl", "Trouwens, het was gezellig", "e_aside"),
    ("nl", "een specifieke uitkering van het Rijk", "e_f_benefit"),
    ("nl", "de motie van wantrouwen komt donderdag", "voted_down"),
    ("en", "they keep us in the dark", "e_client_harm"),
    ("en", "by the way, I liked the meeting", "e_aside"),
]


def signs(language: str, text: str) -> set[str]:
    return {found.theme for found in loaded().case.signs.found(text, language)}


@pytest.mark.parametrize(("language", "text", "sign"), SAID)
def test_found_in_words_of_others(language: str, text: str, sign: str) -> None:
    assert sign in signs(language, text)


@pytest.mark.parametrize(("language", "text", "sign"), NOT_SAID)
def test_not_found_in_what_looks_alike(language: str, text: str, sign: str) -> None:
    assert sign not in signs(language, text)


def test_words_of_both_lists_stand_in_the_same_sentence() -> None:
    words = {"both": [["by the way"], ["leaves"]]}
    found = Signs([SignFile.model_validate({"signs": {"aside": {"nl": words, "en": words}}})]).found
    (both,) = found("She leaves, by the way.", "en")
    assert both.word == both.sentence
    assert not list(found("By the way, hello. She leaves.", "en"))
