"""What a person said in other talks, as facts `dialogue/fact`; the newest of each counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from dialogues.definition.content import Content
from dialogues.engine.facts import all_facts, valid
from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from frameworks.definition.conditions import Fact

STATUS = "status"
"""The fact of how far a talk is: `dialogue/status`."""
Opening = tuple[str, Callable[[], Session]]
"""A dialogue with how to open a session of it."""


class OtherSessions:
    """Other talks, oldest first, each opened when a condition first asks for it."""

    def __init__(
        self,
        content: Content | None = None,
        talks: Iterable[Opening] = (),
        before: Callable[[], Session] | None = None,
    ) -> None:
        self._content = content
        self._open = dict(talks)
        self._before = before
        self._known: dict[str, tuple[Session, Mapping[str, Fact]]] = {}

    def fact(self, name: str) -> Fact | None:
        """The fact behind `dialogue/fact`, or None when that is not known."""
        dialogue, _, rest = name.partition("/")
        found = self._look(dialogue)
        if found is None:
            return None
        session, facts = found
        return frozenset({session.status}) if rest == STATUS else facts.get(rest)

    def session(self, dialogue: str) -> Session | None:
        """A copy of the newest talk, with the answers that still stand."""
        found = self._look(dialogue)
        return found and found[0]

    def all(self) -> Iterator[Session]:
        """A copy of the newest talk on each dialogue."""
        found = (self.session(dialogue) for dialogue in self._open)
        return (session for session in found if session is not None)

    def earlier(self) -> Iterator[Session]:
        """The newest first, and with the last one that was held on this dialogue."""
        again = [self._before()] if self._before else []
        return iter(sorted([*self.all(), *again], key=lambda one: one.touched, reverse=True))

    def _look(self, dialogue: str) -> tuple[Session, Mapping[str, Fact]] | None:
        if dialogue not in self._known:
            if self._content is None or dialogue not in self._content.dialogues:
                return None
            if dialogue not in self._open:
                return None
            flow, session = self._content.dialogues[dialogue], self._open[dialogue]().copy()
            session.path = [
                one
                for one in session.path
                if one in flow.states
                and one in session.answers
                and valid(flow.states[one], session.answers[one])
            ]
            self._known[dialogue] = session, all_facts(flow, session)
        return self._known[dialogue]


NO_SESSIONS = OtherSessions()


def other_sessions(content: Content, sessions: Iterable[StoredSession], but: str) -> OtherSessions:
    """A person's other talks, for one on `but`."""
    oldest_first = sorted(sessions, key=lambda one: one.touched)
    before = [k.open for k in oldest_first if k.dialogue == but and k.status == "completed"]
    others = ((k.dialogue, k.open) for k in oldest_first if k.dialogue != but)
    return OtherSessions(content, others, before[-1] if before else None)
