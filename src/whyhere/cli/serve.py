"""``whyhere serve``: the beat as pages for a browser, read-only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Annotated, Any

import typer

from whyhere import beat as beats
from whyhere.cli.options import BeatFolder
from whyhere.cli.show import err, note, out
from whyhere.errors import WhyhereError
from whyhere.pipeline import Desk

EXTRA = ("starlette", "uvicorn")


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("serve")(serve)


def serve(
    *,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; the default is this machine alone.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    beat: BeatFolder = None,
) -> None:
    """Show the beat in a browser: places and who holds them, explainers, evidence, stored reports. Nothing is written.

    There are no accounts: whoever reaches the address reads everything, so keep it on this machine or behind a server
    that asks who is there. Needs the extra: pip install 'whyhere[web]'.
    """
    application, run = web_extra()
    with Desk.open(beats.needed(beat)) as desk, listen(host, port) as listening:
        at = listening.getsockname()[1]
        local = is_loopback(host)
        if not local:
            warn = f"{host} may be reached from other machines, and there are no accounts: all can read all of it"
            err.print(f"[yellow]warning[/yellow] {warn}", soft_wrap=True)
        out.print(f"http://{f'[{host}]' if ':' in host else host}:{at}/", markup=False, soft_wrap=True)
        note("Ctrl-C stops")
        run(application(desk, local=local), listening)


def web_extra() -> tuple[Callable[..., Any], Callable[[Any, socket.socket], None]]:
    """What makes the application, and what runs it on a socket.

    Raises:
        WhyhereError: the extra is not installed.
    """
    try:
        from whyhere.web import app, server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        message = f"{error.name} is not installed: whyhere serve needs an extra (pip install 'whyhere[web]')"
        raise WhyhereError(message) from None
    return app.application, server.run


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; BadParameter when the address cannot be taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:
        message = f"{host}:{port} cannot be listened on: {error} (choose another with --port or --host)"
        raise typer.BadParameter(message) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
