"""What someone tells outside a talk is heard, leads to one that fits, and need not be retyped."""

from __future__ import annotations

import itertools

import pytest

from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.messages.events import MessageCreated
from dialogues.messages.inputs import Command, Input, Tap, Typed, parse_tap
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from tests.support.commands import plain

STORY = (
    "Wij praten met Asten en Deurne over de belastingen. Als Theo ziek is ligt alles stil. "
    "Inwoners moeten binnen drie weken antwoord krijgen. Ze willen een GR oprichten."
)


class Someone:
    """A person at the menu, whose every input is taken in."""

    def __init__(self, content: Content) -> None:
        self.content, self.person = content, Person("p1", "nl")
        self.ids = (f"s{number}" for number in itertools.count(1))
        self.result = TurnResult()

    def give(self, given: Input) -> str:
        self.result = handle(self.content, self.person, given, 1.0, lambda: next(self.ids))
        return "\n".join(e.text for e in self.result.events if isinstance(e, MessageCreated))

    def buttons(self) -> dict[str, str]:
        prompts = [e.prompt for e in self.result.events if isinstance(e, MessageCreated)]
        return {b.label: b.data for p in prompts if p for b in (*p.choices, *p.verbs)}


@pytest.fixture
def someone(content: Content) -> Someone:
    return Someone(content)


def test_a_story_is_understood_and_two_talks_fit(someone: Someone) -> None:
    said = someone.give(Typed(STORY))
    assert "Asten" in said and "Deurne" in said
    assert "U noemt ook al een vorm" in said
    assert "/start core_questions now" in map(plain, someone.buttons().values())


def test_a_story_without_a_theme_that_we_know_is_kept_all_the_same(someone: Someone) -> None:
    """Whoever tells what goes on is never asked to tell what goes on."""
    told = (
        "De accountant wilde in juni niet tekenen omdat twee mensen facturen invoeren én betalen. "
        "Het wordt straks kouder in de kelder."
    )
    said = someone.give(Typed(told))
    assert "Vertel in een paar zinnen" not in said
    assert "bewaard" in said
    assert someone.person.shared["story"].value == told
    assert any(one.startswith("/start ") for one in map(plain, someone.buttons().values()))
    assert "Vertel in een paar zinnen" in someone.give(Typed("Het kraakt hier wat"))


def test_its_words_are_offered_as_the_first_answer(someone: Someone) -> None:
    someone.give(Typed(STORY))
    someone.give(Command("start", "core_questions now"))
    for answer in ("1", "1", "Asten en Deurne"):
        said = someone.give(Typed(answer))
    assert "U noemde al: ‘Inwoners moeten binnen drie weken antwoord krijgen.’" in said
    tap = parse_tap(someone.buttons()["Ja, dat is het"])
    assert isinstance(tap, Tap)
    someone.give(tap)
    session = someone.person.sessions[0].open()
    assert session.answers["want"].value == "Inwoners moeten binnen drie weken antwoord krijgen."


def test_a_pasted_mail_of_five_thousand_characters_is_no_trouble(someone: Someone) -> None:
    mail = (STORY + "\n\n") * 30
    assert len(mail) > 5000
    assert "U leunt dus op één persoon: Theo" in someone.give(Typed(mail[:5000]))


def test_grief_at_the_menu_gets_a_human_sentence(someone: Someone) -> None:
    said = someone.give(Typed("mijn collega is vorige week overleden"))
    assert "verdrietig" in said
    assert not someone.person.shared


def test_what_says_nothing_is_asked_about(someone: Someone) -> None:
    assert "Vertel in een paar zinnen" in someone.give(Typed("tja"))


def test_to_wipe_everything_is_asked_first(someone: Someone) -> None:
    someone.give(Typed("wis alles wat ik heb ingevuld"))
    assert "/erase" in someone.buttons().values()


UNKNOWN = "Wat is het telefoonnummer van de griffier?"


def test_a_question_without_an_answer_is_in_the_next_summary_and_in_no_later_one(
    someone: Someone,
) -> None:
    said = [someone.give(Typed(UNKNOWN)), someone.give(Typed("Wie is de baas van Asten?"))]
    someone.give(Typed(UNKNOWN))
    assert all("Vragen die u nog heeft" in one for one in said)
    someone.give(Command("start", "core_questions now"))
    someone.give(Command("pause"))
    someone.give(Command("start", "first_steps"))
    wonders = {one.dialogue: one.open().wonders for one in someone.person.sessions}
    assert wonders == {
        "core_questions": [UNKNOWN, "Wie is de baas van Asten?"],
        "first_steps": [],
    }


def test_what_the_talk_itself_asks_back_is_no_question_to_keep(someone: Someone) -> None:
    someone.give(Typed("Wat bedoelt u?"))
    assert not someone.person.shared
