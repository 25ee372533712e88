"""A session as a report: one's own words, what fits, and the advice with its why."""

from __future__ import annotations

from bot.reports.kinds.outputs import told_sections
from bot.reports.kinds.parts import (
    advice,
    answers,
    law,
    outcome,
    report_of,
    sources,
    talk_of,
    unanswered,
    verdicts,
    wonders,
)
from bot.reports.kinds.scores import scores
from bot.reports.report import Report, Section
from dialogues.definition.content import Content
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.session import Session


def summary(content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS) -> Report:
    """The report of a session, finished or not, in the session's language."""
    talk = talk_of(content, session, elsewhere)
    sections = [
        outcome(talk),
        Section(title=talk.say("report_verdict"), blocks=verdicts(talk)),
        *told_sections(talk),
        Section(title=talk.say("report_scores"), blocks=scores(talk)),
        Section(title=talk.say("report_advice"), blocks=advice(talk)),
        Section(title=talk.say("report_answers"), blocks=answers(talk)),
        Section(title=talk.say("report_unanswered"), blocks=unanswered(talk)),
        wonders(talk),
        law(talk),
        Section(title=talk.say("report_sources"), blocks=sources(talk)),
    ]
    title = talk.dialogue.raw.title[session.language]
    return report_of(talk, talk.say("report_summary", title=title), "", sections)
