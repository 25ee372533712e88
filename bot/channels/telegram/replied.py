"""To which question a message replies, by what Telegram shows of it. Pure."""

from __future__ import annotations

from typing import Any

from dialogues.messages.documents import DOCUMENT_MARK
from dialogues.messages.inputs import parse_tap, tap_data
from dialogues.turn.standing import ANSWERED


def replied_to(message: dict[str, Any]) -> str:
    """As `Typed.under` has it; empty for no reply, or one to something that asks nothing.

    A question has buttons for as long as it is open, and its words are bold.
    """
    ours = message.get("reply_to_message") or {}
    if not (ours.get("from") or {}).get("is_bot"):
        return ""
    rows = (ours.get("reply_markup") or {}).get("inline_keyboard") or []
    for tap in (parse_tap(str(one.get("callback_data") or "")) for row in rows for one in row):
        if tap and not tap.session.startswith(DOCUMENT_MARK):
            return tap_data(tap.session, tap.number, "")
    bold = any(one.get("type") == "bold" for one in ours.get("entities") or [])
    return ANSWERED if bold and not rows else ""
