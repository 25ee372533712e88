"""`/summary`: which document, in which file, with what in it; without a channel."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any, Self

import pytest

from bot.documents.available import AvailableDocuments, PublishedResults
from bot.documents.dialog import DocumentDialog, titles
from bot.messages.messages import Inbound, Outbound
from bot.reports.report import Quote, Report
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import Membership, Right
from dialogues.domain.round import Round
from dialogues.messages.documents import FORMATS, PLACES
from dialogues.messages.events import DocumentRequested, Noticed, Prompt
from dialogues.messages.inputs import Command, Input, Typed, parse_tap
from frameworks.groups.rules import Rules
from tests.examples import collaboration as group
from tests.support.commands import command
from tests.support.guest import Guest
from tests.support.present import present

RULES = Rules()


class Taker(Guest):
    """A guest who takes documents along, by the buttons that are shown."""

    def __init__(self, content: Content) -> None:
        super().__init__(content)
        self.said: list[Outbound] = []
        self.published = PublishedResults()

    def give(self, *inputs: Input) -> Self:
        super().give(*inputs)
        shelf = AvailableDocuments(self.content, self.person, self.visit.changed, self.published)
        inbound = Inbound("telegram", "1", "7", Command("menu"), 0.0, ref="12")
        self.said = list(
            chain.from_iterable(
                DocumentDialog(shelf, event, inbound).replies()
                for event in self.visit.events
                if isinstance(event, DocumentRequested)
            )
        )
        return self

    def tap(self, label: str) -> Self:
        """The button that begins so, as it was last shown."""
        shown = self.asked
        found = [b for b in (*shown.choices, *shown.verbs) if b.label.startswith(label)]
        assert found, [b.label for b in (*shown.choices, *shown.verbs)]
        data = found[0].data
        assert len(data.encode()) <= 64
        if data.startswith("/"):
            return self.give(command(data))
        return self.give(present(parse_tap(data)))

    @property
    def asked(self) -> Prompt:
        assert self.said and self.said[-1].prompt
        return self.said[-1].prompt

    @property
    def words(self) -> str:
        return "\n".join(part.text for part in self.said[-1].parts)

    @property
    def report(self) -> Report:
        """Of the document that was made last."""
        assert self.said[-1].document
        return Report.model_validate_json(self.said[-1].document.body)

    @property
    def quotes(self) -> dict[str, str]:
        blocks = [block for one in self.report.sections for block in one.blocks]
        return {block.id: block.text for block in blocks if isinstance(block, Quote)}


@pytest.fixture
def taker(content: Content) -> Taker:
    guest = Taker(content)
    guest.do("start", "tiny").give(Typed("raadslid")).give(Typed("Een nieuw zwembad in 2027"))
    return guest.do("skip")


def test_the_usual_document_is_two_taps(taker: Taker) -> None:
    """The button `Samenvatting`, and PDF: nothing has to be chosen."""
    taker.do("summary").tap("PDF")
    assert taker.said[-1].document
    assert taker.said[-1].document.name == "Samenvatting Klein gesprek 23 november 2026.pdf"
    assert taker.quotes["goal"] == "Een nieuw zwembad in 2027"


def test_every_format_is_there(taker: Taker) -> None:
    """Four at once, three under `Meer`; each leads to a file of that kind."""
    seen: list[str] = []
    taker.do("summary")
    first = [b.label for b in taker.asked.choices]
    more = [b.label for b in taker.tap("Meer").asked.choices][:3]
    for label in first + more:
        taker.do("summary")
        (taker if label in first else taker.tap("Meer")).tap(label)
        seen.append(present(taker.said[-1].document).format)
    assert sorted(seen) == sorted(FORMATS)


def test_parts_go_out_and_in_where_they_stand(taker: Taker) -> None:
    """A tap changes the marks of the same message; what is out is not in the document."""
    taker.do("summary").tap("Inhoud")
    shown = taker.asked
    assert shown.kind == "several" and len(shown.marked) == len(shown.choices) > 1
    taker.tap("Uw antwoorden")
    assert (taker.said[-1].kind, taker.said[-1].ref) == ("mark", "12")
    assert len(taker.asked.marked) == len(shown.choices) - 1
    taker.tap("Klaar")
    assert "Zonder: Uw antwoorden." in taker.words
    taker.tap("PDF")
    assert "Zonder: Uw antwoorden." in taker.words
    assert "Uw antwoorden" not in titles(taker.report)
    assert taker.quotes == {}


def test_a_form_gives_all_its_marks_at_once(taker: Taker) -> None:
    """As the web chat does: what is not marked is out."""
    taker.do("summary").tap("Inhoud")
    kept = [b.label for b in taker.asked.choices].index("Uw antwoorden")
    taker.give(present(parse_tap(f"{taker.asked.data}={kept}"))).tap("PDF")
    assert titles(taker.report) == ["Uw antwoorden"]


def test_not_everything_can_go_out(taker: Taker) -> None:
    """A document without anything is asked about again."""
    taker.do("summary").tap("Inhoud")
    taker.give(present(parse_tap(f"{taker.asked.data}=")))
    assert "Zo blijft er niets over" in taker.words
    assert taker.asked.kind == "several"


def test_what_was_chosen_for_other_parts_is_asked_again(taker: Taker) -> None:
    """The talk went on, so that the second part is another one now: nothing is guessed."""
    taker.do("summary").tap("Inhoud").tap("Uw antwoorden")
    done = present(parse_tap(taker.asked.verbs[0].data))
    while taker.status() != {"s1": "completed"}:
        taker.do("skip")
    taker.give(done)
    assert "intussen veranderd" in taker.words
    assert taker.asked.kind == "several"


def test_words_are_changed_in_the_document_alone(taker: Taker) -> None:
    """One chooses a quote and types; the talk that goes on does not take it for an answer."""
    taker.do("summary").tap("Woorden").tap("Doel")
    assert "Een nieuw zwembad in 2027" in taker.words
    taker.give(Typed("Een plek om te zwemmen"))
    assert any("✎ Doel" in b.label for b in taker.asked.choices)
    assert taker.visit.changed == {}
    taker.tap("Klaar").tap("PDF")
    assert "één antwoord" in taker.words
    assert taker.quotes["goal"] == "Een plek om te zwemmen"
    kept = taker.person.sessions[0].open()
    assert kept.answers["goal"].value == "Een nieuw zwembad in 2027"


def test_words_are_left_out_and_put_back(taker: Taker) -> None:
    """A quote goes out, and comes back as it was."""
    taker.do("summary").tap("Woorden").tap("Doel").tap("Weglaten")
    taker.tap("Klaar").tap("PDF")
    assert "goal" not in taker.quotes
    again = taker.said[-1].document
    assert again
    taker.do("summary", again.again.removeprefix("/summary "))
    assert "goal" not in taker.quotes, "trying again makes the same"
    taker.do("summary", "s1 words").tap("✗ Doel").tap("Zoals het was").tap("Klaar").tap("PDF")
    assert taker.quotes["goal"] == "Een nieuw zwembad in 2027"


def test_asking_for_a_document_anew_begins_with_all_of_it(taker: Taker) -> None:
    """What was changed for one reader is not silently changed for the next."""
    taker.do("summary", "s1 words").tap("Doel").give(Typed("Anders"))
    taker.do("summary").tap("PDF")
    assert taker.quotes["goal"] == "Een nieuw zwembad in 2027"
    assert taker.person.draft is None


@pytest.mark.parametrize("way", ["menu", "back"])
def test_who_goes_elsewhere_types_no_quote(taker: Taker, way: str) -> None:
    """The new words were not typed: what comes next is an answer again."""
    taker.do("summary", "s1 words").tap("Doel")
    assert taker.person.draft and taker.person.draft.asking
    if way == "menu":
        taker.do("menu")
    else:
        taker.give(Typed("terug"))
        assert "Doel" in [b.label for b in taker.asked.choices][1]
    taker.give(Typed("Morgen"))
    assert "s1" in taker.visit.changed
    assert taker.person.draft is None or taker.person.draft.words == {}


def test_commands_fit_in_a_button(content: Content) -> None:
    """The longest: a comparison with parts left out, and a quote to leave out."""
    most = 0xFFFF << PLACES | (1 << PLACES) - 1
    wanted = DocumentRequested("comparison", "0123456789ab", "edit", out=most)
    inbound = Inbound("web", "1", "7", Command("menu"), 0.0)
    paper = DocumentDialog(AvailableDocuments(content, Guest(content).person), wanted, inbound)
    paper.parts, paper.out, paper.seen = ["x"], most, 0xFFFF
    assert len(paper.data("drop", "q01234567")) in range(60, 65)


def test_a_talk_held_twice_is_compared(content: Content) -> None:
    """The other documents of a talk stand with its formats."""
    guest = Taker(content)
    for answers in (("1", "1", "3", "2", "1-3-2027"), ("1", "2", "1", "5", "1-3-2028")):
        guest.do("start", "tiny_kinds again").give(*map(Typed, answers))
    guest.do("summary")
    assert "Toen en nu vergeleken" in [b.label for b in guest.asked.choices]
    guest.tap("Toen en nu").tap("PDF")
    assert "vergel" in guest.report.title.lower() or "toen" in guest.report.title.lower()
    guest.do("summary").tap("Meer")
    assert any(b.data == "/summary s1" for b in guest.asked.choices), "the earlier talk's own"


def member(right: Right, **changes: Any) -> Membership:
    group = Collaboration("c1", "De Drie Plassen", ("A", "B"), "early", RULES)
    going = Round("r1", "success_factors", 0.0, 86400.0, RULES, published=True)
    going = replace(going, **changes)
    return Membership("m1", right, group, "A", rounds=[going])


@pytest.mark.parametrize(
    ("right", "changes", "may"),
    [
        ("owner", {}, True),
        ("member", {}, False),
        ("member", {"shared": True}, True),
        ("owner", {"published": False}, False),
    ],
)
def test_a_round_is_for_who_may_see_it(
    taker: Taker, right: Right, changes: dict[str, Any], may: bool
) -> None:
    """Its facilitators, and its members once it was shared; nobody before it closes."""
    taker.person.memberships = [member(right, **changes)]
    taker.do("summary").tap("Meer")
    assert any(b.data == "/summary r1" for b in taker.asked.choices) is may
    taker.do("summary", "r1 pdf")
    event = taker.visit.events[0]
    assert isinstance(event, DocumentRequested)
    assert ((event.kind, event.subject) == ("round", "r1")) is may


def test_a_document_of_another_is_not_to_be_had(taker: Taker) -> None:
    """What is not one's own is not named: one's own last talk comes instead."""
    taker.do("summary", "ffffffffffff pdf")
    assert [e.subject for e in taker.visit.events if isinstance(e, DocumentRequested)] == ["s1"]
    taker.give(present(parse_tap("~ffffffffffff~summary.0.1")))
    assert [type(event) for event in taker.visit.events] == [Noticed]


def test_a_round_is_told_to_its_members(taker: Taker) -> None:
    """Its report is marked as the group's, so that a channel can protect it."""
    taker.person.memberships = [member("member", shared=True)]
    taker.published.rounds["r1"] = group.rounds(taker.content)
    taker.do("summary", "r1")
    assert "De Drie Plassen" in taker.words
    taker.tap("PDF")
    made = taker.said[-1].document
    assert made and made.group
    assert "De Drie Plassen" in made.name
    assert made.again == "/summary r1 round pdf"
    assert taker.do("summary", "pdf").said[-1].document
    assert not present(taker.said[-1].document).group, "one's own talk is one's own"


def test_a_result_that_is_gone_is_said_kindly(taker: Taker) -> None:
    """The round is there, its result is not."""
    taker.person.memberships = [member("owner")]
    taker.do("summary", "r1 pdf")
    assert "Dat document is er niet" in taker.words
