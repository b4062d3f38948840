"""A local server with the chat interface of a language model, which answers what a test tells it to: lies included."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = str | int


@contextmanager
def serving(answer: Callable[[list[dict[str, Any]]], Answer]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve ``answer(sentences)``: a text as the message's content, a number as an HTTP error.

    Yields the address and the list of requests seen so far.
    """
    seen: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append(request)
            said = answer(json.loads(request["messages"][-1]["content"]))
            if isinstance(said, int):
                self._send(said, {"error": {"message": "no"}})
            else:
                message = {"role": "assistant", "content": said}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                self._send(
                    200, {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
                )

        def _send(self, status: int, form: dict[str, Any]) -> None:
            body = json.dumps(form).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
