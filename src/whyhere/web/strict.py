"""What every request is held to and every answer carries, also answers that failed.

Rules, each with its reason:

1. GET and HEAD alone: nothing can be changed through this door.
2. A request's line is short: nothing asked here needs more.
3. On this machine alone, only its own names are answered: a page elsewhere cannot point its name here (DNS rebinding)
   and read unpublished work.
4. No script, no frame, nothing loaded from elsewhere; types are not guessed; no address is passed on; no cookie is set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from whyhere.web.pages import fault
from whyhere.web.policy import NOTHING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = 1024  # bytes of path and query
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:]*)(?::\d*)?")


class Strict:
    """The application with the rules around it; ``names`` are the hosts answered, None for any."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str] | None) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", NOTHING)
            await send(message)

        refused = self._refusal(scope)
        if refused is None:
            await self._app(scope, receive, sealed)
        else:
            await fault(*refused)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, "This door is for reading: GET and HEAD alone."
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
            return 400, f"The address is longer than {LONGEST} bytes."
        host = _HOST.fullmatch(Headers(scope=scope).get("host", ""))
        if self._names is not None and (host is None or host[1].lower() not in self._names):
            return 400, "This name is not answered to: open the address that whyhere serve printed."
        return None
