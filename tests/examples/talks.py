"""Talks of one alderman who does not exist, held with the real engine on fixed days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Answer, Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.inputs import Command, Typed
from dialogues.turn.person import Person

FACTORS_THEN = (
    "1", "2", "4", "3", "3", "2",
    "Het loket in ons dorpshuis. Daar komen mensen graag, maar in het plan staat het niet.",
    "4", "4", "4", "3", "2", "2",
    "Wie de leiding krijgt. Onze controller wil eerst de cijfers zien.",
    "3", "3", "3", "2",
    "Tussen de drie secretarissen. Zij mailen veel en bellen weinig.",
    "4", "4", "3", "3", "3", "3",
)  # fmt: skip
"""Role, phase, and the statements two by two; words where the coach asks on."""
FACTORS_NOW = ("4", "4", "4", "3", "4", "5", "4", "4", "4", "4", "4", "4", "3", "3", "4", "4", "4",
               "4", "3", "4")  # fmt: skip
FORMS = (
    "2", "2",
    "Een aanvraag voor hulp thuis mag niet blijven liggen als er iemand ziek is.",
    "1", "2", "2", "3", "drie", "1", "3", "2", "1", "2", "4", "1,5", "3,5",
)  # fmt: skip
STEPS = (
    "5", "1", "1", "4 januari 2027", "1,6,7", "2", "2",
    "Eén telefoonnummer voor alle drie de gemeenten, dat altijd wordt opgenomen.",
    "aanvragen die binnen zes weken klaar zijn, per honderd", "omhoog", "71",
    "taken die aan één persoon hangen", "omlaag", "9",
    "uren van ingehuurde mensen", "410000",
)  # fmt: skip


def seconds(year: int, month: int, day: int) -> float:
    """Ten o’clock on a day."""
    return datetime(year, month, day, 10, tzinfo=UTC).timestamp()


def hold(
    content: Content, dialogue: str, answers: Sequence[str], began: float, name: str,
    known: dict[str, Answer] | None = None,
) -> Session:  # fmt: skip
    """A talk that is held to its end: what was understood is confirmed, what is open skipped."""
    states = content.dialogues[dialogue].states
    session = engine.start(content, dialogue, name, "nl", began, known).session
    for number, text in enumerate(answers, 1):
        if session.state in states and states[session.state].tells:
            now = began + 30 * number
            session = engine.resume(content, session, Typed("1"), now).session
        session = engine.resume(content, session, Typed(text), began + 30 * number).session
    for number in range(40):
        if session.status == "completed":
            return session
        now = began + 30 * (len(answers) + number)
        given = Typed("1") if states[session.state].tells else Command("skip")
        session = engine.resume(content, session, given, now).session
    raise ValueError(f"{dialogue} does not end: it is at {session.state}")


def alderman(content: Content) -> Person:
    """A person with four talks, the oldest first."""
    role = {"role": Answer(("executive",)), "phase": Answer(("running",))}
    sessions = [
        hold(content, "success_factors", FACTORS_THEN, seconds(2025, 11, 18), "then"),
        hold(content, "forms", FORMS, seconds(2026, 3, 10), "forms", {"role": role["role"]}),
        hold(content, "success_factors", FACTORS_NOW, seconds(2026, 11, 17), "now", role),
        hold(content, "six_steps", STEPS, seconds(2026, 11, 20), "steps", {"role": role["role"]}),
    ]
    person = Person("alderman", "nl", shared=role)
    person.sessions = [
        StoredSession(one.id, one.dialogue, one.status, one.touched, one.copy) for one in sessions
    ]
    return person
