"""Questions to the coach in the middle of a talk: the answer, or a place on the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dialogues.definition.content import Content
from dialogues.engine.law import law_named
from dialogues.engine.run import Run
from dialogues.listening.acts import Act, Asked, Heard
from dialogues.listening.ear import is_about
from dialogues.listening.faq import VERY_NEAR
from dialogues.listening.faq_source import FaqEntry
from dialogues.messages.events import Part
from dialogues.texts.phrases import PhraseText

MOST_WONDERS = 20
LEAST_WORDS = 3
"""Of a text that does not look like a question: *no* is near to how to say it."""


def as_question(talk: Run, text: str, asked: Asked, heard: Heard) -> Heard:
    """What begins as a question, and is very near to one that we know, is that question."""
    settled = heard.rest or (heard.aside and heard.act is not Act.COMMAND)
    if settled or asked.expects_question or is_about(PhraseText(text), asked):
        return heard
    opens = talk.content.listener.opens_question(text, talk.language)
    if opens and suspected(talk.content, text, talk.language):
        return Heard(Act.QUESTION_TO_COACH, "sure", said=text)
    return heard


def tell_answer(talk: Run, heard: Heard, otherwise: str) -> None:
    """The answer to a question; without one `otherwise`, and the question is kept."""
    entry = talk.content.faq.find(heard.said, talk.language)
    if entry is not None:
        talk.pending += answer_parts(talk.content, entry, talk.language)
        return
    talk.add("text", otherwise)
    keep(talk.session.wonders, heard.said)


def tell_very_near(talk: Run, heard: Heard) -> bool:
    """The answer to what may be a question, if it is very near to one and not about what is asked
    here; else nothing."""
    if is_about(PhraseText(heard.said), Asked(talk.wording(talk.state))):
        return False
    entry = suspected(talk.content, heard.said, talk.language)
    talk.pending += answer_parts(talk.content, entry, talk.language) if entry else []
    return entry is not None


def entry_for(content: Content, text: str, language: str) -> FaqEntry | None:
    """What answers a text that was typed where no question is open."""
    if content.listener.heard(text, Asked(), language).act.asks:
        return content.faq.find(text, language)
    return suspected(content, text, language)


def suspected(content: Content, text: str, language: str) -> FaqEntry | None:
    """What a text is very near to, though it does not look like a question."""
    if len(PhraseText(text).words) < LEAST_WORDS:
        return None
    return content.faq.find(text, language, VERY_NEAR)


def after_the_end(talk: Run, text: str) -> list[Part]:
    """What is said to a text when all was asked: the answer to a question, or that this was it."""
    entry = entry_for(talk.content, text, talk.language)
    if entry is None:
        return [Part("text", talk.say("completed"))]
    return answer_parts(talk.content, entry, talk.language)


def answer_parts(content: Content, entry: FaqEntry, language: str) -> list[Part]:
    """The answer, whom to ask for more, and what it rests on."""
    small = [entry.ask[language]] if entry.ask else []
    small += _basis(content, entry, language)
    return [Part("text", entry.answer[language]), *(Part("small", line) for line in small)]


def _basis(content: Content, entry: FaqEntry, language: str) -> Iterator[str]:
    say = content.catalogue.say
    if entry.law:
        yield law_named(content, entry.law, language)
    elif entry.source:
        source = "; ".join(_named(content, entry.source, language))
        yield say(language, "question_source", source=source)


def _named(content: Content, source: list[str], language: str) -> Iterator[str]:
    """The points, each behind the framework that most points of its series are of."""
    owners = Counter(
        (_series(point), framework.title[language])
        for framework in content.frameworks.values()
        for item in framework.items
        for point in item.source
    )
    of: dict[str, list[str]] = {}
    for point in source:
        here = {title: n for (series, title), n in owners.items() if series == _series(point)}
        of.setdefault(max(here, key=here.__getitem__, default=""), []).append(point)
    for title, points in of.items():
        yield f"{title} ({', '.join(points)})" if title else ", ".join(points)


def _series(point: str) -> str:
    """`ZS4.q1` is of the series *ZS*."""
    return point.partition(".")[0].rstrip("0123456789")


def keep(wonders: list[str], question: str) -> None:
    """Each question once, and no more than one can bring along to a meeting."""
    known = {PhraseText(one).line for one in wonders}
    if PhraseText(question).line not in known and len(wonders) < MOST_WONDERS:
        wonders.append(question)
