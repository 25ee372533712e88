"""aiogram as the coach loads it: little of it is built, and all of it can be."""

from __future__ import annotations

import json
import subprocess
import sys

CODE = """
from bot.channels.telegram.lean import load_aiogram
load_aiogram()
import json
import bot.channels.telegram.channel
from aiogram import methods, types
from aiogram.types import Update
from pydantic import BaseModel

everything = [getattr(part, name) for part in (types, methods) for name in part.__all__]
models = [one for one in everything if isinstance(one, type) and issubclass(one, BaseModel)]
at_once = sum(model.__pydantic_complete__ for model in models)
chat = {"id": 7, "type": "private"}
message = {"message_id": 1, "date": 1, "chat": chat, "text": "dag"}
update = Update.model_validate({"update_id": 1, "message": message})
sent = methods.SendMessage(chat_id=7, text="dag").model_dump_json(exclude_unset=True)
for model in models:
    model.model_rebuild()
print(json.dumps({
    "models": len(models),
    "at once": at_once,
    "at last": sum(model.__pydantic_complete__ for model in models),
    "read": update.message.text,
    "sent": json.loads(sent),
}))
"""


def test_types_are_built_when_they_are_used() -> None:
    """In a process of its own: these tests have loaded aiogram in the usual way."""
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    told = json.loads(run.stdout)
    assert told["models"] > 400
    assert told["at once"] < told["models"] / 3
    assert told["at last"] == told["models"]
    assert told["read"] == "dag"
    assert told["sent"] == {"chat_id": 7, "text": "dag"}
