"""RSS and Atom → Reports: one for each entry, with the fullest text that the feed carries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import etree, html

from whyhere.errors import ReportError
from whyhere.records import Media, Report, When
from whyhere.reports.build import Details, build, tidy
from whyhere.reports.dates import day, parse_published
from whyhere.reports.fields import web_address, with_captions
from whyhere.reports.normalise import MAX_BYTES, normalise
from whyhere.reports.paragraphs import Paragraph, split_paragraphs
from whyhere.reports.story import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BLOCKS = ("p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "br", "tr")
_HEADINGS = ("h1", "h2", "h3", "h4")
_MAX_ENTRIES = 10_000


def looks_like_feed(data: bytes) -> bool:
    """Whether the bytes begin as RSS, RDF or Atom."""
    head = data[:2048].lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def read_feed(
    data: bytes, *, published: date | None = None, outlet: str | None = None, origin: str = ""
) -> Iterator[Report | ReportError]:
    """A report for each entry; an entry that holds no text is yielded as a ReportError and the rest goes on.

    Raises:
        ReportError: no feed, too large, or one that declares entities of its own (they can expand without end).
    """
    where = origin or "feed"
    if len(data) > MAX_BYTES:
        raise ReportError(where, f"the feed is larger than {MAX_BYTES // 2**20} MB", "split it")
    if _ENTITY.search(data):
        raise ReportError(where, "the feed declares entities of its own", "remove the <!ENTITY …> lines")
    feed = feedparser.parse(data)
    if not feed.entries:
        fault = feed.get("bozo_exception")
        raise ReportError(where, f"holds no entries{f' ({fault})' if fault else ''}", "check that it is RSS or Atom")
    title, language = tidy(feed.feed.get("title")), feed.feed.get("language")
    for number, entry in enumerate(feed.entries[:_MAX_ENTRIES], start=1):
        place = f"{where}:entry {number}"
        try:
            yield _read_entry(entry, Details(outlet=title, language=language, origin=place), published, outlet)
        except ReportError as error:
            yield error


def _read_entry(entry: Mapping[str, Any], base: Details, published: date | None, outlet: str | None) -> Report:
    details = replace(
        base,
        headline=_plain(entry.get("title")),
        byline=tidy(entry.get("author")),
        published=_date(entry),
        url=web_address(entry.get("link")),
        outlet=tidy(entry.get("source", {}).get("title")) or base.outlet,
    )
    paragraphs = _paragraphs(_fullest(entry), details.origin)
    if not paragraphs:
        raise ReportError(details.origin, "the entry holds no text", "open the story itself: the feed only links to it")
    pieces, told = read_story(paragraphs, details)
    captions, loose = with_captions(list(_media(entry)))
    pieces[1:1] = captions
    told = replace(told, media=(*told.media, *loose))
    return build(pieces, told.filled(published=day(published) if published else None, outlet=outlet))


def _fullest(entry: Mapping[str, Any]) -> str:
    """The longest of an entry's contents and its summary."""
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    return max([*contents, entry.get("summary") or ""], key=len)


def _date(entry: Mapping[str, Any]) -> When | None:
    values = (entry.get(key) for key in ("published", "created", "updated"))
    return next((when for value in values if value and (when := parse_published(value))), None)


def _media(entry: Mapping[str, Any]) -> Iterator[Media]:
    """Pictures and videos that the entry encloses or names as its media."""
    listed = [*entry.get("media_content", ()), *entry.get("enclosures", ())]
    for item in listed[:20]:
        kind = item.get("medium") or item.get("type") or ""
        url = web_address(item.get("url") or item.get("href"))
        if url and kind.startswith(("image", "video")):
            yield Media("video" if kind.startswith("video") else "photo", url, None, None)


def _plain(markup: str | None) -> str | None:
    return tidy(" ".join(text for text, _ in _blocks(markup))) if markup else None


def _paragraphs(markup: str, where: str) -> list[Paragraph]:
    blocks = (
        _blocks(markup)
        if "<" in markup
        else [(paragraph.text, False) for paragraph in split_paragraphs(normalise(markup))]
    )
    lines = ((line, heading) for text, heading in blocks for line in normalise(text, where=where).split("\n"))
    return [Paragraph(line, heading=heading) for line, heading in lines if line]


def _blocks(markup: str) -> list[tuple[str, bool]]:
    """The text of each block of a piece of HTML and whether it is a heading."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.fragment_fromstring(markup.encode("utf-8", "replace"), create_parent="div", parser=parser)
    except etree.LxmlError:
        return [(markup, False)]
    found: list[tuple[str, bool]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = element.tag in _BLOCKS
        if block or not found:
            found.append(("", event == "start" and element.tag in _HEADINGS))
        chunk = element.text if event == "start" else element.tail
        if element.tag not in {"script", "style"} or event == "end":
            text, heading = found[-1]
            found[-1] = (text + (chunk or ""), heading)
    return [(" ".join(text.split()), heading) for text, heading in found if text.strip()]
