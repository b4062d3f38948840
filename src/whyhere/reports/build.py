"""Pieces of a page, in order → a Report: the one place where text is put together and offsets are born."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.errors import ReportError
from whyhere.records import Media, Part, PartKind, Related, Report, When
from whyhere.reports.agencies import agency_name
from whyhere.reports.language import guess_language, tidy_language
from whyhere.reports.normalise import check_size, normalise
from whyhere.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

PARAGRAPH = "\n\n"
"""What stands before a piece that begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one role; ``lead`` is the white space before it, ``media`` what it is the caption of."""

    kind: PartKind
    text: str
    lead: str = PARAGRAPH
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a report beside its text: from its file's fields, its page's metadata or its own lines."""

    headline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: When | None = None
    url: str | None = None
    language: str | None = None
    media: tuple[Media, ...] = ()
    related: tuple[Related, ...] = ()
    origin: str = ""
    sample: bool = False

    def filled(self, *, published: When | None = None, outlet: str | None = None) -> Details:
        """The same with what the caller says, but only where the file itself was silent."""
        return replace(self, published=self.published or published, outlet=self.outlet or tidy(outlet))


def tidy(value: str | None) -> str | None:
    """A field's value on one line, normalised; None when nothing is left."""
    return " ".join(normalise(value).split()) or None if value else None


def is_sample_marker(line: str) -> bool:
    """Whether the line says that the report was written for a sample."""
    marker: str = load("page_lines")["sample_marker"]
    return line.strip().casefold() == marker.casefold()


def build(pieces: Sequence[Piece], details: Details) -> Report:
    """The report that the pieces make: text, parts that cover all but the white space between them, and a content id.

    The id is the first 16 hex digits of SHA-256 over the text, the outlet and the publication dates, each ended by a
    zero byte: the same words printed by two outlets are two reports, the same file read twice is one.

    Raises:
        ReportError: no piece holds text.
    """
    text, parts, captioned = _join(pieces)
    check_size(text, details.origin or "text")
    if not any(part.kind not in {"furniture", "related"} for part in parts):
        raise ReportError(details.origin or "text", "holds no report text", "check that the file is a report")
    key = _content_id(text, details)
    report = Report(
        id=key,
        text=text,
        parts=parts,
        headline=details.headline,
        outlet=details.outlet,
        agency=(details.agency and agency_name(details.agency)) or details.agency,
        byline=details.byline,
        dateline=details.dateline,
        published=details.published,
        url=details.url,
        language=tidy_language(details.language) or guess_language(text),
        related=_distinct(details.related),
        origin=details.origin,
        sample=details.sample or any(is_sample_marker(text[part.start : part.end]) for part in parts),
    )
    spanned = (replace(media, caption_span=report.span(part.start, part.end)) for media, part in captioned)
    return replace(report, media=(*spanned, *details.media))


def _join(pieces: Sequence[Piece]) -> tuple[str, tuple[Part, ...], list[tuple[Media, Part]]]:
    chunks: list[str] = []
    parts: list[Part] = []
    captioned: list[tuple[Media, Part]] = []
    at = 0
    for piece in pieces:
        if not piece.text:
            continue
        lead = piece.lead if chunks else ""
        chunks += (lead, piece.text)
        part = Part(piece.kind, at + len(lead), at + len(lead) + len(piece.text))
        parts.append(part)
        at = part.end
        if piece.media is not None:
            captioned.append((piece.media, part))
    return "".join(chunks), tuple(parts), captioned


def _content_id(text: str, details: Details) -> str:
    when = details.published
    dates = f"{when.earliest}/{when.latest}/{when.precision}" if when else ""
    content = f"{text}\0{details.outlet or ''}\0{dates}\0"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _distinct(related: tuple[Related, ...]) -> tuple[Related, ...]:
    """Each story once; of two entries for one title the one with an address stays."""
    best: dict[str, Related] = {}
    for item in related:
        known = best.get(item.title.casefold())
        if known is None or (known.url is None and item.url is not None):
            best[item.title.casefold()] = item
    return tuple(best.values())
