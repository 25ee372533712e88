"""What the Bot API accepts: reading call bodies, the method schema and the limits table.

The schema is aiogram's own (`aiogram.methods`), so a field that aiogram does not know is refused,
also deep inside a keyboard. Lengths are in UTF-16 code units unless said otherwise.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import inf
from types import UnionType
from typing import Any, Union, get_args, get_origin
from urllib.parse import parse_qs, urlsplit

from aiogram import methods
from aiogram.enums import ChatAction, MessageEntityType, ParseMode
from aiogram.types import BufferedInputFile
from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web
from pydantic import BaseModel, ValidationError

Json = dict[str, Any]


class Upload(BufferedInputFile):
    """A file with the media type that it was sent as."""

    media = "application/octet-stream"


Files = dict[str, BufferedInputFile]

METHODS: dict[str, type[methods.TelegramMethod[Any]]] = {
    model.__api_method__.lower(): model
    for name, model in vars(methods).items()
    if name in methods.__all__ and hasattr(model, "__returning__") and name != "TelegramMethod"
}
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
MEGABYTE = 1024 * 1024


class Refusal(Exception):
    """An `ok: false` answer: HTTP status, description and ResponseParameters fields."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    @property
    def body(self) -> Json:
        """The JSON body of the answer."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: int) -> Refusal:
    """A 400 refusal in Telegram's words."""
    return Refusal(400, f"Bad Request: {reason}", **parameters)


# --- reading -------------------------------------------------------------------------------------


async def read_request(request: web.Request) -> tuple[Json, Files]:
    """Return the parameters and uploads of a call: query, JSON, urlencoded or multipart."""
    params: Json = dict(request.query)
    files: Files = {}
    if request.content_type == "application/json":
        return params | _json_object(await request.text()), files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = upload = Upload(value.file.read(), value.filename)
            upload.media = value.content_type
        else:
            params[name] = value
    return params, files


async def read_reply(response: ClientResponse) -> tuple[Json, Files]:
    """Return the call in a webhook answer (JSON or multipart); empty when it holds none."""
    params: Json = {}
    files: Files = {}
    if response.content_type.startswith("multipart/"):
        async for part in MultipartReader.from_response(response):
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            if part.filename:
                files[part.name] = BufferedInputFile(bytes(await part.read()), part.filename)
            else:
                params[part.name] = await part.text()
        return params, files
    try:
        return _json_object(await response.text()), files
    except Refusal:
        return params, files


def json_response(body: Any, status: int = 200) -> web.Response:
    """Return a JSON answer; what JSON does not know, such as an upload, goes as its text."""
    return web.json_response(
        body, status=status, dumps=lambda value: json.dumps(value, default=str)
    )


def _json_object(text: str) -> Json:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return value


def number(value: Any) -> Any:
    """Turn the decimal text of a whole number into that number; leave the rest as it is."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value


# --- the schema ----------------------------------------------------------------------------------

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
}


def decode(method: str, raw: Json, files: Files) -> Json:
    """Return the parameters of a call as typed plain values, uploads as BufferedInputFile.

    Raises Refusal for a missing, unknown or mistyped field, and for text that is not UTF-8.
    """
    model = METHODS[method.lower()]
    values = {name: _plain(model, name, value, files) for name, value in raw.items()}
    values |= {name: file for name, file in files.items() if name in model.model_fields}
    if model is methods.SetWebhook:
        values.setdefault("url", "")
    try:
        call = model.model_validate({k: v for k, v in values.items() if v is not None})
    except ValidationError as error:
        raise _schema_refusal(error) from None
    for name in _strangers(call):
        raise bad_request(f"unknown field {name!r} in {model.__api_method__}")
    params = call.model_dump(exclude_unset=True, exclude_none=True, by_alias=True, warnings=False)
    try:
        json.dumps(params, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return params


def _plain(model: type[BaseModel], name: str, value: Any, files: Files) -> Any:
    """Decode one field: JSON in a text, a number in a text, `attach://` references."""
    field = model.model_fields.get(name)
    if isinstance(value, str) and field:
        kinds = _kinds(field.annotation)
        if str not in kinds:
            with suppress(ValueError):
                value = json.loads(value)
        elif int in kinds:
            value = number(value)
    return _attached(value, files)


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _attached(value: Any, files: Files) -> Any:
    if isinstance(value, str) and value.startswith("attach://"):
        return files.get(value.removeprefix("attach://"), value)
    if isinstance(value, list):
        return [_attached(item, files) for item in value]
    if isinstance(value, dict):
        return {key: _attached(item, files) for key, item in value.items()}
    return value


def _schema_refusal(error: ValidationError) -> Refusal:
    first = error.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "request"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(_MISSING.get(field, f"parameter {field} is required"))
    where = ".".join(map(str, first["loc"]))
    return bad_request(f"can't parse {field}: {where}: {first['msg']}")


def _strangers(value: Any) -> Iterator[str]:
    """Yield the fields, at any depth, that the schema does not know."""
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
        for item in vars(value).values():
            yield from _strangers(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strangers(item)


# --- the limits ----------------------------------------------------------------------------------

_LENGTHS: dict[str, dict[str, tuple[int, str]]] = {
    "sendMessage": {"text": (4096, "message is too long")},
    "editMessageText": {"text": (4096, "message is too long")},
    "answerCallbackQuery": {"text": (200, "MESSAGE_TOO_LONG")},
    "setMyName": {"name": (64, "bot name is too long")},
    "setMyDescription": {"description": (512, "bot description is too long")},
    "setMyShortDescription": {"short_description": (120, "bot short description is too long")},
}
_RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "getUpdates": {"limit": (1, 100), "timeout": (0, inf)},
    "setWebhook": {"max_connections": (1, 100)},
}
_FILE_SIZES = {"document": 50 * MEGABYTE, "photo": 10 * MEGABYTE}
_MOST_PIXELS, _MOST_RATIO = 10_000, 20
_BUTTON_LABELS = {"text", "style", "icon_custom_emoji_id"}


def utf16_length(text: str) -> int:
    """Length of a text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def check_limits(method: str, params: Json, *, forbid_parse_mode: bool) -> None:
    """Raise Refusal when decoded parameters are outside what Telegram takes.

    `forbid_parse_mode` refuses every parse_mode, as `explanation_parse_mode` and its like, so
    that a text from a user can never be read as markup. A text that has a parse_mode is counted
    with its markup.
    """
    for field, (longest, reason) in _LENGTHS.get(method, {}).items():
        _refuse_if(utf16_length(params.get(field, "")) > longest, reason)
    for field, (least, most) in _RANGES.get(method, {}).items():
        _refuse_if(not least <= params.get(field, least) <= most, f"{field} is out of range")
    for name, check in (_FIELD_CHECKS | _METHOD_CHECKS).items():
        if name in params or name == method:
            check(params)
    for field in params:
        if field.endswith("parse_mode"):
            _check_parse_mode(params[field], forbid_parse_mode)


def _refuse_if(wrong: bool, reason: str) -> None:
    if wrong:
        raise bad_request(reason)


def _check_parse_mode(mode: str, forbidden: bool) -> None:
    _refuse_if(mode.lower() not in {m.lower() for m in ParseMode}, "unsupported parse_mode")
    _refuse_if(forbidden, f"can't parse entities: parse_mode {mode} is forbidden in these tests")


def _check_text(params: Json) -> None:
    _refuse_if(
        not params.get("text", "").strip() and "rich_message" not in params,
        "message text is empty",
    )


def _check_caption(params: Json) -> None:
    _refuse_if(utf16_length(params["caption"]) > 1024, "message caption is too long")


def _entities_of(text_field: str, entities_field: str) -> Callable[[Json], None]:
    """Return the check that each entity covers whole characters of its text."""

    def check(params: Json) -> None:
        units = params.get(text_field, "").encode("utf-16-le")
        for entity in params[entities_field]:
            start, length = entity["offset"], entity["length"]
            inside = start >= 0 < length and (start + length) * 2 <= len(units)
            _refuse_if(not inside, "ENTITY_BOUNDS_INVALID")
            _refuse_if(
                entity["type"] not in set(MessageEntityType),
                "can't parse MessageEntity: unsupported type specified",
            )
            try:
                units[start * 2 : (start + length) * 2].decode("utf-16-le")
            except UnicodeDecodeError:
                raise bad_request("entity cuts a UTF-16 symbol in two") from None

    return check


def _check_reply_markup(params: Json) -> None:
    rows = params["reply_markup"].get("inline_keyboard", [])
    _refuse_if(sum(map(len, rows)) > 100, "REPLY_MARKUP_TOO_LONG")
    for row in rows:
        _refuse_if(len(row) > 8, f"REPLY_MARKUP_TOO_LONG: {len(row)} buttons in a row")
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    _refuse_if(not button["text"].strip(), "inline keyboard button text must be non-empty")
    actions = button.keys() - _BUTTON_LABELS
    _refuse_if(not actions, "Text buttons are unallowed in the inline keyboard")
    _refuse_if(len(actions) > 1, f"a button has one action, not {sorted(actions)}")
    data = button.get("callback_data", "-").encode()
    _refuse_if(not 1 <= len(data) <= 64, "BUTTON_DATA_INVALID")
    if "url" in button:
        _check_button_url(button["url"])


def _check_button_url(url: str) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    known = parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in host)
    _refuse_if(not known, f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if host in ("t.me", "telegram.me") or parts.scheme == "tg":
        query = parse_qs(parts.query)
        for payload in query.get("start", []) + query.get("startgroup", []):
            _refuse_if(not START_PAYLOAD.fullmatch(payload), "start payload is invalid")


def _file_of(field: str) -> Callable[[Json], None]:
    """Return the check of the size of an upload; a text is a file_id and is looked up later."""

    def check(params: Json) -> None:
        file = params[field]
        if isinstance(file, str):
            return
        _refuse_if(not file.data, "file must be non-empty")
        if len(file.data) > _FILE_SIZES[field]:
            raise Refusal(413, "Request Entity Too Large")

    return check


def photo_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG; refuses what is none."""
    _refuse_if(data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24, "IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _check_photo(params: Json) -> None:
    """An upload's size in bytes, its kind, and its size in pixels."""
    _file_of("photo")(params)
    if not isinstance(params["photo"], str):
        width, height = photo_size(params["photo"].data)
        short, long = sorted((width, height))
        wrong = width + height > _MOST_PIXELS or long > short * _MOST_RATIO
        _refuse_if(wrong, "PHOTO_INVALID_DIMENSIONS")


def _check_commands(params: Json) -> None:
    _refuse_if(len(params["commands"]) > 100, "BOT_COMMANDS_TOO_MUCH")
    for item in params["commands"]:
        name, description = item["command"], item["description"]
        _refuse_if(not re.fullmatch(r"[a-z0-9_]{1,32}", name), "BOT_COMMAND_INVALID")
        length = utf16_length(description)
        _refuse_if(not 1 <= length <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")


def _check_language(params: Json) -> None:
    _refuse_if(not re.fullmatch(r"([a-z]{2})?", params["language_code"]), "LANG_CODE_INVALID")


def _check_secret(params: Json) -> None:
    _refuse_if(
        not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params["secret_token"]),
        "secret token contains unallowed characters",
    )


def _check_action(params: Json) -> None:
    _refuse_if(params["action"] not in set(ChatAction), "wrong parameter action in request")


_FIELD_CHECKS: dict[str, Callable[[Json], None]] = {
    "caption": _check_caption,
    "entities": _entities_of("text", "entities"),
    "caption_entities": _entities_of("caption", "caption_entities"),
    "reply_markup": _check_reply_markup,
    "document": _file_of("document"),
    "photo": _check_photo,
    "commands": _check_commands,
    "language_code": _check_language,
    "secret_token": _check_secret,
}
_METHOD_CHECKS: dict[str, Callable[[Json], None]] = {
    "sendMessage": _check_text,
    "editMessageText": _check_text,
    "sendChatAction": _check_action,
}
