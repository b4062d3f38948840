"""Feeds into the ledger: a local server plays the outlets; nothing outside this machine is asked."""

from __future__ import annotations

import threading
from collections import Counter
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from district_beat import write_beat
from typer.testing import CliRunner

from whyhere import reports
from whyhere.cli import watch
from whyhere.cli.app import app
from whyhere.errors import BeatError, ModelError
from whyhere.pipeline import Desk
from whyhere.reports import fetch
from whyhere.statements import ReadingModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

runner = CliRunner()
ITEM = "<item><title>{0}</title><description>{1}</description><pubDate>Mon, 09 Jun 2031 08:00:00 GMT</pubDate></item>"
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Post</title>{0}</channel></rss>'


class Outlets(ThreadingHTTPServer):
    """Serves what ``pages`` holds and counts who asks for what."""

    pages: dict[str, str]
    asked: Counter[str]

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Answer(BaseHTTPRequestHandler):
    server: Outlets

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        page = self.server.pages.get(self.path)
        self.send_response(200 if page else 503)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outlets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    with Outlets(("127.0.0.1", 0), Answer) as server:
        server.pages, server.asked = {}, Counter()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setattr(reports, "fetch", partial(fetch, allow_private=True))
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def beat(small_world: None, tmp_path: Path) -> Path:  # noqa: ARG001
    return write_beat(tmp_path / "beat")


def name_feeds(beat: Path, *urls: str) -> None:
    told = "".join(f'\n[[feed]]\nurl = "{url}"\noutlet = "Valley Post"\n' for url in urls)
    path = beat / "beat.toml"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")


def feed(*titles: str) -> str:
    return FEED.format("".join(ITEM.format(title, f"Front fighters captured {title} on Monday.") for title in titles))


def test_a_round_adds_what_is_new_and_one_broken_feed_stops_no_other(beat: Path, outlets: Outlets) -> None:
    outlets.pages = {"/good": feed("Velm", "Oster"), "/torn": "<rss><channel><item>"}
    name_feeds(beat, outlets.address("/down"), outlets.address("/torn"), outlets.address("/good"))
    first = runner.invoke(app, ["watch", "--once", "-b", str(beat)])
    assert first.exit_code == 3
    assert "3 feeds: 2 reports added" in first.stdout
    assert "2 could not be read" in first.stdout
    assert "/down" in first.stderr
    assert "503" in first.stderr
    assert len(first.stdout.splitlines()) == 1
    again = runner.invoke(app, ["watch", "--once", "-b", str(beat)])
    assert "0 reports added with 0 statements, 2 known" in again.stdout
    assert outlets.asked == {"/down": 2, "/torn": 2, "/good": 2}  # one request a feed and round


def test_a_feed_named_twice_is_asked_once(beat: Path, outlets: Outlets) -> None:
    outlets.pages = {"/good": feed("Velm")}
    name_feeds(beat, outlets.address("/good"), outlets.address("/good"))
    done = runner.invoke(app, ["watch", "--once", "-b", str(beat)])
    assert done.exit_code == 0, done.output
    assert "1 feeds: 1 reports added" in done.stdout
    assert outlets.asked == {"/good": 1}


def test_an_address_inside_is_refused_by_the_command_itself(beat: Path) -> None:
    name_feeds(beat, "http://127.0.0.1:9/feed")
    done = runner.invoke(app, ["watch", "--once", "-b", str(beat)])
    assert done.exit_code == 3
    assert "not a public address" in done.stderr


def test_a_report_that_breaks_the_reader_stays_alone(
    beat: Path, outlets: Outlets, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlets.pages = {"/good": feed("Velm", "Oster", "Tarn")}
    name_feeds(beat, outlets.address("/good"))
    with Desk.open(beat) as desk:
        read = desk.reader.read

        def breaks(report: object) -> object:
            if "Oster" in report.text:  # type: ignore[attr-defined]
                raise RecursionError
            return read(report)  # type: ignore[arg-type]

        monkeypatch.setattr(desk.reader, "read", breaks)
        done = watch.one_round(desk)
    assert (done.added, done.failed) == (2, 1)


def test_without_a_model_the_round_ends(beat: Path, outlets: Outlets, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**_: object) -> None:
        message = "the model is missing"
        raise ModelError(message)

    monkeypatch.setattr(ReadingModel, "load", gone)
    outlets.pages = {"/good": feed("Velm")}
    name_feeds(beat, outlets.address("/good"))
    with Desk.open(beat) as desk, pytest.raises(ModelError):
        watch.one_round(desk)


def test_rounds_wait_and_stop_between_reports(beat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    name_feeds(beat, "http://127.0.0.1:9/feed")
    monkeypatch.setattr(watch.time, "sleep", sleep)
    done = runner.invoke(app, ["watch", "--every", "7", "-b", str(beat)])
    assert done.exit_code == 130
    assert waited == [420, 420]
    assert len(done.stdout.splitlines()) == 2  # a line a round


@pytest.mark.parametrize("every", ["4", "0", "-1"])
def test_nobody_is_asked_more_often_than_every_five_minutes(beat: Path, every: str) -> None:
    assert runner.invoke(app, ["watch", "--every", every, "-b", str(beat)]).exit_code == 2


def test_without_feeds_the_mend_is_told(beat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = runner.invoke(app, ["watch", "--once", "-b", str(beat)])
    assert isinstance(done.exception, BeatError)
    assert "[[feed]]" in str(done.exception)
    monkeypatch.chdir(tmp_path)
    assert "whyhere init" in str(runner.invoke(app, ["watch", "--once"]).exception)
