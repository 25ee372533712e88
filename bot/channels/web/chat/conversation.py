"""A guest's conversation, read from storage for a page."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.chat.transcript import ConversationView, labels, talk
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.site import Guest, Site
from dialogues.messages.events import Button, MessageCreated, Part
from dialogues.turn.menus import welcome
from dialogues.turn.person import Person
from storage.repositories import transcripts
from storage.repositories.transcripts import TranscriptLine

MAX_MESSAGES_SHOWN = 400
VERBS = ("back", "skip", "unknown", "help", "edit", "pause", "stop", "keep")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who asks for it, and what was said so far."""

    guest: Guest
    view: ConversationView


async def conversation(site: Site, request: web.Request) -> Conversation:
    """Both read at one moment, so that one fits the other."""
    lines: list[TranscriptLine] = []
    if address := site.address(request):
        async with site.turns.store.begin() as work:
            guest = await site.find(work, request, address)
            if guest.known:
                lines = await transcripts.transcript(work, CHANNEL, address, 0, MAX_MESSAGES_SHOWN)
    else:
        guest = site.someone(request)
    return Conversation(guest, _view(site, guest, lines, "erased" in request.query))


def has_talk(visitor: Person | None) -> bool:
    return visitor is not None and any(kept.status == "active" for kept in visitor.kept)


def _view(site: Site, guest: Guest, lines: list[TranscriptLine], erased: bool) -> ConversationView:
    first = welcome(site.turns.content, guest.language)
    known = {f"/{verb}": site.say(guest.language, f"verb_{verb}") for verb in VERBS}
    known |= labels(first.prompt) if first.prompt else {}
    if erased and not guest.known:
        parts = (Part("text", site.say(guest.language, "web_erased")), first.parts[-1])
        first = MessageCreated(parts, first.prompt)
    return talk(lines, first, known, _ways(site, guest), site.clock())


def _ways(site: Site, guest: Guest) -> list[Button]:
    """Where a menu can always lead: back into the talk that goes on, and to all talks."""
    verbs = ["resume", "menu"] if has_talk(guest.visitor) else ["menu"]
    return [Button(site.say(guest.language, f"button_{v}"), f"/{v}") for v in verbs]
