"""What is otherwise than in an earlier talk: a choice that both offer, or a figure of one thing."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.engine.figures import figures_named
from dialogues.engine.run import Run
from dialogues.engine.session import Session

TOLD_BEFORE = frozenset({"role"})
"""Asked in each talk, and nobody needs to hear that they changed it."""
Changed = tuple[str, str]
"""(what was said then, what is said now)"""


def changed(talk: Run) -> Changed | None:
    """The first that differs from the newest talk that knows it."""
    earlier = talk.elsewhere.earlier()
    return next((pair for before in earlier for pair in _changes(talk, before)), None)


def _changes(talk: Run, before: Session) -> Iterator[Changed]:
    flow = talk.content.dialogues[before.dialogue]
    for state_id in talk.session.path:
        ours, theirs = talk.dialogue.states[state_id], flow.states.get(state_id)
        if theirs is None or state_id in TOLD_BEFORE or state_id not in before.path:
            continue
        then, now = before.answers[state_id], talk.session.answers[state_id]
        alike = ours.kind == theirs.kind == "choice" and ours.choices == theirs.choices
        if alike and not ours.over and then.value != now.value:
            yield talk.shown(state_id, then), talk.shown(state_id, now)
    listener = talk.content.listener.figures
    known = {(one.of, one.beside): one for one in figures_named(listener, flow, before)}
    for one in figures_named(listener, talk.dialogue, talk.session):
        was = known.get((one.of, one.beside))
        if was is not None and was.value != one.value:
            yield was.words, one.words
