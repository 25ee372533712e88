"""Facts of the law in words: what it says, where, since when, and on which day somebody looked."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.definition.content import Content
from dialogues.texts.formats import spoken_date
from frameworks.definition.law import CERTAIN, LawFact


def law_lines(content: Content, ids: Iterable[str], language: str) -> list[str]:
    """Each fact, and below them the day and whom to ask; nothing for no facts."""
    facts = [content.law[one] for one in ids]
    if not facts:
        return []
    return [*(_line(content, one, language) for one in facts), _looked_up(content, facts, language)]


def law_named(content: Content, ids: Iterable[str], language: str) -> str:
    """Only where it stands, below a text that says what the facts say; empty for no facts."""
    facts = [content.law[one] for one in ids]
    if not facts:
        return ""
    article = "; ".join(dict.fromkeys(fact.article for fact in facts))
    return f"{article}. {_looked_up(content, facts, language)}"


def _line(content: Content, fact: LawFact, language: str) -> str:
    key = "law_fact" if fact.sure >= CERTAIN else "law_unsure"
    key = "law_study" if fact.study else key
    text, since = fact.text[language], _since(content, fact, language)
    return content.catalogue.say(language, key, text=text, article=fact.article, since=since)


def _since(content: Content, fact: LawFact, language: str) -> str:
    if fact.since is None:
        return ""
    key = "law_before" if fact.since.startswith("<") else "law_since"
    when = fact.since.lstrip("<")
    day = spoken_date(when, language) if "-" in when else when
    return content.catalogue.say(language, key, day=day)


def _looked_up(content: Content, facts: list[LawFact], language: str) -> str:
    """The day on which the oldest of them was looked up, and whom to ask."""
    day = spoken_date(min(fact.checked for fact in facts).isoformat(), language)
    key = "law_study_day" if all(fact.study for fact in facts) else "law_day"
    return content.catalogue.say(language, key, day=day)
