"""The legal forms: all are ranked, each fits somewhere, and of each one reads nine things."""

from __future__ import annotations

from typing import cast

import pytest

from dialogues.definition.tellings import GiveRanking, Say
from dialogues.engine.outputs.ranking import rank
from dialogues.messages.events import MessageCreated
from frameworks.definition.conditions import Fact
from tests.support.content import loaded
from tests.support.talker import Talker

STATES = loaded().dialogues["forms"].states
RANKING = cast(GiveRanking, STATES["legal_fit"].told)
FORMS = [option.id for option in RANKING.options]
PUBLIC = {"covenant", "plain", "private", "centre", "organ", "operations", "body"}
"""Also contracts: what no legal person of private law is needed for."""
ASPECTS = {
    "nl": ["Rechtspersoon", "Meedoen", "Bestuur", "Overdragen", "Aansprakelijk", "Personeel",
           "Weggaan", "Btw", "Past"],
    "en": ["Legal", "Taking", "Board", "Transferred", "Liable", "Staff", "Leaving", "VAT", "Fits"],
}  # fmt: skip
SHARED_SERVICES = {"task": "managing", "aim": "uniform", "firm": "heavy", "skill": "all_thin"}
FITTING = {
    "covenant": {"aim": "align", "firm": "light", "task": "plan"},
    "plain": {"aim": "align", "firm": "light", "task": "plan", "weighs": "council"},
    "private": {"skill": "one_strong", "task": "doing", "firm": "grow", "weighs": "quick"},
    "centre": {"skill": "one_strong", "sizes": "one_big", "task": "doing", "firm": "grow"},
    "organ": {"task": "plan", "aim": "beyond", "firm": "heavy", "weighs": "council"},
    "operations": SHARED_SERVICES,
    "body": {"task": "doing", "aim": "beyond", "firm": "heavy", "weighs": "council"},
    "cooperative": {"task": "managing", "aim": "tailored", "weighs": "quick", "howmany": "many",
                    "firm": "per_issue"},
    "company": {"task": "managing", "firm": "heavy", "weighs": "quick", "aim": "other"},
    "foundation": {"task": "other", "firm": "per_issue", "weighs": "quick", "aim": "beyond"},
    "association": {"task": "plan", "aim": "align", "firm": "per_issue", "howmany": "many",
                    "weighs": "quick"},
}  # fmt: skip


def ranked(**answers: str) -> list[str]:
    facts: dict[str, Fact] = {name: frozenset([value]) for name, value in answers.items()}
    return [one.option.id for one in rank(RANKING.options, facts)]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_among_the_three_of_some_case(form: str) -> None:
    assert form in ranked(**FITTING[form])[: RANKING.most]


def test_shared_services_and_joined_staff_lead_to_the_operations_organisation() -> None:
    assert ranked(**SHARED_SERVICES)[0] == "operations"
    joined = ranked(task="nearly_all", aim="uniform", own_board="yes", skill="all_thin")
    assert joined[0] == "operations"


def test_policy_is_never_for_an_operations_organisation() -> None:
    assert "operations" not in ranked(**{**SHARED_SERVICES, "task": "plan"})


@pytest.mark.parametrize("form", ["cooperative", "company", "foundation", "association"])
def test_what_the_law_compels_takes_no_private_form(form: str) -> None:
    """And none goes first where the grip of the council counts."""
    assert form not in ranked(**FITTING[form], compulsory="yes")
    assert ranked(**{**FITTING[form], "weighs": "council"})[0] in PUBLIC


def test_a_form_without_people_is_not_for_work_that_takes_people() -> None:
    assert "organ" not in ranked(task="doing", weighs="council")


@pytest.mark.parametrize("form", FORMS)
def test_of_each_form_one_reads_nine_things_and_the_law(form: str) -> None:
    told = STATES[f"legal_{form}"].told
    assert isinstance(told, Say)
    for language, names in ASPECTS.items():
        heads = [detail[language].partition(":")[0] for detail in told.details]
        assert [head.split(" ")[0] for head in heads] == names
    assert told.law


def test_one_can_ask_for_every_form() -> None:
    assert {choice.id for choice in STATES["legal"].choices} == {*FORMS, "by_law", "merger"}


@pytest.mark.parametrize(("role", "told"), [("2", True), ("1", False)])
def test_a_councillor_reads_what_the_council_can_do(role: str, told: bool) -> None:
    """On the way to a form, with the dates; an alderman does not."""
    talk = Talker(loaded(), "forms").say(role)
    while talk.session.state != "end":
        typed = talk.prompt.kind == "text"
        talk.say("Een vergunning mag nooit vier weken blijven liggen" if typed else "1")
    said = "\n".join(one.text for one in talk.all if isinstance(one, MessageCreated))
    assert ("Kiest u een regeling uit de Wgr? Dan kan uw raad dit" in said) is told
    assert ("council_means" in talk.session.told) is told
