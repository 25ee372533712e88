"""The persons of a simulation: what each does when, and the updates that come of it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.simulation.bot_api import BotApi
from tests.simulation.browser import WEB
from tests.simulation.wire import Json

EPOCH = 1_750_000_000
POISON, FLAKY, LONG = "vergif", "wankel", "lang"
ASKS = ("/back", "/skip", "/help", "photo", "/summary html", "/summary md")
DOES = ("text",) * 10 + ("tap",) * 4 + ASKS + (POISON, FLAKY, LONG)
ERASE = "/erase yes"
RARELY = (ERASE, "block", "move")
BEGIN = "/start echo"


@dataclass(frozen=True)
class Act:
    """What someone does at a moment; `number` makes its text unlike all others."""

    at: float
    chat: int
    what: str
    number: int

    @property
    def text(self) -> str:
        if self.what.startswith("/") or self.what == "photo":
            return self.what
        text = f"{self.what} {self.number} van {self.chat}"
        if self.what == LONG:
            text += "".join(f" woord{place}" for place in range(180))
        return text


def plan(rng: random.Random) -> list[Act]:
    """Who does what, in order of time. Everyone begins with the dialogue."""
    acts, at = [], 0.0
    chats = [101 + place for place in range(rng.randint(1, 4))]
    chats += [WEB] * (rng.random() < 0.3)
    haste = rng.choice((0.2, 2.0, 20.0))
    begun: set[int] = set()
    for number in range(rng.randint(4, 8) * len(chats)):
        at += rng.uniform(0, haste)
        chat = rng.choice(chats)
        what = rng.choice(RARELY if rng.random() < 0.06 else DOES) if chat in begun else BEGIN
        begun.add(chat)
        if what == ERASE:
            begun.discard(chat)
        if what == ERASE:
            acts.append(Act(at, chat, "/erase", number))
            at += 1.0
        acts.append(Act(at, chat, what, number))
    return acts


def perform(api: BotApi, act: Act, rng: random.Random) -> int | None:
    """Do it in Telegram; returns the number of the update, if the bot has to answer it."""
    if act.what == "move":
        if act.chat not in api.moved:
            api.moving.add(act.chat)
        return None
    blocks = act.what == "block"
    if api.chat(act.chat).blocked != blocks:
        api.chat(act.chat).blocked = blocks
        api.offer({"my_chat_member": _membership(api, act, blocks)})
    if blocks:
        return None
    if act.what in ("tap", ERASE) and (tap := _tap(api, act, rng)):
        return api.offer({"callback_query": tap})
    return api.offer({"message": _message(api, act)})


def _message(api: BotApi, act: Act) -> Json:
    message = {
        "message_id": api.number(),
        "date": int(EPOCH + act.at),
        "chat": _chat(api, act),
        "from": _user(act),
    }
    if act.what == "photo":
        photo = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
        return {**message, "photo": [photo]}
    return {**message, "text": act.text}


def _chat(api: BotApi, act: Act) -> Json:
    return {"id": api.moved.get(act.chat, act.chat), "type": "private", "first_name": "P"}


def _user(act: Act) -> Json:
    return {"id": act.chat, "is_bot": False, "first_name": "P", "language_code": "nl"}


def _membership(api: BotApi, act: Act, blocks: bool) -> Json:
    bot = {"id": 4242, "is_bot": True, "first_name": "Samenspraak"}
    statuses = ("member", "kicked") if blocks else ("kicked", "member")
    old, new = ({"status": one, "user": bot, "until_date": 0} for one in statuses)
    return {
        "chat": _chat(api, act),
        "from": _user(act),
        "date": int(EPOCH + act.at),
        "old_chat_member": old,
        "new_chat_member": new,
    }


def _wanted(act: Act, data: str) -> bool:
    """Whether someone who does this taps such buttons: the yes to erasing, or those of a talk."""
    return data.startswith(ERASE) if act.what == ERASE else not data.startswith("/")


def _tap(api: BotApi, act: Act, rng: random.Random) -> Json | None:
    """A tap on any button that is in the chat, new or old; None when there is none."""
    buttons = [
        (number, shown, button["callback_data"])
        for number, shown in api.chat(act.chat).shown.items()
        for row in (shown.get("reply_markup") or {}).get("inline_keyboard", ())
        for button in row
        if "callback_data" in button and _wanted(act, button["callback_data"])
    ]
    if not buttons:
        return None
    number, shown, data = rng.choice(buttons[-6:])
    return {
        "id": str(api.number()),
        "from": _user(act),
        "chat_instance": "1",
        "data": data,
        "message": {
            "message_id": number,
            "date": EPOCH,
            "chat": _chat(api, act),
            "text": shown["text"],
        },
    }
