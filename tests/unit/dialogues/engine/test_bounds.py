"""An answer that has to hold to an earlier one, or to look in some way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from tests.support.talker import Talker

MONEY = """
id: money
version: 1
title: {nl: Geld, en: Money}
intro: {nl: Hallo, en: Hello}
minutes: 1
source: []
states:
  - id: now
    kind: number
    label: {nl: Wat het nu kost, en: What it costs now}
    ask: {nl: Wat kost het nu?, en: What does it cost now?}
    explain: {nl: Zo, en: So}
    source: []
  - id: later
    kind: number
    label: {nl: Wat het mag kosten, en: What it may cost}
    ask: {nl: Wat mag het kosten?, en: What may it cost?}
    explain: {nl: Zo, en: So}
    at_least: now
    source: []
  - id: first
    kind: date
    label: {nl: De eerste dag, en: The first day}
    ask: {nl: Wanneer begint u?, en: When do you begin?}
    explain: {nl: Zo, en: So}
    source: []
  - id: last
    kind: date
    label: {nl: De laatste dag, en: The last day}
    ask: {nl: Wanneer stopt u?, en: When do you stop?}
    explain: {nl: Zo, en: So}
    at_least: first
    source: []
  - id: code
    kind: text
    label: {nl: De code, en: The code}
    ask: {nl: Welke code staat erop?, en: Which code is on it?}
    again: {nl: Wat staat er boven de brief?, en: What is at the top of the letter?}
    explain: {nl: Zo, en: So}
    pattern:
      match: '[A-Z]{2}-[0-9]{3}'
      say: {nl: "Twee letters en drie cijfers, zoals ZW-123.", en: "Such as ZW-123."}
    source: []
"""


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder: Path = tmp_path_factory.mktemp("content")
    (folder / "dialogues").mkdir()
    (folder / "dialogues" / "money.yaml").write_text(MONEY, encoding="utf-8")
    return load(folder)


def test_a_number_below_the_earlier_one_is_told_with_that_one(money: Content) -> None:
    """What is as much is enough."""
    talker = Talker(money, "money").give_text("250").give_text("200")
    assert talker.session.state == "later"
    assert "minder dan 250" in talker.text and "Wat het nu kost" in talker.text
    assert talker.give_text("250").session.state == "first"


def test_a_day_before_the_earlier_one_too(money: Content) -> None:
    talker = Talker(money, "money").give_text("1").give_text("1").give_text("3-5-2027")
    talker.give_text("2-5-2027")
    assert talker.session.state == "last"
    assert "eerder dan" in talker.text and "De eerste dag" in talker.text
    assert talker.give_text("4-5-2027").session.state == "code"


@pytest.mark.parametrize("words", ["overslaan", "weet ik niet"])
def test_where_there_is_no_earlier_answer_all_is_well(money: Content, words: str) -> None:
    talker = Talker(money, "money").give_text(words).give_text("5")
    assert talker.session.state == "first"


def test_a_changed_answer_has_the_one_that_rests_on_it_asked_anew(money: Content) -> None:
    talker = Talker(money, "money").give_text("100").give_text("150").do("back").do("back")
    assert talker.give_text("200").session.state == "later"
    assert "later" not in talker.session.answers


def test_a_text_has_to_look_so_and_its_own_words_say_how(money: Content) -> None:
    talker = Talker(money, "money")
    for text in ("1", "1", "3-5-2027", "3-5-2027"):
        talker.give_text(text)
    for wrong in ("ZW-12", "zw-123", "het is ZW-123 denk ik", "ZW-123" + "4" * 600):
        talker.give_text(wrong)
        assert talker.session.state == "code", wrong
        assert "zoals ZW-123" in talker.text
    assert talker.give_text("ZW-123").session.answers["code"].value == "ZW-123"


def test_it_may_be_skipped_all_the_same(money: Content) -> None:
    talker = Talker(money, "money")
    for text in ("1", "1", "3-5-2027", "3-5-2027", "overslaan"):
        talker.give_text(text)
    assert talker.session.status == "completed"
