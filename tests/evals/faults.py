"""What must not be in an outcome, as far as a rule can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dialogues.listening.sentences import sentences
from dialogues.messages.events import Part
from tests.evals.cases import Case
from tests.evals.matching import any_holds, denies
from tests.evals.quotes import (
    ELLIPSIS,
    FRAGMENT,
    Answers,
    our_words,
    their_words,
    uncut,
    words_of,
)
from tests.support.yaml_text import from_yaml

ROLES = Path(__file__).parent / "roles.yaml"


def cut_quotes(said: Sequence[Part], answers: Answers) -> list[str]:
    """Quotations that end or begin in the middle of a sentence."""
    return [
        words
        for words in their_words(said, answers)
        if answers.holds(uncut(words))
        and (ELLIPSIS.search(words) or len(words_of(words)) >= FRAGMENT)
        and not answers.whole(words)
    ]


def altered_quotes(said: Sequence[Part], answers: Answers) -> list[str]:
    """Quotations that are nearly what was said."""
    return [one for one in their_words(said, answers) if not answers.holds(uncut(one))]


def non_answers(said: Sequence[Part], case: Case) -> list[str]:
    """What is no answer, and is said back: as a quotation, or in a sentence of ours."""
    answers = Answers.of(case)
    whole = {words_of(one) for one in their_words(said, answers)}
    texts = [f" {' '.join(words_of(part.text))} " for part in said]
    return [
        one
        for one in case.non_answers
        if words_of(one) in whole
        or (len(words_of(one)) > 1 and any(f" {' '.join(words_of(one))} " in t for t in texts))
    ]


def forbidden(said: Sequence[Part], case: Case) -> list[str]:
    """Sentences that say what the case forbids."""
    return [
        one
        for one in our_sentences(said, Answers.of(case))
        if not denies(one) and any_holds(case.forbidden, one)
    ]


def outside_role(said: Sequence[Part], case: Case) -> list[str]:
    """Sentences that ask something that is not for this role to do."""
    patterns = role_patterns()[case.office][case.language]
    return [
        one
        for one in our_sentences(said, Answers.of(case))
        if not denies(one) and any(pattern.search(one.casefold()) for pattern in patterns)
    ]


def our_sentences(said: Sequence[Part], answers: Answers) -> Iterator[str]:
    for part in said:
        yield from sentences(our_words(part, answers))


@cache
def role_patterns() -> dict[str, dict[str, list[re.Pattern[str]]]]:
    """`[office][language]`; what goes for all stands in each."""
    raw = from_yaml(ROLES.read_text(encoding="utf-8"))
    everyone = raw.pop("everyone")
    return {
        office: {
            language: [re.compile(one) for one in (*everyone[language], *written)]
            for language, written in rules.items()
        }
        for office, rules in raw.items()
    }
