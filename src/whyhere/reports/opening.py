"""The opening of a story: a headline and date printed once more, a dateline, a lead printed twice.

Archives often store "Fri 07 Apr 2017 Headline of the story. The story…" as the text. What repeats the headline or only
dates the page is furniture; what follows is the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere.reports.agencies import agency_line, agency_name, agency_pattern
from whyhere.reports.dates import match_date, search_date
from whyhere.vocabulary import load

if TYPE_CHECKING:
    from whyhere.records import When

_CLOSERS = re.compile(r"[\s.…:!?|\"'”’–—-]*")
_SPACE = re.compile(r"\s*")
_MIN_TITLE = 12  # letters and digits; a shorter headline is too easily the story's own first words
_SURE_TITLE_WORDS = 5
_MAX_CREDITS = 80  # characters between a repeated headline and its date: photo credit, section name
_MIN_REPEAT, _MAX_REPEAT = 40, 1500  # characters of a lead printed twice


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the story begins in its first paragraph, and what the opening told."""

    end: int = 0
    when: When | None = None
    agency: str | None = None


def read_opening(text: str, headline: str | None) -> Opening:
    """Skip dates, the repeated headline and the agency's name at the start of ``text``; nothing in doubt is skipped."""
    opening = Opening()
    titles = [title for title in _titles(headline) if len(_letters(title)) >= _MIN_TITLE]
    while opening.end < len(text):
        step = _skip_date(text, opening) or _skip_titles(text, opening, titles) or _skip_button(text, opening)
        if step is None:
            break
        opening = step
    return opening if _begins_story(text, opening.end) else Opening()


def _titles(headline: str | None) -> list[str]:
    """The headline, and it without the outlet's name that pages add ("… | The Outlet", "… - The Outlet")."""
    if not headline:
        return []
    ends = (found.start() for found in re.finditer(r"\s[|–—-]\s", headline))
    return [headline, *(headline[:end] for end in reversed([*ends]))]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _begins_story(text: str, start: int) -> bool:
    """A story goes on with a capital, a digit or a quote; a small letter means the date was the sentence's own."""
    rest = text[start : start + 1]
    return not rest or not rest.islower()


def _skip_date(text: str, opening: Opening) -> Opening | None:
    found = match_date(text, opening.end)
    if found is None:
        return None
    end = _after(_CLOSERS, text, found.end)
    if not _begins_story(text, end):
        return None
    return Opening(end, opening.when or found.when, opening.agency)


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return start if found is None else found.end()


def _skip_titles(text: str, opening: Opening, titles: list[str]) -> Opening | None:
    for title in titles:
        end = _same_letters(text, opening.end, title)
        if end is not None and (step := _after_title(text, end, opening, title)) is not None:
            return step
    return None


def _same_letters(text: str, start: int, title: str) -> int | None:
    """Where ``title`` ends when ``text`` prints it at ``start``, comparing letters and digits alone."""
    wanted = iter(_letters(title))
    due = next(wanted, None)
    for index in range(start, min(len(text), start + 2 * len(title) + 20)):
        for char in text[index].casefold():
            if not char.isalnum():
                continue
            if char != due:
                return None
            due = next(wanted, None)
        if due is None:
            return index + 1
    return None


def _after_title(text: str, end: int, opening: Opening, title: str) -> Opening | None:
    """Accept a repeated headline only where it is seen to end: by a stop, a date, or a capital after many words."""
    if text[end : end + 1].isalnum():
        return None
    follow = _after(_CLOSERS, text, end)
    credits_ = search_date(text, end, min(len(text), end + _MAX_CREDITS))
    if credits_ is not None and _only_names(text[end : credits_[0]]):
        signed = agency_line(text[end : credits_[0]].strip(" -–—|,:")) if credits_[0] > end else None
        when = opening.when or credits_[1].when
        return Opening(_after(_CLOSERS, text, credits_[1].end), when, opening.agency or signed)
    stopped = follow == len(text) or any(char in ".…:!?\n|" for char in text[end:follow])
    long = len(title.split()) >= _SURE_TITLE_WORDS
    if not (_begins_story(text, follow) and (stopped or long)):
        return None
    return Opening(follow, opening.when, opening.agency)


def _only_names(text: str) -> bool:
    """Whether every word has a capital or is a number: a photo credit or a section's name, not a sentence."""
    return all(word[0].isupper() or word[0].isdigit() for word in re.findall(r"\w+", text))


def _skip_button(text: str, opening: Opening) -> Opening | None:
    """A button's label after the headline or date, with the number of clicks that pages print beside it."""
    found = _buttons().match(text, opening.end) if opening.end else None
    return None if found is None else Opening(found.end(), opening.when, opening.agency)


@cache
def _buttons() -> re.Pattern[str]:
    labels = "|".join(re.escape(phrase) for phrase in load("page_lines")["furniture_ends"])
    return re.compile(rf"(?i:{labels})\b[\s:|]*(?:\d+\s+(?=[A-Z\"“]))?")


def repeated_byline(text: str) -> int:
    """The end of a first sentence that is only two to eight names ("A. Name B. Name."); 0 when it is a sentence."""
    found = re.match(r"((?:[A-Z][\w’'-]*\.?\s+){1,7}[A-Z][\w’'-]+)\.\s+(?=[A-Z\"“])", text[:120])
    return found.end() if found is not None and not found.group(1).isupper() else 0


def repeated_lead(text: str) -> int:
    """The end of a lead that is printed twice running, whole; 0 when none is."""
    again = text.find(text[:_MIN_REPEAT], _MIN_REPEAT, _MAX_REPEAT) if len(text) > 2 * _MIN_REPEAT else -1
    if again < 0:
        return 0
    lead = text[:again].rstrip(" \n.")
    return again if text.startswith(lead, again) else 0


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline such as "TOWN, May 3 (AFP) —": its end in the paragraph, the place as printed, the agency."""

    end: int
    place: str | None
    agency: str | None


@cache
def _dateline_pattern() -> re.Pattern[str]:
    months = "|".join(sorted(load("page_lines")["months"], key=len, reverse=True))
    date = rf"(?:,?\s+(?:(?i:{months})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{months}))(?:,?\s+\d{{4}})?)"
    agency = rf"(?:\s*[(\[](?P<{{}}>{agency_pattern()})[)\]])"
    capitals = r"[A-Z][A-Z.'’/-]+(?:\s[A-Z][A-Z.'’/-]+){0,3}(?:,\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)?"
    titled = r"[A-Z][\w.'’-]+(?:[\s,]+[A-Z][\w.'’-]+){0,4}"
    dash = r"\s*[-–—]{1,2}\s+(?=[^\W_a-z]|[\"“'‘(])"  # a small letter goes on with a sentence
    return re.compile(
        rf"(?:(?P<p1>{capitals}){date}?{agency.format('a1')}?{dash}"
        rf"|(?P<p2>{titled}){date}?{agency.format('a2')}(?:{dash}|\s*:\s+|\s+(?=[A-Z\"“]))"
        rf"|\(?(?P<a3>{agency_pattern()})\)?{dash})"
    )


def read_dateline(text: str) -> Dateline | None:
    """The dateline that begins a paragraph, or None: capitals with a dash, or any place with an agency in brackets."""
    found = _dateline_pattern().match(text[:160])
    if found is None or len(text) <= found.end():
        return None
    form = found.group("a1") or found.group("a2") or found.group("a3")
    place = found.group("p1") or found.group("p2")
    end = len(found.group().rstrip())
    if place and agency_name(place):  # "AFP - The army…" has an agency where others have a place
        return Dateline(end, None, agency_name(place))
    return Dateline(end, place, agency_name(form) if form else None)
