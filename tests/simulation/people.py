"""The persons of a simulation: what each does when, and the updates that come of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.simulation.bot_api import BotApi
from tests.simulation.wire import Json

EPOCH = 1_750_000_000
POISON, FLAKY = "vergif", "wankel"
DOES = ("text",) * 10 + ("tap",) * 4 + ("/back", "/skip", "/help", "photo", POISON, FLAKY)


@dataclass(frozen=True)
class Act:
    """What someone does at a moment; `number` makes its text unlike all others."""

    at: float
    chat: int
    what: str
    number: int


def plan(rng: random.Random) -> list[Act]:
    """Who does what, in order of time. Everyone begins with the dialogue."""
    acts, at = [], 0.0
    chats = [101 + place for place in range(rng.randint(1, 4))]
    haste = rng.choice((0.2, 2.0, 20.0))
    begun: set[int] = set()
    for number in range(rng.randint(4, 8) * len(chats)):
        at += rng.uniform(0, haste)
        chat = rng.choice(chats)
        what = rng.choice(DOES) if chat in begun else "/start echo"
        begun.add(chat)
        acts.append(Act(at, chat, what, number))
    return acts


def perform(api: BotApi, act: Act, rng: random.Random) -> int:
    """Do it; returns the number of the update."""
    user = {"id": act.chat, "is_bot": False, "first_name": "P", "language_code": "nl"}
    if act.what == "tap" and (tap := _tap(api, act, user, rng)):
        return api.offer({"callback_query": tap})
    message = {
        "message_id": api.number(),
        "date": int(EPOCH + act.at),
        "chat": {"id": act.chat, "type": "private", "first_name": "P"},
        "from": user,
    }
    if act.what == "photo":
        message["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    elif act.what.startswith("/"):
        message["text"] = act.what
    else:
        message["text"] = f"{act.what} {act.number} van {act.chat}"
    return api.offer({"message": message})


def _tap(api: BotApi, act: Act, user: Json, rng: random.Random) -> Json | None:
    """A tap on any button that is in the chat, new or old; None when there is none."""
    buttons = [
        (number, shown, button["callback_data"])
        for number, shown in api.chat(act.chat).shown.items()
        for row in (shown["reply_markup"] or {}).get("inline_keyboard", ())
        for button in row
        if "callback_data" in button and not button["callback_data"].startswith("/")
    ]
    if not buttons:
        return None
    number, shown, data = rng.choice(buttons[-6:])
    return {
        "id": str(api.number()),
        "from": user,
        "chat_instance": "1",
        "data": data,
        "message": {
            "message_id": number,
            "date": EPOCH,
            "chat": {"id": act.chat, "type": "private", "first_name": "P"},
            "text": shown["text"],
        },
    }
