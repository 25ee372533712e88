"""What is said to one after the other: advice that fits everyone is nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.evals.cases import Case
from tests.evals.faults import our_sentences
from tests.evals.play import Played
from tests.evals.quotes import Answers, words_of

LEAST_WORDS = 6
"""A shorter sentence may be the same by chance."""


def advice_shares(played: Mapping[str, Played]) -> list[tuple[str, float]]:
    """In which share of the cases each advice comes, the most frequent first."""
    counted = Counter(one for each in played.values() for one in set(each.advice))
    return [(advice, count / len(played)) for advice, count in counted.most_common()]


def general_share(cases: Mapping[str, Case], played: Mapping[str, Played]) -> float:
    """The share of our sentences that also come, word for word, in another case."""
    by_case = {
        name: {
            words
            for one in our_sentences(each.shown, Answers.of(cases[name]))
            if len(words := words_of(one)) >= LEAST_WORDS
        }
        for name, each in played.items()
    }
    counted = Counter(words for said in by_case.values() for words in said)
    total = sum(len(said) for said in by_case.values())
    again = sum(counted[words] > 1 for said in by_case.values() for words in said)
    return again / total if total else 0.0
