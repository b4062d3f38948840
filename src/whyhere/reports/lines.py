"""What a single line beside a story is: byline, credit, heading, a link to another story, a video, furniture.

The words live in ``vocabulary/page_lines.toml``; the rules here are about shape. Each returns None (or False) when in
doubt, since a line taken for furniture is a line not read.
"""

from __future__ import annotations

import re
from functools import cache

from whyhere.records import Related
from whyhere.reports.build import is_sample_marker
from whyhere.vocabulary import load

_STOP = (".", "!", "?", ":", ";", ",", "…", "”", '"', "'", "’")
_MAX_HEADING = 80
_MAX_HEADING_WORDS = 10
_MAX_BYLINE = 100
_MAX_VIDEO = 140
_MAX_TITLE = 200
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]\.?$")


@cache
def _start(key: str, *, colon: bool = True) -> re.Pattern[str]:
    """A line's beginning: one of the vocabulary's words, then a colon (or dash), or else a space."""
    words = "|".join(re.escape(word) for word in sorted(load("page_lines")[key], key=len, reverse=True))
    # "More from X: title" names its outlet before the colon; 40 characters are room for a long masthead.
    return re.compile(
        rf"(?:{words})(?:\s+[^:.]{{1,40}})?\s*(?::|\s[-–—|])\s*" if colon else rf"(?:{words})\s+", re.IGNORECASE
    )


@cache
def words(key: str) -> frozenset[str]:
    """The vocabulary list ``key`` as a set."""
    return frozenset(load("page_lines")[key])


def credit_line(line: str) -> str | None:
    """The credit on a line such as "Credit: X"; "" where a dash stands for none; None when it is no such line."""
    found = _labelled("credit_starts").match(line)
    if found is None or len(line) > _MAX_BYLINE:
        return None
    return line[found.end() :].strip(" .-–—")


def caption_line(line: str) -> str | None:
    """The caption on a line such as "Caption: X"; None when it is no such line."""
    found = _labelled("caption_starts").match(line)
    return line[found.end() :].strip() or None if found else None


@cache
def _labelled(key: str) -> re.Pattern[str]:
    labels = "|".join(re.escape(word) for word in sorted(load("page_lines")[key], key=len, reverse=True))
    return re.compile(rf"(?:{labels})\s*:\s*", re.IGNORECASE)


def bracketed_credit(caption: str) -> tuple[int, str] | None:
    """Where "(AFP photo)" or "(X/Getty Images)" begins at a caption's end, and the credit in it; None without one."""
    found = _BRACKETED.search(caption)
    if found is None:
        return None
    credit = found.group(1).strip()
    ends = tuple(f" {word}" for word in load("page_lines")["credit_ends"])
    return (found.start(), credit) if "/" in credit or credit.lower().endswith(ends) else None


def byline_line(line: str) -> str | None:
    """Who wrote it, on a line such as "By A. Name in Town"; None when it is no byline."""
    found = _start("byline_starts", colon=False).match(line) or _labelled("byline_starts").match(line)
    if found is None or len(line) > _MAX_BYLINE or line.endswith(_STOP):
        return None
    name = line[found.end() :].strip()
    first = name.split()[0] if name else ""
    return name if first[:1].isupper() and not any(char.isdigit() for char in name) else None


def related_line(line: str) -> Related | None:
    """The other story named on a line such as "Read more: Title"; None when it names none."""
    found = _start("related_starts").match(line)
    if found is None or len(line) > _MAX_TITLE + found.end():
        return None
    title = line[found.end() :].strip()
    return Related(title, None) if title else None


def is_related_heading(line: str) -> bool:
    """Whether the line is a heading above a list of other stories."""
    return line.strip(" :.…-–—").lower() in words("related_headings")


def is_video_line(line: str) -> bool:
    """Whether the line announces a video ("Watch: …", "X has raw video of the town:")."""
    if len(line) > _MAX_VIDEO:
        return False
    if _labelled("video_starts").match(line):
        return True
    ends_open = line.endswith(":") or not line.endswith(_STOP)
    return ends_open and any(phrase in line.lower() for phrase in load("page_lines")["video_phrases"])


def is_furniture(line: str) -> bool:
    """Whether the line is a menu entry, a share button, a run of these, or the sample's own marker."""
    if is_sample_marker(line):
        return True
    entries = [entry.strip(" .:").lower() for entry in re.split(r"[|•·/\t]|\s-\s", line)]
    return all(entry in words("furniture") for entry in entries if entry) and any(entries)


def is_heading(line: str) -> bool:
    """Whether the line has the shape of a section heading: short, a capital or digit first, no final stop."""
    fits = 0 < len(line) <= _MAX_HEADING and len(line.split()) <= _MAX_HEADING_WORDS
    return fits and not line.endswith(_STOP) and (line[0].isupper() or line[0].isdigit() or not line[0].isascii())
