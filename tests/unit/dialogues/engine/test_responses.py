"""What is no answer is responded to: never stored, and what was meant can still be said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.engine import engine
from dialogues.engine.session import Answer, Session
from dialogues.listening.acts import Act
from dialogues.messages.events import AnswerRecorded, MessageCreated
from dialogues.messages.inputs import Typed
from frameworks.definition.languages import LANGUAGES
from tests.support.talker import Talker
from tests.support.yaml_text import from_yaml

HERE = Path(__file__).parent
NON_ANSWERS = from_yaml((HERE / "non_answers.yaml").read_text(encoding="utf-8"))
EARLIER = "Inwoners wachten elf weken op een rolstoel."


def text_questions(content: Content) -> Iterator[tuple[str, State]]:
    for name, flow in content.dialogues.items():
        for state in flow.states.values():
            if state.kind == "text" and state.turn < 2:
                yield name, state


def at(content: Content, dialogue: str, state: State, language: str) -> Session:
    """A session in which this question was just asked."""
    flow = content.dialogues[dialogue]
    session = Session("s1", dialogue, flow.digest, language, state.id, 0.0, 0.0)
    session.number, session.asked = 1, flow.shows(state.id)
    for before in filter(None, (state.over, state.follows)):
        names = flow.states[before].kind == "names"
        session.answers[before] = Answer(("Asten", "Someren") if names else EARLIER)
        session.path.append(before)
    return session


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_it_is_stored_or_quoted_at_any_question(content: Content, language: str) -> None:
    """Every question in free text that there is, and what people type instead of an answer."""
    kept = []
    for dialogue, state in text_questions(content):
        if state.asks_back:
            continue
        fresh = at(content, dialogue, state, language).dump()
        for text in NON_ANSWERS[language]:
            sprint = engine.resume(content, Session.load(fresh), Typed(text), 1.0)
            values = [answer.value for answer in sprint.session.answers.values()]
            recorded = [e.value for e in sprint.events if isinstance(e, AnswerRecorded)]
            said = [
                part.text
                for event in sprint.events
                if isinstance(event, MessageCreated)
                for part in event.parts
                if part.kind == "quote"
            ]
            if text in (*values, *recorded, *said):
                kept.append(f"{dialogue}.{state.id}: {text}")
    assert kept == []


def test_there_are_sixty_of_them_in_each_language() -> None:
    assert {language: len(NON_ANSWERS[language]) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, 60
    )


def real_answers() -> list[dict[str, str]]:
    """What people who never saw the examples answered, each with its question."""
    held_out = sorted((HERE.parent / "listening" / "held_out").glob("*.yaml"))
    lines = [line for path in held_out for line in from_yaml(path.read_text(encoding="utf-8"))]
    return [line for line in lines if Act(line["act"]).answers]


def test_of_two_hundred_real_answers_none_is_refused(content: Content) -> None:
    """They are kept, whole or without what was said beside them, at the question they answer."""
    refused, answers = [], real_answers()
    asked = {f"{name}.{state.id}": state for name, state in text_questions(content)}
    for line in answers:
        question = line["question"] if line["question"] in asked else "core_questions.want"
        state = asked[question]
        session = at(content, question.partition(".")[0], state, line["language"])
        answer = engine.resume(content, session, Typed(line["text"]), 1.0).session.answers.get(
            state.id
        )
        if answer is None or str(answer.value) not in line["text"]:
            refused.append(f"{line['question']}: {line['text']}")
    assert refused == []
    assert len(answers) >= 200


def talk(content: Content) -> Talker:
    talker = Talker(content, "core_questions").say("1", "1")
    return talker.say("Asten en Someren")


def test_a_question_about_the_question_is_explained(content: Content) -> None:
    talker = talk(content).say("Wat bedoelt u daarmee?")
    assert talker.session.state == "want"
    assert "want" not in talker.session.answers
    assert "Samenwerken begint bij wat u er zelf aan heeft" in talker.text


def test_what_was_put_aside_can_be_made_the_answer_after_all(content: Content) -> None:
    talker = talk(content).say("Wie betaalt dit?").tap("Dit is toch mijn antwoord")
    assert talker.session.answers["want"].value == "Wie betaalt dit?"
    assert talker.session.aside == []


def test_it_is_forgotten_with_the_next_input(content: Content) -> None:
    talker = talk(content).say("Wat bedoelt u?").say("Elke inwoner antwoord binnen drie weken.")
    assert "bedoelt" not in talker.session.dump().decode()


def test_a_refusal_is_respected_and_the_talk_goes_on(content: Content) -> None:
    talker = talk(content).say("Daar wil ik het niet over hebben")
    assert talker.session.answers["want"].given == "skipped"
    assert talker.session.state != "want"


@pytest.mark.parametrize("words", ["weet ik niet", "Geen idee", "kweenie"])
def test_who_does_not_know_gets_a_line_and_what_the_advice_lacks(
    content: Content, words: str
) -> None:
    """Also where those words are a command, which the bare button needs no line for."""
    talker = talk(content).say(words)
    assert talker.session.answers["want"].given == "unknown"
    assert "Dat geeft niet" in talker.text
    assert "Zonder uw wens" in talker.text
    assert "Dat geeft niet. Vraag" not in talk(content).tap("Weet ik niet").text


def test_at_a_list_not_to_know_needs_no_line(content: Content) -> None:
    talker = Talker(content, "core_questions").say("weet ik niet")
    assert talker.session.answers["role"].given == "unknown"
    assert "Dat geeft niet" not in talker.text


def test_a_refusal_that_was_none_becomes_the_answer(content: Content) -> None:
    talker = talk(content).say("geen commentaar").tap("Dit is toch mijn antwoord")
    assert talker.session.answers["want"].value == "geen commentaar"


def test_who_said_it_already_is_asked_nothing(content: Content) -> None:
    talker = talk(content).say("Een GR oprichten")
    assert talker.session.state == "want_more"
    talker.say("dat zei ik net")
    assert talker.session.answers["want_more"].value == "Een GR oprichten"
    assert "Ik gebruik wat u zei" in talker.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dat zei ik al, van die wachttijd", "want"),  # a theme of what was typed
        ("dat heb ik al gezegd, van die jurist", "need_for_1"),  # a word of it
        ("dat zei ik al", "want_not"),  # the theme of the question, which asks for a limit in money
        ("zie mijn eerste antwoord", "want"),
        ("zelfde als bij de vorige vraag", "needed_for_1"),
    ],
)
def test_of_all_earlier_answers_the_one_that_fits_is_taken(
    content: Content, typed: str, meant: str
) -> None:
    talker = Talker(content, "core_questions").say("1", "1", "Asten")
    talker.say("Wie een rolstoel nodig heeft, krijgt die binnen twee weken.")
    talker.say("dat de belasting van inwoners omhoog gaat door hoge kosten")
    talker.say("ja", "hun enige jurist, de onze is ziek", "ja", "onze avondbalie op donderdag")
    assert talker.session.state == "cost_money"
    said = talker.session.answers[meant].value
    talker.say(typed)
    assert talker.session.answers["cost_money"].value == said
    assert str(said) in talker.text and talker.session.state == "cost_room"


@pytest.mark.parametrize("typed", ["dat vroeg je toch al?", "dat zei ik al", "heb ik al gezegd"])
def test_an_answer_to_something_else_is_not_taken(content: Content, typed: str) -> None:
    """Nothing is skipped for it: the question is asked in other words."""
    talker = talk(content).say("Wie een rolstoel nodig heeft, krijgt die binnen twee weken.")
    assert talker.session.state == "want_not"
    talker.say(typed)
    assert talker.session.state == "want_not" and "want_not" not in talker.session.answers
    assert "Deze vraag is een andere" in talker.text
    assert "Wat mag er niet gebeuren" in talker.text
    assert "Dit is toch mijn antwoord" in [one.label for one in talker.prompt.verbs]


def test_grief_gets_a_human_sentence_and_a_choice(content: Content) -> None:
    talker = talk(content).say("mijn collega is vorige week overleden")
    labels = [button.label for button in talker.prompt.choices]
    assert labels == [
        "Verder met deze vraag", "Pauze", "Nog één vraag", "Stoppen", "Dit is toch mijn antwoord",
    ]  # fmt: skip
    talker.tap("Verder met deze vraag")
    assert talker.session.state == "want"
    assert "overleden" not in talker.session.dump().decode()


def test_danger_is_told_where_to_call(content: Content) -> None:
    talker = talk(content).say("ik wil niet meer leven")
    assert "113" in talker.text and "112" in talker.text


def test_one_more_question_and_then_what_it_gives(content: Content) -> None:
    talker = talk(content).say("ik kan niet meer").tap("Nog één vraag")
    talker.say("Wie een rolstoel nodig heeft, krijgt die binnen twee weken.")
    assert talker.session.status == "completed"
    assert talker.session.outcomes


def test_nothing_said_twice_shortens_the_talk(content: Content) -> None:
    talker = talk(content).say("tja").say("ok")
    assert talker.session.brief
    talker.tap("Nog drie vragen").say("beter samenwerken")
    assert not talker.session.state.endswith("_more")


def test_part_of_a_message_is_answered_and_part_is_responded_to(content: Content) -> None:
    talker = talk(content).say("Inwoners van Asten wachten elf weken. Wie leest dit eigenlijk?")
    assert talker.session.answers["want"].value == "Inwoners van Asten wachten elf weken."


def test_a_command_in_words_is_carried_out(content: Content) -> None:
    talker = talk(content).say("ga terug naar de vorige vraag")
    assert talker.session.state == "partners"


def test_to_wipe_everything_is_never_done_at_a_word(content: Content) -> None:
    talker = talk(content).say("Stoppen. En wis alles wat ik heb ingevuld.")
    assert talker.session.status == "active" or talker.session.answers
    assert talker.session.answers["partners"].value == ("Asten", "Someren")


def test_what_is_not_what_one_said_can_be_changed(content: Content) -> None:
    talker = talk(content).say("Een GR oprichten", "dat heb ik niet gezegd")
    assert talker.session.answers["want_more"].given == "skipped"
    assert talker.session.answers["want"].value == "Een GR oprichten"


def test_a_wish_where_names_are_asked_is_kept_for_its_own_question(content: Content) -> None:
    talker = Talker(content, "core_questions").say("1", "1")
    talker.say("Inwoners moeten binnen drie weken antwoord krijgen van ons")
    assert talker.session.state == "partners"
    talker.say("Asten")
    assert "Inwoners moeten binnen drie weken" in talker.text
    talker.tap("Ja, dat is het")
    assert talker.session.answers["want"].value == (
        "Inwoners moeten binnen drie weken antwoord krijgen van ons"
    )


def test_which_names_were_read_is_said_when_more_was_said(content: Content) -> None:
    """So that nothing is left out in silence; names alone are not said again."""
    talk = Talker(content, "tiny")
    talk.session.state = "partner_names"
    assert "Ik lees: Asten, 50+." in talk.say("met Asten (klein, maar fijn), 50+").text
    alone = Talker(content, "tiny")
    alone.session.state = "partner_names"
    assert "Ik lees" not in alone.say("Asten\tSomeren en 50+").text
    assert alone.session.answers["partner_names"].value == ("Asten", "Someren", "50+")
