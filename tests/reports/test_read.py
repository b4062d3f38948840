from __future__ import annotations

import gzip
import io
import json
import lzma
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whyhere.errors import ReportError
from whyhere.records import Report
from whyhere.reports import read_path
from whyhere.reports.fetch import Fetched
from whyhere.reports.read import read_bytes, read_fetched, read_lines

if TYPE_CHECKING:
    from pathlib import Path

LINE = json.dumps({"title": "Bridge falls", "text": "The bridge of Qarat fell."})
PAGE = "<html><body><h1>Bridge falls</h1><p>The bridge of Qarat fell on Tuesday, the council of the river district said.</p></body></html>"
FEED = "<rss><channel><title>C</title><item><title>Bridge</title><description>The bridge fell.</description></item></channel></rss>"


def http(body: str) -> bytes:
    content = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0e0e0e0e-0000-4000-8000-000000000001>\r\nWARC-Date: 2031-03-09T00:00:00Z\r\nWARC-Target-URI: https://courier.example/bridge\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content + b"\r\n\r\n"


def read(path: Path) -> tuple[list[Report], list[ReportError]]:
    items = list(read_path(path))
    return [item for item in items if isinstance(item, Report)], [
        item for item in items if isinstance(item, ReportError)
    ]


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.txt", b"The bridge of Qarat fell.", 1),
        ("a.md", b"The bridge of Qarat fell.", 1),
        ("noending", b"The bridge of Qarat fell.", 1),
        ("a.html", PAGE.encode(), 1),
        ("page", PAGE.encode(), 1),  # known by its first bytes
        ("a.json", LINE.encode(), 1),
        ("a.json", f"[{LINE},{LINE}]".encode(), 2),
        ("a.jsonl", f"{LINE}\n\n{LINE}\n".encode(), 2),
        ("a.jsonl.gz", gzip.compress(LINE.encode()), 1),
        ("a.jsonl.xz", lzma.compress(LINE.encode()), 1),
        ("a.txt.gz", gzip.compress(b"The bridge of Qarat fell."), 1),
        ("a.xml", FEED.encode(), 1),
        ("a.rss", FEED.encode(), 1),
        ("a.warc", http(PAGE) + http(PAGE), 2),
        ("a.warc.gz", gzip.compress(http(PAGE)), 1),
    ],
)
def test_every_format(tmp_path: Path, name: str, data: bytes, count: int) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reports, errors = read(path)
    assert not errors
    assert len(reports) == count
    assert "bridge" in reports[0].text.lower()
    assert reports[0].origin.startswith(str(path))


def test_a_warc_page_has_its_own_address_and_not_the_day_of_the_crawl(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(http(PAGE))
    (report,), _ = read(path)
    assert report.url == "https://courier.example/bridge"
    assert report.published is None


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "image"),
        ("noise.txt", bytes(range(256)) * 8, "binary"),
        ("a.json", b'{"text": ', "line 1, column"),
        ("a.json", b"[" * 200_000, "nested too deeply|is not JSON"),
        ("a.jsonl", b"", "empty"),
        ("a.html", b"<html></html>", "no story"),
        ("a.gz", b"not gzip at all", "cannot be read"),
        ("a.jsonl.xz", b"not xz at all", "cannot be read"),
        ("cut.jsonl.gz", gzip.compress(LINE.encode() * 100)[:40], "cannot be read"),
        ("a.warc", b"not an archive at all", "holds no HTML page|breaks off"),
        ("a.xml", b"<rss><channel></channel></rss>", "no entries"),
        ("long.txt", b"word " * 10_000_000, "larger than 16 MB"),
        ("long.jsonl", b"x" * 17_000_000, "too long"),
        ("bomb.txt.gz", gzip.compress(bytes([32]) * 50_000_000), "larger than 16 MB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reports, errors = read(path)
    assert not reports
    assert len(errors) == 1
    assert errors[0].where.startswith(str(path))
    assert errors[0].mend
    with pytest.raises(ReportError, match=reason):
        raise errors[0]


def test_a_bad_line_names_file_and_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{LINE}\nnot json\n{LINE}\n[]\n\xff\n", encoding="latin-1")
    reports, errors = read(path)
    assert [report.origin for report in reports] == [f"{path}:1", f"{path}:3"]
    assert [error.where for error in errors] == [f"{path}:2", f"{path}:4", f"{path}:5"]


def test_a_cut_archive_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    whole = gzip.compress(http(PAGE))
    path.write_bytes(whole + whole[: len(whole) // 2])
    reports, _ = read(path)
    assert len(reports) >= 1


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/2.txt", "a.txt", "c.txt", ".DS_Store", ".hidden/x.txt"):
        (tmp_path / name).write_text(f"The bridge {name} fell.", encoding="utf-8")
    (tmp_path / "b" / "bad.txt").write_bytes(b"")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    items = list(read_path(tmp_path, published=date(2031, 3, 4), outlet="The Courier"))
    names = [item.origin if isinstance(item, Report) else item.where for item in items]
    assert [name.removeprefix(f"{tmp_path}/") for name in names] == ["a.txt", "b/2.txt", "b/bad.txt", "c.txt"]
    assert all(
        item.outlet == "The Courier" and item.published is not None for item in items if isinstance(item, Report)
    )


def test_a_missing_path_is_an_error_not_a_crash(tmp_path: Path) -> None:
    _, (error,) = read(tmp_path / "none.txt")
    assert error.reason == "does not exist"


@pytest.mark.parametrize(
    ("content_type", "charset", "data"),
    [
        ("text/html", "iso-8859-1", PAGE.replace("council", "cöuncil").encode("latin-1")),
        ("text/plain", "utf-8", b"The bridge of Qarat fell."),
        ("application/rss+xml", None, FEED.encode()),
        ("application/json", None, LINE.encode()),
        ("application/x-ndjson", None, f"{LINE}\n".encode()),
    ],
)
def test_fetched(content_type: str, charset: str | None, data: bytes) -> None:
    (report,) = read_fetched(Fetched("https://courier.example/x", content_type, charset, data), outlet="The Courier")
    assert isinstance(report, Report)
    assert "bridge" in report.text.lower()
    assert report.origin.startswith("https://courier.example/x")
    assert "�" not in report.text


def test_the_shared_reports_are_read_whole(shared_data: Path) -> None:
    reports, errors = read(shared_data / "reports")
    assert not errors
    assert len(reports) == 433
    assert all(report.published and report.outlet and report.headline for report in reports)


def test_the_archetype(shared_data: Path) -> None:
    (report,) = read_path(shared_data / "seed" / "qusayr-explainer.txt", published=date(2013, 6, 5))
    assert isinstance(report, Report)
    assert (report.agency, report.language) == ("Agence France-Presse", "en")
    assert [part.kind for part in report.parts].count("heading") == 4
    assert [media.kind for media in report.media] == ["photo", "video"]
    assert len(report.related) == 1
    findings = json.loads((shared_data / "seed" / "qusayr-findings.json").read_text(encoding="utf-8"))
    bodies = {report.text[part.start : part.end] for part in report.parts if part.kind == "body"}
    wanted = [
        item["text"]
        for key, items in findings.items()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and "text" in item
    ]
    assert wanted
    assert [text for text in wanted if not any(text in body for body in bodies)] == []


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["", ".txt", ".html", ".json", ".xml"]),
    st.sampled_from([b"", b"<html><p>", b"<rss>", b'{"text":"a', b"\xef\xbb\xbf"]),
)
def test_any_bytes_give_reports_or_clear_errors(data: bytes, kind: str, start: bytes) -> None:
    try:
        items = list(read_bytes(start + data, kind=kind, origin="noise"))
    except ReportError as error:
        items = [error]
    for item in items:
        assert item.where.startswith("noise") if isinstance(item, ReportError) else item.text.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "title", "media", "related", "published", "url", "kind", "caption"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_reports_or_clear_errors(content: object) -> None:
    items = list(read_lines(io.BytesIO(json.dumps(content).encode() + b"\n"), origin="noise"))
    assert len(items) == 1
    assert isinstance(items[0], Report) or items[0].where == "noise:1"


def test_a_number_that_is_none_costs_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "a", "n": ' + "9" * 5000 + "}\n" + LINE + "\n", encoding="utf-8")
    reports, errors = read(path)
    assert len(reports) == 1
    assert "r.jsonl:1: holds a number" in str(errors[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    reports, errors = read(path)
    assert not reports
    assert "is no file" in str(errors[0])
