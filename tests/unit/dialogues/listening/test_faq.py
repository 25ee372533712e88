"""Questions to the coach: the right answer, or none; hardly ever a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.listening.bm25 import Bm25, features
from dialogues.listening.faq import VERY_NEAR, Faq
from frameworks.definition.languages import LANGUAGES
from tests.support.yaml_text import from_yaml

QUESTIONS = Path(__file__).parents[3] / "fixtures" / "faq" / "questions.yaml"
"""Written by somebody who had not read the examples."""
ASKED = from_yaml(QUESTIONS.read_text(encoding="utf-8"))


def answer(faq: Faq, question: dict[str, str]) -> str | None:
    """The id of the entry that is found."""
    language = next(name for name in LANGUAGES if name in question)
    entry = faq.find(question[language], language)
    return entry.id if entry else None


def test_questions_of_others_find_their_answer(content: Content) -> None:
    """Most of forty, and none of them another one's."""
    found = [(answer(content.faq, one), one["entry"]) for one in ASKED["answerable"]]
    assert len(found) == 40
    assert sum(got == wanted for got, wanted in found) >= 25
    assert [got for got, wanted in found if got not in (wanted, None)] == []


def test_what_we_do_not_know_is_not_answered(content: Content) -> None:
    """Twenty questions that no entry is about."""
    found = [answer(content.faq, one) for one in ASKED["unanswerable"]]
    assert found == [None] * 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_that_is_left_out_is_found_by_the_others(
    content: Content, language: str
) -> None:
    """Half of them; the wrong answer is given to three in a hundred at most."""
    asked = list(content.faq.leave_one_out(language))
    right = sum(one.given is one.entry for one in asked) / len(asked)
    wrong = sum(one.given not in (one.entry, None) for one in asked) / len(asked)
    assert right >= 0.45
    assert wrong <= 0.03
    assert sum(one.nearest is one.entry for one in asked) / len(asked) >= 0.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_itself_is_always_answered(content: Content, language: str) -> None:
    """It is the entry's own words."""
    lost = [
        example
        for entry in content.faq.entries
        for example in entry.examples[language]
        if content.faq.find(example, language) not in (entry, None)
    ]
    assert lost == []


def test_leaving_out_really_leaves_out(content: Content) -> None:
    """Of an index without the example, the scores are the same as those that are measured."""
    entry, *others = content.faq.entries[:4]
    example = entry.examples["nl"][0]
    whole = [features(" ".join(one.examples["nl"])) for one in (entry, *others)]
    less = [whole[0] - features(example), *whole[1:]]
    asked = features(example)
    measured = Bm25(whole).scores(asked, 0, asked)
    assert measured == pytest.approx(Bm25(less).scores(asked), rel=0.05)


def test_a_text_that_is_the_document_scores_one() -> None:
    """Whatever its length, so that one threshold does for all; what shares nothing has none."""
    documents = [features("wat kost het"), features("wie beslist er over de begroting")]
    scores = Bm25(documents).scores(features("wat kost het"))
    assert scores == [pytest.approx(1.0), 0.0]


def test_a_compound_is_found_by_its_part() -> None:
    """*uittreden* is near to *uittredesom*, which is no word of the question."""
    documents = [features("hoe hoog is de uittredesom"), features("wie leest mijn antwoorden")]
    first, second = Bm25(documents).scores(features("uittreden"))
    assert first > 0.1 > second


def test_nothing_is_found_in_nothing() -> None:
    assert Faq().find("wat is een openbaar lichaam", "nl") is None
    assert list(Faq().leave_one_out("nl")) == []


def test_no_real_answer_is_very_near_a_question(content: Content) -> None:
    """Of those that the listener learns from; where it is, it must not even begin as a question."""
    for language in LANGUAGES:
        acts = content.listener.file.acts
        answers = [
            text
            for act, one in acts.items()
            if act.answers
            for text in one.words(language).examples
        ]
        assert len(answers) > 100
        taken = [
            text
            for text in answers
            if content.listener.opens_question(text, language)
            and content.faq.find(text, language, VERY_NEAR)
        ]
        assert taken == []
