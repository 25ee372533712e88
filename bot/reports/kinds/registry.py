"""Which reports a person's talk offers, and how each is made."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports.kinds.comparison import comparison
from bot.reports.kinds.form_advice import form_advice
from bot.reports.kinds.pulse import own_pulses
from bot.reports.kinds.steps_plan import steps_plan
from bot.reports.kinds.summary import summary
from bot.reports.report import Report
from dialogues.definition.content import Content
from dialogues.definition.tellings import GivePlan, GiveRanking
from dialogues.engine.other_sessions import other_sessions
from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.documents import TalkKind


def offered(
    content: Content, sessions: Sequence[StoredSession], one: StoredSession
) -> list[TalkKind]:
    """The kinds that a talk offers, the usual one first; none when its dialogue is gone.

    `kept` are all talks of the person. Only those on the same dialogue are opened.
    """
    if one.dialogue not in content.dialogues:
        return []
    told = [state.told for state in content.dialogues[one.dialogue].states.values()]
    found: list[TalkKind] = ["summary"]
    earlier = _earlier(sessions, one)
    if content.dialogues[one.dialogue].raw.makes == "pulse":
        return [*found, "pulse"] if earlier and not one.subject else found
    if earlier:
        found.append("comparison")
    if any(isinstance(one, GiveRanking) for one in told):
        found.append("forms")
    if any(isinstance(one, GivePlan) for one in told):
        found.append("steps")
    return found


def talk_report(
    kind: TalkKind,
    content: Content,
    sessions: Sequence[StoredSession],
    one: StoredSession,
    session: Session,
) -> Report:
    """A report of one of the person's talks; `session` is that talk as it is now."""
    elsewhere = other_sessions(content, sessions, one.dialogue)
    match kind:
        case "summary":
            return summary(content, session, elsewhere)
        case "comparison":
            return comparison(content, _earlier(sessions, one)[0].open(), session, elsewhere)
        case "forms":
            return form_advice(content, session, elsewhere)
        case "steps":
            return steps_plan(content, session, elsewhere)
        case "pulse":
            before = [talk.open() for talk in _earlier(sessions, one)]
            return own_pulses(content, [*before, session])


def _earlier(sessions: Sequence[StoredSession], one: StoredSession) -> list[StoredSession]:
    """Talks on the same dialogue that were finished before this one, the oldest first."""
    found = (
        other
        for other in sessions
        if other.dialogue == one.dialogue
        and (other.touched, other.id) < (one.touched, one.id)
        and other.status == "completed"
        and other.subject == one.subject
    )
    return sorted(found, key=lambda other: other.touched)
