"""Reports of a path that are wanted: JSON lines are asked after before anything is made of them, all else as reports.

An archive is mostly about other things, so what is passed over may cost little more than its bytes: of JSON lines, one
parse and one question to ``wanted``, which is given the words that would be read: headline, text and captions.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from whyhere.errors import ReportError
from whyhere.reports.read import MAX_UNPACKED, read_lines, read_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from whyhere.records import Report

_NOT_TOLD = frozenset({"furniture", "related", "byline", "credit"})
_LINES = (".jsonl", ".ndjson")
_OPENERS: dict[str, Callable[[Path, str], object]] = {".gz": gzip.open, ".xz": lzma.open}


def sift_path(
    path: Path,
    wanted: Callable[[str], bool],
    *,
    passed: Callable[[], None],
    published: date | None = None,
    outlet: str | None = None,
) -> Iterator[Report | ReportError]:
    """As :func:`~whyhere.reports.read.read_path`, without the reports whose words are not ``wanted``.

    ``passed`` is called once for each of those. What cannot be read is an error whatever it is about.
    """
    if path.is_dir() and not path.name.startswith("."):
        for entry in _entries(path):
            yield from sift_path(entry, wanted, passed=passed, published=published, outlet=outlet)
    elif path.is_file() and path.name.lower().removesuffix(".gz").removesuffix(".xz").endswith(_LINES):
        yield from _sift_lines(path, wanted, passed, published, outlet)
    else:
        found = read_path(path, published=published, outlet=outlet)
        yield from sift(found, wanted, passed=passed)


def sift(
    found: Iterator[Report | ReportError], wanted: Callable[[str], bool], *, passed: Callable[[], None]
) -> Iterator[Report | ReportError]:
    """The errors and the wanted reports; ``passed`` is called once for each other report."""
    for item in found:
        if isinstance(item, ReportError) or wanted(_words(item)):
            yield item
        else:
            passed()


def _words(report: Report) -> str:
    told = (report.text[part.start : part.end] for part in report.parts if part.kind not in _NOT_TOLD)
    return "\n".join((report.headline or "", *told))


def _entries(folder: Path) -> list[Path]:
    """What is read of a folder, in order; a folder that cannot be opened stands for itself, to be told of."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError:
        return []
    return [entry for entry in entries if entry.is_file() or (entry.is_dir() and not entry.is_symlink())]


def _sift_lines(
    path: Path, wanted: Callable[[str], bool], passed: Callable[[], None], published: date | None, outlet: str | None
) -> Iterator[Report | ReportError]:
    opener = _OPENERS.get(path.suffix.lower())
    try:
        with cast("BinaryIO", opener(path, "rb")) if opener else path.open("rb") as stream:
            sieved = cast("BinaryIO", _Sieve(stream, wanted, passed))
            yield from read_lines(sieved, published=published, outlet=outlet, origin=str(path))
    except ReportError as error:
        yield error
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        yield ReportError(str(path), f"cannot be read: {error}", "check that the file is whole and may be read")


class _Sieve:
    """JSON lines with an empty one in the place of each that is not wanted, so that the others keep their number.

    A line that is no report goes through, to be told of by who reads it.
    """

    def __init__(self, stream: BinaryIO, wanted: Callable[[str], bool], passed: Callable[[], None]) -> None:
        self._stream, self._wanted, self._passed = stream, wanted, passed
        self._done = 0

    def readline(self, limit: int) -> bytes:
        """The next line of at most ``limit`` bytes, or an empty one in its place; b"" at the end."""
        line = self._stream.readline(limit)
        self._done += len(line)
        if self._done > MAX_UNPACKED:
            return b" " * limit  # over any limit: the reader says that the file is too long
        if len(line) >= limit or not line.strip() or self._is_wanted(line):
            return line
        self._passed()
        return b"\n"

    def _is_wanted(self, line: bytes) -> bool:
        try:
            content = json.loads(line)
        except (ValueError, RecursionError):
            return True
        words = _told(content) if isinstance(content, dict) else None
        return words is None or self._wanted(words)


def _told(content: dict[str, Any]) -> str | None:
    """The words of an object that would be read: headline, text, captions; None where it has no text."""
    text = content.get("text") or content.get("body")
    media = content.get("media")
    captions = [m.get("caption") for m in media if isinstance(m, dict)] if isinstance(media, list) else []
    words = (content.get("title"), content.get("headline"), text, *captions)
    return "\n".join(word for word in words if isinstance(word, str)) if isinstance(text, str) else None
