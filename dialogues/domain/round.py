"""A round of a collaboration, as one of its members knows it: it holds nobody's answers."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.groups.rules import Rules


@dataclass(frozen=True, slots=True)
class Round:
    """One time that all fill in.

    id: random, and unlike any other
    framework: id of the framework that is rated
    opens: seconds since the epoch
    closes: seconds since the epoch
    rules: frozen when it opens
    published: it has its result; the answers that were sent in are gone then
    shared: the facilitator gave the result to the members
    answered: this person did
    pulse: it comes back by itself
    sent: how many sent something in that counts; told to who guides, and only when they close it
    needed: how many are needed for a result; 0 where that is not known
    """

    id: str
    framework: str
    opens: float
    closes: float
    rules: Rules
    published: bool = False
    shared: bool = False
    answered: bool = False
    pulse: bool = False
    sent: int = 0
    needed: int = 0

    @property
    def few(self) -> bool:
        """There would be no result if it closed now."""
        return self.sent < self.needed

    def is_open(self, now: float) -> bool:
        """Whether one can answer, at `now` in seconds since the epoch."""
        return not self.published and now < self.closes
