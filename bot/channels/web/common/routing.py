"""Routes that answer whatever comes: each path by any method, and any path at all.

So none is left to the library's own, which fails on an `Expect` that is no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.typedefs import Handler

CONTINUE = "100-continue"


def complete(routes: Sequence[web.RouteDef]) -> Iterator[web.RouteDef]:
    """These, and what else may be asked: by another method, or of no page of ours."""
    for path in dict.fromkeys(one.path for one in routes):
        here = [one for one in routes if one.path == path]
        for one in here:
            yield web.RouteDef(one.method, path, one.handler, {"expect_handler": expected})
        yield web.route(hdrs.METH_ANY, path, _otherwise(here), expect_handler=expected)
    yield web.route(hdrs.METH_ANY, "/{tail:.*}", nowhere, expect_handler=expected)


def _otherwise(here: Sequence[web.RouteDef]) -> Handler:
    """For a path by a method that it does not have."""
    methods = {one.method for one in here}

    async def wrong(request: web.Request) -> web.Response:
        raise web.HTTPMethodNotAllowed(request.method, methods)

    return wrong


async def nowhere(_: web.Request) -> web.Response:
    """No page of ours."""
    raise web.HTTPNotFound


async def expected(request: web.Request) -> None:
    """Before a body comes: that it may, when that is asked in so many words."""
    if request.version < HttpVersion11:
        return
    if request.headers[hdrs.EXPECT].lower() != CONTINUE:
        raise web.HTTPExpectationFailed
    await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
