"""HTML → Report: trafilatura finds the story and its metadata; photos, videos and links to other stories come first.

The page is parsed by lxml without network and without entities of its own; nothing in it is run or fetched.
"""

from __future__ import annotations

import copy
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree, html
from trafilatura.metadata import extract_metadata

from whyhere.errors import ReportError
from whyhere.reports.build import Details, build, is_sample_marker, tidy
from whyhere.reports.dates import day, parse_published
from whyhere.reports.decode import decode
from whyhere.reports.fields import web_address, with_captions
from whyhere.reports.normalise import MAX_BYTES, normalise
from whyhere.reports.page_extras import lead_photo, take_photos, take_related, take_videos
from whyhere.reports.paragraphs import Paragraph
from whyhere.reports.story import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from whyhere.records import Report, When

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every short page as an error
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_DATES = {"extensive_search": False, "original_date": True}  # a date found by searching the prose is a guess
_BLOCKS = ("p", "head", "quote", "item", "row")
_FAULTS = (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError)
"""What third-party extraction is known to raise on broken pages; the story is then taken from the paragraphs alone."""


def read_html(
    data: bytes | str,
    *,
    url: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    origin: str = "",
) -> Report:
    """One report from a page; ``url`` makes its links absolute; the rest fills only what the page does not say.

    Raises:
        ReportError: empty, binary, too large, or a page in which no story is found; ``origin`` (else ``url``) is named.
    """
    where = origin or url or "page"
    tree = _parse(data, where)
    base = web_address(url)
    details = replace(_metadata(tree, base), origin=where, sample=_says_sample(tree))
    videos, photos, related = take_videos(tree, base), take_photos(tree, base), take_related(tree, base)
    pieces, told = read_story(list(_paragraphs(tree, base, where, details.headline)), details)
    at = next((index for index, piece in enumerate(pieces) if piece.kind != "headline"), len(pieces))
    pieces[at:at], loose = with_captions([*(photos or lead_photo(tree, base)), *videos])
    told = replace(told, media=(*told.media, *loose), related=related.complete(told.related))
    return build(pieces, told.filled(published=day(published) if published else None, outlet=outlet))


def _parse(data: bytes | str, where: str) -> html.HtmlElement:
    if len(data) > MAX_BYTES:
        reason = f"the page is {len(data) / 2**20:,.0f} MB, more than {MAX_BYTES // 2**20} MB"
        raise ReportError(where, reason, "save the story alone")
    text = decode(data, where=where) if isinstance(data, bytes) else data
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.LxmlError as error:
        raise ReportError(where, f"cannot be read as HTML: {error}", "check that the page was saved whole") from error
    for element in tree.xpath("//script[not(@type='application/ld+json')] | //style | //template"):
        element.drop_tree()
    return tree


def _says_sample(tree: html.HtmlElement) -> bool:
    return any(is_sample_marker(" ".join(text.split())) for text in tree.itertext(with_tail=True) if "sample" in text)


def _metadata(tree: html.HtmlElement, base: str | None) -> Details:
    """What the page's own metadata says; the story's lines may add to it."""
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    try:
        found = extract_metadata(copy.deepcopy(tree), default_url=base, date_config=dict(_DATES, max_date="2100-01-01"))
    except _FAULTS:
        return Details(headline=_first_heading(tree), language=language, url=base)
    return Details(
        headline=tidy(found.title) or _first_heading(tree),
        outlet=tidy(found.sitename),
        byline=tidy(found.author and found.author.replace("; ", ", ")),
        published=_published(found.date),
        url=base or web_address(found.url),
        language=language or found.language,
    )


def _published(value: str | None) -> When | None:
    return parse_published(value) if value else None


def _first_heading(tree: html.HtmlElement) -> str | None:
    return next((title for element in tree.iter("h1") if (title := tidy(element.text_content()))), None)


def _paragraphs(tree: html.HtmlElement, base: str | None, where: str, headline: str | None) -> Iterator[Paragraph]:
    """The story's paragraphs without the heading that repeats the headline.

    Raises:
        ReportError: none is found.
    """
    blocks = _extracted(tree, base) or [(element.text_content(), False) for element in tree.iter("p")]
    empty = True
    for text, heading in blocks:
        for line in normalise(text, where=where).split("\n"):
            if line and not (heading and line == headline):
                empty = False
                yield Paragraph(line, heading=heading)
    if empty:
        raise ReportError(where, "no story is found in the page", "give the story's own page, or its text")


def _extracted(tree: html.HtmlElement, base: str | None) -> list[tuple[str, bool]]:
    """Text and whether it is a heading, for each block of the story that trafilatura finds."""
    try:
        found = trafilatura.bare_extraction(
            copy.deepcopy(tree),
            url=base,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATES),
        )
    except _FAULTS:
        return []
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    blocks = (element for element in found.body.iter(*_BLOCKS) if not _inside_block(element))
    return [(_text(element), element.tag == "head") for element in blocks]


def _inside_block(element: etree._Element) -> bool:
    return any(ancestor.tag in _BLOCKS for ancestor in element.iterancestors())


def _text(element: etree._Element) -> str:
    """All text of a block; line breaks stay."""
    for break_ in element.iter("lb"):
        break_.tail = "\n" + (break_.tail or "")
    return "".join(element.itertext())
