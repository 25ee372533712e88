"""Two figures that were named for one thing, such as a limit of 40,000 and one of 60,000."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dialogues.definition.dialogue import Dialogue
from dialogues.engine.session import Session
from dialogues.listening.figures import Figure, Figures, differing

FIGURES = "figures"
"""The fact that some differ: which thing they are of."""
Differing = tuple[Figure, Figure] | None
FIGURE_WORDS: Mapping[str, Callable[[tuple[Figure, Figure]], str]] = {
    "figure_before": lambda two: two[0].words,
    "figure_after": lambda two: two[1].words,
}
"""What texts may say of them."""


def figures_differing(figures: Figures, flow: Dialogue, session: Session) -> Differing:
    """The first two that differ among all that was told and answered in free text so far."""
    return differing(figures_named(figures, flow, session))


def figures_named(figures: Figures, flow: Dialogue, session: Session) -> Iterator[Figure]:
    """All of which there is only one, in what was told and answered in free text so far."""
    for question, text in _texts(flow, session):
        yield from figures.found(question, text, session.language, session.started)


def _texts(flow: Dialogue, session: Session) -> Iterator[tuple[str, str]]:
    yield "", session.story
    for state_id in session.path:
        value = session.answers[state_id].value
        if flow.states[state_id].kind == "text" and isinstance(value, str):
            yield state_id, value
