"""Rankings, comparisons, plans, offers and more advice: told, kept, and taken along."""

from __future__ import annotations

import pytest

from bot.authoring.diagram import mermaid, svg
from bot.authoring.outline import Box, outline
from bot.reports.kinds.summary import summary
from bot.reports.renderers.markdown import markdown
from dialogues.definition.content import Content
from dialogues.definition.tellings import GiveRanking
from dialogues.engine.outputs.ranking import rank
from dialogues.messages.events import RankingMade
from tests.support.talker import Talker


def talked(content: Content, *answers: str) -> Talker:
    return Talker(content, "tiny_kinds").say(*answers)


def options(content: Content, **known: str) -> list[tuple[str, int]]:
    told = content.dialogues["tiny_kinds"].states["forms"].told
    assert isinstance(told, GiveRanking)
    facts = {name: frozenset(values.split()) for name, values in known.items()}
    return [(one.option.id, one.balance) for one in rank(told.options, facts)]


@pytest.mark.parametrize(
    ("wish", "size", "order"),
    [
        ("firm", "many", [("together", 3), ("contract", 1)]),
        ("firm", "two", [("contract", 3)]),
        ("light leave", "many", [("covenant", 2)]),
        ("firm light", "many", [("together", 2), ("contract", 1), ("covenant", 0)]),
        ("firm light leave", "two", [("contract", 3), ("covenant", 1)]),
        ("unknown", "skipped", []),
    ],
)
def test_options_stand_in_the_order_of_what_speaks_for_them(
    content: Content, wish: str, size: str, order: list[tuple[str, int]]
) -> None:
    """Weights count, `never` rules out, and what more speaks against is not shown."""
    assert options(content, wish=wish, size=size) == order


def test_a_ranking_says_which_answers_spoke_for_and_against(content: Content) -> None:
    """Of several choices only those that counted; the best `most` are shown, and are facts."""
    talk = talked(content, "2", "1, 2")
    assert RankingMade("forms", ("together", "contract")) in talk.events
    assert "1. Samen een organisatie" in talk.text and "convenant" not in talk.text
    assert "Hiervoor spreekt: Wat telt: “Vaste afspraken”." in talk.text
    assert "Hiertegen spreekt: Wat telt: “Licht beginnen”." in talk.text
    talk.say("1", "1", "1-3-2027")
    assert "U bent klaar" in talk.text, "the ranking is a fact: no covenant was shown"


def test_a_changed_answer_changes_the_ranking(content: Content) -> None:
    """What was shown before is no fact any more."""
    talk = talked(content, "2", "2").do("edit", "2").say("1")
    assert talk.session.outcomes["forms"] == [["", "covenant"]]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("10", "8", "gedaald van 10 euro naar 8 euro. Dat gaat de goede kant op."),
        ("8", "10", "gestegen van 8 euro naar 10 euro. Dat vraagt aandacht."),
        ("8", "8,0", "gelijk gebleven: 8 euro."),
        ("weet ik niet", "8", "Er is nog niets te vergelijken."),
    ],
)
def test_a_comparison_is_told_in_words(
    content: Content, before: str, after: str, words: str
) -> None:
    """Risen, fallen or the same, and whether that is good; without two numbers it says so."""
    assert words in talked(content, "1", "1", before, after).text


def test_a_plan_has_the_day_of_each_thing(content: Content) -> None:
    """Counted from the day that was given; what does not apply is left out."""
    talk = talked(content, "1", "1", "1", "1", "28-2-2028")
    assert "21 februari 2028: Bestel taart." in talk.text
    assert "7 juni 2028: Vraag hoe het gaat." in talk.text
    assert "Teken" not in talk.text


def test_a_plan_without_a_first_day_counts(content: Content) -> None:
    """Who does not know the day yet sees how long after it."""
    talk = talked(content, "1", "2", "1", "1").do("unknown")
    assert "7 dagen ervoor: Bestel taart." in talk.text
    assert "Op de eerste dag: Open" in talk.text
    assert "Na 30 dagen: Teken de afspraken." in talk.text


def test_the_summary_has_them_all(content: Content) -> None:
    """The ranking with for and against, the comparison as a table, the plan to tick off."""
    made = markdown(summary(content, talked(content, "1", "1, 2", "3", "2", "1-3-2027").session))
    assert "- 1. Een contract: De een werkt voor de ander." in made.replace("\\", "")
    assert "Hiervoor spreekt: Wat telt: “Vaste afspraken”" in made
    assert "| De kosten | 3 euro | 2 euro | gedaald van 3 euro naar 2 euro." in made
    assert "- [ ] Vraag hoe het gaat. (9 juni 2027)" in made


def test_the_summary_has_only_what_was_told(content: Content) -> None:
    """Half way there is no plan yet."""
    made = markdown(summary(content, talked(content, "1", "1", "3").session))
    assert "Wat kan passen" in made
    assert "Wat er veranderde" not in made and "Uw honderd dagen" not in made


def test_they_are_drawn(content: Content) -> None:
    """With what speaks for and against, the days, and what is compared."""
    flow = content.dialogues["tiny_kinds"]
    notes = {box.id: " / ".join(box.notes) for box in outline(flow, "nl") if isinstance(box, Box)}
    assert "· Samen een organisatie / +3 wish = firm / −1 wish = light" in notes["forms"]
    assert "✗ size = two" in notes["forms"]
    assert "cost_before ↔ cost_after" in notes["since"]
    assert "first_day / -7 / +0 / wish = firm +30" in notes["hundred"]
    assert "tiny_scores ⇒ tiny" in notes["onward"]
    assert "hundred" in svg(flow, "nl") and "forms" in mermaid(flow, "nl")


# --- offers


def test_a_verdict_offers_other_talks(content: Content) -> None:
    """In words with the verdict, and as buttons at the end."""
    talk = talked(content, "1", "1", "3", "2", "1-3-2027")
    assert "Een convenant rust daarop.\nKleine scores (1 min)\nKlein gesprek" in talk.text
    assert [b.data for b in talk.prompt.choices][:4] == [
        "/start tiny_scores", "/start tiny", "/remind plan s1", "/summary s1",
    ]  # fmt: skip
    assert "Kleine scores (1 min)" in markdown(summary(content, talk.session))


def test_what_does_not_hold_offers_nothing(content: Content) -> None:
    """Only the row that was given offers."""
    talk = talked(content, "1", "weet ik niet", "3", "2", "1-3-2027")
    data = [b.data for b in talk.prompt.choices]
    assert data == ["/remind plan s1", "/summary s1", "/edit s1", "/menu"]


# --- more advice


def scored(content: Content) -> Talker:
    return Talker(content, "tiny_scores").say("1", "2", "2", "Traag", "5")


def test_more_advice_comes_on_request_and_never_twice(content: Content) -> None:
    """What did not fit in the first list follows, also after the end; then there is no more."""
    talk = scored(content)
    assert talk.prompt.choices[0].data == "/more s1"
    talk.do("more")
    assert "Bel deze week een collega." in talk.text
    assert talk.session.status == "completed"
    assert [b.data for b in talk.prompt.choices] == ["/summary s1", "/edit s1", "/menu"]
    assert "Meer advies heb ik nu niet" in talk.say("meer advies").text
    assert len(talk.session.advised) == len(set(talk.session.advised)) == 3
    assert "Bel deze week een collega." in markdown(summary(content, talk.session))


def test_more_advice_is_a_button_while_the_talk_goes_on(content: Content) -> None:
    """Whoever wants it gets it at once, and is asked the same question again."""
    talk = talked(content, "1", "2").tap("Meer advies")
    assert "Vraag om één blad met cijfers." in talk.text
    assert talk.session.state == "cost_before" and "Wat kostte het" in talk.text
    assert "Meer advies" not in [button.label for button in talk.prompt.verbs]


def test_looking_back_there_is_no_more_advice(content: Content) -> None:
    """What was answered later does not count then."""
    talk = talked(content, "1", "2").do("edit", "1")
    assert "Meer advies" not in [button.label for button in talk.prompt.verbs]


def test_without_more_there_is_no_button(content: Content) -> None:
    """All that fits was given at once."""
    talk = Talker(content, "tiny_scores").say("2", "5", "5", "5")
    assert "/more s1" not in [button.data for button in talk.prompt.choices]
