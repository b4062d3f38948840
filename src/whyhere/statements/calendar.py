"""Arithmetic of sure and unsure dates: spans of days as :class:`whyhere.records.When`, counted from a known day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from whyhere.records import Precision, When

DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "fortnight": 14.0}
MONTHS = {"month": 1, "year": 12, "decade": 120}
RECENT_DAYS = {"hour": 1, "day": 7, "week": 42, "month": 150, "year": 1500}  # how far "in recent weeks" reaches back
FAR_PAST = 1850


def day(when: date) -> When:
    """One day."""
    return When(when, when, "day")


def between(earliest: date, latest: date, precision: Precision = "days") -> When:
    """From one day to another, both counted."""
    return When(min(earliest, latest), max(earliest, latest), precision)


def month(year: int, number: int) -> When:
    """A calendar month."""
    return When(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> When:
    """A calendar year."""
    return When(date(number, 1, 1), date(number, 12, 31), "year")


def season(year_: int, first_month: int) -> When:
    """Three months from the first of ``first_month``; winter runs into the next year."""
    start = date(year_, first_month, 1)
    return When(start, back(start, -3, "month") - timedelta(days=1), "season")


def week(of: date) -> When:
    """Monday to Sunday around a day."""
    monday = of - timedelta(days=of.weekday())
    return When(monday, monday + timedelta(days=6), "week")


def back(start: date, count: float, unit: str) -> date:
    """The day ``count`` units before ``start`` (after it for a negative count); the last of a short month."""
    if unit in MONTHS:
        total = start.year * 12 + start.month - 1 - round(count * MONTHS[unit])
        number, first = divmod(total, 12)
        number = min(max(number, date.min.year), date.max.year)
        return date(number, first + 1, min(start.day, calendar.monthrange(number, first + 1)[1]))
    return start - timedelta(days=round(count * DAYS[unit]))


def ago(anchor: date, count: float, unit: str) -> When:
    """Of "three weeks ago", as sure as its unit: the day, the week, the calendar month, half a year to either side."""
    point = back(anchor, count, unit)
    if unit == "week":
        return between(point - timedelta(days=3), min(point + timedelta(days=3), anchor), "week")
    if unit == "month":
        return month(point.year, point.month)
    if unit in MONTHS:
        return between(back(anchor, count + 0.5, unit), back(anchor, count - 0.5, unit), "year")
    return day(point)


def holds(when: When, day_: date) -> bool:
    """Whether a day lies inside a span."""
    return (when.earliest or date.min) <= day_ <= (when.latest or date.max)


def span_of(unit: str) -> Precision:
    """The precision of a stretch counted in ``unit``."""
    known: dict[str, Precision] = {"week": "week", "month": "month", "year": "year", "decade": "year"}
    return known.get(unit, "days")


def part_of(when: When, which: str) -> When:
    """The "early", "mid" or "late" third of a month, season or year: whole months, or from the 1st, 11th and 21st."""
    if when.earliest is None or when.latest is None:
        return when
    third = ("early", "mid", "late").index(which)
    months = {"year": 4, "season": 1}.get(when.precision)
    if months is None:
        first, last = ((1, 10), (11, 20), (21, when.latest.day))[third]
        return When(when.earliest.replace(day=first), when.latest.replace(day=last), "days")
    start = back(when.earliest, -third * months, "month")
    return When(start, back(start, -months, "month") - timedelta(days=1), "season")


def year_for(anchor: date, number: int, of_month: int, *, future: bool) -> int | None:
    """The year that puts a day and month (day 1 for a month alone) nearest before the anchor, or after it.

    None where no such day exists, such as 31 June.
    """
    step = 1 if future else -1
    for candidate in range(anchor.year, anchor.year + 9 * step, step):
        if number > calendar.monthrange(candidate, of_month)[1]:
            continue
        found = date(candidate, of_month, number)
        this_month = future and number == 1 and (found.year, found.month) == (anchor.year, anchor.month)
        if (found >= anchor or this_month) if future else found <= anchor:
            return candidate
    return None


def weekday(anchor: date, number: int, which: str) -> date:
    """The weekday ``number`` (Monday 0) before (``last``) or after (``next``) the anchor.

    ``past`` and ``coming`` count the day itself.
    """
    behind = (anchor.weekday() - number) % 7
    ahead = (number - anchor.weekday()) % 7
    offset = {"past": -behind, "coming": ahead, "last": -(behind or 7), "next": ahead or 7}[which]
    return anchor + timedelta(days=offset)
