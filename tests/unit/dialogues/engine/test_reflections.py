"""When a line shows that an answer was heard, and when it had better not be said."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.messages.events import Event, Reflected
from tests.support.talker import Talker

WISH = "dat iedereen zijn salaris heeft, ook als Theo er niet is"
BEGINNING = ("teamleider", "de samenwerking loopt", "Someren")


def lines(events: list[Event]) -> list[str]:
    return [event.line for event in events if isinstance(event, Reflected)]


def begun(content: Content, *said: str) -> Talker:
    return Talker(content, "core_questions").say(*BEGINNING, *said)


def test_the_line_bears_the_persons_own_word(content: Content) -> None:
    talk = begun(content, WISH)
    assert lines(talk.events) == ["without_someone.0"]
    assert "van Theo alleen" in talk.text


def test_it_stands_before_the_next_question(content: Content) -> None:
    text = begun(content, WISH).text
    assert text.index("van Theo alleen") < text.index("wat wilt u juist niet")


def test_nothing_is_said_right_before_a_playback(content: Content) -> None:
    """That says back what was understood by itself."""
    talk = begun(content, "zomaar iets moois voor het dorp", "dat inwoners ver moeten reizen")
    assert talk.session.state == "understood_want"
    assert not lines(talk.all)


def test_the_same_answer_gets_its_line_where_something_else_is_asked_next(content: Content) -> None:
    talk = Talker(content, "core_questions").say("teamleider", "de samenwerking loopt")
    talk.do("skip").say("zomaar iets moois voor het dorp", "dat inwoners ver moeten reizen")
    assert talk.session.state == "need_open"
    assert lines(talk.all) == ["known_face.0"]


def test_what_was_chosen_tells_something_too(content: Content) -> None:
    talk = begun(
        content,
        "zomaar iets moois voor het dorp",
        "gedoe om het gedoe",
        "ja",
        "hun twee zoutstrooiers als het 's nachts vriest",
        "nee",
    )
    assert lines(talk.events) == ["one_sided.0"]
    assert "U leunt dus meer op Someren dan zij op u." in talk.text


def test_the_second_telling_answer_in_a_row_gets_none(content: Content) -> None:
    talk = begun(content, WISH).say("nog een werkgroep", "ja", "hun ervaren salarismedewerker")
    assert lines(talk.all) == ["without_someone.0", "experience.0"]
    talk.say("ja", "hun secretaris belde mij of wij konden helpen")
    assert lines(talk.all)[2:] == []


def test_the_same_answer_again_is_not_heard_anew(content: Content) -> None:
    talk = begun(content, WISH)
    talk.do("back").do("keep")
    assert lines(talk.events) == []


def test_what_is_skipped_gets_none(content: Content) -> None:
    talk = begun(content)
    talk.do("skip")
    assert lines(talk.events) == []
