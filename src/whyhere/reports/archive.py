"""Web archives (WARC) → Reports: every HTML response, read as a page of its own address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from whyhere.errors import ReportError
from whyhere.reports.decode import decode
from whyhere.reports.normalise import MAX_BYTES
from whyhere.reports.page import read_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whyhere.records import Report

_OK = 200


def read_warc(
    stream: BinaryIO, *, published: date | None = None, outlet: str | None = None, origin: str = ""
) -> Iterator[Report | ReportError]:
    """A report for each HTML page answered with 200; a page that cannot be read is yielded as a ReportError.

    The archive's own date is the day of the crawl, not of publication, and is not used as one.
    """
    where, found = origin or "archive", 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            if not _is_page(record):
                continue
            found += 1
            try:
                yield _read_record(record, where, published, outlet)
            except ReportError as error:
                yield error
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        yield ReportError(where, f"the archive breaks off: {error}", "fetch it again; what came before is kept")
        return
    if not found:
        yield ReportError(where, "holds no HTML page", "check that it is a WARC file with responses")


def _is_page(record: Any) -> bool:  # noqa: ANN401 - fastwarc ships no types
    kind = (record.http_content_type or "").lower()
    headers = record.http_headers
    return headers is not None and headers.status_code == _OK and kind in {"text/html", "application/xhtml+xml"}


def _read_record(record: Any, where: str, published: date | None, outlet: str | None) -> Report:  # noqa: ANN401
    url = record.headers.get("WARC-Target-URI")
    place = f"{where}:{url or record.record_id}"
    body = record.reader.read(MAX_BYTES + 1)
    text = decode(body, where=place, declared=record.http_charset) if len(body) <= MAX_BYTES else body
    return read_html(text, url=url, published=published, outlet=outlet, origin=place)
