"""What a person may still do, out of the outcomes of all their talks. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.engine.case import picture_of
from dialogues.engine.labels import talk_label
from dialogues.engine.outputs.outcome import OutcomeWords, weighed
from dialogues.engine.run import Run
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import Button, Part, Prompt
from dialogues.turn.context import TurnContext

MOST_TALKS = 5
"""More would not be read; they stand in the summaries."""


class OpenActions:
    """Lists them, the newest talk first."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    def show(self) -> None:
        """Each talk whose outcome had something to do, with that, and its summary to open."""
        ctx, parts, ways = self.ctx, list[Part](), list[Button]()
        for stored in sorted(ctx.person.sessions, key=lambda one: -one.touched):
            actions = list(actions_of(ctx, stored))
            if not actions or len(ways) == MOST_TALKS:
                continue
            title = talk_label(ctx.content, stored.dialogue, ctx.person.language)
            parts += [Part("strong", title), *(Part("item", words) for words in actions)]
            ways.append(Button(ctx.say("button_summary_of", title=title), f"/summary {stored.id}"))
        if parts:
            head = Part("heading", ctx.say("open_actions"))
            ctx.message((head, *parts), Prompt("menu", tuple(ways)))
        else:
            ctx.tell("no_open_actions", ctx.menu())


def actions_of(ctx: TurnContext, stored: StoredSession) -> Iterator[str]:
    """What can be done after one talk; nothing where it came to no outcome."""
    session = ctx.session(stored).copy()
    if not session.points or session.dialogue not in ctx.content.dialogues:
        return
    session.language = ctx.person.language
    talk = Run(ctx.content, session, session.touched)
    picture = picture_of(talk)
    if (found := weighed(talk, picture)) is not None:
        yield from (words for words, _ in OutcomeWords(talk, picture).actions(found))
