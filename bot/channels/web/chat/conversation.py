"""A visitor's conversation as a page shows it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from aiohttp import web

from bot.channels.web.chat.transcript import ConversationView, labels, talk
from bot.channels.web.common.site import Guest, Site
from dialogues.messages.events import Button, MessageCreated, Part
from dialogues.turn.menus import welcome
from dialogues.turn.standing import AT_THE_MENU, standing

VERBS = ("back", "skip", "unknown", "help", "edit", "pause", "stop", "keep")


def conversation(site: Site, guest: Guest, request: web.Request) -> ConversationView:
    """Of a guest with their lines; without any it is what someone sees who comes in."""
    first = welcome(site.turns.content, guest.language)
    known = {f"/{verb}": site.say(guest.language, f"verb_{verb}") for verb in VERBS}
    known |= labels(first.prompt) if first.prompt else {}
    if "erased" in request.query and not guest.known:
        parts = (Part("text", site.say(guest.language, "web_erased")), first.parts[-1])
        first = MessageCreated(parts, first.prompt)
    hide = partial(site.numbers.hide, whose=guest.address)
    shown = talk(guest.lines, first, known, hide, _ways(site, guest), site.clock())
    under = standing(guest.person) if guest.person else AT_THE_MENU
    return replace(shown, composer=replace(shown.composer, under=under))


def _ways(site: Site, guest: Guest) -> list[Button]:
    """Where a menu can always lead: back into the talk that goes on, and to all talks."""
    kept = guest.person.sessions if guest.person else ()
    going = any(one.status == "active" for one in kept)
    verbs = ["resume", "menu"] if going else ["menu"]
    return [Button(site.say(guest.language, f"button_{v}"), f"/{v}") for v in verbs]
