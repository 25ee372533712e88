"""What became of one message in, for the channel that brought it."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.messages.events import AnswerReturned
from dialogues.turn.result import TurnResult


@dataclass(slots=True)
class Outcome:
    """What became of one inbound.

    notice: a word beside the talk, if any, for who tapped
    fresh: it had not come before
    erased: nothing is kept any more of who it came from
    returned: it answers an earlier question, and is as if it had not come: it goes back to who
      sent it
    """

    notice: str = ""
    fresh: bool = True
    erased: bool = False
    returned: bool = False


def returned(result: TurnResult) -> str:
    """What is said to an answer that was not taken; empty for any other."""
    return next((e.text for e in result.events if isinstance(e, AnswerReturned)), "")
