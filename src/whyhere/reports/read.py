"""A path → its reports: every supported file, packed or not, and folders of them; one fault never stops the rest."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from whyhere.errors import ReportError
from whyhere.records import Report
from whyhere.reports.archive import read_warc
from whyhere.reports.decode import decode, refuse_binary
from whyhere.reports.feed import looks_like_feed, read_feed
from whyhere.reports.fields import read_fields
from whyhere.reports.normalise import MAX_BYTES
from whyhere.reports.page import read_html
from whyhere.reports.plain import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from whyhere.reports.fetch import Fetched

_MB = 2**20
MAX_UNPACKED = 4 * 2**30
"""How much of one JSON lines file is read, unpacked, in bytes."""
_PACKED: dict[str, Callable[[Path, str], object]] = {".gz": gzip.open, ".xz": lzma.open}
_JSON_LINES = {".jsonl", ".ndjson"}
_PAGES = {".html", ".htm", ".xhtml"}
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)


def read_path(
    path: Path, *, published: date | None = None, outlet: str | None = None
) -> Iterator[Report | ReportError]:
    """All reports of a file or folder, in order of name and line; what cannot be read is yielded as a ReportError.

    Reads ``.txt``/``.md``, ``.html``, ``.json``, ``.jsonl``, ``.warc``, RSS and Atom, each also as ``.gz`` or ``.xz``;
    in folders, hidden files are left out. ``published`` and ``outlet`` fill only what a file itself does not say.
    """
    if not path.exists():
        yield ReportError(str(path), "does not exist", "check the path")
    elif path.is_dir():
        yield from _read_folder(path, published, outlet)
    elif not path.is_file():  # a pipe or device may never end
        yield ReportError(str(path), "is no file", "save it as a file first")
    else:
        try:
            yield from _read_file(path, published, outlet)
        except ReportError as error:
            yield error
        except _BROKEN as error:
            yield ReportError(str(path), f"cannot be read: {error}", "check that the file is whole and may be read")


def _read_folder(folder: Path, published: date | None, outlet: str | None) -> Iterator[Report | ReportError]:
    """Depth first, sorted by name; links to folders are not followed, since they may lead in circles."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield ReportError(str(folder), f"cannot be opened: {error.strerror}", "check who may read it")
        return
    for entry in entries:
        if entry.is_file() or (entry.is_dir() and not entry.is_symlink()):
            yield from read_path(entry, published=published, outlet=outlet)


def _read_file(path: Path, published: date | None, outlet: str | None) -> Iterator[Report | ReportError]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = _PACKED.get(suffixes[-1]) if suffixes else None
    kind = "".join((suffixes[:-1] if packed else suffixes)[-1:])
    where = str(path)
    if kind == ".warc" and suffixes[-1] != ".xz":  # the archive reader unpacks gzip itself, record by record
        packed = None
    with cast("BinaryIO", packed(path, "rb")) if packed else path.open("rb") as stream:
        if kind == ".warc":
            yield from read_warc(stream, published=published, outlet=outlet, origin=where)
        elif kind in _JSON_LINES:
            yield from read_lines(stream, published=published, outlet=outlet, origin=where)
        else:
            yield from read_bytes(_whole(stream, where), kind=kind, published=published, outlet=outlet, origin=where)


def _whole(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = f"is larger than {MAX_BYTES // _MB} MB"
        raise ReportError(where, reason, "split it into one file a report, or give JSON lines")
    return data


def read_bytes(
    data: bytes, *, kind: str = "", published: date | None = None, outlet: str | None = None, origin: str = ""
) -> Iterator[Report | ReportError]:
    """The reports of one whole file; ``kind`` is its ending, and the first bytes decide where that says nothing.

    Raises:
        ReportError: empty, binary, or broken as a whole.
    """
    if not data.strip():
        raise ReportError(origin, "is empty", "remove it, or check how it was saved")
    if looks_like_feed(data) and kind not in _PAGES:
        refuse_binary(data, where=origin)
        yield from read_feed(data, published=published, outlet=outlet, origin=origin)
    elif kind in _PAGES or _looks_like_page(data):
        yield read_html(data, published=published, outlet=outlet, origin=origin)
    elif kind == ".json":
        yield from _read_json(data, published, outlet, origin)
    else:
        yield read_text(decode(data, where=origin), published=published, outlet=outlet, origin=origin)


def read_fetched(
    fetched: Fetched, *, published: date | None = None, outlet: str | None = None
) -> Iterator[Report | ReportError]:
    """The reports of what was fetched (a page, a feed, text or JSON); faults are yielded, as with files."""
    url, kind = fetched.url, _KINDS.get(fetched.content_type, "")
    try:
        if kind == ".jsonl":
            yield from read_lines(io.BytesIO(fetched.data), published=published, outlet=outlet, origin=url)
        elif looks_like_feed(fetched.data) and kind != ".html":
            yield from read_feed(fetched.data, published=published, outlet=outlet, origin=url)
        else:
            text = decode(fetched.data, where=url, declared=fetched.charset)
            if kind == ".html" or _looks_like_page(fetched.data):
                yield read_html(text, url=url, published=published, outlet=outlet)
                return
            for item in read_bytes(text.encode(), kind=kind, published=published, outlet=outlet, origin=url):
                yield replace(item, url=item.url or url) if isinstance(item, Report) else item
    except ReportError as error:
        yield error


def _looks_like_page(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)


def _read_json(data: bytes, published: date | None, outlet: str | None, origin: str) -> Iterator[Report | ReportError]:
    """One object, or a list of objects (numbered from 1 in messages)."""
    content = _loads(decode(data, where=origin), origin)
    items = content if isinstance(content, list) else [content]
    for number, item in enumerate(items, start=1):
        place = f"{origin}:{number}" if isinstance(content, list) else origin
        try:
            yield read_fields(item, published=published, outlet=outlet, origin=place)
        except ReportError as error:
            yield error


def _loads(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise ReportError(where, reason, "check quotes, commas and brackets there") from error
    except ValueError as error:
        raise ReportError(where, "holds a number too long to be one", "put it in quotes, or leave it out") from error
    except RecursionError as error:
        raise ReportError(where, "is nested too deeply", "give one flat object a report") from error


def read_lines(
    stream: BinaryIO, *, published: date | None = None, outlet: str | None = None, origin: str = ""
) -> Iterator[Report | ReportError]:
    """JSON lines → reports, read as a stream; a bad line is yielded as a ReportError that names file and line."""
    done, number = 0, 0
    while line := stream.readline(MAX_BYTES + 1):
        number, done = number + 1, done + len(line)
        place = f"{origin}:{number}"
        if len(line) > MAX_BYTES or done > MAX_UNPACKED:
            yield ReportError(
                place,
                f"the line or the file is too long (a line: {MAX_BYTES // _MB} MB)",
                "split it; the rest is not read",
            )
            return
        if not line.strip():
            continue
        try:
            yield read_fields(
                _loads(decode(line, where=place), place), published=published, outlet=outlet, origin=place
            )
        except ReportError as error:
            yield error
    if not number:
        yield ReportError(origin, "is empty", "remove it, or check how it was saved")
