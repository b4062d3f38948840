"""Plain text → Report: an optional header of "Key: value" lines, then the page as it was copied or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.errors import ReportError
from whyhere.reports.build import Details, build, tidy
from whyhere.reports.dates import day, parse_published
from whyhere.reports.normalise import normalise
from whyhere.reports.paragraphs import split_paragraphs
from whyhere.reports.story import read_story

if TYPE_CHECKING:
    from datetime import date

    from whyhere.records import Report

HEADER_KEYS = {
    "headline": "headline",
    "title": "headline",
    "outlet": "outlet",
    "source": "outlet",
    "agency": "agency",
    "byline": "byline",
    "author": "byline",
    "published": "published",
    "date": "published",
    "url": "url",
    "language": "language",
}
"""Header line (before its colon, any case) → field of the report."""
_OPENERS = frozenset({"headline", "title", "outlet", "published"})


def read_text(text: str, *, published: date | None = None, outlet: str | None = None, origin: str = "") -> Report:
    """One report from plain text; ``published`` and ``outlet`` fill only what the text itself does not say.

    Raises:
        ReportError: empty, too long, or a header line that does not hold; ``origin`` is named.
    """
    where = origin or "text"
    head, body = _split_header(normalise(text, where=where))
    return compose(body, _details(head, where), published=published, outlet=outlet)


def compose(text: str, details: Details, *, published: date | None = None, outlet: str | None = None) -> Report:
    """The report that normalised ``text`` makes together with what is already known of it."""
    pieces, told = read_story(split_paragraphs(text), details)
    return build(pieces, told.filled(published=day(published) if published else None, outlet=outlet))


def _split_header(text: str) -> tuple[dict[str, str], str]:
    """The header's fields and the text below it. A header begins with one of a few keys and has keys only."""
    head, _, body = text.partition("\n\n")
    lines = [line.partition(":") for line in head.split("\n")]
    keys = [key.strip().lower() for key, _, _ in lines]
    if keys[0] not in _OPENERS or not all(
        key in HEADER_KEYS and mark for key, (_, mark, _) in zip(keys, lines, strict=True)
    ):
        return {}, text
    return {
        HEADER_KEYS[key]: value.strip() for key, (_, _, value) in zip(keys, lines, strict=True) if value.strip()
    }, body


def _details(head: dict[str, str], where: str) -> Details:
    fields = {key: tidy(value) for key, value in head.items() if key != "published"}
    when = parse_published(head["published"]) if "published" in head else None
    if "published" in head and when is None:
        raise ReportError(where, f"the header's date {head['published']!r} is not clear", "write it as 2024-05-31")
    return Details(**fields, published=when, origin=where)  # type: ignore[arg-type]
