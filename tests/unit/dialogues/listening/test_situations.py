"""What a sentence is about is learned from examples, and told only when it is sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.listening.cues import Cues
from dialogues.listening.signs import QUOTED, SignFile, Signs
from dialogues.listening.situations import FEWEST, LONG, ORDINARY, Situations, clauses
from dialogues.texts.phrases import PhraseText
from tests.support.yaml_text import from_yaml

HERE = Path(__file__).parent
WRITTEN = from_yaml((HERE / "situations.yaml").read_text(encoding="utf-8"))
PLAIN = from_yaml((HERE / "ordinary.yaml").read_text(encoding="utf-8"))
ABOUT = [
    (language, sign, sentence)
    for language, signs in WRITTEN.items()
    for sign, sentences in signs.items()
    for sentence in sentences
]
MOST_WRONG = 1 / 30
"""So often a situation may be heard in a sentence that is about none."""
LEAKS = ["De kelder lekt al een week.", "Het dak lekt bij regen.", "De gootsteen lekt op kantoor."]
LATE = ["Het plan is weer uitgesteld.", "De brug werd opnieuw uitgesteld.", "Alles is uitgesteld."]
DULL = ["De kelder is op dinsdag open.", "Het plan telt tien bladzijden.", "Er is een brug."]
SMALL = Situations(
    {"leak": LEAKS * 4, "late": LATE * 4, ORDINARY: DULL * 4},
    {"leak": ["lekt"], "late": ["uitgesteld"]},
)


def found(sentence: str, situations: Situations = SMALL) -> list[tuple[str, str]]:
    return [(one.sign, one.words) for one in situations.found(sentence)]


@pytest.mark.parametrize(("language", "sign", "sentence"), ABOUT)
def test_a_situation(language: str, sign: str, sentence: str, content: Content) -> None:
    """In sentences that nobody trained with."""
    heard = [one for one in content.case.signs.found(sentence, language) if one.sure < 1]
    assert [(one.theme, one.word) for one in heard] == [(sign, sentence)]


@pytest.mark.parametrize("language", PLAIN)
def test_hardly_ever_in_what_is_ordinary(language: str, content: Content) -> None:
    """Silence costs a person less than nonsense."""
    assert len(PLAIN[language]) == 30
    heard = [
        (one.theme, sentence)
        for sentence in PLAIN[language]
        for one in content.case.signs.found(sentence, language)
        if one.sure < 1
    ]
    assert len(heard) <= MOST_WRONG * len(PLAIN[language]), heard


def test_the_whole_sentence_is_what_was_said() -> None:
    assert found("De kraan lekt al een week!") == [("leak", "De kraan lekt al een week!")]


def test_a_cue_must_say_the_same() -> None:
    """However alike the other words are."""
    assert not found("De kelder druipt al een week.")


def test_what_is_ordinary_is_never_told() -> None:
    assert not found("De kelder is op dinsdag open.")
    cued = Situations({"leak": LEAKS, ORDINARY: DULL}, {ORDINARY: ["dinsdag"]})
    assert not found("De kelder is op dinsdag open.", cued)


def test_a_few_words_are_about_nothing() -> None:
    assert FEWEST > 3
    assert not found("Het lekt al.")
    assert found("Het lekt al lang.")


def test_what_is_as_much_about_another_is_not_told() -> None:
    """Nobody is helped by a guess between the two."""
    assert found("Het dak daar lekt.") and found("Dat dak is uitgesteld.")
    assert not found("De kelder lekt, alles uitgesteld.")


def test_situations_need_no_ordinary_sentences() -> None:
    """An author's own may do without."""
    two = Situations({"leak": LEAKS * 4, "late": LATE * 4}, {"leak": ["lekt"]})
    assert found("Het dak daar lekt.", two) == [("leak", "Het dak daar lekt.")]


def test_words_alone_must_speak_for_it_or_two_cues() -> None:
    """One cue does not make a situation of what sounds ordinary."""
    dull = "De brug is op dinsdag open, het plan telt tien bladzijden."
    one = {"leak": LEAKS * 9, ORDINARY: [*DULL * 9, dull]}
    text = "Het plan lekt op dinsdag, de brug is tien bladzijden."
    assert not found(text, Situations(one, {"leak": ["lekt"]}))
    assert found(text, Situations(one, {"leak": ["lekt", "plan lekt", "lekt op"]}))


def test_without_examples_nothing_is_found() -> None:
    assert not found("De kraan lekt al een week.", Situations({}, {}))
    assert not found("De kraan lekt al een week.", Situations({}, {"leak": ["lekt"]}))


def test_of_a_long_sentence_each_clause_is_judged() -> None:
    """And quoted by itself, so that the point of it is seen."""
    filler = "dat hoort bij het werk van de gemeente en dat doen wij graag met zijn allen, " * 2
    sentence = f"{filler}de kelder lekt al een week, en het plan is weer uitgesteld."
    assert len(sentence) > LONG
    assert found(sentence) == [
        ("leak", "de kelder lekt al een week"),
        ("late", "en het plan is weer uitgesteld."),
    ]


def test_clauses_have_words_enough() -> None:
    short = "Ja, nee, misschien, wie weet, dat zien we dan."
    assert clauses(short) == [short]
    long = short * 4
    assert len(long) > LONG
    assert all(len(one.split()) >= FEWEST for one in clauses(long))


def test_the_surest_is_the_surest() -> None:
    """For comparing; what phrases give away is surer than anything learned."""
    [plain] = SMALL.found("De kraan lekt nu.")
    [clear] = SMALL.found("De kelder lekt al een week bij regen.")
    assert 0 < plain.sure < clear.sure < 1


@pytest.mark.parametrize(
    ("cue", "text", "there"),
    [
        ("lek", "Het dak lekt.", True),
        ("lek.", "Het dak lekt.", False),
        ("lek.", "Er is een lek", True),
        ("niemand weet", "Dat weet hier niemand.", True),
        ("niemand weet", "Dat weet Karin.", False),
        ("n't told", "They weren’t told.", True),
        ("één man", "Een man belde.", True),
    ],
)
def test_a_cue(cue: str, text: str, there: bool) -> None:
    assert [*Cues({"it": [cue]}).found(PhraseText(text))] == ["it"] * there


def test_what_phrases_know_for_ordinary_has_no_situation() -> None:
    """Who wishes that nothing leaks has no leak."""
    plain = {"nl": {"examples": DULL * 4, "words": ["ik wens dat"]}, "en": {}}
    leak = {"nl": {"examples": LEAKS * 4, "cues": ["lekt"]}, "en": {}}
    file = SignFile.model_validate({"signs": {"leak": leak, ORDINARY: plain}})
    told = "het dak in de kelder niet meer lekt."
    assert [one.theme for one in Signs([file]).found(f"Ik zie dat {told}", "nl")] == ["leak"]
    assert not [*Signs([file]).found(f"Ik wens dat {told}", "nl")]


def test_a_sentence_is_quoted_whole_unless_it_is_very_long() -> None:
    """A piece of a sentence sounds as if words were taken out of it."""
    leak = {"nl": {"examples": LEAKS * 4, "cues": ["lekt"]}, "en": {}}
    late = {"nl": {"examples": LATE * 4, "cues": ["uitgesteld"]}, "en": {}}
    signs = Signs([SignFile.model_validate({"signs": {"leak": leak, "late": late}})])
    filler = "dat hoort bij het werk van de gemeente en dat doen wij graag met zijn allen, "
    clause = "de kelder lekt al een week"
    [quoted] = signs.found(f"{filler * 2}{clause}.", "nl")
    assert (quoted.word, quoted.sentence) == (f"{clause}.", f"{filler * 2}{clause}.")
    [piece] = signs.found(f"{filler * 3}{clause}.", "nl")
    assert len(f"{filler * 3}{clause}.") > QUOTED and piece.sentence == f"{clause}."


def test_cues_on_the_same_words_are_one_cue() -> None:
    """Two spellings of one cue are no second witness."""
    cues = Cues({"it": ["lek", "lekt", "lekt"], "also": ["dak"]})
    assert sorted(cues.found(PhraseText("Het dak lekt."))) == ["also", "it"]
    apart = Cues({"it": ["lekt", "plas"]})
    assert [*apart.found(PhraseText("Het lekt, er staat een plas."))] == ["it", "it"]


def test_files_add_to_a_sign() -> None:
    """Who has examples or words of their own gives them in a file of their own."""
    mine = SignFile.model_validate({"signs": {"leak": {"nl": {"examples": LEAKS}, "en": {}}}})
    more = {"nl": {"cues": ["lekt"], "words": ["plas"]}, "en": {"words": ["puddle"]}}
    signs = Signs([mine, SignFile.model_validate({"signs": {"leak": more}})])
    words = signs.signs["leak"].words("nl")
    assert (words.examples, words.cues, words.words) == (LEAKS, ["lekt"], ["plas"])
    assert [one.word for one in signs.found("A puddle there.", "en")] == ["puddle"]
