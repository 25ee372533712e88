"""The three core questions, partner by partner: what is said of one is not told of another."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.messages.events import MessageCreated, VerdictGiven
from tests.support.talker import Talker

WISH = "Vergunningen binnen acht weken klaar, ook als Henk ziek is"
MONEY = "Hoogstens 40.000 euro per jaar"


def asked(content: Content, *partners: str) -> Talker:
    """Up to the first question on the first partner."""
    talk = Talker(content, "core_questions").say("1", "1", ", ".join(partners), WISH)
    return talk.say("Onze balie kwijtraken")


def ended(talk: Talker) -> Talker:
    return talk.say(MONEY, "de software", "onze naam op de gevel", "1")


def verdicts(talk: Talker) -> list[str]:
    return [event.verdict for event in talk.events if isinstance(event, VerdictGiven)]


@pytest.mark.parametrize(
    ("need", "verdict", "buying"),
    [("1", "not_yet_needed", True), ("2", "not_yet_needed", True), ("3", "not_yet_offer", False)],
)
def test_nothing_is_bought_of_who_is_not_needed(
    content: Content, need: str, verdict: str, buying: bool
) -> None:
    """As long as it is open whether they need me, only what can still come of it is named."""
    talk = asked(content, "Heumen").say(need)
    if need != "3":
        talk.say("Zij hebben drie juristen")
    talk = ended(talk.do("unknown"))
    assert verdicts(talk) == [verdict]
    told = talk.do("more").text.partition("Eerst vragen wat zij nodig hebben")[2].splitlines()[1]
    assert ("kopen" in told) is buying
    assert ("aanbieden" in told) is not buying


def test_no_other_talk_has_one_buy_of_who_is_not_needed(content: Content) -> None:
    """That they do not need you is no reason to buy: that you need them is the other half."""
    advice = next(a for a in content.frameworks["first_steps"].advice if a.id == "fs_need_buy")
    both = {"first_need": frozenset({"us"}), "core_questions/needed": frozenset({"no"})}
    assert not advice.when.holds({**both, "core_questions/verdict": frozenset({"alone"})})
    assert advice.when.holds({**both, "core_questions/verdict": frozenset({"buy"})})


def test_one_amount_is_not_the_price_of_one_of_two_partners(content: Content) -> None:
    """With several partners the amount is asked for all together, and no verdict rests on it."""
    talk = asked(content, "Heumen", "Druten")
    talk.say("1", "Zij hebben drie juristen", "1", "Wij hebben ruimte in Malden")
    talk.say("1", "Zij hebben een constructeur", "3")
    assert "alle partners bij elkaar" in talk.text
    talk = ended(talk)
    assert verdicts(talk) == ["collaborate", "buy"]
    first = next(e for e in talk.events if isinstance(e, MessageCreated) and "Druten" in e.text)
    assert MONEY not in first.text
    assert "Leg ze naast het bedrag dat u noemde" not in talk.do("more").do("more").text


def test_the_amount_counts_where_there_is_one_partner(content: Content) -> None:
    """Then it is what buying from them may cost."""
    talk = asked(content, "Druten").say("1", "Zij hebben een constructeur", "3")
    assert "alle partners bij elkaar" not in talk.text
    assert verdicts(ended(talk)) == ["buy"]
    said = talk.text
    while talk.session.more:
        said += talk.do("more").text
    assert "naast het bedrag dat u noemde" in said
