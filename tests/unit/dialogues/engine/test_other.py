"""A choice that is not listed: said in one's own words, and shown in them."""

from __future__ import annotations

import pytest

from bot.reports.kinds.summary import summary
from dialogues.definition.content import Content
from dialogues.engine.engine import settled
from dialogues.engine.run import Run
from dialogues.engine.session import Answer, Session
from tests.support.talker import Talker

LEADER = Answer(("other",), own=("de projectleider",))


def at(content: Content, dialogue: str, state: str) -> Talker:
    """A talk at one of its questions, with nothing answered yet."""
    talk = Talker(content, dialogue)
    talk.session.state = state
    return talk


def to_whom(content: Content) -> Talker:
    return at(content, "undercurrent", "to_whom")


@pytest.mark.parametrize(
    "words",
    ["de projectleider", "anders, namelijk de projectleider", "Anders: de projectleider"],
)
def test_words_that_match_nothing_are_kept_as_they_were_said(content: Content, words: str) -> None:
    talk = to_whom(content).say(words)
    assert talk.session.answers["to_whom"] == LEADER
    assert "Ik lees: de projectleider." in talk.text


@pytest.mark.parametrize("other", ["Anders, namelijk …", "7", "anders"])
def test_the_choice_alone_asks_for_the_words(content: Content, other: str) -> None:
    """Whether it is tapped, counted or typed; what is said then is the answer, also a number."""
    talk = to_whom(content)
    talk.do("help")
    talk.tap(other) if other.endswith("…") else talk.say(other)
    assert "eigen woorden" in talk.text
    assert talk.prompt.kind == "text" and not talk.prompt.choices
    assert talk.say("de projectleider").session.answers["to_whom"] == LEADER


def test_one_can_go_back_from_the_words_to_the_choices(content: Content) -> None:
    talk = to_whom(content).say("7").tap("Alle antwoorden")
    assert len(talk.prompt.choices) == 7
    assert talk.say("1").session.answers["to_whom"].value == ("executive",)


def test_where_it_may_be_a_choice_one_is_asked_and_the_words_are_offered(content: Content) -> None:
    talk = at(content, "start", "role").say("projectleider")
    assert [b.label for b in talk.prompt.choices][-1] == "Mijn woorden: projectleider"
    talk.tap("Mijn woorden: projectleider")
    assert talk.session.answers["role"] == Answer(("other",), own=("projectleider",))


def test_among_several_the_rest_is_kept_in_own_words(content: Content) -> None:
    talk = at(content, "core_questions", "motives").say("lagere kosten, betere parkeerhandhaving")
    answer = talk.session.answers["motives"]
    assert answer == Answer(("cheaper", "other"), own=("betere parkeerhandhaving",))
    assert "Ik lees: Lagere kosten, betere parkeerhandhaving." in talk.text


def test_other_among_marks_asks_for_the_words_and_keeps_the_marks(content: Content) -> None:
    talk = at(content, "core_questions", "motives")
    talk.do("help").tap("Lagere kosten", "Anders, namelijk …", "Klaar").say("rust in de tent")
    assert talk.session.answers["motives"] == Answer(("cheaper", "other"), own=("rust in de tent",))


@pytest.mark.parametrize("words", ["geen", "alles", "ja", "niet", "wat bedoelt u?", "…", "?!"])
def test_what_says_nothing_of_its_own_is_no_answer(content: Content, words: str) -> None:
    assert "to_whom" not in to_whom(content).say(words).session.answers


def test_a_session_with_own_words_survives_and_an_older_one_is_read(content: Content) -> None:
    """An answer that was stored before has three parts."""
    session = to_whom(content).say("de projectleider").session
    assert Session.load(session.dump()).answers["to_whom"] == LEADER
    assert Answer.load([["yes"], "answered", []]) == Answer(("yes",))
    assert len(Answer(("yes",)).dump()) == 3


def test_conditions_see_other_and_people_see_their_words(content: Content) -> None:
    talk = to_whom(content).say("de projectleider")
    assert talk.session.state == "whose"
    run = Run(content, settled(content, talk.session), 0.0)
    assert run.facts()["to_whom"] == frozenset({"other", "given"})
    assert run.shown("to_whom") == "de projectleider"


def test_going_back_shows_the_words_and_keeps_them(content: Content) -> None:
    talk = to_whom(content).say("de projectleider").do("back")
    assert "de projectleider" in talk.text
    assert talk.do("keep").session.answers["to_whom"] == LEADER


def test_a_summary_shows_the_words(content: Content) -> None:
    talk = to_whom(content).say("de projectleider")
    while talk.session.status != "completed":
        talk.do("skip")
    report = summary(content, talk.session)
    assert "de projectleider" in report.model_dump_json()
    assert "namelijk" not in report.model_dump_json()


LISTS = [
    ("helping_hindering", "hh_pre_help", "de fusie van de scholen"),
    ("helping_hindering", "hh_pre_hinder", "een rechtszaak met een aannemer"),
    ("helping_hindering", "hh_way_help", "de fusie van de scholen"),
    ("helping_hindering", "hh_way_hinder", "een rechtszaak met een aannemer"),
    ("helping_hindering", "hh_run_help", "de fusie van de scholen"),
    ("helping_hindering", "hh_run_hinder", "een rechtszaak met een aannemer"),
    ("forms", "aim", "een zwembad openhouden"),
    ("forms", "talk_about", "de kerstborrel"),
    ("six_steps", "s2_open", "hun wethouder blijft zitten"),
    ("six_steps", "s3_levels", "een stichting oprichten"),
    ("six_steps", "s3_case", "de reistijd voor inwoners"),
    ("six_steps", "s3_lean", "een stichting oprichten"),
    ("six_steps", "s3_frames", "de huisstijl"),
    ("six_steps", "s5_pulse", "de buurman belt mij"),
    ("first_steps", "first_design", "een kantine met warme maaltijden"),
    ("motives", "mt_citizen", "een mantelzorger"),
    ("motives", "mt_gain_people", "een kortere reistijd"),
    ("golden_rules", "r2_signs", "de griffier loopt weg"),
    ("golden_rules", "r3_place", "in de kantine"),
    ("golden_rules", "r4_uniform", "de leverancier wil het zo"),
    ("golden_rules", "r5_signs", "er wordt veel gelachen"),
    ("golden_rules", "r6_habits", "eerst de pers bellen"),
    ("golden_rules", "r7_signs", "een barbecue met de ploeg"),
]


@pytest.mark.parametrize(("dialogue", "question", "words"), LISTS)
def test_what_no_list_can_hold_is_kept_and_shown(
    content: Content, dialogue: str, question: str, words: str
) -> None:
    talk = at(content, dialogue, question)
    talk.do("help").tap("Anders, namelijk …")
    if talk.prompt.kind == "several":
        talk.tap("Klaar")
    talk.say(words)
    assert talk.session.answers[question] == Answer(("other",), own=(words,))
    assert Run(content, talk.session, 0.0).shown(question) == words
    assert words in summary(content, talk.session).model_dump_json()


def test_own_words_stand_on_the_scales_and_in_the_question_about_them(content: Content) -> None:
    talk = at(content, "helping_hindering", "hh_run_hinder").say("een rechtszaak met een aannemer")
    talk.say("1")
    assert "een rechtszaak met een aannemer" in talk.text


def test_a_way_of_ones_own_is_compared_as_the_listed_ones_are(content: Content) -> None:
    talk = Talker(content, "six_steps").say("wethouder", "3", "1", "1", "een stichting oprichten")
    assert talk.session.state == "s3_case"
