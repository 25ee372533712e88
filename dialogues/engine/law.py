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
    say, day = content.catalogue.say, _checked(facts, language)
    return [*(_line(content, fact, language) for fact in facts), say(language, "law_day", day=day)]


def law_named(content: Content, ids: Iterable[str], language: str) -> str:
    """Only where it stands, below a text that says what the facts say; empty for no facts."""
    facts = [content.law[one] for one in ids]
    if not facts:
        return ""
    article = "; ".join(dict.fromkeys(fact.article for fact in facts))
    day = _checked(facts, language)
    return content.catalogue.say(language, "law_named", article=article, day=day)


def _line(content: Content, fact: LawFact, language: str) -> str:
    key = "law_fact" if fact.sure >= CERTAIN else "law_unsure"
    text, since = fact.text[language], _since(content, fact, language)
    return content.catalogue.say(language, key, text=text, article=fact.article, since=since)


def _since(content: Content, fact: LawFact, language: str) -> str:
    if fact.since is None:
        return ""
    key = "law_before" if fact.since.startswith("<") else "law_since"
    when = fact.since.lstrip("<")
    day = spoken_date(when, language) if "-" in when else when
    return content.catalogue.say(language, key, day=day)


def _checked(facts: list[LawFact], language: str) -> str:
    """The day on which the oldest of them was looked up."""
    return spoken_date(min(fact.checked for fact in facts).isoformat(), language)
