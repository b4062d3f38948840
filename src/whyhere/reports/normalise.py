r"""Normalise text once, before anything is measured in it.

Every offset of the project counts code points of what this module returns. The rules, in order:

1. Line and page ends of every kind become ``\n``; tabs and all kinds of space (no-break, thin, wide) one plain space.
2. Control characters, soft hyphens, zero-width and direction marks are dropped: nobody reads them, and they split words
   or turn the order of what is shown. The joiners U+200C and U+200D stay, since Persian and Indic words need them.
3. What cannot be stored (lone surrogates, non-characters) becomes U+FFFD.
4. Unicode form C (NFC), so that one letter has one code.
5. Runs of spaces become one, lines lose spaces at both ends, two or more empty lines become one, the ends are trimmed.

Quotation marks, dashes and all other signs stay as they were printed. Normalising twice changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

from whyhere.errors import ReportError

MAX_BYTES = 16 * 2**20
"""The largest single report or page that is read, in bytes: a long book is about 2 MB."""
MAX_CHARS = 2_000_000
"""The longest report, in characters."""
MAX_LINE = 500_000
"""The longest line of running text, in characters; nothing that a person wrote as one paragraph comes near."""
MAX_LINES = 50_000
"""The most lines of one report: a long book has about as many."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_DROPPED = frozenset("\u00ad\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x2070)))
)
_SPACE_RUN = re.compile(" {2,}")
_LINE_EDGE = re.compile(" ?\n ?")
_EMPTY_LINES = re.compile("\n{3,}")


def _becomes(char: str) -> str | None:
    """What a character that is not printable becomes; None drops it."""
    code, category = ord(char), unicodedata.category(char)
    if char == "\n" or char in _JOINERS:
        return char
    if category == "Zs" or char == "\t":
        return " "
    if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noqa: PLR2004 - Unicode's non-characters
        return "\ufffd"
    return None if category == "Cc" or char in _DROPPED else char


def normalise(text: str, *, where: str = "text") -> str:
    """The text as the project reads it; deterministic and idempotent.

    Raises:
        ReportError: more than :data:`MAX_CHARS` or :data:`MAX_LINES`, or a line over :data:`MAX_LINE`.
    """
    if len(text) > 4 * MAX_CHARS:
        check_size(text, where)
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii() or not text.isprintable():
        table = {ord(char): _becomes(char) for char in set(text) if not char.isprintable()}
        text = unicodedata.normalize("NFC", text.translate(table))
    text = _LINE_EDGE.sub("\n", _SPACE_RUN.sub(" ", text))
    text = _EMPTY_LINES.sub("\n\n", text).strip(" \n")
    check_size(text, where)
    return text


def check_size(text: str, where: str) -> None:
    """Raise ReportError where the text is beyond the limits of this module."""
    if len(text) > MAX_CHARS:
        reason = f"the report is {len(text):,} characters long, more than {MAX_CHARS:,}"
        raise ReportError(where, reason, "split it into one file a report, or give JSON lines")
    if text.count("\n") > MAX_LINES:
        raise ReportError(
            where, f"the report has more than {MAX_LINES:,} lines", "give one report a file, tables apart"
        )
    longest = max(map(len, text.split("\n")), default=0)
    if longest > MAX_LINE:
        reason = f"one line is {longest:,} characters long, more than {MAX_LINE:,}"
        raise ReportError(where, reason, "break the text into paragraphs, or check that it is a report at all")
