"""The forms in which English news gives a date, each as a pattern and the reading of what it matches.

Order matters only where two forms match the same words: the longer match wins, then the earlier form. Every run in a
pattern is bounded by what follows it, so that no text can make the matching slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements import date_readings as read

if TYPE_CHECKING:
    from collections.abc import Callable

    from whyhere.records import When


@dataclass(frozen=True, slots=True)
class Form:
    """One form. ``needs_lead``: only a date when a preposition stands before it ("in May", "since 2011")."""

    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], read.Setting], When | None]
    needs_lead: bool = False
    words: tuple[str, ...] = ()
    """Of these stretches of small letters one stands in whatever has the form; none given: it is always tried."""


def _any(names: dict[str, int], *, capital: bool = True) -> str:
    forms = sorted(names, key=len, reverse=True)
    return "|".join(f"{n.title()}|{n.upper()}" if capital else n.replace(" ", r"\s+") for n in forms)


# a stop belongs to the month only behind "Jan" or "Sept"
_MONTH = rf"(?P<month>{_any(read.MONTHS)})(?!\w)(?:(?<!\w\w\w\w\w)(?<!May)(?<!June)(?<!July)\.)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_MAYBE_YEAR = rf"(?:,?\s+{_YEAR})?"
_NO_YEAR = r"(?P<year>(?!))?"
_NO_COUNT = r"(?P<count>(?!))?"
_WEEKDAY = _any(vocabulary.load("dates")["weekdays"])
_ON = rf"(?:(?:{_any(read.WEEKDAYS)})\.?,?\s+)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{_any(read.COUNTS, capital=False)})"
_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?\b"
_UNITS = r"(?P<unit>day|week|month|year|decade)s"
_LONG_UNIT = r"(?P<unit>day|night|week|month|year|decade)s?\b"
_HOURS = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"
_HEDGE = r"(?:(?P<hedge>more than|well over|over|at least|nearly|almost|about|around|some|up to)\s+)?"
_DAY_WORDS = (
    r"(?:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|earlier\s+today|later\s+today|last\s+night"
    r"|(?:yesterday|tomorrow|this)\s+(?:morning|afternoon|evening|night)|today|tonight|yesterday|tomorrow|overnight)"
)
_UNIT_WORDS = (
    r"(?:(?P<part>earlier|later|early|late)\s+)?"
    r"(?P<which>last|this|next|previous|coming|the(?=\s+weekend)|the past(?=\s+weekend))\s+"
    r"(?P<unit>weekend|week|month|year)\b(?!-)"
)
_SEASON_WORDS = (
    r"(?:(?P<which>last|this|next)\s+)?(?P<season>spring|summer|autumn|winter|fall(?=\s+(?:of\s+)?(?:19|20)\d\d))\b"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?"
)
_CLOCK = (
    r"(?:(?:around|about)\s+)?(?:\d{3,4}|\d{1,2}(?:[:.]\d\d)?)\s?"
    r"(?:(?:[ap]m\b|[ap]\.m\.)(?:\s+local\s+time|\s+GMT)?|(?<=\d\d\d)\s?GMT\b|(?<=:\d\d)\s?GMT\b)"
)
_SAME_DAY = (
    r"(?:(?:the|that)\s+(?:same|next|following|previous)\s+day|(?:a|one)\s+day\s+(?:earlier|later)"
    r"|the\s+day\s+before(?=\s*[.,;:]|\s+[a-z]+ed\b))\b"
)


_UNITS_SAID = ("hour", "day", "night", "week", "month", "year", "decade")
_WORDS = {
    "full": ("19", "20"),
    "year": ("19", "20"),
    "day": ("day", "night", "morrow", "morning", "afternoon", "evening"),
    "season": ("spring", "summer", "autumn", "winter", "fall"),
    "part of day": (),  # clock times have no word of their own
}


def _form(name: str, pattern: str, resolve: Callable[[re.Match[str], read.Setting], When | None]) -> Form:
    """A form in lower case or capitals, but for months and weekdays, which always have a capital."""
    folded = 0 if "<month>" in pattern or "<weekday>" in pattern else re.IGNORECASE
    lead = name in {"bare month", "season", "year"}
    months, weekdays = (tuple(sorted({n[:3].lower() for n in names})) for names in (read.MONTHS, read.WEEKDAYS))
    words = months if "<month>" in pattern else weekdays if "<weekday>" in pattern else _WORDS.get(name, _UNITS_SAID)
    return Form(name, re.compile(rf"(?<![\w$€£]){pattern}", folded), resolve, lead, words)


FORMS: tuple[Form, ...] = (
    _form("full", r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", read.iso),
    _form("full", r"(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)", read.figures),
    _form("range", rf"{_MONTH}\s+(?P<first>\d{{1,2}})\s*(?:-|–|to|and|through)\s*{_DAY}{_MAYBE_YEAR}", read.day_range),
    _form(
        "range", rf"(?P<first>\d{{1,2}})\s*(?:-|–|to|and)\s*{_DAY}\s+(?:of\s+)?{_MONTH}{_MAYBE_YEAR}", read.day_range
    ),
    _form("full", rf"{_ON}{_MONTH}\s+{_DAY}{_MAYBE_YEAR}", read.full),
    _form("full", rf"{_ON}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_MAYBE_YEAR}", read.full),
    _form("month", rf"(?P<which>(?!))?{_MONTH},?\s+(?:of\s+)?{_YEAR}", read.month),
    _form("month", rf"{_MONTH},?\s+(?P<which>last|this|next)\s+year\b", read.month_of_year),
    _form("month", rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+{_MONTH}{_NO_YEAR}", read.month),
    _form("bare month", rf"(?P<which>(?!))?{_MONTH}(?!\s*\d){_NO_YEAR}", read.month),
    _form(
        "weekday",
        rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+)?(?P<weekday>{_WEEKDAY})(?:['’]?s)?(?!\w){_HOURS}",
        read.weekday,
    ),
    _form("day", rf"{_DAY_WORDS}(?:['’]?s)?\b", read.day_word),
    _form("unit", _UNIT_WORDS, read.which_unit),
    _form(
        "unit",
        r"(?P<part>earlier|later|early|late)\s+in\s+(?P<which>the)\s+(?P<unit>week|month|year)\b",
        read.which_unit,
    ),
    _form(
        "month",
        rf"(?:the\s+)?(?P<order>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal)\s+(?P<unit>week|half)\s+of\s+"
        rf"(?P<which>(?!))?{_MONTH}{_MAYBE_YEAR}",
        read.part_of_month,
    ),
    _form("season", _SEASON_WORDS, read.season),
    _form("past", rf"the\s+(?:past|last|previous|preceding)\s+(?:{_COUNT}[\s-]+)?{_UNIT}", read.past),
    _form("past", rf"(?:past|last)\s+{_COUNT}[\s-]+{_UNIT}", read.past),
    _form("past", rf"recent\s+{_NO_COUNT}{_UNITS}\b", read.past),
    _form("ago", rf"(?:(?:more than|over|nearly|almost|about|around|some)\s+)?{_COUNT}[\s-]+{_UNIT}\s+ago\b", read.ago),
    _form("ago", rf"{_NO_COUNT}{_UNITS}\s+ago\b", read.ago),
    _form("lasting", rf"for\s+{_HEDGE}{_COUNT}\s+{_LONG_UNIT}(?!\s+(?:each|every|a|per)\b)", read.lasting),
    _form("lasting", rf"for\s+(?:many\s+)?(?P<hedge>(?!))?{_NO_COUNT}{_UNITS}\b", read.lasting),
    _form("run", rf"{_COUNT}\s+{_UNIT}\s+of\b", read.run_of),
    _form("run", rf"{_NO_COUNT}{_UNITS}\s+of\b", read.run_of),
    _form("year", rf"{_YEAR}(?![\w%-]|[.,/:]\d)", read.year),
    _form("same", _SAME_DAY, read.same_day),
    _form("part of day", r"(?:earlier|later)\s+(?:in|on|during)\s+the\s+day\b", read.part_of_day),
    _form("part of day", r"(?<=during )the\s+(?:day|night)\b(?!\s+(?:of|before|after|when|that)\b)", read.part_of_day),
    _form(
        "part of day", r"(?:(?<=\bat )|(?<=\bbefore )|(?<=\bsince ))(?:dawn|daybreak|midnight|noon)\b", read.part_of_day
    ),
    _form("part of day", _CLOCK, read.part_of_day),
)
