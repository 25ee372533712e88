"""A round of a collaboration, as one of its members knows it: it holds nobody's answers."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.groups.rules import Rules


@dataclass(frozen=True, slots=True)
class Round:
    """One time that all fill in. `rules` are frozen when it opens; `answered`: this person did.

    A round that is `published` has its result; the answers that were sent in are gone then. A
    `pulse` comes back by itself.
    `shared`: the facilitator gave the result to the members.
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

    def is_open(self, now: float) -> bool:
        return not self.published and now < self.closes
