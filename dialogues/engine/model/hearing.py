"""Where the listener is unsure, a model may hear it too. The answer stays as it was kept."""

from __future__ import annotations

from dialogues.engine.model.jobs import ask
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.listening.acts import Heard


def doubt(talk: Run, heard: Heard, answer: Answer) -> None:
    """What was kept as an answer, and may well be none."""
    if heard.sureness == "maybe" and not heard.act.answers and isinstance(answer.value, str):
        ask(talk, "hear", talk.state.follows or talk.state.plain, answer.value)
