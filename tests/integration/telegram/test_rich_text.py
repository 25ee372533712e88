"""Texts, entities and keyboards within Telegram's limits. Nothing is sent here."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboard import keyboard, legend
from bot.channels.telegram.rich_text import Rich, rich, split, units
from dialogues.definition.content import Content
from dialogues.engine.run import Run
from dialogues.engine.session import Answer, Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import Button, Part, Prompt
from dialogues.texts.catalogue import Catalogue
from dialogues.turn.menus import menu

LANGUAGES = ["nl", "en"]


def covered(whole: Rich, entity: dict[str, Any]) -> str:
    raw = whole.text.encode("utf-16-le")
    return raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def test_each_kind_of_part_has_its_look() -> None:
    """Headings are bold, small is italic, quotes are quotes; what belongs together is close."""
    whole = rich(
        [
            Part("heading", "Advies 🏛"),
            Part("item", "Bel Oostdam"),
            Part("small", "Waarom? Daarom."),
            Part("item", "Wacht"),
            Part("quote", "  <b>niet</b> _vet_ 🎉 "),
            Part("text", "Tot zo"),
        ]
    )
    assert whole.text == (
        "Advies 🏛\n• Bel Oostdam\nWaarom? Daarom.\n\n• Wacht\n\n<b>niet</b> _vet_ 🎉\n\nTot zo"
    )
    assert [(e["type"], covered(whole, e)) for e in whole.entities()] == [
        ("bold", "Advies 🏛"),
        ("italic", "Waarom? Daarom."),
        ("blockquote", "<b>niet</b> _vet_ 🎉"),
    ]


def test_a_long_quote_can_be_folded() -> None:
    """Over 300 characters a quote opens on demand."""
    (entity,) = rich([Part("quote", "x" * 301)]).entities()
    assert entity["type"] == "expandable_blockquote"


@pytest.mark.parametrize(
    ("text", "most", "pieces"),
    [
        ("een twee. drie\n\nvier vijf", 20, ["een twee. drie", "vier vijf"]),
        ("een twee. drie vier vijf", 14, ["een twee.", "drie vier vijf"]),
        ("een twee drie vier", 14, ["een twee drie", "vier"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("🎉" * 12, 10, ["🎉" * 5, "🎉" * 5, "🎉" * 2]),
    ],
)
def test_where_a_text_is_cut(text: str, most: int, pieces: list[str]) -> None:
    """Between paragraphs, else after a sentence, else between words, else anywhere."""
    assert [piece.text for piece in split(Rich(text), most)] == pieces


WORDS = st.text(st.sampled_from("ab. \n!é🎉👍🏽‘"), max_size=60)
PARTS = st.lists(
    st.builds(
        Part, st.sampled_from(["text", "strong", "quote", "item", "heading", "small"]), WORDS
    ),
    max_size=12,
)


@given(PARTS, st.integers(4, 60))
def test_cutting_loses_nothing(parts: list[Part], most: int) -> None:
    """Every piece fits, no word is lost, and entities cover in pieces what they covered whole."""
    whole = rich(parts)
    pieces = split(whole, most)
    assert all(0 < units(piece.text) <= most for piece in pieces)
    assert "".join("".join(p.text.split()) for p in pieces) == "".join(whole.text.split())
    for style in ("bold", "italic", "blockquote"):
        together = [
            "".join(
                "".join(covered(rich_one, e).split())
                for rich_one in group
                for e in rich_one.entities()
                if e["type"] == style
            )
            for group in ([whole], pieces)
        ]
        assert together[0] == together[1]


def test_keyboards() -> None:
    """Short choices two a row, others one; verbs three a row; what is done has its own row."""
    verbs = tuple(Button(str(i), f"s.1.{i}") for i in range(4))
    done = Button("Klaar", "s.1.done")

    def shown(prompt: Prompt) -> list[list[str]]:
        markup = keyboard(prompt)
        return [[key["text"] for key in row] for row in markup["inline_keyboard"]] if markup else []

    short = (Button("Ja", "a"), Button("Nee", "b"), Button("Misschien", "c"))
    assert shown(Prompt("choice", short, verbs)) == [
        ["Ja", "Nee"], ["Misschien"], ["0", "1", "2"], ["3"],
    ]  # fmt: skip
    long = (Button("Een lange keuze", "a"), Button("Nee", "b"))
    assert shown(Prompt("menu", long)) == [["Een lange keuze"], ["Nee"]]
    several = Prompt("several", short, (done, *verbs), marked=(1,))
    assert shown(several)[:4] == [["☐ Ja"], ["☑ Nee"], ["☐ Misschien"], ["Klaar"]]
    scale = tuple(Button(f"woord {i}", f"s.1.{i}") for i in range(5))
    assert shown(Prompt("rating", scale, verbs))[0] == ["1", "2", "3", "4", "5"]
    assert legend(Prompt("rating", scale)) == (Part("small", "1 = woord 0, 5 = woord 4"),)
    assert keyboard(None) is None and keyboard(Prompt("text")) is None


def test_a_label_that_a_phone_would_cut_stands_in_the_text() -> None:
    """Long choices can be read in full above their buttons; those of a menu explain themselves."""
    choices = (Button("Kort", "a"), Button("Een antwoord dat niet op een knop past", "b"))
    assert [part.text for part in legend(Prompt("choice", choices))] == [c.label for c in choices]
    assert legend(Prompt("menu", choices)) == () == legend(Prompt("choice", choices[:1]))


def _prompts(content: Content, language: str) -> list[Prompt]:
    """Every prompt of every dialogue, late in a long talk."""
    found = []
    for flow in content.dialogues.values():
        session = Session("0123456789ab", flow.id, flow.digest, language, "", 0.0, 0.0)
        session.number, session.path = 9999, [next(s.id for s in flow.states.values() if s.waits)]
        for state in flow.states.values():
            if state.waits:
                session.state = state.id
                session.revisiting = True
                session.answers[state.id] = Answer(given="skipped")
                found.append(Run(content, session, 0.0).prompt())
        kept = StoredSession(session.id, flow.id, "paused", 0.0, session.copy)
        found.append(menu(content, language, [kept]))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_content_fits_on_buttons(content: Content, language: str) -> None:
    """No button carries more than 64 bytes, and none is empty."""
    prompts = _prompts(content, language)
    assert len(prompts) > 20
    for prompt in prompts:
        markup = keyboard(prompt)
        assert markup is not None
        keys = [key for row in markup["inline_keyboard"] for key in row]
        assert len(keys) <= 100
        for key in keys:
            assert 1 <= len(key["callback_data"].encode()) <= 64, key
            assert key["text"].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_and_commands_fit(content: Content, language: str) -> None:
    """The notice of an old button fits in the answer to a tap."""
    catalogue: Catalogue = content.catalogue
    assert units(catalogue.say(language, "old_button")) <= 200
