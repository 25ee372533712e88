"""Content that changed while someone waited: what they press or type is never another answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest

from dialogues.definition.content import Content
from dialogues.definition.parts import Choice, Wording
from dialogues.engine import engine
from dialogues.engine.session import Session
from dialogues.messages.events import AnswerRecorded, Noticed
from dialogues.messages.inputs import Input, parse_tap
from dialogues.texts.catalogue import Verb
from frameworks.definition.model import Text
from tests.support.released import PERHAPS, choices, in_front, other, released, without
from tests.support.talker import Talker

HURRY = ("1", "minder wachttijd in 2027")


def button(talk: Talker, label: str) -> Input:
    found = [one.data for one in (*talk.prompt.choices, *talk.prompt.verbs) if one.label == label]
    tap = parse_tap(found[0])
    assert tap is not None
    return tap


def is_asked_anew(talk: Talker, state: str) -> None:
    """Nothing was stored, and the question stands there again with buttons that work."""
    assert not [event for event in talk.events if isinstance(event, AnswerRecorded)]
    assert talk.session.state == state and state not in talk.session.answers
    assert talk.events[-1].as_dict()["type"] in ("MessageCreated", "WaitStarted")
    asked = talk.content.dialogues[talk.session.dialogue].states[state].asks[0].text["nl"]
    assert asked.partition("‘")[0] in talk.text


def test_a_choice_put_in_front_never_makes_no_of_yes(content: Content) -> None:
    """*Nee* was the second button and is the third now: it is asked anew, and then stored."""
    talk = Talker(content, "tiny").say(*HURRY)
    no = button(talk, "Nee")
    talk.content = in_front(content, "tiny")
    is_asked_anew(talk.give(no), "hurry")
    assert any(isinstance(event, Noticed) for event in talk.events)
    assert [one.label for one in talk.prompt.choices] == ["Misschien", "Ja", "Nee"]
    assert talk.tap("Nee").session.answers["hurry"].value == ("no_thanks",)


@pytest.mark.parametrize("words", ["2", "Nee", "nee"])
def test_what_is_typed_at_a_changed_question_is_not_stored(content: Content, words: str) -> None:
    """`2` was *Nee*; of a label nobody knows whether it still answers the same."""
    talk = Talker(content, "tiny").say(*HURRY)
    talk.content = in_front(content, "tiny")
    is_asked_anew(talk.say(words), "hurry")
    assert "niet bewaard" in talk.text
    assert talk.say("3").session.answers["hurry"].value == ("no_thanks",)


@pytest.mark.parametrize("verb", ["skip", "unknown"])
def test_a_changed_question_is_not_skipped_unseen(content: Content, verb: Verb) -> None:
    """Also not by a command, or by the words for it."""
    talk = Talker(content, "tiny").say(*HURRY)
    talk.content = in_front(content, "tiny")
    is_asked_anew(talk.do(verb), "hurry")
    again = Talker(content, "tiny").say(*HURRY)
    again.content = in_front(content, "tiny")
    is_asked_anew(again.say("weet ik niet"), "hurry")


@pytest.mark.parametrize("verb", ["help", "language", "resume"])
def test_other_verbs_do_at_once_what_they_say(content: Content, verb: Verb) -> None:
    """And show the question as it is now, with buttons that work."""
    talk = Talker(content, "tiny").say(*HURRY)
    old = button(talk, "Nee")
    talk.content = in_front(content, "tiny")
    talk.do(verb)
    fresh = parse_tap(talk.prompt.choices[2].data)
    assert fresh is not None and "hurry" not in talk.give(old).session.answers
    assert talk.give(fresh).session.answers["hurry"].value == ("no_thanks",)


@pytest.mark.parametrize(
    "changes",
    [
        {"asks": (Wording(text=Text(nl="Kan het wachten?", en="Can it wait?")),)},
        {"example": Text(nl="Zeg nee bij haast.", en="Say no when in a hurry.")},
        {"kind": "several"},
    ],
    ids=["wording", "example", "kind"],
)
def test_a_question_that_reads_otherwise_is_asked_anew(
    content: Content, changes: dict[str, Any]
) -> None:
    """The choices kept their ids; what they answer is another thing."""
    talk = Talker(content, "tiny").say(*HURRY)
    no = button(talk, "Nee")
    talk.content = other(content, "tiny", "hurry", **changes)
    talk.give(no)
    assert "hurry" not in talk.session.answers and talk.session.state == "hurry"
    assert talk.tap("Nee").session.state in ("hurry", "partner_names")


def test_labels_that_changed_places_are_asked_anew(content: Content) -> None:
    """The ids stand where they stood, their words do not."""
    yes, no = choices(content, "tiny", "hurry")
    swapped = (replace(yes, text=no.text), replace(no, text=yes.text))
    talk = Talker(content, "tiny").say(*HURRY)
    old = button(talk, "Nee")
    talk.content = other(content, "tiny", "hurry", choices=swapped)
    is_asked_anew(talk.give(old), "hurry")


def test_a_question_that_did_not_change_keeps_its_buttons(content: Content) -> None:
    """Something else in the dialogue did: nobody notices."""
    talk = Talker(content, "tiny").say(*HURRY)
    no = button(talk, "Nee")
    talk.content = in_front(content, "tiny", "sure")
    assert talk.give(no).session.answers["hurry"].value == ("no_thanks",)


def test_a_choice_that_is_gone_is_never_another(content: Content) -> None:
    """The one that came in its place is not taken for it."""
    talk = Talker(content, "tiny").say(*HURRY)
    no = button(talk, "Nee")
    yes, _ = choices(content, "tiny", "hurry")
    talk.content = other(content, "tiny", "hurry", choices=(yes, PERHAPS))
    is_asked_anew(talk.give(no), "hurry")


def test_marks_do_not_move_to_other_choices(content: Content) -> None:
    """*Klaar* on the old keyboard, of which a marked choice is gone, stores nothing."""
    talk = Talker(content, "tiny").say(*HURRY, "1").tap("De wet")
    done = button(talk, "Klaar")
    rest = choices(content, "tiny", "why_hurry")[1:]
    talk.content = other(content, "tiny", "why_hurry", choices=rest)
    is_asked_anew(talk.give(done), "why_hurry")
    assert talk.session.marked == []


def test_boxes_of_an_old_page_are_not_taken_for_others(content: Content) -> None:
    """The web chat sends all that are marked at once."""
    talk = Talker(content, "tiny").say(*HURRY, "1")
    boxes = parse_tap(f"{talk.prompt.data}=money")
    assert boxes is not None
    talk.content = in_front(content, "tiny", "why_hurry")
    is_asked_anew(talk.give(boxes), "why_hurry")
    boxes = parse_tap(f"{talk.prompt.data}=money,staff")
    assert boxes is not None
    assert talk.give(boxes).session.answers["why_hurry"].value == ("money", "staff")


def test_a_point_put_in_front_of_a_scale_moves_no_rating(content: Content) -> None:
    """*eens* was the fourth of five."""
    talk = Talker(content, "tiny_scores").say("1")
    agree = button(talk, "eens")
    points = choices(content, "tiny_scores", "tf1_a")
    none = Choice(id="v0", text=Text(nl="niets", en="nothing"), source=[])
    talk.content = in_front(content, "tiny_scores", "tf1_a", none)
    is_asked_anew(talk.give(agree), "tf1_a")
    value = talk.tap("eens").session.answers["tf1_a"].value
    assert f"v{value}" == next(one.id for one in points if one.text["nl"] == "eens")


def test_a_scale_turned_round_moves_no_rating(content: Content) -> None:
    """The button carries the point, not its place."""
    points = choices(content, "tiny_scores", "tf1_a")
    turned = other(content, "tiny_scores", "tf1_a", choices=points[::-1])
    talk = Talker(turned, "tiny_scores").say("1").tap(points[0].text["nl"])
    assert talk.session.answers["tf1_a"].value == int(points[0].id.removeprefix("v"))


@pytest.mark.parametrize(
    "what", ["0", "1", "=0", "=0,1", "7", "+nothing", "+", "=,", "=no_thanks,x"]
)
def test_data_that_names_no_choice_is_an_old_button(content: Content, what: str) -> None:
    """By place, as buttons of before were, or of a choice that is not there."""
    talk = Talker(content, "tiny").say(*HURRY)
    tap = parse_tap(talk.prompt.data + what)
    assert tap is not None
    talk.give(tap)
    assert talk.session.state == "hurry" and "hurry" not in talk.session.answers
    assert talk.prompt.choices and "Heeft u haast" in talk.text
    assert talk.tap("Nee").session.answers["hurry"].value == ("no_thanks",)


def test_a_session_of_before_is_asked_anew(content: Content) -> None:
    """It does not know what was shown, so nothing is taken for an answer to it."""
    talk = Talker(content, "tiny").say(*HURRY)
    stored = orjson.loads(talk.session.dump())
    del stored["asked"]
    talk.session = Session.load(orjson.dumps(stored))
    no = button(talk, "Nee")
    talk.content = released(content, "tiny", content.dialogues["tiny"].states)
    is_asked_anew(talk.give(no), "hurry")


def test_what_was_typed_is_no_answer_to_the_question_that_comes_instead(content: Content) -> None:
    """The question is gone: the next one is asked, and not answered unseen."""
    talk = Talker(content, "tiny").say(*HURRY)
    talk.content = without(content, "tiny", "hurry")
    talk.say("Nee")
    assert talk.session.state == "partner_names" and "partner_names" not in talk.session.answers
    assert "Met wie?" in talk.text
    assert talk.say("Heumen").session.answers["partner_names"].value == ("Heumen",)


def test_an_answer_is_not_kept_when_it_is_no_answer_any_more(content: Content) -> None:
    """Gone back to a question whose choice is gone: *laat zo* keeps nothing that is not there."""
    talk = Talker(content, "tiny").say(*HURRY, "2").do("back")
    yes, _ = choices(content, "tiny", "hurry")
    talk.content = other(content, "tiny", "hurry", choices=(yes, PERHAPS))
    assert talk.do("keep").session.state == "hurry"
    settled = engine.settled(talk.content, talk.session)
    assert "hurry" not in settled.path


def test_the_edit_menu_leads_to_the_question_that_it_names(content: Content) -> None:
    """An answer of before does not count any more: those after it do not move up."""
    talk = Talker(content, "tiny").say(*HURRY, "2", "Heumen").do("edit")
    goal, hurry = (parse_tap(talk.prompt.choices[place].data) for place in (1, 2))
    assert goal is not None and hurry is not None
    talk.content = without(content, "tiny", "goal")
    before = talk.session
    assert talk.give(hurry).session.state == "hurry"
    talk.session = before
    talk.give(goal)
    assert talk.session.state == "liked_1" and isinstance(talk.events[-2], Noticed)


def test_an_edit_menu_of_before_leads_nowhere(content: Content) -> None:
    """It counted questions."""
    talk = Talker(content, "tiny").say(*HURRY)
    tap = parse_tap(f"{talk.prompt.data}edit:1")
    assert tap is not None
    assert talk.give(tap).session.state == "hurry"
    assert any(isinstance(event, Noticed) for event in talk.events)
