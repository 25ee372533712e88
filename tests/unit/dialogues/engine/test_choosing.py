"""Typed words at a question with choices, in a talk: taken and said back, or asked about."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from tests.support.talker import Talker


def begun(content: Content, dialogue: str, *said: str) -> Talker:
    return Talker(content, dialogue).say(*said)


def asked(content: Content, dialogue: str, state: str) -> Talker:
    """A talk at one of its questions."""
    talk = Talker(content, dialogue)
    talk.session.state = state
    return talk


def labels(talk: Talker) -> list[str]:
    return [button.label for button in talk.prompt.choices]


def verbs(talk: Talker) -> list[str]:
    return [button.label for button in talk.prompt.verbs]


def test_what_was_understood_is_said_back(content: Content) -> None:
    """Not when it was the label or the number itself."""
    assert "Ik lees: Wethouder of burgemeester." in begun(content, "start", "ik ben wethouder").text
    assert "Ik lees" not in begun(content, "start", "Raadslid").text
    assert "Ik lees" not in begun(content, "start", "2").text


def test_what_is_not_sure_is_asked_with_a_few_buttons(content: Content) -> None:
    """Nothing is recorded; the buttons are choices of the question itself, and lead to all."""
    talk = asked(content, "first_steps", "first_time")
    talk.say("geld")
    assert "Bedoelt u een van deze antwoorden?" in talk.text
    assert labels(talk) == ["Wel tijd, nog geen geld", "Wel geld, nog geen tijd"]
    assert "first_time" not in talk.session.answers
    assert verbs(talk)[0] == "Alle antwoorden"
    assert talk.tap("Wel geld, nog geen tijd").session.answers["first_time"].value == ("money",)


@pytest.mark.parametrize("words", ["2", "de tweede", "wel geld"])
def test_what_was_asked_back_is_answered_by_its_place_or_by_name(
    content: Content, words: str
) -> None:
    talk = asked(content, "first_steps", "first_time")
    talk.say("geld", words)
    assert talk.session.answers["first_time"].value == ("money",)


def test_a_place_that_was_not_offered_is_no_answer(content: Content) -> None:
    """Three was the place of another choice in the whole list."""
    talk = asked(content, "first_steps", "first_time")
    talk.say("geld", "3")
    assert "first_time" not in talk.session.answers
    assert len(labels(talk)) == 4


def test_yes_answers_did_you_mean_this(content: Content) -> None:
    talk = begun(content, "start", "woordvoerder van de burgemeester")
    assert "role" not in talk.session.answers
    assert talk.say("ja").session.answers["role"].value == ("executive",)


def test_all_answers_lead_back_to_the_whole_question(content: Content) -> None:
    talk = asked(content, "first_steps", "first_time")
    talk.say("geld").tap("Alle antwoorden")
    assert len(labels(talk)) == 4
    assert "Alle antwoorden" not in verbs(talk)


def test_a_part_that_is_understood_is_marked(content: Content) -> None:
    """Of several choices typed, the rest is asked about."""
    talk = asked(content, "first_steps", "first_parts")
    talk.say("de aanpak en iets over de liefde")
    assert "iets over de liefde" in talk.text
    assert talk.session.marked == ["approach"]
    assert talk.tap("Klaar").session.answers["first_parts"].value == ("approach",)


def test_a_way_past_a_question_is_heard_in_a_sentence(content: Content) -> None:
    assert begun(content, "start", "geen idee joh").session.answers["role"].given == "unknown"
    assert begun(content, "start", "sla maar even over").session.answers["role"].given == "skipped"


def test_points_of_a_scale_are_asked_by_their_numbers(content: Content) -> None:
    """On a scale the buttons of a question back are not counted from one."""
    talk = asked(content, "success_factors", "sf1_a")
    talk.say("3 à 4")
    assert labels(talk) == ["3: neutraal", "4: eens"]
    assert talk.prompt.kind == "choice"
    assert talk.tap("4: eens").session.answers["sf1_a"].value == 4


def test_a_number_that_is_on_no_scale_is_refused_with_its_ends(content: Content) -> None:
    talk = asked(content, "success_factors", "sf1_a")
    assert "1 is helemaal oneens, 5 is helemaal eens" in talk.say("zeven").text
    assert "sf1_a" not in talk.session.answers


def unsure(content: Content) -> Talker:
    """A talk in which one choice alone may be meant."""
    talk = asked(content, "six_steps", "s1_effect")
    return talk.say("niet kwetsbaarder")


@pytest.mark.parametrize("words", ["nee", "2", "2.", "Nee, iets anders", "nee hoor"])
def test_did_you_mean_this_can_be_denied(content: Content, words: str) -> None:
    """Then all of the question is there again, and nothing is kept."""
    talk = unsure(content)
    assert labels(talk) == ["Wij worden kwetsbaarder", "Nee, iets anders"]
    talk.say(words)
    assert "s1_effect" not in talk.session.answers and not talk.session.offered
    assert len(labels(talk)) > 2


def test_it_is_denied_with_a_button_too(content: Content) -> None:
    talk = unsure(content).tap("Nee, iets anders")
    assert "s1_effect" not in talk.session.answers and not talk.session.offered


def test_it_is_denied_where_own_words_are_offered_too(content: Content) -> None:
    talk = begun(content, "start", "woordvoerder van de burgemeester", "nee")
    assert "role" not in talk.session.answers and not talk.session.offered


def test_a_no_that_is_a_choice_is_that_choice(content: Content) -> None:
    talk = asked(content, "seven_stops", "at_zs1").say("dat zit niet goed", "nee")
    assert talk.session.answers["at_zs1"].value == ("not_yet",)
