"""A language model may look at a talk, when there is one and the person wants it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from dialogues.engine.model.thinking import look_now, think
from dialogues.engine.other_sessions import OtherSessions, other_sessions
from dialogues.engine.session import Session
from dialogues.messages.events import Button, Event, Part, Prompt
from dialogues.messages.inputs import Thought
from dialogues.messages.model_events import ModelWanted
from dialogues.turn.context import TurnContext


class SecondLook:
    """The second looks of whose turn it is."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    def thought(self, given: Thought) -> None:
        """An answer came. It waits in its talk while the person is busy with another one."""
        ctx, stored = self.ctx, self.ctx.find(given.session)
        if stored is None or stored.dialogue not in ctx.content.dialogues:
            return
        session = self._session(given.session)
        busy = ctx.active()
        events = think(
            ctx.content, session, given, ctx.now, self._others(session),
            silent=busy is not None and busy.id != session.id,
        )  # fmt: skip
        self._keep(session, events)

    def consent(self, argument: str) -> None:
        """`ask [TALK]` tells what it is; `on [TALK]` and `off` choose, and a talk is looked at."""
        ctx = self.ctx
        choice, _, name = argument.partition(" ")
        if ctx.content.model is None or choice not in ("on", "off"):
            self._explain(name)
            return
        ctx.person.prefs = replace(ctx.person.prefs, model=choice == "on")
        ctx.result.person_changed = True
        ctx.tell(f"model_{choice}", ctx.buttons("settings", "menu"))
        if choice == "on" and ctx.find(name) is not None:
            session = self._session(name)
            self._keep(session, look_now(ctx.content, session, ctx.now, self._others(session)))

    def _explain(self, name: str) -> None:
        ctx, model = self.ctx, self.ctx.content.model
        if model is None:
            ctx.tell("model_none", ctx.buttons("settings", "menu"))
            return
        keys = ("model_what", "model_sent", "model_where", "model_free")
        parts = tuple(Part("text", ctx.say(one, owner=model.owner)) for one in keys)
        ways = [Button(ctx.say("button_model_on"), f"/settings model on {name}".strip())]
        ways.append(Button(ctx.say("button_model_off"), "/settings model off"))
        ctx.message(parts, Prompt("menu", tuple(ways)))

    def _session(self, name: str) -> Session:
        stored = self.ctx.find(name)
        assert stored is not None
        session = self.ctx.session(stored)
        session.language, session.model = self.ctx.person.language, self.ctx.model_use
        return session

    def _others(self, session: Session) -> OtherSessions:
        return other_sessions(self.ctx.content, self.ctx.person.sessions, session.dialogue)

    def _keep(self, session: Session, events: list[Event]) -> None:
        self.ctx.hold(session)
        self.ctx.result.events += affordable(self.ctx, events)


def affordable(ctx: TurnContext, events: list[Event]) -> list[Event]:
    """The same without what goes beyond what a model may be asked for one person on one day."""
    if not any(isinstance(one, ModelWanted) for one in events):
        return events
    today = datetime.fromtimestamp(ctx.now, UTC).date().isoformat()
    day, count = ctx.person.model_calls
    count, most = count if day == today else 0, ctx.content.model.daily if ctx.content.model else 0
    kept: list[Event] = []
    for one in events:
        if isinstance(one, ModelWanted):
            if count >= most:
                continue
            count += 1
        kept.append(one)
    ctx.person.model_calls, ctx.result.person_changed = (today, count), True
    return kept
