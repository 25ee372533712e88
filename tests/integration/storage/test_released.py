"""A database that an earlier release made, with talks and a round under way: all of it goes on."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.documents.gather import of_round
from bot.reports.branding import Style
from bot.reports.formats import render_report
from bot.reports.kinds.registry import offered, talk_report
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from dialogues.engine.session import Answer, Session
from dialogues.messages.inputs import Typed
from dialogues.turn.person import Person
from frameworks.groups.results import GroupResult
from storage.core.schema import addresses, ballots, fires, members, outbox, schedules, sessions
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.collaboration_world import Circle, pressed
from tests.support.content import loaded

MADE = Path(__file__).parents[2] / "fixtures" / "released"
BEFORE: dict[str, Any] = json.loads((MADE / "expected.json").read_text(encoding="utf-8"))
TYPED = {"choice": "1", "several": "1,2", "rating": "4", "names": "Cee, Dee", "text": "Drie weken."}
ACTIVE = [who for who, held in BEFORE["talks"].items() if held[-1]["status"] == "active"]
AT_BUTTONS = [
    who for who in ACTIVE if BEFORE["buttons"][who][0].rpartition(".")[2].isdigit()
]  # their places: buttons carry ids today


class Coach(Circle):
    """Today's code on that database, a minute after it was left."""

    async def person(self, who: str) -> Person:
        async with self.store.begin() as work:
            place = (self.channel, who)
            return (await people.people_at(work, {place}))[place]

    async def talk(self, who: str) -> Session:
        """The one that was under way."""
        name = BEFORE["talks"][who][-1]["id"]
        return next(one.open() for one in (await self.person(who)).sessions if one.id == name)

    def kind(self, talk: Session) -> str:
        return self.content.dialogues[talk.dialogue].states[talk.state].kind or ""


@pytest.fixture(scope="module")
def ours() -> Content:
    """Our own content only, as that release had it."""
    return loaded()


@pytest.fixture
async def coach(ours: Content, tmp_path: Path) -> AsyncIterator[Coach]:
    database, key = tmp_path / "db.sqlite3", tmp_path / "key"
    database.write_bytes(gzip.decompress((MADE / "db.sqlite3.gz").read_bytes()))
    key.write_bytes((MADE / "key").read_bytes())
    key.chmod(0o600)
    store = await Store.open(f"sqlite+aiosqlite:///{database}", key)
    yield Coach(ours, store, BEFORE["now"] + 60)
    await store.close()


def answers(talk: dict[str, Any]) -> dict[str, Answer]:
    return {state: Answer.load(raw) for state, raw in talk["answers"].items()}


async def test_all_that_was_kept_is_read(coach: Coach) -> None:
    """Every talk with all it held, preferences, results; and as many rows as there were."""
    for who, held in BEFORE["talks"].items():
        kept = {one.id: one.open() for one in (await coach.person(who)).sessions}
        assert list(kept) == [talk["id"] for talk in held]
        for talk in held:
            now = json.loads(kept[talk["id"]].dump())
            later = {name: now.pop(name) for name in now.keys() - talk.keys()}
            assert not any(later.values()), "what that release did not note"
            assert now == talk
    for who, prefs in BEFORE["prefs"].items():
        assert json.loads(json.dumps((await coach.person(who)).prefs.dump())) == prefs
    tables = (addresses, sessions, members, ballots, fires, schedules, outbox)
    stored = await coach.rows(*tables)
    assert {name: len(rows) for name, rows in stored.items()} == BEFORE["rows"]
    record = dict(BEFORE["record"])
    assert record.pop("ledger"), "who was counted with whom goes at the first start"
    assert await coach.record(BEFORE["published"]) == record
    result = GroupResult.load(record["result"])
    assert result.overall and all(1 <= one.value <= 5 for one in result.overall.values())


def test_each_kind_of_question_is_among_what_they_wait_at(ours: Content) -> None:
    at = [
        (BEFORE["talks"][who][-1]["dialogue"], BEFORE["talks"][who][-1]["state"]) for who in ACTIVE
    ]
    kinds = {ours.dialogues[dialogue].states[state].kind for dialogue, state in at}
    assert kinds == {"choice", "names", "rating", "several", "text"} == set(TYPED)


@pytest.mark.parametrize("who", AT_BUTTONS)
async def test_a_button_of_before_is_refused_kindly(coach: Coach, who: str) -> None:
    """Its place may be another's by now: nothing is stored, and the question is asked with new
    buttons, which do."""
    before = BEFORE["talks"][who][-1]
    coach.now += 1
    old = coach.inbound(who, pressed(BEFORE["buttons"][who][0]))
    (outcome,) = await coach.turns.apply([old])
    assert outcome.notice == coach.content.catalogue.say(before["language"], "old_button")
    talk = await coach.talk(who)
    assert (talk.state, talk.answers) == (before["state"], answers(before))
    shown = coach.buttons(who)
    assert shown and shown[0].data != BEFORE["buttons"][who][0]
    await coach.give(who, pressed(shown[0].data))
    if coach.kind(talk) == "several":
        done = next(one for one in coach.buttons(who) if one.data.endswith(".done"))
        await coach.give(who, pressed(done.data))
    assert (await coach.talk(who)).answers.keys() == {*before["answers"], before["state"]}


@pytest.mark.parametrize("who", ACTIVE)
async def test_a_talk_goes_on_with_what_is_typed(coach: Coach, who: str) -> None:
    """The first word is no answer, for the question may read otherwise now: it is asked. Then an
    answer is one, and no earlier one is lost, up to the end."""
    before = BEFORE["talks"][who][-1]
    typed = Typed(TYPED[coach.kind(await coach.talk(who))])
    said = await coach.give(who, typed)
    assert coach.content.catalogue.say(before["language"], "question_changed") in said
    assert (await coach.talk(who)).answers == answers(before)
    await coach.give(who, typed)
    talk = await coach.talk(who)
    assert talk.state != before["state"] and before["state"] in talk.path
    for _ in range(200):
        talk = await coach.talk(who)
        if talk.status == "completed":
            break
        await coach.do(who, "skip")
    assert talk.status == "completed"
    assert talk.answers.items() >= answers(before).items()


@pytest.mark.parametrize("who", ["paused", "gestopt"])
async def test_a_talk_that_was_left_is_taken_up(coach: Coach, who: str) -> None:
    before = BEFORE["talks"][who][-1]
    await coach.do(who, "resume")
    talk = await coach.talk(who)
    assert (talk.status, talk.state) == ("active", before["state"])
    assert talk.answers == answers(before)
    assert coach.buttons(who)


async def test_reports_of_what_was_completed(coach: Coach) -> None:
    """Each kind that is offered, in each plain format, with the words that were said."""
    seen = set()
    for who in ("plan", "vormen", "klaar", "done"):
        kept = (await coach.person(who)).sessions
        for kind in offered(coach.content, kept, kept[-1]):
            talk = kept[-1].open()
            report = talk_report(kind, coach.content, kept, kept[-1], talk)
            for format in ("md", "json", "csv"):
                body = render_report(report, format, Style()).decode()
                assert body
            seen.add(kind)
            said = [a.value for a in talk.answers.values() if isinstance(a.value, str)]
            if kind == "summary":
                markdown = render_report(report, "md", Style()).decode()
                assert all(one.partition(",")[0] in markdown for one in said)
    assert seen == {"summary", "forms", "steps"}


async def test_the_round_is_closed_and_published(coach: Coach) -> None:
    """With the ballots of before, and that of who was half-way and goes on."""
    group, half, name = BEFORE["group"], BEFORE["half"], BEFORE["open"]
    for _ in range(2):
        await coach.give(half, Typed("4"))
    for _ in range(60):
        if (await coach.talk(half)).status == "completed":
            break
        talk = await coach.talk(half)
        await coach.give(half, Typed("1" if coach.kind(talk) == "choice" else "3"))
        if (await coach.talk(half)).number == talk.number:
            await coach.do(half, "skip")
    await coach.do("eigenaar", "group", f"{group} close {name} yes")
    await coach.do("eigenaar", "group", f"{group} share {name}")
    found = json.loads((await coach.record(name))["result"])
    assert found["result"]["parts"][0]["n"] == BEFORE["rows"]["ballots"] + 1
    async with coach.store.begin() as work:
        for one in (BEFORE["published"], name):
            report = await of_round(work, coach.content, one, "nl")
            assert report is not None and render_report(report, "md", Style())


async def test_what_was_due_comes(coach: Coach) -> None:
    """The reminders of who left a talk, of the round, and the pulses."""
    waiting = [row for row in (await coach.rows(fires))["fires"] if "pending" in row]
    assert waiting
    await coach.later(days=10)
    assert {who for who in ACTIVE if coach.heard[who]} == set(ACTIVE)
    assert BEFORE["open"] in str(coach.heard["b2"]), "a member who had not filled it in"
    assert "pulse" in str(coach.heard["keuze"]), "a pulse of one's own"
    still = {row[0] for row in (await coach.rows(fires))["fires"] if "pending" in row}
    assert not still & {row[0] for row in waiting if row[3] < coach.now - 7 * SECONDS_PER_DAY}
