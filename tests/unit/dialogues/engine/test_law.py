"""What the law says is told with its article, since when, the day of looking it up, a lawyer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogues.authoring.check_law import stale, users
from dialogues.definition.content import Content
from dialogues.engine.law import law_lines, law_named
from frameworks.definition.law import CERTAIN, OLD_AFTER, LawFact
from tests.support.content import loaded

CHECKED = date(2026, 11, 30)
SAYS = {"nl": "Zo is het.", "en": "So it is."}


def fact(name: str, article: str, sure: int = 98, **more: str | bool) -> LawFact:
    written = {"checked": CHECKED.isoformat(), **more}
    return LawFact.model_validate(
        {"id": name, "article": article, "sure": sure, "text": SAYS, **written}
    )


OURS = [
    fact("firm", "Wgr art. 1", since="2022-07-01"),
    fact("year", "Awb art. 10:1", CERTAIN, since="1998", checked="2026-10-01"),
    fact("old", "Wgr art. 1", since="<2005"),
    fact("loose", "rechtspraak", CERTAIN - 1),
    fact("found", "COELO 2017", CERTAIN - 1, study=True),
    fact("short", "Aw", since="2026-01-01", until="2027-12-31", checked="2027-10-01"),
]


@pytest.fixture
def content() -> Content:
    return replace(loaded(), law={fact.id: fact for fact in OURS})


def test_a_fact_is_told_with_article_and_since_when(content: Content) -> None:
    lines = law_lines(content, ["firm", "year", "old"], "nl")
    assert lines == [
        "Zo is het. (Wgr art. 1, sinds 1 juli 2022)",
        "Zo is het. (Awb art. 10:1, sinds 1998)",
        "Zo is het. (Wgr art. 1, al vóór 2005)",
        "Nagekeken op 1 oktober 2026. Laat uw jurist meekijken.",
    ]


def test_what_is_less_sure_sends_to_the_lawyer_by_itself(content: Content) -> None:
    """Nobody who writes content can forget it."""
    for language, asked in (("nl", "vraag uw jurist"), ("en", "ask your lawyer")):
        loose, firm = (law_lines(content, [one], language)[0] for one in ("loose", "firm"))
        assert asked in loose
        assert asked not in firm


def test_research_is_no_law_and_needs_no_lawyer(content: Content) -> None:
    told = law_lines(content, ["found"], "nl")
    assert told[0] == "Zo is het. Dat is onderzoek: bij u kan het anders zijn. (COELO 2017)"
    assert told[1] == "Nagekeken op 30 november 2026."
    assert "jurist" in law_lines(content, ["found", "firm"], "nl")[-1]


def test_where_a_text_says_it_itself_only_the_articles_follow(content: Content) -> None:
    told = law_named(content, ["firm", "old", "year"], "en")
    assert (
        told == "Wgr art. 1; Awb art. 10:1. Checked on 1 October 2026. Have your lawyer look along."
    )
    assert law_named(content, [], "en") == ""
    assert law_lines(content, [], "en") == []


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (CHECKED, []),
        (date(2026, 10, 1) + OLD_AFTER, []),
        (date(2026, 10, 2) + OLD_AFTER, ["year"]),
        (CHECKED + OLD_AFTER + timedelta(1), ["year", "firm", "old", "loose", "found"]),
        (date(2028, 1, 1), ["year", "firm", "old", "loose", "found", "short"]),
    ],
)
def test_after_a_year_or_past_its_last_day_a_fact_is_looked_up_again(
    content: Content, today: date, told: list[str]
) -> None:
    assert [line.split("'")[1] for line in stale(content, today)] == told


def test_what_depends_on_a_fact_is_named() -> None:
    """Of our own content, a year on: questions to the coach and places in a dialogue among them."""
    content = loaded()
    lines = list(stale(content, CHECKED + OLD_AFTER + timedelta(1)))
    assert len(lines) == len(content.law)
    tender = next(line for line in lines if "'tender'" in line)
    assert "(Aanbestedingswet 2012" in tender
    assert "checked on 2026-11-30" in tender
    assert "faq_tendering" in tender


def test_every_fact_reaches_somebody() -> None:
    """What no text refers to is read by nobody, and looked up for nothing."""
    content = loaded()
    assert set(content.law) - set(users(content)) == set()


def test_the_facts_of_our_content_are_enough_and_sure_enough() -> None:
    facts = loaded().law.values()
    assert len(facts) >= 70
    assert min(fact.sure for fact in facts) >= 80
