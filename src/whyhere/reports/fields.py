"""One JSON object → Report: the documented fields, checked; other fields are ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from whyhere.errors import ReportError
from whyhere.records import Media, Related
from whyhere.reports.build import Details, Piece, build, tidy
from whyhere.reports.dates import day, parse_published
from whyhere.reports.normalise import normalise
from whyhere.reports.paragraphs import split_paragraphs
from whyhere.reports.story import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whyhere.records import Report, When

_MAX_ENTRIES = 200  # media or related entries of one report


def read_fields(item: object, *, published: date | None = None, outlet: str | None = None, origin: str = "") -> Report:
    """The report of one JSON object: ``text`` (or ``body``) is needed, all else may be missing (see docs/reports.md).

    Raises:
        ReportError: no object, no text, a field of the wrong type, or an unclear date; field and ``origin`` are named.
    """
    if not isinstance(item, Mapping):
        raise ReportError(origin, f"holds {_type(item)} where a report object is expected", 'give {"text": "…", …}')
    details = Details(
        headline=_string(item, origin, "title", "headline"),
        outlet=_string(item, origin, "outlet", "source"),
        agency=_string(item, origin, "agency"),
        byline=_byline(item, origin),
        published=_when(item, origin),
        url=web_address(_string(item, origin, "url", "link")),
        language=_string(item, origin, "language", "lang"),
        related=tuple(_related(item, origin)),
        origin=origin,
    )
    text = normalise(_text(item, origin), where=origin)
    pieces, told = read_story(split_paragraphs(text), details)
    at = next((index for index, piece in enumerate(pieces) if piece.kind != "headline"), len(pieces))
    pieces[at:at], loose = with_captions(list(_media(item, origin)))
    told = told.filled(published=day(published) if published else None, outlet=outlet)
    return build(pieces, replace(told, media=(*told.media, *loose)))


def with_captions(media: list[Media]) -> tuple[list[Piece], tuple[Media, ...]]:
    """Caption and credit pieces for the media that carry a caption, and the media that carry none."""
    pieces: list[Piece] = []
    for item in media:
        if item.caption:
            pieces.append(Piece("caption", item.caption, media=item))
            if item.credit:
                pieces.append(Piece("credit", item.credit, "\n"))
    return pieces, tuple(item for item in media if not item.caption)


def web_address(value: str | None) -> str | None:
    """The address when it is a plain http(s) one; None for scripts, files and everything else."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def _type(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "nothing")


def _raw(item: Mapping[str, object], *keys: str) -> tuple[str, object]:
    """The first of ``keys`` that holds something."""
    found = ((key, item[key]) for key in keys if item.get(key) not in (None, ""))
    return next(found, (keys[0], None))


def _string(item: Mapping[str, object], where: str, *keys: str) -> str | None:
    key, value = _raw(item, *keys)
    if value is not None and not isinstance(value, str):
        raise ReportError(where, f"the field {key!r} holds {_type(value)}, not a string", "put it in quotes")
    return tidy(value)


def _text(item: Mapping[str, object], where: str) -> str:
    key, value = _raw(item, "text", "body")
    if not isinstance(value, str):
        reason = f"the field {key!r} holds {_type(value)}, not a string" if value is not None else "has no field 'text'"
        raise ReportError(where, reason, "give the report's words as 'text'")
    return value


def _byline(item: Mapping[str, object], where: str) -> str | None:
    """A string, or a list of names joined by commas."""
    key, value = _raw(item, "byline", "author")
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tidy(", ".join(value))
    return _string(item, where, key)


def _when(item: Mapping[str, object], where: str) -> When | None:
    key, value = _raw(item, "published", "date")
    if value is None:
        return None
    when = parse_published(value) if isinstance(value, str) else None
    if when is None:
        raise ReportError(where, f"the date {value!r} in {key!r} is not clear", "write it as 2024-05-31")
    return when


def _entries(item: Mapping[str, object], where: str, key: str) -> list[object]:
    value = item.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > _MAX_ENTRIES:
        raise ReportError(
            where, f"the field {key!r} holds {_type(value)}, not a list of up to {_MAX_ENTRIES}", "give [ … ]"
        )
    return value


def _media(item: Mapping[str, object], where: str) -> Iterator[Media]:
    for entry in _entries(item, where, "media"):
        if not isinstance(entry, Mapping):
            raise ReportError(where, "an entry of 'media' is no object", 'give {"kind": "photo", "caption": "…"}')
        kind: Literal["photo", "video"] = "video" if entry.get("kind") == "video" else "photo"
        fields = {key: _string(entry, where, key) for key in ("url", "caption", "credit")}
        yield Media(kind, web_address(fields["url"]), fields["caption"], fields["credit"])


def _related(item: Mapping[str, object], where: str) -> Iterator[Related]:
    for entry in _entries(item, where, "related"):
        if isinstance(entry, str):
            title, url = tidy(entry), None
        elif isinstance(entry, Mapping):
            title, url = _string(entry, where, "title"), web_address(_string(entry, where, "url"))
        else:
            raise ReportError(where, "an entry of 'related' is neither a title nor an object", 'give {"title": "…"}')
        if title or url:
            yield Related(title or url or "", url)
