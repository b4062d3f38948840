"""What stands beside the story on a page: photographs with caption and credit, videos, links to other stories.

Each ``take_…`` lifts what it finds out of the tree, so that the story's text holds none of it twice. Addresses are made
absolute and kept only when they are plain http(s).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from whyhere.records import Media, Related
from whyhere.reports.build import tidy
from whyhere.reports.fields import web_address
from whyhere.reports.lines import bracketed_credit, credit_line, is_related_heading
from whyhere.vocabulary import load

if TYPE_CHECKING:
    from lxml import html

_MAX_MEDIA = 50
_MAX_RELATED = 100
_MAX_LINKS = 2000
_MAX_SHARE = 0.4  # of the page's text: a larger box is the page itself
_MIN_TITLE_WORDS = 3  # a link of fewer words is a topic or a button
_MAX_TITLE = 300
_BOXES = ("aside", "section", "div", "ul", "ol", "nav")
_INLINE_CREDIT = re.compile(
    r"(?:^|\s)(?:credit|photo|photograph|picture|image)(?: by)?\s*:\s*(.{2,100})$|\s(©.{2,100})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Links:
    """Other stories in boxes of their own, and the address behind every link text of the page."""

    stories: tuple[Related, ...]
    addresses: dict[str, str]

    def complete(self, named: tuple[Related, ...]) -> tuple[Related, ...]:
        """The stories that the text's lines name, with their addresses, then those of the boxes."""
        filled = (Related(item.title, item.url or self.addresses.get(item.title.casefold())) for item in named)
        return (*filled, *self.stories)


def absolute(address: str | None, base: str | None) -> str | None:
    """The address as a plain absolute http(s) one, or None."""
    if not address:
        return None
    try:
        joined = urljoin(base or "", address.strip())
    except ValueError:
        return None
    return web_address(f"https:{joined}" if joined.startswith("//") else joined)


def take_videos(tree: html.HtmlElement, base: str | None) -> list[Media]:
    """Videos and embedded players; the caption is the figure's, else the player's title."""
    found: list[Media] = []
    for element in list(tree.iter("video", "iframe", "embed", "object"))[:_MAX_MEDIA]:
        address = absolute(_source(element), base)
        if element.tag != "video" and not (address and _plays(address)):
            continue
        figure = next(element.iterancestors("figure"), None)
        caption, credit = _caption(figure) if figure is not None else (None, None)
        found.append(Media("video", address, caption or tidy(element.get("title")), credit))
        (figure if figure is not None else element).drop_tree()
    return found or _announced_video(tree, base)


def _source(element: html.HtmlElement) -> str | None:
    inner = element.xpath("string((.//source/@src)[1])")
    return next(
        (value for value in (element.get("src"), element.get("data-src"), element.get("data"), inner) if value), None
    )


def _plays(address: str) -> bool:
    return any(word in address.lower() for word in load("page_lines")["video_addresses"])


def _announced_video(tree: html.HtmlElement, base: str | None) -> list[Media]:
    address = absolute(_meta(tree, "og:video") or _meta(tree, "og:video:url"), base)
    return [Media("video", address, None, None)] if address else []


def _meta(tree: html.HtmlElement, name: str) -> str | None:
    return tree.xpath("string((//meta[@property=$name or @name=$name]/@content)[1])", name=name) or None


def take_photos(tree: html.HtmlElement, base: str | None) -> list[Media]:
    """Photographs in figures, with caption and credit as printed."""
    found: list[Media] = []
    for figure in list(tree.iter("figure"))[:_MAX_MEDIA]:
        image = next(figure.iter("img"), None)
        if image is None:
            continue
        address = absolute(image.get("src") or image.get("data-src"), base)
        caption, credit = _caption(figure)
        if address or caption:
            found.append(Media("photo", address, caption, credit))
        figure.drop_tree()
    return found


def lead_photo(tree: html.HtmlElement, base: str | None) -> list[Media]:
    """The photograph that the page gives to those who link to it, for pages without figures."""
    address = absolute(_meta(tree, "og:image"), base)
    return [Media("photo", address, None, None)] if address else []


def _caption(figure: html.HtmlElement) -> tuple[str | None, str | None]:
    """Caption and credit of a figure: the credit from its own element, else from the caption's end."""
    holder = next(figure.iter("figcaption"), None)
    if holder is None:
        return None, None
    marked = next((element for element in holder.iterdescendants() if _named(element, "credit_classes")), None)
    if marked is None:
        return _split_credit(tidy(holder.text_content()))
    credit = tidy(marked.text_content())
    marked.drop_tree()
    return tidy(holder.text_content()), credit and (credit_line(credit) or credit)


def _split_credit(text: str | None) -> tuple[str | None, str | None]:
    if text is None:
        return None, None
    if (bracket := bracketed_credit(text)) is not None:
        return text[: bracket[0]].strip() or None, bracket[1]
    if (inline := _INLINE_CREDIT.search(text)) is not None:
        return text[: inline.start()].strip() or None, (inline.group(1) or inline.group(2)).strip(" .") or None
    return text, None


@cache
def _class_pattern(key: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in load("page_lines")[key])
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE)


def _named(element: html.HtmlElement, key: str) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _class_pattern(key).search(names) is not None


def take_related(tree: html.HtmlElement, base: str | None) -> Links:
    """Boxes of links to other stories, known by their class or by the heading above them."""
    addresses = {title.casefold(): address for title, address in _links(tree, base)}
    room = _MAX_SHARE * len(tree.text_content())
    stories: list[Related] = []
    for box in [*_classed_boxes(tree), *_headed_boxes(tree)]:
        if len(box.text_content()) <= room and box.getparent() is not None:
            stories += (Related(title, address) for title, address in _links(box, base))
            box.drop_tree()
    return Links(tuple(stories[:_MAX_RELATED]), addresses)


def _classed_boxes(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return [box for box in tree.iter(*_BOXES) if _named(box, "related_classes")]


def _headed_boxes(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The box right after a heading such as "Related stories", and that heading."""
    boxes = []
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6", "strong"):
        below = heading.getnext()
        if is_related_heading(heading.text_content()) and below is not None and below.tag in _BOXES:
            boxes += [below, heading]
    return boxes


def _links(element: html.HtmlElement, base: str | None) -> list[tuple[str, str]]:
    found = []
    for link in islice(element.iter("a"), _MAX_LINKS):
        title, address = tidy(link.text_content()[:_MAX_TITLE]), absolute(link.get("href"), base)
        if title and address and len(title.split()) >= _MIN_TITLE_WORDS:
            found.append((title, address))
    return found
