"""A yes with consequences is good once, for what was asked, and for ten minutes. Pure.

Buttons of such a question carry a token, which is the person's until they say anything else. A yes
without one, typed or from an old button, asks the question anew.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

from dialogues.domain.open_question import OpenQuestion
from dialogues.messages.events import Button, MessageCreated, Noticed, Prompt
from dialogues.messages.inputs import Command, Input, Timeout
from dialogues.turn.context import TurnContext
from dialogues.turn.person import Person

TOKEN = 12
"""Characters: a button carries 64 bytes in Telegram."""
LASTS = 600.0
"""Seconds for which a yes may be said."""
CONSEQUENTIAL: Final = tuple(
    re.compile(f"(?P<ask>{ask})(?: (?:{act}))" if act else ask)
    for ask, act in (
        ("erase", "yes|yes really"),
        (r"start \S+", "again|now"),
        ("pulse", "(?:(?:bi)?weekly|monthly|quarterly) .* yes|stop"),
        (r"group \S+ leave", "yes|yes really"),
        (r"group \S+ open .*", "yes"),
        (r"group \S+ (?:close|owner) \S+", "yes"),
        (r"group \S+ invite \S+ \S+", r"\S+"),
        (r"group \S+ pulse", r"(?:(?:bi)?weekly|monthly|quarterly) .* yes|stop|post .*"),
        (r"group \S+ (?:share|post|remove|co|member|revoke) .*", ""),
    )
)
"""What changes something for good, for others or twice, behind the command that asks for it; what
no command asks for is asked here."""
STAMPED: Final = re.compile(r"(?P<act>.*) !(?P<token>\w+)", re.DOTALL)


def consequential(act: str) -> re.Match[str] | None:
    """Whether a command, without its slash, is only done after a yes; `ask` is what asks for it."""
    return next((found for one in CONSEQUENTIAL if (found := one.fullmatch(act))), None)


class Agreement:
    """The yes of one person, in one turn."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.asked = ctx, ctx.person.asked

    def settle(self, given: Input) -> Input | None:
        """What is to be done with an input: itself, its question anew, or nothing (None).

        Whatever a person says, what they were asked before is not open any more; a button that is
        worn out says nothing.
        """
        if isinstance(given, Timeout):
            return given
        if not isinstance(given, Command):
            self._close()
            return given
        act = f"{given.verb} {given.argument}"
        stamped = STAMPED.fullmatch(act)
        plain, token = (stamped["act"], stamped["token"]) if stamped else (act, "")
        found = consequential(plain)
        if found is None:
            self._close()
            return given
        agreed = self.asked is not None and self.asked.allows(token, plain, self.ctx.now)
        if token and not agreed:
            self.ctx.event(Noticed(self.ctx.say("yes_worn_out")))
            return None
        self._close()
        asks = plain if agreed or given.sure else found.groupdict().get("ask")
        if asks is None:
            yes = Button(self.ctx.say("button_sure"), f"/{plain}")
            self.ctx.tell("really", Prompt("menu", (yes, *self.ctx.buttons("menu").choices)))
            return None
        return Command(given.verb, asks.removeprefix(given.verb).strip())

    def _close(self) -> None:
        """Its token stays, so that the next is another."""
        if self.asked is not None and self.asked.acts:
            self.ctx.person.asked = self.asked.closed()
            self.ctx.result.person_changed = True

    def stamp(self) -> None:
        """Give the buttons of what was just asked their token."""
        events = self.ctx.result.events
        prompts = [e.prompt for e in events if isinstance(e, MessageCreated) and e.prompt]
        acts = [act for one in prompts for b in (*one.choices, *one.verbs) if (act := _act(b))]
        if not acts:
            return
        token = _token(self.ctx.person, acts)
        self.ctx.person.asked = OpenQuestion(token, tuple(acts), self.ctx.now + LASTS)
        self.ctx.result.person_changed = True
        for place, event in enumerate(events):
            if isinstance(event, MessageCreated) and event.prompt:
                events[place] = replace(event, prompt=_stamped(event.prompt, token))


def _token(person: Person, acts: list[str]) -> str:
    """It need not be secret, for only its person can use it: only unlike all earlier ones."""
    before = person.asked.token if person.asked else ""
    asked = "\n".join((person.id, before, *acts))
    return sha256(asked.encode()).hexdigest()[:TOKEN]


def _act(button: Button) -> str:
    """What a button does, when that has consequences."""
    act = button.data.removeprefix("/")
    return act if act != button.data and consequential(act) else ""


def _stamped(prompt: Prompt, token: str) -> Prompt:
    choices, verbs = (
        tuple(replace(b, data=f"{b.data} !{token}") if _act(b) else b for b in several)
        for several in (prompt.choices, prompt.verbs)
    )
    return replace(prompt, choices=choices, verbs=verbs)
