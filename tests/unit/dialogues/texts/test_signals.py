"""What an answer gives away: the word lists of the content, on answers as people give them."""

from pathlib import Path
from typing import Any

import pytest

from dialogues.definition.content import Content
from dialogues.texts.signals import SignalFile, Signals
from tests.support.yaml_text import from_yaml

ROOT = Path(__file__).parents[4]
LISTS = ROOT / "dialogues" / "content" / "common" / "signals.yaml"
FILE = SignalFile.model_validate(from_yaml(LISTS.read_text(encoding="utf-8")))
SIGNALS = Signals({rule.id: rule for rule in FILE.signals}, FILE.label)
ANSWERS = from_yaml((ROOT / "tests" / "fixtures" / "signals.yaml").read_text(encoding="utf-8"))
WHOLE_ANSWERS = {"nl": {"nee", "neen", "niets", "niks", "geen", "nvt", "n.v.t", "niemand"},
                 "en": {"no", "none", "nothing", "nobody", "n/a"}}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["text"][:40] for answer in ANSWERS])
def test_answer(answer: dict[str, Any]) -> None:
    """Exactly the expected signals fire, in the order in which they are asked about."""
    language = answer.get("language", "nl")
    raised = SIGNALS.raised(answer["text"], answer["only"], language, answer.get("names", ()))
    assert list(raised) == answer["raises"]


def test_silence_is_the_rule() -> None:
    """At least half of the answers are concrete, and raise nothing."""
    assert sum(not answer["raises"] for answer in ANSWERS) * 2 >= len(ANSWERS)


def test_every_signal_fires_and_keeps_silent() -> None:
    """In both languages each signal is seen to fire, and seen to keep silent."""
    for rule in FILE.signals:
        for language in ("nl", "en"):
            asked = [a for a in ANSWERS if rule.id in a["only"]
                     and a.get("language", "nl") == language]  # fmt: skip
            assert {rule.id in answer["raises"] for answer in asked} == {True, False}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_same_concrete_words(language: str) -> None:
    """What keeps `short` silent, such as the name of a task, silences `vague` and `together`."""
    short, vague, together = (
        set(getattr(SIGNALS.rules[name], language).unless)
        for name in ("short", "vague", "together")
    )
    concrete = short - WHOLE_ANSWERS[language] - {"<name>"}
    assert concrete <= vague
    assert concrete <= together


def test_known_partner_is_a_name() -> None:
    """The name of a partner counts in small letters too, once it was given."""
    assert SIGNALS.raised("met druten", ["short"], "nl") == ("short",)
    assert SIGNALS.raised("met druten", ["short"], "nl", ["Druten"]) == ()


def test_accents_and_case_are_ignored() -> None:
    """`efficiënter`, `EFFICIENTER` and `efficienter` are one word."""
    for word in ("efficiënter", "EFFICIENTER", "efficienter"):
        assert SIGNALS.raised(f"alles moet {word}", ["vague"], "nl") == ("vague",)


def test_what_begins_a_sentence() -> None:
    """A word after `^` counts at the beginning of a sentence or of a part of one, not within."""
    for text in ("Is dat zo?", "Wij ook. Is dat zo?", "Ik vraag: ‘Is dat zo?’", "Goed, is dat zo?"):
        assert SIGNALS.raised(text, ["closed_question"], "nl") == ("closed_question",)
    assert SIGNALS.raised("Het dorp is klein", ["closed_question"], "nl") == ()


def test_a_question_mark_makes_a_question() -> None:
    """Whatever it begins with, a question mark makes it a question."""
    assert SIGNALS.raised("Zij ook", ["no_question"], "nl") == ("no_question",)
    assert SIGNALS.raised("Zij ook?", ["no_question"], "nl") == ()


def test_noticed_signals_lead_to_no_follow_up(content: Content) -> None:
    """`notice` keeps what a question asks for; only `probe` asks on."""
    state = content.dialogues["golden_rules"].states["r7_first"]
    more = content.dialogues["golden_rules"].states["r7_first_more"]
    answer = SIGNALS.raised("Wie heeft daar last van?", state.signals, "nl")
    assert answer == ("asks_person",)
    assert not more.when.holds({"r7_first.signals": frozenset(answer)})
    assert more.when.holds({"r7_first.signals": frozenset({"judging"})})
    assert set(more.signals) == set(state.signals)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik wil niet dat we fuseren"),
        ("nl", "Geen aparte organisatie."),
        ("nl", "wij willen geen GR"),
        ("nl", "dat we niet hoeven fuseren"),
        ("en", "I do not want us to merge the municipalities"),
        ("en", "no joint organisation"),
    ],
)
def test_a_form_that_is_refused_is_no_talk_of_a_form(
    content: Content, language: str, text: str
) -> None:
    assert not content.signals.raised(text, ["form_talk"], language)


@pytest.mark.parametrize("text", ["een GR, geen BV", "dat we gaan fuseren"])
def test_a_form_that_is_wanted_is_one(content: Content, text: str) -> None:
    assert content.signals.raised(text, ["form_talk"], "nl")
