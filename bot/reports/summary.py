"""A session as a report: one's own words, what fits, and the advice with its why."""

from __future__ import annotations

import re

from bot.reports.kinds.parts import (
    advice,
    answers,
    report_of,
    sources,
    talk_of,
    unanswered,
    verdicts,
)
from bot.reports.kinds.scores import scores
from bot.reports.kinds.told import told_sections
from bot.reports.model import Report, Section
from dialogues.elsewhere import NOWHERE, Elsewhere
from dialogues.loader import Content
from dialogues.session import Session

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_NAME = 100


def summary(content: Content, session: Session, elsewhere: Elsewhere = NOWHERE) -> Report:
    """The report of a session, finished or not, in the session's language."""
    talk = talk_of(content, session, elsewhere)
    sections = [
        Section(title=talk.say("report_verdict"), blocks=verdicts(talk)),
        *told_sections(talk),
        Section(title=talk.say("report_scores"), blocks=scores(talk)),
        Section(title=talk.say("report_advice"), blocks=advice(talk)),
        Section(title=talk.say("report_answers"), blocks=answers(talk)),
        Section(title=talk.say("report_unanswered"), blocks=unanswered(talk)),
        Section(title=talk.say("report_sources"), blocks=sources(talk)),
    ]
    title = talk.dialogue.raw.title[session.language]
    return report_of(talk, talk.say("report_summary", title=title), "", sections)


def file_name(report: Report, format: str) -> str:
    """What it is and of when, in letters that every system takes:
    `Samenvatting kernvragen 22 november 2026.pdf`."""
    words = FORBIDDEN.sub(" ", f"{report.title[:LONGEST_NAME]} {report.made}").split()
    return " ".join(words).strip(". ") + f".{format}"
