"""From a message out to the calls that make it so. Pure: nothing is sent here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.channels.telegram.api_call import Call
from bot.channels.telegram.keyboard import Markup, keyboard, legend
from bot.channels.telegram.rich_text import CAPTION, NOTICE, Rich, rich, split
from bot.messages.messages import Outbound
from bot.reports.formats import FORMATS

Place = dict[str, int]
GLANCE = 80
"""Characters that are read in the seconds that Telegram shows them."""
NO_PREVIEW = {"is_disabled": True}


def calls(out: Outbound) -> list[Call]:
    """The calls for words, in order; the keyboard comes with the last."""
    chat = place(out.address)
    if out.kind == "mark":
        shown = {"chat_id": chat["chat_id"], "message_id": int(out.ref)}
        return [Call("editMessageReplyMarkup", shown | _optional(markup=keyboard(out.prompt)))]
    pieces = split(rich((*out.parts, *legend(out.prompt))))
    if out.kind == "done":
        return [_edit(chat, out.ref, pieces[0], None)]
    markups = [None] * (len(pieces) - 1) + [keyboard(out.prompt)]
    made = [_send(chat, *one) for one in zip(pieces, markups, strict=True)]
    if out.ref:
        made[0] = _edit(chat, out.ref, pieces[0], markups[0])
    return made


def document_calls(out: Outbound, body: bytes) -> list[Call]:
    """The file with its caption; what the caption cannot hold follows as text."""
    assert out.document is not None
    name, media = out.document.name, FORMATS[out.document.format].media.partition(";")[0]
    sent, *rest = _upload(out, "sendDocument", ("document", name, body, media))
    if out.document.group:  # it is for who is there, and not to be passed on
        sent = replace(sent, fields=sent.fields | {"protect_content": True})
    return [sent, *rest]


def photo_calls(out: Outbound, body: bytes) -> list[Call]:
    """The picture with its words as the caption; what that cannot hold follows as text."""
    return _upload(out, "sendPhoto", ("photo", "picture.png", body, "image/png"))


def _upload(out: Outbound, method: str, file: tuple[str, str, bytes, str]) -> list[Call]:
    chat = place(out.address)
    caption, *rest = split(rich(out.parts), CAPTION) if out.parts else [Rich("")]
    fields: dict[str, Any] = {**chat}
    if caption.text:
        fields["caption"] = caption.text
    if entities := caption.entities():
        fields["caption_entities"] = entities
    fields |= _optional(markup=keyboard(out.prompt))
    sent = Call(method, fields, file)
    return [sent, *(_send(chat, piece, None) for piece in rest)]


def as_new(edit: Call) -> Call:
    """The same message below the others: the one that it should replace cannot be edited."""
    fields = {name: value for name, value in edit.fields.items() if name != "message_id"}
    return Call("sendMessage", fields)


def callback_answer(query: str, notice: str) -> Call:
    """The answer to a tap, which stops the button's clock. A notice that is read at a glance goes
    away by itself; a longer one is shown until it is closed."""
    fields: dict[str, Any] = {"callback_query_id": query}
    if notice:
        fields["text"] = split(Rich(notice), NOTICE)[0].text
        if len(notice) > GLANCE:
            fields["show_alert"] = True
    return Call("answerCallbackQuery", fields)


def group_answer(address: str, words: str, label: str, username: str) -> Call:
    """What we say in a group: that we talk in private, with the way to it."""
    button = {"text": label, "url": f"https://t.me/{username}?start"}
    return _send(place(address), Rich(words), {"inline_keyboard": [[button]]})


def place(address: str) -> Place:
    """The chat of an address, and the topic in it if that has one."""
    chat, _, topic = address.partition("/")
    return {"chat_id": int(chat)} | ({"message_thread_id": int(topic)} if topic else {})


def _send(chat: Place, piece: Rich, markup: Markup | None) -> Call:
    return Call("sendMessage", {**chat, **_text(piece), **_optional(markup)})


def _edit(chat: Place, ref: str, piece: Rich, markup: Markup | None) -> Call:
    shown = {"chat_id": chat["chat_id"], "message_id": int(ref)}
    return Call("editMessageText", shown | _text(piece) | _optional(markup))


def _text(piece: Rich) -> dict[str, Any]:
    fields: dict[str, Any] = {"text": piece.text, "link_preview_options": NO_PREVIEW}
    if entities := piece.entities():
        fields["entities"] = entities
    return fields


def _optional(markup: Markup | None) -> dict[str, Any]:
    return {} if markup is None else {"reply_markup": markup}
