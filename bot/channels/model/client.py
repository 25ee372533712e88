"""One question to an OpenAI-compatible server, and its answer as JSON, or a plain reason why not.

What comes back is a stranger's: it is bounded in size and in time, never followed elsewhere, and
never told in an error.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from frameworks.definition.errors import SamenspraakError

MAX_BYTES = 64 * 1024
MAX_TOKENS = 1200
CONNECT_SECONDS = 5.0
AGAIN = frozenset({429, 500, 502, 503, 504})
THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)
"""What models put around an answer all the same."""


class ModelError(SamenspraakError):
    """No answer that can be used; the reason holds no content. `again`: it may work in a moment."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What is asked.

    name: of the job
    system: how it is to be done
    user: what it is about, as JSON
    schema: that the answer must have
    """

    name: str
    system: str
    user: str
    schema: Mapping[str, Any]


class ModelClient:
    """Asks one model on one server. `seconds`: how long one call may take in all."""

    def __init__(self, url: str, model: str, key: str = "", seconds: float = 60.0) -> None:
        self.model, self._url = model, f"{url}/chat/completions"
        self._heads = {"Authorization": f"Bearer {key}"} if key else {}
        self._seconds = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, question: ModelRequest) -> Mapping[str, Any]:
        """The answer. Raises ModelError."""
        try:
            return _answer(await self._post(_body(self.model, question)))
        except TimeoutError:
            raise ModelError("it took too long") from None
        except (aiohttp.ClientError, OSError) as error:
            raise ModelError(type(error).__name__, again=True) from None

    async def _post(self, body: Mapping[str, Any]) -> bytes:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._seconds, headers=self._heads)
        async with self._session.post(self._url, json=body, allow_redirects=False) as response:
            if response.status != 200:
                raise ModelError(f"status {response.status}", again=response.status in AGAIN)
            found = bytearray()
            async for piece in response.content.iter_chunked(8192):
                found += piece
                if len(found) > MAX_BYTES:
                    raise ModelError("the answer is too long")
            return bytes(found)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            await asyncio.sleep(0)  # lets its connections end


def _body(model: str, question: ModelRequest) -> dict[str, Any]:
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        "temperature": 0,
        "max_tokens": MAX_TOKENS,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": question.name, "strict": True, "schema": question.schema},
        },
    }


def _answer(body: bytes) -> Mapping[str, Any]:
    """The JSON within the JSON. Raises ModelError."""
    try:
        (choice,) = orjson.loads(body)["choices"]
        words = choice["message"]["content"]
        if choice.get("finish_reason") == "length":
            raise ModelError("the answer was cut off")
        found = orjson.loads(_bare(words))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ModelError("the answer cannot be read") from None
    if not isinstance(found, dict):
        raise ModelError("the answer cannot be read")
    return found


def _bare(words: str) -> str:
    bare = THOUGHTS.sub("", words)
    return match[1] if (match := FENCE.match(bare)) else bare
