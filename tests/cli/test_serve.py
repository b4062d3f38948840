"""What serve says and refuses before and around the pages; the pages themselves are tested in tests/web."""

from __future__ import annotations

import builtins
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from whyhere.cli import serve
from whyhere.cli.app import app
from whyhere.errors import BeatError, WhyhereError

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Takes the place of application and server; holds whether each start was for this machine alone."""
    starts: list[bool] = []

    def application(_desk: object, *, local: bool) -> None:
        starts.append(local)

    monkeypatch.setattr(serve, "web_extra", lambda: (application, lambda _app, _socket: None))
    return starts


def test_this_machine_alone_is_the_default(written: Path, served: list[bool]) -> None:
    done = runner.invoke(app, ["serve", "--port", "0", "-b", str(written)])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("http://127.0.0.1:")
    assert "warning" not in done.stderr
    assert served == [True]


def test_an_address_that_others_reach_is_warned_of(written: Path, served: list[bool]) -> None:
    done = runner.invoke(app, ["serve", "--host", "0.0.0.0", "--port", "0", "-b", str(written)])  # noqa: S104
    assert "no accounts" in " ".join(done.stderr.split())
    assert served == [False]


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("desk.example", False)],  # noqa: S104
)  # fmt: skip
def test_which_addresses_are_this_machine_alone(host: str, local: bool) -> None:  # noqa: FBT001
    assert serve.is_loopback(host) is local


def test_a_taken_port_is_refused_with_the_mend(written: Path, served: list[bool]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = runner.invoke(app, ["serve", "--port", str(taken.getsockname()[1]), "-b", str(written)])
    assert done.exit_code == 2
    assert "--port" in done.stderr
    assert served == []


def test_without_a_beat_there_is_nothing_to_serve(
    served: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = runner.invoke(app, ["serve", "--port", "0"])
    assert isinstance(done.exception, BeatError)
    assert served == []


def test_without_the_extra_the_mend_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.partition(".")[0] in serve.EXTRA:
            message = f"No module named {name!r}"
            raise ModuleNotFoundError(message, name=name)
        return real(name, *rest)  # type: ignore[arg-type]

    for name in [name for name in sys.modules if name.startswith("whyhere.web")]:
        monkeypatch.delitem(sys.modules, name)
    import whyhere.web  # noqa: PLC0415 - afresh, without what it had loaded

    monkeypatch.setattr(builtins, "__import__", without)
    assert not hasattr(whyhere.web, "app")
    done = runner.invoke(app, ["serve"])
    assert isinstance(done.exception, WhyhereError)
    assert "pip install 'whyhere[web]'" in str(done.exception)


def test_it_answers_until_ctrl_c(written: Path) -> None:
    command = [sys.executable, "-c", "from whyhere.cli import main; main()", "serve", "--port", "0", "-b", str(written)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            address = running.stdout.readline().strip()
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "server" not in answer.headers
                assert b"Velm" in answer.read()
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=30)
        finally:
            running.kill()
    assert running.returncode == 130
    assert "Traceback" not in said
