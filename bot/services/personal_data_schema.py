"""The form of everything that is kept of a person, as JSON; its schema is published.

Moments are in seconds since the epoch.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class KnownBy(_Part):
    """Who the person is for us."""

    since: float | None = Field(description="when they first came")
    known_by: list[tuple[str, str]] = Field(description="channel and address in it")


class SignInData(_Part):
    """A way by which the person comes in."""

    channel: str = Field(description="such as web or telegram")
    address: str = Field(description="by which that channel knows them")
    reachable: bool = Field(description="whether what we say arrives")


class BrowserData(_Part):
    """A browser in which the person is signed in."""

    device: str = Field(description="what kind of browser it is")
    home: str = Field(description="first part of the paths that it opens")
    began: float = Field(description="when they signed in")
    seen: float = Field(description="when it was used last, more or less; 0 for never")


class SettingsData(_Part):
    """How the person wants to be reached."""

    zone: str = Field(description="an IANA name")
    discreet: bool = Field(description="a prompt does not say what it is about")
    asked: bool = Field(description="they were asked for their zone")
    calendar: dict[str, Any] = Field(
        description="hours, working days, holidays, and days on which they are away"
    )


class PulseData(_Part):
    """The person's own pulse."""

    going: bool = Field(description="it comes back")
    schedule: dict[str, Any] = Field(description="how often, and at what time")
    next: float | None = Field(description="the next moment")


class CalendarData(_Part):
    """What the person's own calendar has of us."""

    follows: bool = Field(description="there is an address that a calendar can follow")
    entries: list[dict[str, Any]] = Field(
        description="each with its name there (uid), when it is, how many minutes it takes, a mark "
        "by which a change is seen, how often it changed, and whether it fell away"
    )


class MembershipData(_Part):
    """The person in a collaboration."""

    name: str = Field(description="of the collaboration")
    municipality: str = Field(description="theirs")
    role: str = Field(description="theirs")
    your_name: str = Field(description="as facilitators see it")
    right: str = Field(description="owner, co or member")
    muted: bool = Field(description="they are not asked for pulses")
    joined: float = Field(description="when they agreed to take part")
    rounds: list[dict[str, Any]] = Field(
        description="what they sent in to rounds that are open, and whether their line may be used"
    )


class InvitationData(_Part):
    """An invitation that the person opened."""

    municipality: str = Field(description="for which it is")
    role: str = Field(description="for which it is")
    name: str = Field(description="the one that a facilitator gave; or empty")
    email: str = Field(description="the address that a facilitator gave; or empty")
    expires: float = Field(description="until when it works")


class FireData(_Part):
    """Something that is due, or was."""

    kind: str = Field(description="such as resume, pulse or round")
    about: str = Field(description="the id of a talk, a round or a schedule")
    due: float = Field(description="when")
    status: str = Field(description="pending, done or skipped")
    ended: float | None = Field(description="when it was said or left out")


class PersonalData(_Part):
    """Everything that is kept of one person."""

    version: int = Field(VERSION, description="of this form")
    person: KnownBy = Field(description="who they are for us")
    sign_ins: list[SignInData] = Field(description="how they come in")
    browsers: list[BrowserData] = Field(description="where they are signed in")
    language: str = Field(description="such as nl")
    settings: SettingsData = Field(description="how they want to be reached")
    pulse: PulseData | None = Field(description="their own pulse, if there is one")
    calendar: CalendarData = Field(description="what their own calendar has of us")
    due: list[FireData] = Field(description="what they hear, or heard, without asking")
    draft: dict[str, Any] | None = Field(description="a document of which words are being changed")
    shared_answers: dict[str, Any] = Field(description="answers that every talk may use")
    sessions: list[dict[str, Any]] = Field(description="talks with all answers")
    collaborations: list[MembershipData] = Field(description="that they take part in")
    invitations: list[InvitationData] = Field(description="that they opened")
    messages_from_you: list[Any] = Field(description="each as it came in")
    messages_to_you: list[Any] = Field(description="each as it went out")


def schema() -> dict[str, Any]:
    """As JSON Schema, draft 2020-12."""
    return PersonalData.model_json_schema()
