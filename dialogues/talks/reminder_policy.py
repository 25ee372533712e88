"""A talk that was left is brought up once, after a week in which nothing was said. Pure.

Only a talk that begins, is left or is taken up again gets a fire. Answers write none: a fire looks
at the moment itself when the last word was, and is put off if that is less than a week ago, or if
it is a holiday: only then are the holidays needed.
"""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, SECONDS_PER_WEEK
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.engine.engine import Sprint
from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import FireChange, FireCleared, FireSet, SessionResumed
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import RESUME

OPEN = ("active", "paused")
AWAY = SECONDS_PER_WEEK
GRACE = SECONDS_PER_DAY
"""What is later than this is not said any more: no burst after a time in which we were down."""


def after_sprint(before: StoredSession | None, sprint: Sprint, now: float) -> list[FireChange]:
    """The fire that a talk gets or loses by what was just said in it."""
    session = sprint.session
    was = before.status if before else None
    if session.status not in OPEN:
        return cleared(session) if was in OPEN else []
    long_away = before is not None and now - before.touched >= AWAY
    resumed = any(isinstance(event, SessionResumed) for event in sprint.events)
    return fire_at(session, now + AWAY) if was != session.status or long_away or resumed else []


def fire_at(session: Session, moment: float, *, chosen: bool = False) -> list[FireChange]:
    """A new fire in the place of the one that there may be; `chosen`: the person said when."""
    if session.quiet:
        return []
    replaced = cleared(session)
    session.fires += 1
    session.chosen = chosen
    return [*replaced, FireSet(RESUME, session.id, session.fires, next_allowed(moment))]


def cleared(session: Session) -> list[FireChange]:
    """Takes back the fire that there may be."""
    return [FireCleared(RESUME, session.id, session.fires)] if session.fires else []


def asked(session: Session, when: str, now: float) -> list[FireChange]:
    """The person says `later`, or `never`."""
    session.touched, session.quiet = now, when == "never"
    return cleared(session) if session.quiet else fire_at(session, now + AWAY)


def moment(
    session: Session,
    given: Timeout,
    sessions: Iterable[StoredSession],
    now: float,
    prefs: Prefs = USUAL,
) -> float | None:
    """When a talk may be brought up: `now`, or later; None when it need not be, or it is too late.

    `sessions` are all talks of this person: a word in any of them puts it off, unless they said
    when. Moments are in seconds since the epoch.
    """
    if session.status not in OPEN or session.quiet or session.fires != given.slot:
        return None
    calendar, zone = prefs.calendar, prefs.zone
    earliest = given.due
    if not session.chosen:
        last_word = max([given.prompted, *(talk.touched for talk in sessions)])
        earliest = max(earliest, next_allowed(last_word + AWAY, calendar, zone))
    return None if now - earliest > GRACE else next_allowed(max(earliest, now), calendar, zone)
