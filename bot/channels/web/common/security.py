"""What every answer says to the browser, and which posts are refused before they are read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web

from frameworks.definition.errors import SamenspraakError

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OLD_PAGE = "web_error_old_page"
"""The reason of a refusal of a form that is too old, or another's."""
BY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
SECRET_PATHS = ("/enter/", "/page/", "/i/", "/calendar/")
"""Whoever reads such an address may come in by it, or read along."""


class RequestRefusedError(SamenspraakError):
    """A request that we do not take. `reason` names the words for it, with their `values`; `text`
    is what was typed."""

    def __init__(self, status: int, reason: str, text: str = "", **values: int) -> None:
        super().__init__(reason)
        self.status, self.reason, self.text, self.values = status, reason, text, values


def hardened(secure: bool) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Sets the headers; `secure` is for who is reached by https, and by nothing else."""
    return partial(_harden, HEADERS | BY_HTTPS if secure else HEADERS)


async def _harden(
    headers: Mapping[str, str], request: web.Request, response: web.StreamResponse
) -> None:
    """Of streams too; nothing is kept in a cache unless it says so itself."""
    response.headers.update(headers)
    if request.path.startswith(SECRET_PATHS):  # also to ourselves only from where, not the path
        response.headers["Referrer-Policy"] = "strict-origin"
    response.headers.setdefault("Cache-Control", "no-store")


def from_ourselves(request: web.Request, origins: frozenset[str]) -> bool:
    """Whether a post comes from our own pages: those of our public addresses, or, while we have
    none, of where the browser says that it is. A browser that does not say is not believed."""
    ours = origins or {f"{request.scheme}://{request.host}"}
    if origin := request.headers.get("Origin"):
        return _is_one_of(ours, origin)
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return _is_one_of(ours, request.headers.get("Referer", ""))


def _is_one_of(ours: Collection[str], address: str) -> bool:
    try:
        return origin_of(address) in ours
    except ValueError:  # half an address, such as http://[
        return False


def origin_of(address: str) -> str:
    """`https://a.nl/b` → `https://a.nl`."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def wants_json(request: web.Request) -> bool:
    """Whether the page's own script asks, which shows what we say by itself."""
    return "application/json" in request.headers.get("Accept", "")
