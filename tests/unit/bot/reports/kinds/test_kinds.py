"""Each kind of report: what it tells, what it keeps to itself, and whatever people wrote in it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from bot.cli import made_up
from bot.reports.formats import render_report
from bot.reports.kinds.personal_data import Held, everything
from bot.reports.kinds.pulse import own_pulses, pulse_report
from bot.reports.kinds.registry import offered, talk_report
from bot.reports.kinds.round import round_report
from bot.reports.renderers.csv_table import FORMULA
from bot.reports.renderers.markdown import markdown
from bot.reports.report import Checklist, Drawn, Quote, Report, TableBlock
from dialogues.definition.content import Content
from dialogues.engine.session import Answer, Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.pictures import Scores
from dialogues.turn.person import Person
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from tests.examples import collaboration as group
from tests.examples.make import EXAMPLES, reports
from tests.examples.talks import FACTORS_NOW, alderman, hold, seconds
from tests.support.reports import HOSTILE, pdf_words

PULSE = ("4", "3", "2", "Wij luisteren beter.", "Korter vergaderen.")


@pytest.fixture(scope="module")
def made(content: Content) -> dict[str, Report]:
    return {example.name: report for example, report in reports(content)}


def kept(session: Session, touched: float = 0.0) -> StoredSession:
    touched = touched or session.touched
    return StoredSession(session.id, session.dialogue, session.status, touched, session.copy)


def table(report: Report, caption: str) -> TableBlock:
    found = (b for s in report.sections for b in s.blocks if isinstance(b, TableBlock))
    return next(block for block in found if block.caption == caption)


def titles(report: Report) -> list[str]:
    return [section.title for section in report.sections]


# --- which there are


def test_a_talk_offers_what_can_be_made_of_it(content: Content) -> None:
    """A comparison needs an earlier talk that was finished; a ranking and a plan have their own."""
    person = alderman(content)
    offers = {one.id: offered(content, person.sessions, one) for one in person.sessions}
    assert offers == {
        "then": ["summary"],
        "forms": ["summary", "forms"],
        "now": ["summary", "comparison"],
        "steps": ["summary", "steps"],
    }


def test_a_dialogue_that_is_gone_offers_nothing(content: Content) -> None:
    one = replace(alderman(content).sessions[0], dialogue="gone")
    assert offered(content, [one], one) == []


def test_own_pulses_offer_their_course(content: Content) -> None:
    """From the second on; one that was for a collaboration is no part of it."""
    talks = [
        kept(hold(content, "pulse", PULSE, seconds(2026, month, 1), f"p{month}"))
        for month in (9, 10)
    ]
    assert offered(content, talks, talks[0]) == ["summary"]
    assert offered(content, talks, talks[1]) == ["summary", "pulse"]
    talks[0] = replace(talks[0], subject="round")
    assert offered(content, talks, talks[1]) == ["summary"]


# --- one person's


def test_scores_are_numbers(made: dict[str, Report]) -> None:
    """For a spreadsheet to count with; the picture calls items by their number in the table."""
    scores = table(made["samenvatting"], "De cijfers")
    assert scores.rows[1] == [
        "2. Identiteit samenwerking die eigen identiteit versterkt",
        3.5,
        "bespreken",
    ]
    pictures = [b for s in made["samenvatting"].sections for b in s.blocks if isinstance(b, Drawn)]
    assert [one.words for one in pictures] == ["table"]
    assert "2: Uw score (3,5)" in pictures[0].alt


def test_a_comparison_sets_both_moments_side_by_side(made: dict[str, Report]) -> None:
    """Scores, choices that changed, and words of then; what stayed the same is short."""
    report = made["toen-en-nu"]
    assert table(report, "De cijfers").rows[4] == ["5. Durf en realisme", 2.0, 4.0, "2,0 hoger"]
    assert table(report, "Wat u anders koos").rows == [
        ["Hoe ver we zijn", "We werken een plan uit", "De samenwerking loopt"]
    ]
    words = markdown(report)
    assert "Van de 10 punten scoren er 9 nu een half punt of meer hoger" in words
    assert "Het loket in ons dorpshuis" in words and "anders gesteld" not in words


def test_a_comparison_takes_only_statements_that_were_rated_twice(content: Content) -> None:
    """Half an item then is compared with the same half now."""
    then, now = (talk.open() for talk in alderman(content).sessions if talk.id in ("then", "now"))
    then.answers["sf5_a"] = Answer(None, "unknown")
    then.answers["sf7_a"] = then.answers["sf7_b"] = Answer(None, "skipped")
    report = talk_report("comparison", content, [kept(then), kept(now)], kept(now), now)
    rows = table(report, "De cijfers").rows
    assert rows[4] == ["5. Durf en realisme", 2.0, 4.0, "2,0 hoger"]
    assert rows[6][1:] == ["–", "–", "niet te vergelijken"]


def test_a_comparison_says_that_questions_were_changed(content: Content) -> None:
    """The first talk was held with other content."""
    then, now = (talk.open() for talk in alderman(content).sessions if talk.id in ("then", "now"))
    then.digest = "older"
    report = talk_report("comparison", content, [kept(then), kept(now)], kept(now), now)
    assert "anders gesteld" in markdown(report)


def test_form_advice_has_for_and_against_and_a_lawyer(made: dict[str, Report]) -> None:
    """No form without its reasons; a lawyer reads along."""
    report, words = made["vormadvies"], markdown(made["vormadvies"])
    assert [t for t in titles(report) if t[:1].isdigit()] == [
        "1. Centrumgemeente", "2. Intergemeentelijk Shared Service Center (SSC)",
        "3. Bestuurlijke afspraken",
        "1. Centrumregeling (Wgr)", "2. Bedrijfsvoeringsorganisatie (Wgr)",
        "3. Openbaar lichaam (Wgr)",
    ]  # fmt: skip
    assert "Hoe groot ieder is: “Eén is veel groter dan de rest”" in words
    assert words.count("Dit pleit ervoor:") == 6 and words.count("Dit pleit ertegen:") == 4
    assert "Laat een jurist meelezen" in words
    law = words.partition("Wat de wet zegt")[2]
    assert "(Wgr art. 8 lid 4, sinds 1 januari 2015)" in law
    assert law.count("Nagekeken op") == 1, "each fact once, and the day below them"


def test_form_advice_that_is_closed_names_no_form(content: Content) -> None:
    """As long as the wish is open there is nothing to weigh."""
    session = hold(content, "forms", ["1", "1", "2", "/skip"], 0.0, "closed")
    session.answers["wish"] = Answer(None, "unknown")
    report = talk_report("forms", content, [kept(session)], kept(session), session)
    assert "De vormen die het best passen" not in titles(report)


def test_a_plan_has_days_to_tick_off_and_what_was_measured(made: dict[str, Report]) -> None:
    """The second measurement is still open."""
    report = made["stappenplan"]
    lists = [b for s in report.sections for b in s.blocks if isinstance(b, Checklist)]
    assert lists[0].entries[1].day == "4 januari 2027"
    assert [one.day for one in lists[1].entries] == [""] * 3, "lines to fill in"
    measured = table(report, "Wat u heeft gemeten")
    assert measured.rows[0] == ["Kwaliteit", "71", "nog te meten"]
    assert "Stap 5: Samenwerking ‘in bedrijf’" in titles(report)
    assert not any(title.startswith("Stap 1") for title in titles(report)), "only steps walked"


def test_a_plan_compares_what_was_measured_again(content: Content) -> None:
    """Then the table says what became of it."""
    answers = (
        "1",
        "6",
        "1",
        "2",
        "rapportcijfer",
        "omhoog",
        "6,8",
        "taken",
        "omlaag",
        "11",
        "uren",
        "100",
        "7,2",
        "12",
    )
    session = hold(content, "six_steps", answers, 0.0, "back")
    report = talk_report("steps", content, [kept(session)], kept(session), session)
    measured = table(report, "Wat u heeft gemeten")
    assert list(measured.rows[0][:3]) == ["Kwaliteit", "6,8", "7,2"]
    assert "gestegen" in str(measured.rows[0][3])


def test_own_pulses_tell_how_it_went(content: Content) -> None:
    """A line for each question, all figures, and what was written."""
    sessions = [
        hold(content, "pulse", (rating, "3", *PULSE[2:]), seconds(2026, month, 1), f"p{month}")
        for month, rating in ((8, "2"), (9, "2"), (10, "4"))
    ]
    report = own_pulses(content, sessions)
    assert "gaat het beter dan eerder" in markdown(report)
    assert table(report, "Uw scores").rows[-1] == ["1 oktober 2026", 4.0, 3.0, 2.0]
    quotes = [b for s in report.sections for b in s.blocks if isinstance(b, Quote)]
    assert len({one.id for one in quotes}) == len(quotes) == 6


# --- a group's


def test_a_round_tells_its_rules_and_results_and_how_to_talk(made: dict[str, Report]) -> None:
    """In the order in which a meeting needs it."""
    report, words = made["uitkomst"], markdown(made["uitkomst"])
    assert titles(report)[:4] == [
        "In het kort", "Wat u wel en niet ziet", "In één oogopslag", "Het gemiddelde per punt",
    ]  # fmt: skip
    assert "18 mensen vulden in." in words and "minstens 5 mensen" in words
    assert "Zo beginnen we (5 minuten)" in words and "Drie afspraken is genoeg" in words
    assert all(line in words for line in made_up.LINES)
    kinds = {
        b.picture.shows.kind for s in report.sections for b in s.blocks if isinstance(b, Drawn)
    }
    assert kinds == {"line", "dots", "arrows"}


def test_municipalities_are_never_ranked(content: Content) -> None:
    """In words and pictures they stand in the order of the alphabet, whoever scores highest."""
    for day, result in group.rounds(content):
        report = round_report(content, group.GROUP, [(day, result)])
        for section in report.sections:
            for block in section.blocks:
                assert not isinstance(block, TableBlock) or "Aarhorst" not in str(block.rows)
                if isinstance(block, Drawn) and block.id.startswith("dots_municipality"):
                    shows = block.picture.shows
                    assert isinstance(shows, Scores)
                    names = [one.name for one in shows.series]
                    assert names == sorted(names)


def test_a_round_with_too_few_answers_shows_nothing(content: Content) -> None:
    """It says why, and what to ask instead."""
    empty = GroupResult("success_factors", Rules())
    report = round_report(content, group.GROUP, [(date(2026, 11, 13), empty)])
    assert titles(report) == ["In het kort", "Wat u wel en niet ziet"]
    assert "minder dan 5 antwoorden" in markdown(report)


def test_what_is_not_shown_is_named(content: Content) -> None:
    """An item that may not be shown has no figure anywhere, and a reason."""
    day, result = group.rounds(content)[0]
    parts = tuple(
        replace(part, items={name: one for name, one in part.items.items() if name != "sf3"})
        for part in result.parts
    )
    report = round_report(content, group.GROUP, [(day, replace(result, parts=parts))])
    title = content.frameworks["success_factors"].item("sf3").title["nl"]
    assert f"Van ‘{title}’ staat hier niets: daar gaven minder dan 5 mensen" in markdown(report)
    assert title not in str(
        table(report, "Tien succesfactoren voor intergemeentelijke samenwerking").rows
    )


def test_a_third_round_draws_the_course(content: Content) -> None:
    """The zero measurement stays beside it."""
    zero, last = group.rounds(content)
    between = (date(2026, 5, 1), zero[1])
    report = round_report(content, group.GROUP, [zero, between, last])
    drawn = [b.id for s in report.sections for b in s.blocks if isinstance(b, Drawn)]
    assert drawn[-2:] == ["arrows_2", "trend"]
    assert table(report, "De gemiddelde score nu, en hoeveel die verschoof").header[-2:] == [
        "Sinds vorige", "Sinds begin",
    ]  # fmt: skip


def test_pulses_have_a_gap_where_too_few_answered(made: dict[str, Report]) -> None:
    """No number of people either; and one question to go on with."""
    report = made["drie-vragen"]
    rows = table(report, "Gemiddelde scores").rows
    assert rows[2] == ["27 jul 2026", "–", "–", "–", "–"]
    assert "gaat het beter dan de vorige keer" in markdown(report)
    assert "Vraag voor de volgende bijeenkomst" in markdown(report)


def test_a_last_pulse_with_too_few_answers_says_so(content: Content) -> None:
    report = pulse_report(content, group.GROUP, group.pulses(content)[:3])
    assert "te weinig antwoorden om iets te laten zien" in markdown(report)
    assert "Voor het volgende gesprek" not in titles(report)


# --- everything


def test_everything_has_every_answer(content: Content) -> None:
    """Those of branches that were left, and of a dialogue that is no longer there, too."""
    person = alderman(content)
    session = person.sessions[0].open()
    session.answers["left_over"] = Answer("x")
    session.dialogue = "gone"
    person.sessions.append(replace(kept(session), dialogue="gone"))
    held = Held(0.0, [("telegram", "4711")], (1, 2), seconds(2026, 11, 22))
    words = markdown(everything(content, person, held))
    for one in person.sessions:
        for name, answer in one.open().answers.items():
            if one.dialogue == "gone":
                assert name.replace("_", r"\_") in words
            elif isinstance(answer.value, str) and not answer.value[:1].isdigit():
                assert answer.value in words
    assert "4711" in words and "1 berichten van u" in words


# --- all of them


def all_kinds(content: Content, text: str, language: str) -> Iterator[Report]:
    """Each kind with these words wherever people write, and in this language."""
    text = text.encode("utf-8", "replace").decode()  # half a sign is never stored
    person = alderman(content)
    talks = [one.open() for one in person.sessions]
    for talk in talks:
        talk.language = language
        for name, answer in talk.answers.items():
            state = content.dialogues[talk.dialogue].states[name]
            if state.kind == "text":
                talk.answers[name] = replace(answer, value=text or "–")
    person.sessions, person.language = [kept(talk) for talk in talks], language
    for one, talk in zip(person.sessions, talks, strict=True):
        for kind in offered(content, person.sessions, one):
            yield talk_report(kind, content, person.sessions, one, talk)
    named = replace(group.GROUP, name=text, municipalities=(text, "Aarhorst"))
    results = [(day, replace(found, lines=(text,))) for day, found in group.rounds(content)]
    yield round_report(content, named, results, language=language)
    pulses = [
        (one, replace(found, lines=(f"+ {text}", f"- {text}")))
        for one, found in group.pulses(content)
    ]
    yield pulse_report(content, named, pulses, language)
    held = Held(0.0, [(text, text)], (0, 0), 0.0)
    yield everything(content, person, held)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_stays_text(content: Content, text: str) -> None:
    """In every kind; a form that a browser or a spreadsheet would run is not among them."""
    for report in all_kinds(content, text, "nl"):
        assert "<script" not in render_report(report, "html").decode()
        cells = csv.reader(
            StringIO(render_report(report, "csv").decode("utf-8-sig")), delimiter=";"
        )
        assert not [cell for row in cells for cell in row if cell.startswith(FORMULA)]
        assert render_report(report, "md").decode().startswith("# ")
        assert render_report(report, "xlsx").startswith(b"PK")


@pytest.mark.parametrize("text", [HOSTILE[2], HOSTILE[10], HOSTILE[12]])
def test_whatever_people_write_fits_on_paper(content: Content, text: str) -> None:
    """Code of the typesetter, marks that cannot be seen, and a script from right to left."""
    for report in all_kinds(content, text, "nl"):
        assert report.title[:5] in pdf_words(render_report(report, "pdf"))


def test_all_kinds_speak_english(content: Content) -> None:
    """Not a word of ours is Dutch."""
    for report in all_kinds(content, "fine", "en"):
        words = markdown(report).replace("Sociaal domein", "")
        assert report.language == "en"
        assert not {" de ", " het ", " een ", " uw "} & {
            f" {word} " for word in words.lower().split()
        }


MAKERS: list[Callable[[Content], Report]] = [example.make for example in EXAMPLES]


@pytest.mark.parametrize("make", MAKERS, ids=[example.name for example in EXAMPLES])
def test_a_report_is_the_same_each_time(
    content: Content, make: Callable[[Content], Report]
) -> None:
    """Nothing of this moment is in it."""
    assert make(content) == make(content)


def test_a_visitor_without_talks_has_a_report_too(content: Content) -> None:
    report = everything(content, Person("new", "nl"), Held(None, [], (0, 0), 0.0))
    assert "0 gesprekken" in report.subtitle
    assert len(FACTORS_NOW) == 20
