"""What each form of a date means: a match and its setting in, a :class:`whyhere.records.When` out.

Readings that count from the day of publication give None where it is not known. Seasons are those of the northern half
of the earth; a week runs from Monday to Sunday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from whyhere import vocabulary
from whyhere.records import When
from whyhere.statements import calendar as cal

_WORDS = vocabulary.load("dates")
MONTHS: dict[str, int] = _WORDS["months"]
WEEKDAYS: dict[str, int] = _WORDS["weekdays"] | _WORDS["short_weekdays"]
COUNTS: dict[str, int] = _WORDS["counts"]
_LEAST_PLURAL = 2  # "for months" is two of them at least
_LONGEST_MONTH = 31
_FRIDAY = 4
_DAY = timedelta(days=1)
_ORDINALS = ("first", "second", "third", "fourth")
_ZERO = timedelta()
_NEAR = 7 * _DAY  # how far back a day may lie that "at dawn" is of


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is read against: the day of publication, whether its clause looks ahead, the day named before it."""

    anchor: date | None
    future: bool = False
    last: date | None = None


def number(words: str) -> int:
    """A count in digits or words."""
    return int(words) if words.isdecimal() else COUNTS[" ".join(words.lower().split())]


def _safe(year: int, month: int, day: int) -> When | None:
    try:
        return cal.day(date(year, month, day))
    except ValueError:
        return None


def full(match: re.Match[str], setting: Setting) -> When | None:
    """A day and month, with its year or the nearest one."""
    month, day = MONTHS[match["month"].lower()], int(match["day"])
    if match["year"]:
        return _safe(int(match["year"]), month, day)
    if setting.anchor is None or not 0 < day < _LONGEST_MONTH + 1:
        return None
    year = cal.year_for(setting.anchor, day, month, future=setting.future)
    return _safe(year, month, day) if year else None


def day_range(match: re.Match[str], setting: Setting) -> When | None:
    """Days of one month: "May 3-5"."""
    last = full(match, setting)
    if last is None or last.latest is None:
        return None
    first = _safe(last.latest.year, last.latest.month, int(match["first"]))
    return cal.between(first.latest, last.latest) if first and first.latest else None


def iso(match: re.Match[str], _setting: Setting) -> When | None:
    """A date as ISO 8601 writes it."""
    return _safe(int(match[1]), int(match[2]), int(match[3]))


def figures(match: re.Match[str], _setting: Setting) -> When | None:
    """15/6/2013 is clear; 5/6/2013 is the fifth of June or the sixth of May, and is left open."""
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    readings = {found for found in (_safe(year, two, one), _safe(year, one, two)) if found is not None}
    return readings.pop() if len(readings) == 1 else None


def month(match: re.Match[str], setting: Setting) -> When | None:
    """A calendar month, with its year or the nearest one."""
    number_ = MONTHS[match["month"].lower()]
    if match["year"]:
        return cal.month(int(match["year"]), number_)
    if setting.anchor is None:
        return None
    which = (match["which"] or "").lower()
    year = cal.year_for(setting.anchor, 1, number_, future=setting.future or which == "next")
    same = which in {"last", "next"} and (year, number_) == (setting.anchor.year, setting.anchor.month)
    return cal.month((year or 0) + (0 if not same else -1 if which == "last" else 1), number_) if year else None


def month_of_year(match: re.Match[str], setting: Setting) -> When | None:
    """Of "June last year"."""
    if setting.anchor is None:
        return None
    return cal.month(
        setting.anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"]], MONTHS[match["month"].lower()]
    )


def weekday(match: re.Match[str], setting: Setting) -> When | None:
    """A day of the week, behind the day of publication unless its clause looks ahead."""
    if setting.anchor is None:
        return None
    which = (match["which"] or "").lower()
    way = which if which in {"last", "next"} else "coming" if setting.future or which == "coming" else "past"
    return cal.day(cal.weekday(setting.anchor, WEEKDAYS[match["weekday"].lower()], way))


def day_word(match: re.Match[str], setting: Setting) -> When | None:
    """Of "yesterday", "overnight", "tomorrow morning"."""
    if setting.anchor is None:
        return None
    words = " ".join(match[0].lower().split())
    if "overnight" in words:
        return cal.between(setting.anchor - timedelta(days=1), setting.anchor)
    shift = -2 if "before yesterday" in words else 2 if "after tomorrow" in words else 0
    shift = shift or (-1 if words.startswith(("yesterday", "last")) else 1 if words.startswith("tomorrow") else 0)
    return cal.day(setting.anchor + timedelta(days=shift))


def which_unit(match: re.Match[str], setting: Setting) -> When | None:
    """Of "last week", "this month", "next year", "the weekend": calendar units."""
    if setting.anchor is None:
        return None
    anchor, which, unit = setting.anchor, match["which"].lower(), match["unit"].lower()
    shift = {"last": -1, "previous": -1, "this": 0, "the": 0, "the past": -1, "next": 1, "coming": 1}[which]
    if unit == "weekend":
        sunday = cal.weekday(anchor, 6, "next" if shift > 0 else "past" if anchor.weekday() > _FRIDAY else "last")
        return cal.between(sunday - timedelta(days=1), sunday)
    point = cal.back(anchor.replace(day=1) if unit == "month" else anchor, -shift, unit)
    found = {"week": lambda: cal.week(point), "month": lambda: cal.month(point.year, point.month)}.get(unit)
    when = found() if found else cal.year(point.year)
    earlier = match["part"] and match["part"].lower() == "earlier"
    later = match["part"] and match["part"].lower().startswith("later")
    if shift < 0 and match["part"] and unit in {"month", "year"}:
        return cal.part_of(when, "early" if match["part"].lower().startswith("earl") else "late")
    if shift == 0 and later:
        return When(anchor, when.latest, when.precision)
    return When(when.earliest, anchor, when.precision) if shift == 0 and (earlier or not setting.future) else when


def part_of_month(match: re.Match[str], setting: Setting) -> When | None:
    """Of "the first week of July": the 1st to the 7th; of its "second half": from the 16th."""
    whole, order = month(match, setting), match["order"].lower()
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if match["unit"].lower() == "half":
        middle = whole.earliest.replace(day=15)
        return cal.between(whole.earliest, middle) if order == "first" else cal.between(middle + _DAY, whole.latest)
    if order not in _ORDINALS:
        return cal.between(whole.latest - 6 * _DAY, whole.latest, "week")
    start = whole.earliest + 7 * _ORDINALS.index(order) * _DAY
    return cal.between(start, start + 6 * _DAY, "week")


def season(match: re.Match[str], setting: Setting) -> When | None:
    """A season, with its year or the nearest one."""
    first = _WORDS["seasons"][match["season"].lower()]
    if match["year"]:
        return cal.season(int(match["year"]), first)
    if setting.anchor is None:
        return None
    which = (match["which"] or "").lower()
    ahead = which == "next" or setting.future
    year = cal.year_for(setting.anchor, 1, first, future=ahead)
    if year is None:
        return None
    running = cal.season(year, first).latest or date.max
    return cal.season(year - (which == "last" and running >= setting.anchor), first)


def past(match: re.Match[str], setting: Setting) -> When | None:
    """Of "in the past 24 hours": from then to the day of publication."""
    if setting.anchor is None:
        return None
    unit, count = match["unit"].lower(), match["count"]
    if count is None and match[0][-1] == "s":
        return cal.between(
            cal.back(setting.anchor, cal.RECENT_DAYS.get(unit, 7), "day"), setting.anchor, cal.span_of(unit)
        )
    amount = number(count) if count else 1
    far = (
        setting.anchor - timedelta(days=-(-amount // 24)) if unit == "hour" else cal.back(setting.anchor, amount, unit)
    )
    return cal.between(
        far, setting.anchor, cal.span_of(unit) if amount == 1 else cal.span_of("year" if unit == "year" else "day")
    )


def ago(match: re.Match[str], setting: Setting) -> When | None:
    """Of "two years ago" and "weeks ago"."""
    if setting.anchor is None:
        return None
    unit, count = match["unit"].lower(), match["count"]
    if count is not None:
        return cal.ago(setting.anchor, number(count), unit)
    far = cal.back(setting.anchor, cal.RECENT_DAYS.get(unit, 1500), "day")
    return cal.between(far, cal.back(setting.anchor, _LEAST_PLURAL, unit), cal.span_of(unit))


def lasting(match: re.Match[str], setting: Setting) -> When | None:
    """Of "for more than a year": began by then. A bare count reaches a quarter to either side, "nearly" only later.

    "For months" tells of no beginning.
    """
    if setting.anchor is None or match["count"] is None:
        return None
    unit, hedge = match["unit"].lower(), (match["hedge"] or "").lower()
    amount = number(match["count"])
    exact = cal.back(setting.anchor, amount, unit)
    if hedge in {"more than", "over", "at least", "well over"}:
        return When(None, exact, "since")
    if unit in {"day", "night"} and not hedge:
        return When(exact, exact, "since")
    early = exact if hedge in {"nearly", "almost", "up to"} else cal.back(setting.anchor, amount * 1.25, unit)
    return When(early, cal.back(setting.anchor, amount * 0.75, unit), "since")


def run_of(match: re.Match[str], setting: Setting) -> When | None:
    """Of "after weeks of shelling": over by the day the sentence names before it, otherwise by publication."""
    end = setting.last or setting.anchor
    if end is None:
        return None
    count = match["count"]
    return When(cal.back(end, number(count), match["unit"].lower()) if count else None, end, "until")


def year(match: re.Match[str], _setting: Setting) -> When | None:
    """A calendar year."""
    return cal.year(int(match["year"]))


def same_day(match: re.Match[str], setting: Setting) -> When | None:
    """Of "the next day": counted from the day named last."""
    if setting.last is None:
        return None
    words = match[0].lower()
    shift = (
        1 if re.search(r"next|following|later", words) else -1 if re.search(r"previous|earlier|before", words) else 0
    )
    return cal.day(setting.last + timedelta(days=shift))


def part_of_day(match: re.Match[str], setting: Setting) -> When | None:
    """Of "at dawn", "earlier in the day", "0600 GMT": the day named last where it is of that week, else publication."""
    if setting.anchor is None or (setting.last is not None and not _ZERO <= setting.anchor - setting.last <= _NEAR):
        return None
    of = setting.last or setting.anchor
    return cal.between(of - _DAY, of) if match[0].lower().endswith("the night") else cal.day(of)
