"""From a message out to the calls that make it so. Pure: nothing is sent here."""

from __future__ import annotations

from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendDocument,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from bot.channels.telegram.keyboard import keyboard, legend
from bot.channels.telegram.text import CAPTION, NOTICE, Rich, rich, split
from bot.messages import Outbound

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Call = TelegramMethod[Any]


def calls(out: Outbound) -> list[Call]:
    """The calls for all but a document, in order; the keyboard comes with the last."""
    chat = int(out.address)
    if out.kind == "mark":
        markup = keyboard(out.prompt)
        return [EditMessageReplyMarkup(chat_id=chat, message_id=int(out.ref), reply_markup=markup)]
    pieces = split(rich((*out.parts, *legend(out.prompt))))
    if out.kind == "done":
        return [_edit(chat, out.ref, pieces[0], None)]
    markups = [None] * (len(pieces) - 1) + [keyboard(out.prompt)]
    made: list[Call] = [_send(chat, *one) for one in zip(pieces, markups, strict=True)]
    if out.ref:
        made[0] = _edit(chat, out.ref, pieces[0], markups[0])
    return made


def document_calls(out: Outbound, body: bytes) -> list[Call]:
    """The file with its caption; what the caption cannot hold follows as text."""
    assert out.document is not None
    chat = int(out.address)
    caption, *rest = split(rich(out.parts), CAPTION) if out.parts else [Rich("")]
    sent = SendDocument(
        chat_id=chat,
        document=BufferedInputFile(body, out.document.name),
        caption=caption.text or None,
        caption_entities=caption.entities(),
        reply_markup=keyboard(out.prompt),
    )
    return [sent, *(_send(chat, piece, None) for piece in rest)]


def as_new(edit: EditMessageText) -> SendMessage:
    """The same message below the others: the one that it should replace cannot be edited."""
    assert edit.chat_id is not None and edit.text is not None
    return SendMessage(
        chat_id=edit.chat_id,
        text=edit.text,
        entities=edit.entities,
        link_preview_options=NO_PREVIEW,
        reply_markup=edit.reply_markup,
    )


def callback_answer(query: str, notice: str) -> AnswerCallbackQuery:
    """The answer to a tap, which stops the button's clock; a notice is shown until it is closed."""
    if not notice:
        return AnswerCallbackQuery(callback_query_id=query)
    words = split(Rich(notice), NOTICE)[0].text
    return AnswerCallbackQuery(callback_query_id=query, text=words, show_alert=True)


def group_answer(chat: int, words: str, label: str, username: str) -> SendMessage:
    """What we say in a group: that we talk in private, with the way to it."""
    button = InlineKeyboardButton(text=label, url=f"https://t.me/{username}?start")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    return _send(chat, Rich(words), markup)


def _send(chat: int, piece: Rich, markup: InlineKeyboardMarkup | None) -> SendMessage:
    return SendMessage(
        chat_id=chat,
        text=piece.text,
        entities=piece.entities(),
        link_preview_options=NO_PREVIEW,
        reply_markup=markup,
    )


def _edit(chat: int, ref: str, piece: Rich, markup: InlineKeyboardMarkup | None) -> EditMessageText:
    return EditMessageText(
        chat_id=chat,
        message_id=int(ref),
        text=piece.text,
        entities=piece.entities(),
        link_preview_options=NO_PREVIEW,
        reply_markup=markup,
    )
