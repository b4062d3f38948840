"""The network door, against a server of our own on the loopback address."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from whyhere.errors import FetchError
from whyhere.reports.fetch import Limits, fetch, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = b"<html><body><p>The bridge of Qarat fell.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None, str | None]] = []  # noqa: RUF012 - one list for the whole server, on purpose

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        getattr(self, "answer_" + self.path.strip("/").split("?")[0].replace("-", "_"))()

    def reply(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self.reply(200, {"Content-Type": "text/html; charset=ISO-8859-1"}, PAGE)

    def answer_packed(self) -> None:
        self.reply(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE))

    def answer_bomb(self) -> None:
        self.reply(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(bytes(5_000_000)))

    def answer_program(self) -> None:
        self.reply(200, {"Content-Type": "application/octet-stream"}, b"MZ")

    def answer_missing(self) -> None:
        self.reply(404, {"Content-Type": "text/html"}, b"no")

    def answer_moved(self) -> None:
        self.reply(302, {"Location": "/page"})

    def answer_circle(self) -> None:
        self.reply(302, {"Location": "/circle"})

    def answer_inside(self) -> None:
        self.reply(302, {"Location": "http://169.254.169.254/latest"})

    def answer_to_file(self) -> None:
        self.reply(302, {"Location": "file:///etc/passwd"})

    def answer_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def answer_cut(self) -> None:
        self.reply(200, {"Content-Type": "text/html", "Content-Length": "5000"}, PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.daemon_threads = True
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_a_page(server: str) -> None:
    fetched = fetch(f"{server}/page", allow_private=True)
    assert (fetched.url, fetched.content_type, fetched.charset, fetched.data) == (
        f"{server}/page",
        "text/html",
        "iso-8859-1",
        PAGE,
    )
    _, host, agent = Handler.asked[-1]
    assert host == server.removeprefix("http://")
    assert agent is not None
    assert agent.startswith("Whyhere/")


def test_a_redirect_is_followed(server: str) -> None:
    assert fetch(f"{server}/moved", allow_private=True).url == f"{server}/page"


def test_a_packed_page_is_unpacked(server: str) -> None:
    assert fetch(f"{server}/packed", allow_private=True).data == PAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("program", "octet-stream"),
        ("missing", "answers 404"),
        ("circle", "redirects more than"),
        ("to-file", "not an http"),
        ("bomb", "larger than"),
        ("slow", "did not answer whole within"),
        ("cut", "breaks off"),
    ],
)
def test_refused(server: str, path: str, reason: str) -> None:
    limits = Limits(seconds=0.7 if path == "slow" else 10, max_bytes=1_000_000)
    with pytest.raises(FetchError, match=reason) as caught:
        fetch(f"{server}/{path}", limits=limits, allow_private=True)
    assert caught.value.mend


def test_private_addresses_are_refused_unless_allowed(server: str) -> None:
    before = len(Handler.asked)
    with pytest.raises(FetchError, match="not a public address"):
        fetch(f"{server}/page")
    assert len(Handler.asked) == before  # refused before a single byte was sent


def answers(monkeypatch: pytest.MonkeyPatch, *rounds: list[str]) -> list[str]:
    """Let names resolve to these addresses, one round after the other; returns the names that were asked for."""
    names: list[str] = []
    remaining = list(rounds)

    def lookup(host: str, port: int, *_: object, **__: object) -> list[Any]:
        names.append(host)
        found = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return names


@pytest.mark.parametrize("found", [["10.0.0.5"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]])
def test_a_public_name_with_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    answers(monkeypatch, found)
    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://courier.example/")


def test_the_name_is_asked_for_once_and_the_checked_address_is_used(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.rsplit(":", 1)[1]
    names = answers(monkeypatch, ["127.0.0.1"], ["10.255.255.1"])  # a name that changes its mind after the check
    assert fetch(f"http://courier.example:{port}/page", allow_private=True).data == PAGE
    assert names.count("courier.example") == 1
    assert Handler.asked[-1][1] == f"courier.example:{port}"


def test_a_redirect_is_checked_again(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.rsplit(":", 1)[1]
    answers(monkeypatch, ["127.0.0.1"], ["169.254.169.254"])
    monkeypatch.setattr(sys.modules[fetch.__module__], "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchError, match=r"169\.254\.169\.254, which is not a public address"):
        fetch(f"http://courier.example:{port}/inside")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "//a.example",
        "a.example",
        "http://",
        "http://user:word@a.example/",
        "http://[::1",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),  # carrier's own
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),  # IPv4 in IPv6
        ("64:ff9b::7f00:1", False),  # NAT64 of 127.0.0.1
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
    ],
)
def test_public_addresses(address: str, *, public: bool) -> None:
    assert is_public(address) == public
