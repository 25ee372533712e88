"""aiogram as the coach loads it: in processes of their own, for here it is loaded as usual."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

LOADED = """
import importlib, inspect, json, pkgutil
from pydantic import BaseModel
from bot.channels.telegram.lazy_aiogram import load_aiogram
load_aiogram()
import bot.channels.telegram as channel
from aiogram import methods, types

def models(*modules):
    held = {one for module in modules for one in vars(module).values() if inspect.isclass(one)}
    ours = [one for one in held if issubclass(one, BaseModel)]
    return [one for one in ours if one.__module__.startswith("aiogram.")]
"""

WEIGHED = """
everything = models(types, methods)
at_once = sum(model.__pydantic_complete__ for model in everything)
for model in everything:
    model.model_rebuild(_types_namespace=vars(types))
at_last = sum(model.__pydantic_complete__ for model in everything)
print(json.dumps([len(everything), at_once, at_last]))
"""

USED = """
names = [f"{channel.__name__}.{one.name}" for one in pkgutil.iter_modules(channel.__path__)]
used = models(*map(importlib.import_module, names))
for model in used:
    model.model_rebuild()  # raises when it names a type that has to be brought along
parameters = {"retry_after": 3}
for method in used:
    if method.__module__ != "aiogram.methods.base" and issubclass(method, methods.TelegramMethod):
        answer = {"ok": False, "parameters": parameters}
        told = methods.Response[method.__returning__].model_validate(answer)
        assert told.parameters.retry_after == 3
print(json.dumps([model.__name__ for model in used]))
"""

BESIDE = """
import json, sys
from pydantic import BaseModel

class Tree(BaseModel):
    branch: "Branch"

class Beside:
    built = None

    def find_spec(self, name, *_):
        if name == "aiogram.types.user":
            class Branch(BaseModel):
                leaves: int
            self.built = Tree.model_rebuild(_types_namespace={"Branch": Branch})

beside, before = Beside(), vars(BaseModel)["model_rebuild"]
sys.meta_path.insert(0, beside)
from bot.channels.telegram.lazy_aiogram import load_aiogram
load_aiogram()
tree = Tree.model_validate({"branch": {"leaves": 7}})
print(json.dumps([beside.built, tree.branch.leaves, vars(BaseModel)["model_rebuild"] is before]))
"""


def told(code: str) -> Any:
    """What a process of Python tells that runs this."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_types_are_not_built_while_aiogram_is_imported() -> None:
    """Few are, and every one can be."""
    models, at_once, at_last = told(LOADED + WEIGHED)
    assert models > 500
    assert at_once < models / 3
    assert at_last == models


def test_what_the_channel_uses_is_built_when_it_is_used() -> None:
    """Nothing that its files import names a type that aiogram left unbuilt; nor do answers."""
    assert {"User", "GetMe", "SetWebhook", "DeleteWebhook"} <= set(told(LOADED + USED))


def test_models_of_others_notice_nothing() -> None:
    """One that is built halfway through the import is built; afterwards pydantic is as it was."""
    assert told(BESIDE) == [True, 7, True]
