"""Bytes → text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import logging
import re
from typing import TYPE_CHECKING

from whyhere.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger("whyhere.reports")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF", "export its text, or give the page it was made from"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or export it as text"),
    (b"\x89PNG", "an image", "give the text that it shows"),
    (b"\xff\xd8\xff", "an image", "give the text that it shows"),
    (b"GIF8", "an image", "give the text that it shows"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "export it as text"),
    (b"PAR1", "a Parquet table", "export it as JSON lines"),
    (b"SQLite format 3", "a database", "export it as JSON lines"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it first, or pack it with gzip or xz"),
    (b"BZh", "packed with bzip2", "unpack it first, or pack it with gzip or xz"),
)
_SAMPLE = 8192
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROLS = 0.02  # text has next to none; compressed data about one byte in nine
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """The text of ``data``: by its byte order mark, else UTF-8, else as declared, else Windows-1252 (said in the log).

    ``declared`` is the transport's word; without it the page's own ``charset`` or ``encoding`` counts.

    Raises:
        ReportError: empty, or binary; ``where`` is named.
    """
    if not data.strip():
        raise ReportError(where, "is empty", "remove it, or check how it was saved")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    refuse_binary(data, where=where)
    for encoding in ("utf-8", *_declared(data, declared)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    logger.warning("%s: is not UTF-8 and names no encoding that fits; read as Windows-1252", where)
    return data.decode("cp1252", errors="replace")


def refuse_binary(data: bytes, *, where: str) -> None:
    """Raise ReportError where the bytes are no text: known file marks, zero bytes, or too many control characters."""
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise ReportError(where, f"is {what}, not text", mend)
    sample = data[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROLS.findall(sample)) > _MAX_CONTROLS * len(sample):
        raise ReportError(where, "is binary, not text", "give text, HTML, JSON, a feed or a web archive")


def _declared(data: bytes, declared: str | None) -> Iterator[str]:
    """The encodings named by the transport and the page that Python knows and that are text encodings."""
    found = _DECLARED.search(data[:2048])
    for name in (declared, found and found.group(1).decode("ascii")):
        if not name:
            continue
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        if getattr(info, "_is_text_encoding", True) and info.name not in {"utf-8", "utf-7", "idna", "punycode"}:
            yield info.name
