"""What every answer says to the browser, and which posts are refused before they are read."""

from __future__ import annotations

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
SECRET_PATHS = ("/enter/", "/page/", "/i/")
"""Whoever reads such an address may come in by it."""


class RequestRefusedError(SamenspraakError):
    """A request that we do not take. `reason` names the words for it; `text` is what was typed."""

    def __init__(self, status: int, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.status, self.reason, self.text = status, reason, text


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Set the headers, streams included; nothing is kept in a cache unless it says so itself."""
    response.headers.update(HEADERS)
    if request.path.startswith(SECRET_PATHS):  # also to ourselves only from where, not the path
        response.headers["Referrer-Policy"] = "strict-origin"
    response.headers.setdefault("Cache-Control", "no-store")


def from_ourselves(request: web.Request, origins: frozenset[str]) -> bool:
    """Whether a post comes from our own pages. A browser that does not say is not believed."""
    if origin := request.headers.get("Origin"):
        return _is_ours(origin, request.host, origins)
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return _is_ours(request.headers.get("Referer", ""), request.host, origins)


def _is_ours(address: str, host: str, origins: frozenset[str]) -> bool:
    try:
        return origin_of(address) in origins or (urlsplit(address).netloc or None) == host
    except ValueError:  # half an address, such as http://[
        return False


def origin_of(address: str) -> str:
    """`https://a.nl/b` → `https://a.nl`."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def wants_json(request: web.Request) -> bool:
    """Whether the page's own script asks, which shows what we say by itself."""
    return "application/json" in request.headers.get("Accept", "")
