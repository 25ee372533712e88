"""A session as a report: one's own words, what fits, and the advice with its why."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Literal, cast

from babel.dates import format_date

from bot.reports.kinds import told_sections
from bot.reports.model import AnyBlock, Items, Paragraph, Quote, Report, Section, Table
from dialogues.elsewhere import NOWHERE, Elsewhere
from dialogues.engine import settled
from dialogues.facts import names, scorecard
from dialogues.labels import talk_label
from dialogues.loader import Content
from dialogues.model import GiveAdvice, GiveScorecard, GiveVerdict, State
from dialogues.reasons import because, decimal, in_turn
from dialogues.session import Session
from dialogues.talk import Talk
from frameworks.advice import Chosen


def summary(content: Content, session: Session, elsewhere: Elsewhere = NOWHERE) -> Report:
    """The report of a session, finished or not, in the session's language."""
    session = settled(content, session, elsewhere)
    talk = Talk(content, session, session.touched, elsewhere=elsewhere)
    made = datetime.fromtimestamp(session.touched, UTC)
    sections = [
        Section(title=talk.say("report_verdict"), blocks=_verdicts(talk)),
        *told_sections(talk),
        Section(title=talk.say("report_scores"), blocks=_scores(talk)),
        Section(title=talk.say("report_advice"), blocks=_advice(talk)),
        Section(title=talk.say("report_answers"), blocks=_answers(talk)),
        Section(title=talk.say("report_unanswered"), blocks=_unanswered(talk)),
    ]
    day = format_date(made, "long", locale=session.language)
    about = Paragraph(text=talk.say("report_made", date=day))
    title = talk.dialogue.raw.title[session.language]
    return Report(
        title=talk.say("report_summary", title=title),
        language=cast(Literal["nl", "en"], session.language),
        made=day,
        sections=[Section(title="", blocks=[about]), *(s for s in sections if s.blocks)],
    )


def file_name(report: Report, format: str) -> str:
    """A name that every file system takes: `samenvatting-drie-vragen.html`."""
    plain = unicodedata.normalize("NFKD", report.title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) + f".{format}"


def _told(talk: Talk) -> list[State]:
    return [state for state in talk.dialogue.states.values() if state.told is not None]


def _verdicts(talk: Talk) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for state in _told(talk):
        if not isinstance(state.told, GiveVerdict):
            continue
        rows = {row.id: row for row in state.told.table}
        for turn, (name, row_id) in enumerate(talk.session.outcomes.get(state.id, []), 1):
            if row := rows.get(row_id):
                here = in_turn(talk, state, turn if name else 0)
                title = talk.text(row.title, here)
                head = f"{name}: {title}" if name else title
                offers = [(talk_label(talk.content, one, talk.language), "") for one in row.offer]
                blocks.append(Items(entries=[(head, talk.text(row.text, here)), *offers]))
    return blocks


def _scores(talk: Talk) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for state in _told(talk):
        if isinstance(state.told, GiveScorecard):
            card = scorecard(talk.dialogue, talk.session, state.told.framework)
            if card.mean is None:
                continue
            framework = talk.dialogue.frameworks[state.told.framework]
            rows = []
            for score in card.scores:
                title = framework.item(score.item).title[talk.language]
                if score.mean is None:
                    rows.append([title, "", talk.say("no_score")])
                else:
                    band = framework.band(score.mean).label[talk.language]
                    rows.append([title, decimal(score.mean, talk.language), band])
            header = [talk.say(f"report_{name}") for name in ("factor", "score", "band")]
            caption = framework.title[talk.language]
            blocks.append(Table(caption=caption, header=header, rows=rows))
    return blocks


def _advice(talk: Talk) -> list[AnyBlock]:
    """The advice that was given, in that order, with why it was given."""
    entries = []
    known = talk.all_facts()
    frameworks = {
        name: None
        for state in _told(talk)
        if isinstance(state.told, GiveAdvice)
        for name in state.told.frameworks
    }
    offered = {a.id: a for name in frameworks for a in talk.dialogue.frameworks[name].advice}
    for advice_id in talk.session.advised:
        if advice := offered.get(advice_id):
            chosen = Chosen(advice, advice.when.match(known) or ())
            entries.append((advice.text[talk.language], because(talk, chosen)))
    return [Items(entries=entries)] if entries else []


def _answers(talk: Talk) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for state_id in talk.session.path:
        state, answer = talk.dialogue.states[state_id], talk.session.answers[state_id]
        if answer.given == "answered" and state.label is not None and state.kind != "rating":
            blocks.append(Quote(id=state_id, label=_label(talk, state), text=talk.shown(state_id)))
    return blocks


def _unanswered(talk: Talk) -> list[AnyBlock]:
    entries = []
    for state_id in talk.session.path:
        state, answer = talk.dialogue.states[state_id], talk.session.answers[state_id]
        if answer.given != "answered" and not state.follows:
            entries.append((_label(talk, state), talk.say(answer.given)))
    return [Items(entries=entries)] if entries else []


def _label(talk: Talk, state: State) -> str:
    assert state.label is not None
    label = talk.text(state.label, state)
    if state.turn and "{{" not in state.label[talk.language]:
        return f"{label} ({names(talk.session, state.over)[state.turn - 1]})"
    return label
