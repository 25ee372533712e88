"""What was understood is said back halfway through every long talk."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.engine.session import Session
from dialogues.turn.menus import listed
from tests.support.talker import Talker

LONG = 8
"""Questions; a shorter talk is over before anything has to be said back."""
ANSWER = "De raad wacht al weken op een antwoord van Asten."
HALFWAY = {
    "motives": ("understood_so_far", "mt_benefit"),
    "first_steps": ("understood_basis", "first_need"),
    "golden_rules": ("understood_halfway", "r4_stage"),
    "seven_stops": ("understood_halfway", "missing_zs1"),
    "undercurrent": ("understood_so_far", "content_with"),
    "helping_hindering": ("understood_way", "hh_pre_hinder"),
}


def test_every_long_talk_says_back_what_was_understood(content: Content) -> None:
    silent = []
    for name in listed(content):
        states = content.dialogues[name].states.values()
        asked = [one for one in states if one.waits and one.turn < 2]
        own = [one for one in asked if one.tells and one.id != "figures_differ"]
        if len(asked) > LONG and not own and not name.startswith("tiny"):
            silent.append(name)
    assert silent == []


@pytest.mark.parametrize("dialogue", HALFWAY)
def test_it_comes_halfway_and_the_talk_goes_on(content: Content, dialogue: str) -> None:
    """Told, and right: the next question is asked; not quite: what was told may be changed."""
    here, told = HALFWAY[dialogue]
    talk = Talker(content, dialogue)
    while talk.session.state != here:
        assert talk.session.status == "active", "it never came"
        talk.say(ANSWER if talk.prompt.kind == "text" else "1")
    assert len(talk.session.path) >= LONG // 2
    assert told in talk.session.path
    assert talk.text.rstrip().endswith("Klopt dat?")
    before = talk.session.dump()
    talk.tap("Dat klopt")
    assert talk.session.status == "active"
    talk.session = Session.load(before)
    talk.give_text("klopt niet helemaal")
    label = content.dialogues[dialogue].states[told].label
    assert label and any(label["nl"] in button.label for button in talk.prompt.choices)
