"""Pictures: what they show comes from the answers, and what they say stands in words too."""

from __future__ import annotations

import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.authoring.outline import Box, outline
from bot.messages.messages import Outbound
from bot.reports.charts.draw import svg
from bot.reports.charts.png import MAX_PIXELS, WIDE, png
from bot.reports.charts.wrap import width, wrap
from bot.reports.kinds.summary import summary
from bot.reports.renderers.html import html
from bot.reports.renderers.markdown import markdown
from bot.reports.report import Report
from dialogues.definition.content import Content
from dialogues.messages.events import MessageCreated
from dialogues.messages.pictures import Balance, MetroLine, Picture, Side, Station, StationState
from tests.support.talker import Talker

SVG = "{http://www.w3.org/2000/svg}"
STATES: tuple[StationState, ...] = ("good", "half", "not_yet", "unknown")
STATIONS = tuple(Station(f"Halte {s}", s, s) for s in STATES)
LINE = Picture("De reis", "nl", MetroLine(STATIONS))
SIDES = (Side("Wat helpt", ("Geld", "Rust")), Side("Wat hindert", ("Oud zeer",)))
BALANCE = Picture("Balans", "nl", Balance(SIDES))


def shown(talk: Talker) -> list[MessageCreated]:
    return [e for e in talk.events if isinstance(e, MessageCreated) and e.picture]


def test_a_line_shows_how_far_each_stop_is(content: Content) -> None:
    """Good and half by choice, any other is not yet, and without an answer it is unknown."""
    talk = Talker(content, "tiny_pictures").say("1", "2", "3").do("unknown")
    (message,) = shown(talk)
    assert message.picture is not None
    assert isinstance(message.picture.shows, MetroLine)
    assert [one.state for one in message.picture.shows.stations] == list(STATES)
    assert message.text.splitlines() == [
        "Uw reis tot nu toe",
        "Het begin: goed",
        "Een doel: op weg",
        "Het onderlinge bestuurlijke vertrouwen: nog niet",
        "Een bestuursakkoord: nog onbekend",
    ]


def test_a_balance_holds_what_was_chosen(content: Content) -> None:
    """Counts and labels of both sides; a side without a choice stays empty."""
    talk = Talker(content, "tiny_pictures", "en").say("1", "1", "1", "1", "1, 3").do("skip")
    (message,) = shown(talk)
    assert message.picture is not None
    assert message.picture.shows == Balance(
        (Side("What helps", ("We know each other", "There is calm")), Side("What hinders", ()))
    )
    assert message.picture.words == (
        "What helps (2): We know each other; There is calm",
        "What hinders (0)",
    )


def test_nothing_is_drawn_of_nothing(content: Content) -> None:
    """Who answered none of its questions gets no empty picture."""
    talk = Talker(content, "tiny_pictures")
    for _ in range(6):
        talk.do("skip")
    assert talk.session.status == "completed"
    assert not any(isinstance(e, MessageCreated) and e.picture for e in talk.all)


def test_a_changed_answer_changes_the_picture(content: Content) -> None:
    """Going back to a question draws its picture anew."""
    talk = Talker(content, "tiny_pictures").say("1", "2", "3", "1").do("edit", "2").say("1")
    (message,) = shown(talk)
    assert message.picture is not None
    assert isinstance(message.picture.shows, MetroLine)
    assert message.picture.shows.stations[1].state == "good"


@pytest.mark.parametrize("picture", [LINE, BALANCE])
def test_a_picture_travels_as_data(picture: Picture) -> None:
    """What the outbox keeps holds no bytes of an image, and gives the same picture back."""
    out = Outbound("telegram", "7", "say", picture=picture)
    assert Outbound.load(out.dump(), "telegram", "7") == out
    assert len(out.dump()) < 700


def test_a_message_of_before_there_were_pictures_is_read() -> None:
    """What an older version put in the outbox has no such key."""
    old = Outbound("telegram", "7", "say").dump().replace(b',"picture":null', b"")
    assert b"picture" not in old
    assert Outbound.load(old, "telegram", "7").picture is None


@pytest.mark.parametrize("picture", [LINE, BALANCE])
def test_the_drawing_is_named_and_described(picture: Picture) -> None:
    """One image with a title and its words for who cannot see it, and no style of its own."""
    drawn = svg(picture, "p1")
    root = ElementTree.fromstring(drawn)
    names = root.attrib["aria-labelledby"].split()
    told = {one.attrib["id"]: one.text for one in root if "id" in one.attrib}
    assert root.attrib["role"] == "img"
    assert [told[name] for name in names] == [picture.title, ". ".join(picture.words) + "."]
    assert "style" not in drawn


@pytest.mark.parametrize("state", STATES)
def test_a_state_can_be_told_without_colour(state: StationState) -> None:
    """Each state has a shape that no other has."""

    def shape(one: StationState) -> list[tuple[str, str]]:
        root = ElementTree.fromstring(
            svg(Picture("", "nl", MetroLine((Station("", one, ""),))), "p")
        )
        return [(e.tag, e.get("d", e.get("stroke-dasharray", ""))) for e in root.iterfind(".//*")]

    assert [one for one in STATES if shape(one) == shape(state)] == [state]


def test_hostile_words_stay_words() -> None:
    """A title may quote what a person typed: no markup, and nothing that XML does not take."""
    title = "<script>&]]>\x00\x0b\ufffe \u202e{{ 7 * 7 }}"
    picture = replace(LINE, title=title)
    root = ElementTree.fromstring(svg(picture, "p", alone=True))
    assert root.findtext(f"{SVG}title", "").startswith("<script>&]]>")
    assert root.find(f".//{SVG}script") is None
    assert png(picture).startswith(b"\x89PNG")


@pytest.mark.parametrize("most", [60, 142, 294])
@pytest.mark.parametrize(
    "text",
    [
        "Kort",
        "Het gesprek over de gemeenschappelijke begrotingscyclus",
        "x" * 300,
        "W" * 40,
        "",
        "a-b",
    ],
)
def test_lines_fit_and_lose_nothing(text: str, most: float) -> None:
    """However long a word is, every line fits, and all of it is there."""
    lines = wrap(text, 15, most)
    assert all(width(line, 15) <= most for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(
        " ", ""
    )


def test_a_long_word_is_cut_between_syllables() -> None:
    """Dutch compounds are cut where a reader expects it."""
    assert wrap("gemeentesecretarissen", 15, 142) == ["gemeentesecreta-", "rissen"]


def test_text_is_drawn_without_fonts_of_the_machine() -> None:
    """System fonts are never looked at; every letter and mark of our languages has a shape."""
    letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éèëêïíöóüúáàçñ?!&%€’‘“”–…()+/"
    images = {png(Picture(letter, "nl", MetroLine(STATIONS[:1]))) for letter in letters}
    assert len(images) == len(letters)


@pytest.mark.parametrize("count", [1, 8, 100])
def test_a_png_is_of_a_size_that_can_be_sent(count: int) -> None:
    """About a thousand pixels wide; what is very long becomes smaller."""
    side = Side("Wat helpt", tuple(f"Een heel lange reden, nummer {i}" for i in range(count)))
    wide, high = struct.unpack(">II", png(Picture("Veel", "nl", Balance((side, side))))[16:24])
    assert wide + high <= MAX_PIXELS + 2
    assert (wide == WIDE) == (count < 100)
    assert high <= wide * 20


def test_a_summary_shows_pictures_in_its_own_way(content: Content) -> None:
    """HTML draws them and says them, Markdown says them; the report is kept as JSON."""
    talk = Talker(content, "tiny_pictures").say("1", "2", "3", "1", "1").do("unknown")
    report = Report.model_validate_json(summary(content, talk.session).model_dump_json())
    page, plain = html(report), markdown(report)
    assert page.count('<svg class="picture"') == 2
    assert "<li>Een doel: op weg</li>" in page
    assert "- Een doel: op weg" in plain
    assert "- Wat hindert (0)" in plain
    assert "svg" not in plain


def test_a_picture_stands_in_the_outline(content: Content) -> None:
    """Who draws a dialogue sees which picture comes where."""
    parts = outline(content.dialogues["tiny_pictures"], "nl")
    notes = [note for part in parts if isinstance(part, Box) for note in part.notes]
    assert [note for note in notes if "picture" in note] == [
        "journey · picture: line",
        "weighed · picture: balance",
    ]
