"""Reports: the same words in every format, and a person's words are text in all of them."""

from __future__ import annotations

import pytest

from bot.reports.document import file_name
from bot.reports.formats import render_report
from bot.reports.kinds.summary import summary
from bot.reports.renderers.markdown import escape, markdown
from bot.reports.report import Items, Paragraph, Quote, Report, Section, TableBlock
from dialogues.definition.content import Content
from tests.conftest import FIXTURES
from tests.support.reports import Words
from tests.support.talker import Talker

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    '=HYPERLINK("x")',
    "# kop\n- punt\n1. een\n> citaat\n***vet*** `code` [x](y) |a|b|",
    "\u202eomgekeerd",
    "😀 " * 50,
    "x" * 10_000,
]


def report(text: str) -> Report:
    return Report(
        title="Titel & meer",
        language="nl",
        made="1 januari 2027",
        sections=[
            Section(title="", blocks=[Paragraph(text="Inleiding.")]),
            Section(
                title="Woorden",
                blocks=[
                    Quote(id="want", label="Wat ik wil", text=text),
                    Items(entries=[(text, "klein"), ("twee", "")]),
                    TableBlock(caption="Tabel", header=["a", "b"], rows=[[text, "1"]]),
                ],
            ),
        ],
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_words_as_they_are(text: str) -> None:
    """Nothing that a person typed becomes a tag or is calculated."""
    page = Words()
    page.feed(render_report(report(text), "html").decode())
    assert page.text.count(text) == 3
    assert "script" not in page.tags


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_escapes_words(text: str) -> None:
    """Every mark of Markdown's own that a person typed has a backslash before it."""
    made = render_report(report(text), "md").decode()
    assert "<script>" not in made
    assert "\n# kop" not in made
    assert "\n- punt" not in made


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("1. een", r"1\. een"), ("- a", r"\- a"), ("a*b", r"a\*b"), ("2027 is ver", "2027 is ver")],
)
def test_marks_at_the_start_of_a_line_are_escaped(text: str, escaped: str) -> None:
    """A number or a dash that begins a line is no list."""
    assert escape(text) == escaped


def test_an_edited_quote_replaces_the_words_and_an_emptied_one_goes() -> None:
    """Before download a person may say it otherwise, or leave it out."""
    assert "anders" in markdown(report("eerst").edited({"want": "anders"}))
    assert "Wat ik wil" not in markdown(report("eerst").edited({"want": "  "}))


def test_edited_words_are_gone_from_the_reasons_too(content: Content) -> None:
    """An advice that quotes an answer quotes the new words, or none."""
    lines = (FIXTURES / "conversations" / "core_collaborate.answers").read_text().splitlines()
    whole = summary(content, Talker(content, "core_questions").say(*lines[1:]).session)
    assert markdown(whole).count("Onze eigen balie") > 1
    assert "Onze eigen balie" not in markdown(whole.edited({"want_not": "Ver reizen"}))
    assert "Onze eigen balie" not in markdown(whole.edited({"want_not": ""}))


def talked(content: Content) -> Talker:
    talk = Talker(content, "tiny").say("1", "30 huizen in 2027", "2", "Heumen", "2")
    return talk.say("nooit gezien", "1")


def test_a_summary_quotes_the_person_and_gives_the_verdict(content: Content) -> None:
    """In the language of the talk, under the labels of the questions."""
    made = markdown(summary(content, talked(content).session))
    assert "> 30 huizen in 2027" in made
    assert "Heumen: Ga langs" in made
    assert "Waarom Heumen onbekend is" in made


def test_a_summary_can_be_made_half_way_and_while_looking_back(content: Content) -> None:
    """What was answered is there, also that what one is just now looking back from."""
    talk = Talker(content, "tiny").say("1", "30 huizen in 2027").do("unknown").do("edit", "1")
    made = markdown(summary(content, talk.session))
    assert "30 huizen in 2027" in made
    assert "Nog niet beantwoord" in made
    assert talk.session.state == "role"


def test_scores_come_as_a_table_with_their_meaning(content: Content) -> None:
    """An item without a score says so."""
    talk = Talker(content, "tiny_scores", "en").say("1", "4", "4").do("unknown")
    made = markdown(summary(content, talk.session))
    assert r"| 1\. Trust | 4.0 | strength |" in made
    assert "no score yet" in made
    assert "This holds for everyone" in made


def test_the_file_name_suits_every_system(content: Content) -> None:
    """What it is and of when; nothing that a file system refuses."""
    made = summary(content, talked(content).session)
    odd = made.model_copy(update={"title": 'Wat/hoe: "ja"? <nee>', "made": "nu."})
    assert file_name(odd, "pdf") == "Wat hoe ja nee nu.pdf"
    assert file_name(made, "html") == "Samenvatting Klein gesprek 1 december 2026.html"
