"""Questions that the coach could not answer go along on paper, for whoever can."""

from __future__ import annotations

import pytest

from bot.reports.kinds.personal_data import Held, everything
from bot.reports.kinds.registry import offered, talk_report
from bot.reports.renderers.markdown import markdown
from dialogues.definition.content import Content
from dialogues.engine.session import Answer
from dialogues.engine.stored_session import StoredSession
from dialogues.engine.story import WONDERS
from dialogues.messages.documents import TalkKind
from dialogues.turn.person import Person
from tests.examples.talks import alderman
from tests.support.talker import Talker

QUESTION = "Wat is het telefoonnummer van de griffier?"
HEADS = {
    "nl": ("## Vragen die u nog heeft", "Zet ze op de lijst voor uw griffier, jurist of partner."),
    "en": ("## Questions that you still have", "Put them on the list for your clerk, lawyer"),
}


@pytest.mark.parametrize("language", HEADS)
def test_they_stand_in_the_summary_in_ones_own_words(content: Content, language: str) -> None:
    """After a talk in which one asked; the reply had promised it."""
    talk = Talker(content, "tiny", language)
    assert HEADS[language][0].removeprefix("## ") in talk.say(QUESTION).text
    stored = StoredSession("s1", "tiny", "active", 0.0, talk.session.copy)
    words = markdown(talk_report("summary", content, [stored], stored, talk.session))
    head, note = HEADS[language]
    assert words.index(head) < words.index(note) < words.index(QUESTION)


def test_without_a_question_there_is_no_such_heading(content: Content) -> None:
    session = Talker(content, "tiny").session
    stored = StoredSession("s1", "tiny", "active", 0.0, session.copy)
    words = markdown(talk_report("summary", content, [stored], stored, session))
    assert HEADS["nl"][0] not in words


@pytest.mark.parametrize("kind", ["summary", "comparison", "forms", "steps"])
def test_every_report_of_a_talk_has_them(content: Content, kind: TalkKind) -> None:
    """Whichever of them is taken to a meeting."""
    visitor = alderman(content)
    stored = next(k for k in visitor.sessions if kind in offered(content, visitor.sessions, k))
    session = stored.open()
    session.wonders = [QUESTION]
    report = talk_report(kind, content, visitor.sessions, stored, session)
    assert QUESTION in markdown(report)


@pytest.mark.parametrize("dialogue", ["tiny", "gone"])
def test_what_is_kept_of_a_person_has_them(content: Content, dialogue: str) -> None:
    """Also of a dialogue that is no longer there."""
    session = Talker(content, "tiny").say(QUESTION).session
    visitor = alderman(content)
    visitor.sessions = [StoredSession("s1", dialogue, "active", 0.0, session.copy)]
    words = markdown(everything(content, visitor, Held(0.0, [], (0, 0), 0.0)))
    assert QUESTION in words


def test_what_is_kept_of_a_person_has_those_that_wait_for_a_talk(content: Content) -> None:
    visitor = Person("p1", "nl", shared={WONDERS: Answer((QUESTION, "Wie betaalt dat?"))})
    words = markdown(everything(content, visitor, Held(0.0, [], (0, 0), 0.0)))
    assert f"Vragen die u nog heeft | {QUESTION} · Wie betaalt dat?" in words
