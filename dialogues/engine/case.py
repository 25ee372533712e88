"""The picture of a case: what a session holds, with the signs in what was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from dialogues.definition.case_rules import CaseRules
from dialogues.definition.tellings import GiveComparison
from dialogues.engine.facts import ratings, scorecard
from dialogues.engine.outputs.comparison import became
from dialogues.engine.run import Run
from dialogues.listening.figure_pairs.pairs import pairs_in
from dialogues.listening.figure_pairs.words import figure_words
from dialogues.listening.past import told_as_to_come
from dialogues.listening.sentences import sentences
from dialogues.listening.themes import AMOUNT_PATTERN
from dialogues.parsing.spans import days_in
from frameworks.case.picture import ALSO, SAID, CasePicture, Evidence
from frameworks.definition.conditions import Fact

AMOUNT_NAMED, DAY_NAMED, CLASH = "amount", "day", "clash"
"""Signs that are no phrases: a sum of money, a day, a word that was wanted and refused."""
BECAME = "became"
"""The fact of what became of a number since it was first counted."""
SCORED = ("weakest", "strongest", "apart", "apart.count", "neutral.share")
"""Facts about all that was rated together."""
WORD = re.compile(r"[^\W\d_]{6,}")
SPREAD = 2.0
"""Two ratings of one item that are this far apart do not say the same."""


def picture_of(talk: Run) -> CasePicture:
    """What is known of the case now."""
    rules = talk.content.case
    words = list(words_typed(talk))
    read = (*_pairs(talk, words), *_signs(talk, words))
    signs = sorted(_told(read, rules), key=lambda one: -one.sure)
    evidence = (*signs, *_clashes(words, rules.slots, rules.plain_words))
    found: dict[str, Fact] = {
        **_said(evidence, rules.slots),
        **_figures(talk, evidence),
        **_scores(talk),
        **dict(_changes(talk)),
    }
    return CasePicture({**talk.all_facts(), **found}, evidence, rules.slots)


def _told(signs: Iterable[Evidence], rules: CaseRules) -> list[Evidence]:
    """What may be used: nothing of what was told in confidence but that and what quotes nothing;
    and what someone does not want, they do not tell of as it is, which learning cannot see."""
    found, refused = list(signs), rules.slots.get("refuses", frozenset())
    secret = {one.sentence for one in found if one.sign in rules.secrets}
    return [
        one
        for one in found
        if (one.sentence not in secret or one.sign in rules.quiet)
        and not (one.learned and one.question in refused)
    ]


def words_typed(talk: Run) -> Iterator[tuple[str, str]]:
    """(question, text) of everything that was typed, in its order."""
    session = talk.session
    if session.story:
        yield "", session.story
    for state_id in session.path:
        answer = session.answers[state_id]
        state = talk.dialogue.states[state_id]
        plain = state.follows or state.plain
        if isinstance(answer.value, str) and state.kind == "text":
            yield plain, answer.value
        for own in answer.own:
            yield plain, own
    if session.correction:
        yield "", session.correction


def _signs(talk: Run, words: Iterable[tuple[str, str]]) -> Iterator[Evidence]:
    language, case = talk.language, talk.content.case
    for question, text in words:
        for found in case.signs.found(text, language):
            yield Evidence(found.theme, question, found.word, found.sentence, found.sure)
        for found in talk.content.listener.themes.found(text, language):
            yield Evidence(found.theme, question, found.word, found.sentence)
        for sentence in sentences(text):
            for match in AMOUNT_PATTERN.finditer(sentence):
                yield Evidence(AMOUNT_NAMED, question, match[0].strip(), sentence)
            for said, _ in days_in(sentence, talk.now):
                yield Evidence(DAY_NAMED, question, said, sentence)


def _pairs(talk: Run, words: Iterable[tuple[str, str]]) -> Iterator[Evidence]:
    """Two figures that belong together: evidence of the sentence of each."""
    for pair in pairs_in(words, talk.language):
        figures = tuple(figure_words(pair, talk.language, talk.content.catalogue))
        for sentence, one in {one.sentence: one for one in pair.figures}.items():
            yield Evidence(pair.sign, one.question, one.words, sentence, figures=figures)


def _clashes(
    words: Iterable[tuple[str, str]], slots: Mapping[str, frozenset[str]], plain: frozenset[str]
) -> Iterator[Evidence]:
    """A telling word that stands both in what is refused and in what another may have or want.

    What was only said again ("as I said") is not refused.
    """
    spoken = [
        (question, word.casefold(), word, sentence)
        for question, text in words
        for sentence in sentences(text)
        for word in WORD.findall(sentence)
        if word.islower()  # a name that comes twice is no clash
    ]
    elsewhere = {s for q, _, _, s in spoken if q not in slots.get("refuses", ())}
    refused = {
        w: s for q, w, _, s in spoken if q in slots.get("refuses", ()) and s not in elsewhere
    }
    for question, folded, word, sentence in spoken:
        other = question not in slots.get("refuses", ()) and sentence != refused.get(folded)
        if other and folded in refused and folded not in plain:
            yield Evidence(CLASH, question, word, sentence)
            yield Evidence(f"{CLASH}_refused", "", word, refused[folded])
            return


def _said(evidence: Iterable[Evidence], slots: Mapping[str, frozenset[str]]) -> dict[str, Fact]:
    """`said`, `<question>.said` and `<slot>.said`: the signs there."""
    found: dict[str, set[str]] = {}
    for one in evidence:
        places = [one.question] if one.question else []
        places += [slot for slot, questions in slots.items() if one.question in questions]
        for name in (SAID, *(f"{place}.{SAID}" for place in (*places, *ALSO))):
            found.setdefault(name, set()).add(one.sign)
    return {name: frozenset(signs) for name, signs in found.items()}


def _figures(talk: Run, evidence: Iterable[Evidence]) -> dict[str, Fact]:
    """How many sums and days were named, and how many days there are up to the first."""
    evidence = tuple(evidence)
    amounts = {one.word for one in evidence if one.sign == AMOUNT_NAMED}
    days = dict(days_ahead(talk, evidence))
    found: dict[str, Fact] = {"amounts.count": float(len(amounts)), "days.count": float(len(days))}
    if days:
        found["days.first"] = float(
            (min(days.values()) - datetime.fromtimestamp(talk.now, UTC).date()).days
        )
    return found


def days_ahead(talk: Run, evidence: Iterable[Evidence]) -> list[tuple[str, date]]:
    """Those told as a limit or an appointment still to come: no day past, no rumour."""
    days = (one for one in evidence if one.sign == DAY_NAMED)
    return days_named(talk, [one for one in days if told_as_to_come(one.sentence, one.word)])


def days_named(talk: Run, evidence: Iterable[Evidence]) -> list[tuple[str, date]]:
    """(words, day) of the days in what was said, the first day first."""
    found = {
        day: said
        for one in evidence
        if one.sign == DAY_NAMED
        for said, day in days_in(one.sentence, talk.now)
    }
    return [(found[day], day) for day in sorted(found)]


def _changes(talk: Run) -> Iterator[tuple[str, Fact]]:
    """`<question>.became` of what was counted twice: `rose` or `fell`, `better` or `worse`."""
    told = [one.told for one in talk.dialogue.states.values()]
    rows = [row for one in told if isinstance(one, GiveComparison) for row in one.rows]
    for row in rows:
        if (key := became(row, talk.facts())) is not None:
            yield f"{row.after}.{BECAME}", frozenset(key.split("_"))


def _scores(talk: Run) -> dict[str, Fact]:
    """Of what was rated: which items stand out, and which say two things at once."""
    rated = [value for value in ratings(talk.dialogue, talk.session).values() if value is not None]
    if not rated:
        return {}
    found: dict[str, Fact] = {}
    for framework in talk.dialogue.frameworks.values():
        if framework.scale is None:
            continue
        known = [s for s in scorecard(talk.dialogue, talk.session, framework.id).scores if s.mean]
        if known:
            values = [score.mean for score in known if score.mean is not None]
            low, high = min(values), max(values)
            if low < high:
                found["weakest"] = frozenset(s.item for s in known if s.mean == low)
                found["strongest"] = frozenset(s.item for s in known if s.mean == high)
        middle = framework.scale.points[len(framework.scale.points) // 2].value
        found["neutral.share"] = sum(value == middle for value in rated) / len(rated)
    facts = talk.all_facts()
    apart = frozenset(
        name.removesuffix(".low")
        for name, low in facts.items()
        if name.endswith(".low")
        and isinstance(low, float)
        and isinstance(top := facts.get(name.replace(".low", ".high")), float)
        and top - low >= SPREAD
    )
    if apart:
        found["apart"] = apart
    found["apart.count"] = float(len(apart))
    return found
