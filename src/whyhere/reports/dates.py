"""Publication dates: what a file's field says, and the date lines that stand above and below a story.

Only dates with a year count, and only when day and month cannot be mistaken: "5-04-2016" is seen as a date line but
not believed, "15-09-2013" is both.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from whyhere.records import When
from whyhere.vocabulary import load

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FIRST_YEAR = 1800
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as printed beside a story: where it ends, and the day, or None where day and month may be swapped."""

    end: int
    when: When | None


def day(value: date) -> When:
    """One day, exactly."""
    return When(value, value, "day")


def parse_published(value: str) -> When | None:
    """A publication date as a file may write it: ISO (day, month or year), RFC 822, "5 June 2013"; None when unclear.

    The calendar date is kept as written, in its own time zone: it is what the page shows.
    """
    text = value.strip()
    return _iso(text) or _rfc822(text) or _printed(text)


def _iso(text: str) -> When | None:
    if (found := _ISO.fullmatch(text)) is not None:
        return _period(*(int(group) if group else None for group in found.groups()))
    try:
        return _checked(datetime.fromisoformat(text).date())
    except ValueError:
        return None


def _period(year: int | None, month: int | None = None, number: int | None = None) -> When | None:
    """A day, a whole month or a whole year."""
    if year is None or not _FIRST_YEAR <= year <= date.max.year:
        return None
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31), "year")
    try:
        if number is not None:
            return day(date(year, month, number))
        return When(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")
    except (ValueError, calendar.IllegalMonthError):
        return None


def _checked(value: date) -> When | None:
    return day(value) if value.year >= _FIRST_YEAR else None


def _rfc822(text: str) -> When | None:
    try:
        return _checked(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _printed(text: str) -> When | None:
    found = match_date(text, 0)
    return found.when if found is not None and found.end == len(text) else None


@cache
def _pattern() -> re.Pattern[str]:
    """A date with its label, weekday and time, as printed beside stories."""
    words = load("page_lines")
    weekday = _either(words["weekdays"])
    month = _either(words["months"])
    label = _either(words["date_labels"])
    zone = _either(words["time_zones"])
    offset = rf"(?:\s*(?:{zone})(?:\s?[+-]\d{{1,2}}(?::?\d\d)?)?)?"
    time = rf"(?:at\s+|[-–|,]\s*)?\d{{1,2}}[:.h]?\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\.?)?{offset}"
    dates = (
        rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s,/-]+(?P<m1>{month})\.?[\s,/-]+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y2>\d{{4}})"
        r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
        r"|(?P<a4>\d{1,2})(?P<sep>[./-])(?P<b4>\d{1,2})(?P=sep)(?P<y4>\d{4})"
    )
    return re.compile(
        rf"(?:(?:{label})\s*:?\s*)?(?:(?:on\s+)?(?:{weekday})\.?,?\s+)?(?:\d{{4}}\s(?=\d\d\.))?(?:{dates})(?![\d])"
        rf"(?:[\s,]*(?:{time})(?![\d:])(?:\s*-\s*{time}(?![\d:]))?)?",
        re.IGNORECASE,
    )


def _either(words: list[str] | dict[str, int]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def match_date(text: str, start: int) -> DateLine | None:
    """The date line at ``start`` (optional label, weekday, time), or None; a date without a year is none."""
    found = _pattern().match(text, start, min(len(text), start + 160))
    if found is None:
        return None
    return DateLine(found.end(), _when(found))


def search_date(text: str, start: int, stop: int) -> tuple[int, DateLine] | None:
    """The first date line that begins in [start, stop), with its beginning; or None."""
    found = _pattern().search(text, start, stop)
    return None if found is None else (found.start(), DateLine(found.end(), _when(found)))


def _when(found: re.Match[str]) -> When | None:
    parts = found.groupdict()
    months = load("page_lines")["months"]
    if parts["y1"]:
        return _period(int(parts["y1"]), months[parts["m1"].lower()], int(parts["d1"]))
    if parts["y2"]:
        return _period(int(parts["y2"]), months[parts["m2"].lower()], int(parts["d2"]))
    if parts["y3"]:
        return _period(int(parts["y3"]), int(parts["m3"]), int(parts["d3"]))
    return _numeric(int(parts["a4"]), int(parts["b4"]), int(parts["y4"]))


def _numeric(first: int, second: int, year: int) -> When | None:
    """Day.month.year or month.day.year, where only one of the two can be meant."""
    if first > _MONTHS_OF_YEAR >= second or first == second:
        return _period(year, second, first)
    if second > _MONTHS_OF_YEAR >= first:
        return _period(year, first, second)
    return None
