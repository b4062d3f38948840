"""Runs the application on a socket that is listened on already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

AT_ONCE = 64  # connections; more are told to come back (503)
IDLE = 10  # seconds that a silent connection is kept


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Answer until Ctrl-C. Headers that a proxy would set are not believed, nothing is logged but faults."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=IDLE,
        ws="none",
    )
    uvicorn.Server(config).run(sockets=[listening])
