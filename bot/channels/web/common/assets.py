"""Files that never change: their hash stands in their address, so a browser may keep them."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from aiohttp import web

HERE = Path(__file__).parents[1] / "static"
FOREVER = "public, max-age=31536000, immutable"
THEME = "theme.css"


class Assets:
    """The static files, read once. `theme` is a municipality's own file of tokens, if any."""

    def __init__(self, theme: Path | None = None) -> None:
        files = {path.name: path for path in HERE.iterdir() if path.is_file()}
        self.theme = theme is not None
        if theme is not None:
            files[THEME] = theme
        self._names: dict[str, str] = {}
        self._files: dict[str, tuple[bytes, str]] = {}
        for name, path in files.items():
            self._add(name, path.read_bytes())

    def _add(self, name: str, body: bytes) -> None:
        stem, _, kind = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}.{kind}"
        media = "text/javascript" if kind == "js" else mimetypes.guess_type(name)[0]
        self._names[name] = hashed
        self._files[hashed] = (body, media or "application/octet-stream")

    def address(self, name: str) -> str:
        """`chat.css` → `/static/chat.0123456789ab.css`."""
        return f"/static/{self._names[name]}"

    async def serve(self, request: web.Request) -> web.Response:
        """GET /static/{name}."""
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        body, media = found
        headers = {"Cache-Control": FOREVER}
        charset = "utf-8" if media.startswith("text/") else None
        return web.Response(body=body, content_type=media, charset=charset, headers=headers)
