"""Each rule of the listener, with an example that goes another way without it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.definition.content import Content
from dialogues.listening.acts import Act, Asked, Heard
from dialogues.listening.listener import Listener
from dialogues.listening.source import ListeningFile
from tests.support.content import loaded

LISTENER = loaded().listener
SMALL: dict[str, Any] = {
    "spellings": {"nl": {"nie": "niet", "kheb": "ik heb"}, "en": {}},
    "acts": {
        "does_not_know": {
            "nl": {
                "whole": ["geen idee"],
                "patterns": ["^ ik weet het niet", "navragen $"],
                "unless": ["maar ongeveer"],
                "cues": ["weet"],
                "examples": "weet ik echt niet hoor\ndat weet ik nu niet\nik weet het even niet",
            },
            "en": {},
        },
        "question_to_coach": {
            "nl": {"openings": ["kan ik"], "patterns": ["^ wie leest dit"]}, "en": {},
        },
        "emotion": {
            "kinds": {"tired": {"nl": ["moe"], "en": []}},
            "nl": {"patterns": ["^ ik ben moe"]}, "en": {},
        },
        "answer_concrete": {
            "nl": {
                "cues": ["<number>", "onze"],
                "examples": "onze balie moet open\nde bus rijdt op zondag\ntwee extra juristen",
            },
            "en": {},
        },
    },
}  # fmt: skip


def heard(text: str, asked: Asked | None = None, **changes: Any) -> Heard:
    """By few words of our own; `changes` take the place of acts."""
    file = {**SMALL, "acts": {**SMALL["acts"], **changes}}
    listener = Listener(ListeningFile.model_validate(file))
    return listener.heard(text, asked or Asked(), "nl")


def test_a_whole_text() -> None:
    assert heard("Geen idee!").act is Act.DOES_NOT_KNOW
    assert heard("geen idee hebben").act is Act.ANSWER_CONCRETE


def test_a_phrase_is_sure_unless_another_speaks_against_it() -> None:
    assert heard("ik weet het niet").aside
    assert not heard("ik weet het niet maar ongeveer").aside


def test_spellings_are_written_out_in_texts_and_in_phrases() -> None:
    assert heard("ik weet het nie").aside
    written = {"nl": {"patterns": ["^ kheb geen idee"]}, "en": {}}
    assert heard("ik heb geen idee", does_not_know=written).aside


def test_what_someone_else_said_is_not_said() -> None:
    assert not heard("zij zegt ‘dat moet ik navragen’").aside
    assert heard("dat moet ik navragen").aside
    assert heard("‘dat moet ik navragen’").act is Act.DOES_NOT_KNOW


def test_what_was_learned_needs_a_cue_to_be_sure() -> None:
    text = "weet ik nu echt niet hoor"
    assert heard(text).aside
    without = {**SMALL["acts"]["does_not_know"]["nl"], "cues": []}
    found = heard(text, does_not_know={"nl": without, "en": {}})
    assert (found.act, found.sureness) == (Act.DOES_NOT_KNOW, "maybe")


def test_a_word_of_an_answer_overrules_what_was_learned() -> None:
    assert not heard("weet onze balie echt niet hoor").aside


def test_a_phrase_in_what_sounds_like_an_answer() -> None:
    """Both a word and what was learned must say so."""
    assert not heard("onze balie moet op zondag open, twee juristen, navragen").aside
    assert heard("onze ik weet het niet").act is Act.ANSWER_CONCRETE
    assert heard("dat moet ik nu echt navragen").aside


def test_a_question_begins_as_one_and_ends_in_its_mark() -> None:
    assert heard("kan ik dit later doen?").act is Act.QUESTION_TO_COACH
    assert not heard("kan ik dit later doen").aside
    assert not heard("minder klachten?").aside
    short = {"nl": {"openings": ["wie"]}, "en": {}}
    assert heard("wie dan?", question_to_coach=short).aside
    assert not heard("wie onze?", question_to_coach=short).aside


def test_a_question_beside_a_statement_is_a_figure_of_speech() -> None:
    assert not heard("Kan ik de raad nog aankijken? Dat vraagt iedereen zich af.").aside
    assert heard("Wie leest dit? Kan ik dit later doen?").aside


def test_a_question_where_one_is_asked_for_is_the_answer() -> None:
    assert not heard("wie leest dit?", Asked(expects_question=True)).aside


def test_a_question_with_a_long_word_of_ours_is_about_the_question() -> None:
    asked = Asked("Waarover mag een ander meebeslissen?")
    assert heard("kan ik meebeslissen?", asked).act is Act.QUESTION_ABOUT_QUESTION
    assert heard("kan ik mag een?", asked).act is Act.QUESTION_TO_COACH


def test_the_rest_is_the_answer() -> None:
    found = heard("De bus moet op zondag rijden. Wie leest dit?")
    assert (found.said, found.rest) == ("Wie leest dit?", "De bus moet op zondag rijden.")
    assert found.act is Act.QUESTION_TO_COACH


def test_beside_other_sentences_what_was_learned_is_not_sure() -> None:
    secret = {
        "nl": {"cues": ["deel"], "examples": "dat deel ik hier niet\ndeel ik echt niet"},
        "en": {},
    }
    assert heard("dat deel ik hier echt niet", refuses=secret).aside
    found = heard("Onze bus rijdt op zondag. Dat deel ik hier echt niet.", refuses=secret)
    assert (found.act, found.rest) == (Act.ANSWER_CONCRETE, "")


def test_chat_beside_a_question_is_no_answer() -> None:
    assert heard("Wie leest dit? Dat weet ik nu echt niet hoor.").aside


def test_a_scrap_beside_a_question_is_no_answer() -> None:
    assert heard("Wie leest dit? Nou ja.").aside
    assert heard("Wie leest dit? 3 ton.").rest == "3 ton."
    assert heard("Wie leest dit? Naar Ede.").rest == "Naar Ede."


def test_not_knowing_beside_an_answer_asks_for_no_reply() -> None:
    found = heard("Ik weet het niet. Misschien rijdt onze bus op zondag")
    assert (found.act, found.rest) == (Act.ANSWER_CONCRETE, "")


def test_the_act_that_matters_most_is_heard_first() -> None:
    assert heard("Ik weet het niet. Ik ben moe.").act is Act.EMOTION


def test_a_story_is_an_answer() -> None:
    assert not heard("Ik ben moe. Ik ben moe. Ik ben moe. Ik ben moe.").aside
    assert heard("Ik ben moe. Ik ben moe. Ik ben moe.").aside
    assert not heard("ik ben moe " + "en wij gaan door " * 8).aside


def test_a_question_behind_a_story_is_none_of_it() -> None:
    story = "Ik wil een login. Ik ben er sinds mei. Een collega heeft mijn dossiers."
    found = heard(f"{story} Wie leest dit eigenlijk?")
    assert (found.act, found.rest) == (Act.QUESTION_TO_COACH, story)


def test_kinds_are_known_by_their_phrases() -> None:
    assert heard("ik ben moe").kind == "tired"
    other = {
        "nl": {"patterns": ["^ ik ben leeg"]},
        "en": {},
        "kinds": SMALL["acts"]["emotion"]["kinds"],
    }
    assert heard("ik ben leeg", emotion=other).kind == ""


@pytest.mark.parametrize("text", ["kjhgf", "aaaa", "...", "🙂", "?!"])
def test_no_word_is_filler(text: str) -> None:
    assert (heard(text).act, heard(text).aside) == (Act.FILLER, True)


def test_an_operator_adds_lines() -> None:
    """Lists are joined; nothing of ours is lost."""
    more = {"acts": {"does_not_know": {"nl": {"patterns": ["^ vraag het de bode"]}, "en": {}}}}
    ours = ListeningFile.model_validate(SMALL)
    listener = Listener(ours.joined(ListeningFile.model_validate(more)))
    assert listener.heard("vraag het de bode", Asked(), "nl").aside
    assert listener.heard("ik weet het niet", Asked(), "nl").aside


def test_names_get_through(content: Content) -> None:
    """Short words that are names of municipalities are no chat."""
    for name in (
        "Best",
        "Goes",
        "Ede",
        "Epe",
        "Oss",
        "Bergen op Zoom",
        "Hof van Twente",
        "De Ronde Venen",
    ):
        assert not content.listener.heard(name, Asked(), "nl").aside


@given(st.text(max_size=200), st.sampled_from(["nl", "en"]), st.booleans())
def test_any_text_is_heard(text: str, language: str, back: bool) -> None:
    """Nothing raises, and what is said to be said stands in the text."""
    found = LISTENER.heard(text, Asked(text[:40], back), language)
    assert found.said == text or found.said in text
    assert all(part in text for part in found.rest.split())
    assert not (found.aside and found.act.answers)
