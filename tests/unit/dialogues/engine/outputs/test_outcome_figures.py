"""Two figures that were typed come back in our own sentences, with the gap between them."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.engine.case import picture_of
from dialogues.engine.run import Run
from dialogues.listening.figure_pairs.pair import GAP, KINDS
from dialogues.messages.events import OutcomeGiven
from frameworks.definition.languages import LANGUAGES
from tests.support.talker import Talker

ASKED = "Ravenmeer vraagt 400.000 voor het bad. Boven 250.000 krijg ik het niet door de raad."


def talked(content: Content, need: str) -> Talker:
    talk = Talker(content, "core_questions").say("1", "1", "Ravenmeer")
    talk.say("Dat het zwembad open blijft", "Dat het bad hier dicht gaat")
    return talk.say("1", need, "3", "Zoveel als nodig", "De openingstijden", "De naam", "x", "1")


def told(talk: Talker) -> tuple[str, ...]:
    return next(event.points for event in talk.all if isinstance(event, OutcomeGiven))


def test_the_gap_between_what_is_asked_and_the_limit_is_told(content: Content) -> None:
    talk = talked(content, ASKED)
    assert told(talk)[0] == "f_limit_first"
    assert "400.000 gevraagd, 250.000 is de grens. Er zit 150.000 tussen" in talk.text


def test_both_sentences_are_evidence_of_it(content: Content) -> None:
    talk = talked(content, ASKED)
    found = picture_of(Run(content, talk.session, talk.now)).evidence
    sentences = [one.sentence for one in found if one.sign == "f_over_limit"]
    assert " ".join(sentences) == ASKED


def test_figures_that_do_not_belong_together_are_not_joined(content: Content) -> None:
    talk = talked(content, "Hun 12 badmeesters, en ze hebben 400.000 bezoekers.")
    found = picture_of(Run(content, talk.session, talk.now)).evidence
    assert not {one.sign for one in found} & KINDS.keys()


@pytest.mark.parametrize("sign", KINDS)
def test_each_pair_has_a_point_that_names_both_figures(content: Content, sign: str) -> None:
    names = {f"{{{{ {name} }}}}" for name in KINDS[sign]}
    tests = {one.id: {v for t in one.when.tests() for v in t.values} for one in content.case.points}
    points = [one for one in content.case.points if tests[one.id] == {sign}]
    assert points
    for point in points:
        for language in LANGUAGES:
            assert all(name in point.text[language] for name in names)


def test_figures_have_no_name_that_a_question_has(content: Content) -> None:
    """Else a text would say an answer where it means a figure."""
    names = {GAP, *(name for names in KINDS.values() for name in names)}
    questions = {state for flow in content.dialogues.values() for state in flow.states}
    assert names & questions == set()
