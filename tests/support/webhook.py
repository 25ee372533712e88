"""Updates as Telegram posts them."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession

from tests.support.telegram_coach import SECRET

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int, text: str = "/start", chat: int = 7) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
    place = {"id": chat, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": number, "chat": place, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def post(url: str, secret: str | None = SECRET, **kwargs: Any) -> int:
    headers = {} if secret is None else {HEADER: secret}
    async with ClientSession() as client, client.post(url, headers=headers, **kwargs) as answer:
        return answer.status
