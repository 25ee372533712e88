"""The reception: greeting, menu, one talk at a time, privacy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.messages.events import (
    DocumentRequested,
    EraseRequested,
    ExportRequested,
    Noticed,
)
from dialogues.messages.inputs import Command, Input, Odd, Tap, Typed
from dialogues.texts.catalogue import Verb
from dialogues.turn.menus import listed
from tests.support.guest import Guest


@pytest.fixture
def guest(content: Content) -> Guest:
    return Guest(content)


def test_start_greets_and_offers_every_talk(guest: Guest) -> None:
    """A newcomer sees what there is, without having to know a command."""
    guest.do("start")
    assert "/start tiny" in guest.data
    assert "Samenspraak" in guest.text


def test_start_can_begin_a_talk_at_once(content: Content) -> None:
    """Where an organisation offers one talk, nobody has to choose it."""
    guest = Guest(replace(content, start="tiny")).do("start")
    assert guest.status() == {"s1": "active"}
    assert guest.do("start").data == ["/resume s1", "/start tiny again"]


def test_starting_another_talk_offers_to_pause_the_first(guest: Guest) -> None:
    """Nothing is mixed: either the first is paused, or the second does not begin."""
    guest.do("start", "tiny").do("start", "tiny_scores")
    assert guest.status() == {"s1": "active"}
    assert guest.data == ["/start tiny_scores now", "/resume s1"]
    guest.do("start", "tiny_scores now")
    assert guest.status() == {"s1": "paused", "s2": "active"}
    guest.do("resume", "s1")
    assert guest.status() == {"s2": "paused", "s1": "active"}


def test_starting_the_same_talk_again_offers_to_go_on(guest: Guest) -> None:
    """Going on is the first choice; beginning anew keeps the old answers."""
    guest.do("start", "tiny").give(Typed("2")).do("start", "tiny")
    assert guest.data == ["/resume s1", "/start tiny again"]
    guest.do("start", "tiny again")
    assert guest.status() == {"s1": "paused", "s2": "active"}


def test_an_answer_is_known_in_the_next_talk(guest: Guest) -> None:
    """A role is told once."""
    guest.do("start", "tiny").give(Typed("raadslid")).do("start", "tiny_scores now")
    assert "Raadslid" in guest.text
    assert guest.visit.changed["s2"].state == "tf1_a"


def test_text_while_paused_is_not_taken_as_an_answer(guest: Guest) -> None:
    """The person is asked whether to go on, and the text is not used."""
    guest.do("start", "tiny").do("pause").give(Typed("raadslid"))
    assert "staat op pauze" in guest.text
    assert guest.data[0] == "/resume s1"
    assert "Wat is uw rol?" in guest.do("resume", "s1").text


def test_a_tap_on_a_paused_talk_asks_first(guest: Guest) -> None:
    """Its button is real, but the talk is not going on."""
    guest.do("start", "tiny")
    data = guest.prompt.data
    session, number, _ = data.split(".")
    guest.do("pause").give(Tap(session, int(number), "+executive"))
    assert "staat op pauze" in guest.text


def test_the_menu_shows_how_far_one_is(guest: Guest) -> None:
    """What is under way first, then what was advised, the rest, and last what was held."""
    guest.do("start", "tiny_kinds").give(*map(Typed, ("1", "1", "3", "2", "1-3-2027")))
    guest.do("start", "tiny").give(Typed("raadslid")).do("menu")
    labels = [button.label for button in guest.prompt.choices]
    assert labels[:2] == ["Verder: Klein gesprek (vraag 2)", "Aanbevolen: Kleine scores"]
    assert labels[-1] == "✓ Kleine soorten"
    assert guest.data[0] == "/resume s2" and guest.data[-1] == "/start tiny_kinds"
    assert len(guest.data) == len(listed(guest.content))


def test_a_long_menu_has_one_button_for_each_talk(guest: Guest) -> None:
    """With eleven talks, some of them held more than once."""
    tiny = guest.content.dialogues["tiny"]
    many = {f"tiny{n}": replace(tiny, raw=tiny.raw.model_copy(update={"id": f"tiny{n}"}))
            for n in range(11)}  # fmt: skip
    guest.content = replace(guest.content, dialogues=many)
    for name in ("tiny3", "tiny5", "tiny5 again"):
        guest.do("start", name).do("stop")
    guest.do("start", "tiny7").do("pause").do("start", "tiny9").do("menu")
    assert guest.data[:2] == ["/resume s5", "/resume s4"]
    assert len(guest.data) == 11


def test_a_talk_that_was_held_is_not_begun_by_accident(guest: Guest) -> None:
    """One can have its summary, or begin again."""
    guest.do("start", "tiny_kinds").give(*[Command("skip")] * 5).do("start", "tiny_kinds")
    assert "al gevoerd" in guest.text
    assert guest.data == ["/summary s1", "/start tiny_kinds again", "/menu"]
    guest.do("start", "tiny_kinds again")
    assert guest.status() == {"s1": "completed", "s2": "active"}


def test_more_advice_at_the_desk(guest: Guest) -> None:
    """After the end, also when another talk was named; without any talk the menu comes."""
    assert "/start tiny" in guest.do("more").data
    guest.do("start", "tiny_scores").give(*map(Typed, ("1", "2", "2", "Traag", "5")))
    assert guest.status() == {"s1": "completed"}
    assert "Bel deze week een collega." in guest.do("more", "s1").text
    assert guest.status() == {"s1": "completed"}
    assert "Meer advies heb ik nu niet" in guest.give(Typed("meer advies")).text


def test_a_foreign_button_has_no_effect(guest: Guest) -> None:
    """A session of someone else is not there."""
    guest.do("start", "tiny").give(Tap("other", 1, "+executive"))
    assert [type(e) for e in guest.visit.events] == [Noticed]
    assert not guest.visit.changed


@pytest.mark.parametrize("verb", ["back", "skip", "unknown", "pause", "stop", "keep", "resume"])
def test_verbs_without_a_talk_offer_the_menu(guest: Guest, verb: Verb) -> None:
    """Nobody is left with nothing to do."""
    guest.do(verb)
    assert any(data.startswith("/start ") for data in guest.data)


@pytest.mark.parametrize("given", [Typed("hallo"), Odd("photo"), Odd("voice"), Command("help")])
def test_anything_at_the_desk_gets_an_answer(guest: Guest, given: Input) -> None:
    """Also a photo without a talk."""
    guest.give(given)
    assert guest.data


def test_an_unknown_talk_is_told_kindly(guest: Guest) -> None:
    """An old link leads to the list."""
    assert "ken ik niet" in guest.do("start", "gone").text


def test_language_changes_everywhere(guest: Guest) -> None:
    """The menu, the talk that is going on, and the one that is resumed later."""
    guest.do("start", "tiny").do("start", "tiny_scores now").do("language")
    assert guest.person.language == "en"
    assert "What is your role?" in guest.text
    assert "Welcome back" in guest.do("resume", "s1").text


def test_erase_asks_once_and_export_needs_no_asking(guest: Guest) -> None:
    """Everything can be had, and everything can go."""
    guest.do("start", "tiny").do("privacy")
    assert guest.data == ["/export pdf", "/export", "/erase", "/menu"]
    assert guest.do("export").visit.events == [ExportRequested()]
    assert guest.do("export", "pdf").visit.events == [ExportRequested(to_read=True)]
    assert guest.do("erase").data == ["/erase yes", "/erase no"]
    assert guest.do("erase", "no").status() == {"s1": "active"}
    guest.do("erase", "yes")
    assert isinstance(guest.visit.events[0], EraseRequested)
    assert guest.status() == {}


def test_a_summary_can_be_had_at_any_time(guest: Guest) -> None:
    """Of the last talk, or of the one that is named, in the format that is chosen."""
    assert "niets om samen te vatten" in guest.do("summary").text
    guest.do("start", "tiny").do("summary")
    assert guest.visit.events == [DocumentRequested("summary", "s1")]
    guest.do("summary", "s1 md")
    assert guest.visit.events == [DocumentRequested("summary", "s1", "make", "md")]


def test_stop_keeps_the_answers(guest: Guest) -> None:
    """A talk that was stopped can still be taken up."""
    guest.do("start", "tiny").give(Typed("raadslid")).do("stop")
    assert guest.status() == {"s1": "stopped"}
    assert "Wat is uw doel?" in guest.do("resume", "s1").text


def test_a_talk_that_was_ended_can_be_edited_by_its_button(guest: Guest) -> None:
    """`/edit ID` lists the answers of that talk."""
    guest.do("start", "tiny")
    while guest.status() != {"s1": "completed"}:
        guest.do("skip")
    assert guest.data == ["/summary s1", "/edit s1", "/menu"]
    assert "Welk antwoord" in guest.do("edit", "s1").text


def test_a_talk_whose_dialogue_is_gone_breaks_nothing(guest: Guest) -> None:
    """Content was taken away: the menu comes instead."""
    guest.do("start", "tiny")
    dialogues = {k: v for k, v in guest.content.dialogues.items() if k != "tiny"}
    guest.content = replace(guest.content, dialogues=dialogues)
    assert guest.give(Typed("2")).data
    assert guest.do("resume").data
    assert guest.do("summary").data
