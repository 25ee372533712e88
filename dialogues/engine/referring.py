"""Which earlier answer someone means who says that they said it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dialogues.definition.states import State
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.listening.acts import Act, Heard
from dialogues.texts.phrases import PhraseText, folded

LONG_WORD = 6
"""Letters from which on a word says what it is about."""
COMMON = 3
"""Questions from which on a word that stands in them tells nothing of one."""
Earlier = tuple[State, Answer]
Topics = tuple[set[str], set[str]]
"""Themes, and long words."""


def meant(talk: Run, heard: Heard) -> Earlier | None:
    """The earlier answer in free text that fits best what was typed, else what is asked; of equals
    the last. Who names the first or the last one gets that."""
    earlier = [*_earlier(talk)]
    if not earlier or heard.kind in ("first", "last"):
        return earlier[0 if heard.kind == "first" else -1] if earlier else None
    typed = _topics(talk, heard.said, but=_own_words(talk))
    asked = _topics(talk, talk.wording(talk.state), talk.state.told_by)

    def fitting(one: Earlier) -> tuple[tuple[int, int], bool, tuple[int, int], int]:
        about = _answered(talk, one)
        follows = one[0].id == talk.state.follows
        return _shared(typed, about), follows, _shared(asked, about), earlier.index(one)

    return max(earlier, key=fitting)


def fits(talk: Run, heard: Heard, one: Earlier) -> bool:
    """Whether an earlier answer has to do with the question: it is named, it is what is asked on,
    or it shares a theme or a telling word with what was typed or asked."""
    if heard.kind in ("first", "last") or one[0].id == talk.state.follows:
        return True
    about, common = _answered(talk, one), _common(talk)
    typed = _topics(talk, heard.said, but=_own_words(talk) | common)
    asked = _topics(talk, talk.wording(talk.state), talk.state.told_by, but=common)
    return any(_shared(typed, about)) or any(_shared(asked, about))


def _common(talk: Run) -> frozenset[str]:
    """Long words of so many questions that they tell nothing of one."""
    states = [state for state in talk.dialogue.states.values() if state.turn < 2 and state.asks]
    words = Counter(
        word for state in states for word in _long_words(state.asks[-1].text[talk.language])
    )
    return frozenset(word for word, times in words.items() if times >= COMMON)


def _earlier(talk: Run) -> Iterator[Earlier]:
    for state_id in talk.session.path:
        state, answer = talk.dialogue.states[state_id], talk.session.answers[state_id]
        if state.kind == "text" and answer.given == "answered":
            yield state, answer


def _shared(one: Topics, other: Topics) -> tuple[int, int]:
    return len(one[0] & other[0]), len(one[1] & other[1])


def _answered(talk: Run, one: Earlier) -> Topics:
    state, answer = one
    label = talk.text(state.label, state) if state.label else ""
    return _topics(talk, f"{label}\n{answer.value}", state.told_by)


def _topics(
    talk: Run, text: str, themes: Iterable[str] = (), but: frozenset[str] = frozenset()
) -> Topics:
    found = talk.content.listener.themes.found(text, talk.language)
    return {*themes, *(one.theme for one in found)}, _long_words(text) - but


def _own_words(talk: Run) -> frozenset[str]:
    """Words that only say that it was said: *answer*, *already*."""
    words = talk.content.listener.file.acts[Act.REFERS_BACK].words(talk.language)
    return frozenset(_long_words("\n".join((*words.whole, *words.patterns, *words.cues))))


def _long_words(text: str) -> set[str]:
    words = map(folded, PhraseText(text).words)
    return {word for word in words if len(word) >= LONG_WORD}
