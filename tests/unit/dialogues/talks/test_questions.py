"""Questions to the coach outside a talk: the answer, with the menu below it."""

from __future__ import annotations

from itertools import count

import pytest

from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.messages.events import MessageCreated, Prompt
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.turn.person import Person

BODY = Typed("Wat is een openbaar lichaam?")
ANSWER = "Een nieuwe organisatie van gemeenten samen"


class Asker:
    """A person, and what the last input made us say."""

    def __init__(self, content: Content) -> None:
        self.content, self.person = content, Person("p1", "nl")
        self.ids, self.text, self.prompt = count(1), "", Prompt("menu")

    def give(self, *inputs: Input) -> Asker:
        for given in inputs:
            result = handle(self.content, self.person, given, 1.0, lambda: f"s{next(self.ids)}")
            said = [event for event in result.events if isinstance(event, MessageCreated)]
            self.text = "\n".join(event.text for event in said)
            self.prompt = said[-1].prompt or self.prompt
        return self


@pytest.fixture
def asker(content: Content) -> Asker:
    return Asker(content)


def test_at_the_menu_it_is_answered_and_the_menu_follows(asker: Asker) -> None:
    asker.give(Command("menu"))
    menu = asker.prompt
    asker.give(BODY)
    assert ANSWER in asker.text
    assert asker.prompt == menu
    assert "Welk gesprek wilt u voeren?" in asker.text


def test_after_a_talk_and_while_one_is_paused_too(asker: Asker) -> None:
    """The paused talk stays paused, and is offered in the menu."""
    asker.give(Command("start", "tiny"), Command("pause"), BODY)
    assert ANSWER in asker.text
    assert [kept.status for kept in asker.person.sessions] == ["paused"]
    assert asker.prompt.choices[0].data == "/resume s1"


def test_in_a_talk_the_talk_answers_it(asker: Asker) -> None:
    """And asks its own question again, rather than showing a menu."""
    asker.give(Command("start", "tiny"), BODY)
    assert ANSWER in asker.text
    assert asker.prompt.kind == "choice"


@pytest.mark.parametrize(
    "text",
    [
        "Wat is het telefoonnummer van de griffier?",
        "we willen met de buren iets doen aan de jeugdzorg",
        "een gr voor de belastingen, dat willen wij",
        "goedemorgen",
    ],
)
def test_what_is_no_question_that_we_know_gets_no_answer(asker: Asker, text: str) -> None:
    """It is heard as what else one may say there, and a talk is offered."""
    said = asker.give(Typed(text)).text
    assert said and not any(one.answer["nl"] in said for one in asker.content.faq.entries)


def test_a_word_that_is_a_command_stays_one(asker: Asker) -> None:
    assert "/menu" in asker.give(Typed("help")).text


def test_the_welcome_says_that_one_may_ask(asker: Asker) -> None:
    assert "U mag mij altijd iets vragen" in asker.give(Command("start")).text
