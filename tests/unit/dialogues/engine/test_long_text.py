"""Long text: kept whole, and said back in part."""

from __future__ import annotations

from bot.reports.kinds.summary import summary
from dialogues.definition.content import Content
from dialogues.engine.run import MAX_QUOTE_CHARS
from dialogues.parsing.text import MAX_TEXT_CHARS
from tests.support.talker import Talker

MAIL = "Beste collega, twee vakmensen gaan weg. " * 130


def test_a_pasted_mail_is_kept_whole_and_what_is_repeated_is_shown(content: Content) -> None:
    talk = Talker(content, "tiny").say("1", MAIL)
    assert talk.session.answers["goal"].value == MAIL.strip()
    assert f"Uw hele tekst is bewaard: {len(MAIL.strip())} tekens." in talk.text
    assert len(talk.text) < 2 * MAX_QUOTE_CHARS


def test_a_text_of_a_few_sentences_is_not_remarked_on(content: Content) -> None:
    talk = Talker(content, "tiny").say("1", "Twee vakmensen gaan weg. " * 20)
    assert "hele tekst" not in talk.text


def test_going_back_repeats_the_beginning_and_keeps_the_whole(content: Content) -> None:
    talk = Talker(content, "tiny").say("1", MAIL).do("back")
    assert MAIL[:200] in talk.text and len(talk.text) < 2 * MAX_QUOTE_CHARS
    assert talk.do("keep").session.answers["goal"].value == MAIL.strip()


def test_a_summary_has_all_of_it(content: Content) -> None:
    talk = Talker(content, "tiny").say("1", MAIL)
    while talk.session.status != "completed":
        talk.do("skip")
    assert MAIL.strip() in summary(content, talk.session).model_dump_json()


def test_a_story_at_a_choice_is_kept_where_one_may_say_something_else(content: Content) -> None:
    talk = Talker(content, "start").say(MAIL)
    assert talk.session.answers["role"].own == (MAIL.strip(),)
    assert len(talk.text) < 3 * MAX_QUOTE_CHARS


def test_there_is_a_bound_and_it_is_told_kindly(content: Content) -> None:
    talk = Talker(content, "tiny").say("1", "a" * (MAX_TEXT_CHARS + 1))
    assert "goal" not in talk.session.answers
    assert str(MAX_TEXT_CHARS) in talk.text
