"""What the methods of the Bot API do, once their parameters are found to be right."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

from tests.fake_bot_api.chats import Chat, Telegram
from tests.fake_bot_api.checks import Json, Refusal, Upload, bad_request, photo_size

Method = Callable[[Telegram, str, Json], Any]
_EDITS = {
    "editMessageText": ("text", "entities", "reply_markup"),
    "editMessageCaption": ("caption", "caption_entities", "reply_markup"),
    "editMessageReplyMarkup": ("reply_markup",),
}
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


async def perform(state: Telegram, method: str, params: Json) -> Any:
    """Carry out a checked call and return its `result`; raises Refusal.

    A method of the schema that is not listed here changes nothing and gives True.
    """
    for chat_id in filter(None, [params.get("chat_id"), params.get("scope", {}).get("chat_id")]):
        _check_open(state.chat(chat_id), method)
    if "message_thread_id" in params or method.startswith("send"):
        state.chat(params["chat_id"]).check_place(method, params.get("message_thread_id"))
    result = METHODS_WITH_EFFECT.get(method, _nothing)(state, method, params)
    return await result if inspect.isawaitable(result) else result


def _check_open(chat: Chat, method: str) -> None:
    """Raise the refusal of a chat that is closed; what does not write there goes on."""
    if chat.closed and not method.startswith(("get", "set", "delete", "leave")):
        raise chat.closed.with_traceback(None)


def _nothing(state: Telegram, method: str, params: Json) -> bool:
    return True


def _send(state: Telegram, method: str, params: Json) -> Json:
    chat = state.chat(params["chat_id"])
    _check_reply(chat, params.get("reply_parameters", {}))
    fields = ("text", "entities", "caption", "caption_entities")
    content = {field: params[field] for field in fields if params.get(field)}
    if method == "sendDocument":
        content["document"] = _stored(state, params["document"], with_name=True)
    elif method == "sendPhoto":
        photo = _stored(state, params["photo"])
        width, height = photo_size(state.files[photo["file_id"]].data)
        content["photo"] = [photo | {"width": width, "height": height}]
    if "message_thread_id" in params:
        content |= {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
    if params.get("protect_content"):
        content["has_protected_content"] = True
    return chat.add(state.me, content | _keyboard(params))


def _check_reply(chat: Chat, reply: Json) -> None:
    wanted = reply.get("message_id")
    lenient = reply.get("allow_sending_without_reply")
    if wanted and wanted not in chat.history and not lenient:
        raise bad_request("message to be replied not found")


def _stored(state: Telegram, file: Any, with_name: bool = False) -> Json:
    file_id = state.keep_file(file)
    upload = state.files[file_id]
    stored = {"file_id": file_id, "file_unique_id": f"{file_id}-u", "file_size": len(upload.data)}
    if isinstance(upload, Upload):
        stored["mime_type"] = upload.media
    return stored | ({"file_name": upload.filename} if with_name else {})


def _keyboard(params: Json) -> Json:
    """The reply_markup that stays with a message: a filled inline keyboard."""
    markup = params.get("reply_markup", {})
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _edit(state: Telegram, method: str, params: Json) -> Json:
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = state.chat(params["chat_id"])
    old = chat.own(params["message_id"], "edit")
    if method == "editMessageText" and "text" not in old:
        raise bad_request("there is no text in the message to edit")
    fields = _EDITS[method]
    given = {field: params[field] for field in fields if params.get(field)}
    given.pop("reply_markup", None)
    new = {key: value for key, value in old.items() if key not in fields}
    new |= given | _keyboard(params)
    if _visible(new) == _visible(old):
        raise bad_request(_SAME)
    asks = any("callback_data" in key for row in _rows(new) for key in row)
    heard = asks or method != "editMessageReplyMarkup"  # nobody looks up when buttons come off
    return chat.show(new | {"edit_date": state.now()}, heard=heard)


def _rows(message: Json) -> list[list[Json]]:
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _visible(message: Json) -> Json:
    """What counts when a message is compared with its edit: spaces around the text do not."""
    shown = {key: value for key, value in message.items() if key != "edit_date"}
    return shown | {key: shown[key].strip() for key in ("text", "caption") if key in shown}


def _delete(state: Telegram, method: str, params: Json) -> bool:
    chat = state.chat(params["chat_id"])
    if method == "deleteMessage" and params["message_id"] not in chat.history:
        raise bad_request("message to delete not found")
    for message_id in params.get("message_ids", [params.get("message_id")]):
        chat.history.pop(message_id, None)
    return True


def _leave(state: Telegram, method: str, params: Json) -> bool:
    chat = state.chat(params["chat_id"])
    if chat.info["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.closed = Refusal(403, f"Forbidden: bot is not a member of the {chat.info['type']} chat")
    return True


def _answer_callback(state: Telegram, method: str, params: Json) -> bool:
    state.answer_callback(params["callback_query_id"])
    return True


def _get_me(state: Telegram, method: str, params: Json) -> Json:
    return state.me | {
        "can_join_groups": state.joins_groups,
        "can_read_all_group_messages": not state.privacy_mode,
        "supports_inline_queries": False,
    }


def _setting(name: str, field: str, empty: Any, wrap: bool = False) -> dict[str, Method]:
    """Return the set and get methods of one setting, kept per scope, chat and language.

    `wrap` is for the settings that are read as an object with one field.
    """

    def key(params: Json) -> tuple[str, ...]:
        scope = params.get("scope") or {"type": "default"}
        place = json.dumps(scope, sort_keys=True)
        return name, place, str(params.get("chat_id", "")), params.get("language_code", "")

    def put(state: Telegram, method: str, params: Json) -> bool:
        state.settings[key(params)] = params.get(field, empty)
        return True

    def get(state: Telegram, method: str, params: Json) -> Any:
        value = state.settings.get(key(params), empty)
        return {field: value} if wrap else value

    return {f"set{name}": put, f"get{name}": get}


def _delete_commands(state: Telegram, method: str, params: Json) -> bool:
    METHODS_WITH_EFFECT["setMyCommands"](state, method, params | {"commands": []})
    return True


async def _get_updates(state: Telegram, method: str, params: Json) -> list[Json]:
    if state.webhook.url:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    asked = dict(params)
    state.updates.allow(asked.pop("allowed_updates", None))
    return await state.updates.poll(**asked)


def _set_webhook(state: Telegram, method: str, params: Json) -> bool:
    if not params["url"]:
        return _delete_webhook(state, method, params)
    names = ("url", "secret_token", "max_connections")
    state.webhook.set(**{name: params[name] for name in names if name in params})
    state.updates.allow(params.get("allowed_updates"))
    return _drop(state, params)


def _delete_webhook(state: Telegram, method: str, params: Json) -> bool:
    state.webhook.clear()
    return _drop(state, params)


def _drop(state: Telegram, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        state.updates.drop()
    return True


def _webhook_info(state: Telegram, method: str, params: Json) -> Json:
    info = {
        "url": state.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        "max_connections": state.webhook.max_connections,
        "allowed_updates": state.updates.allowed,
    }
    if state.webhook.last_error:
        info |= {"last_error_message": state.webhook.last_error}
    return info


METHODS_WITH_EFFECT: dict[str, Method] = {
    "getMe": _get_me,
    "sendMessage": _send,
    "sendDocument": _send,
    "sendPhoto": _send,
    **dict.fromkeys(_EDITS, _edit),
    "deleteMessage": _delete,
    "deleteMessages": _delete,
    "leaveChat": _leave,
    "answerCallbackQuery": _answer_callback,
    "deleteMyCommands": _delete_commands,
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
    **_setting("MyCommands", "commands", []),
    **_setting("MyName", "name", "Samenspraak", wrap=True),
    **_setting("MyDescription", "description", "", wrap=True),
    **_setting("MyShortDescription", "short_description", "", wrap=True),
    **_setting("ChatMenuButton", "menu_button", {"type": "commands"}),
}
