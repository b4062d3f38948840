"""Rule 3 of citing: every date of a sentence stands in what it cites, as precisely and no more so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere.explainer.spoken import MONTHS

if TYPE_CHECKING:
    from datetime import date

    from whyhere.explainer.grounds import Ground, Interval

_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b(?: (\d{{4}}))?")
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\b(?: (\d{{4}}))?")
_YEAR = re.compile(r"(?<![\d,])(?:1[89]|2[01])\d\d(?![\d,]|\s+\w+s\b)")
_LATEST = re.compile(r"\b(by|until|before|and|since|at least|to)\s+$", re.IGNORECASE)
_EARLIEST = re.compile(r"\b(since|from|after|between|at least)\s+$", re.IGNORECASE)


def date_faults(text: str, ground: Ground) -> tuple[str, list[str]]:
    """The text with its dates blanked (so that their parts are not taken for numbers or names), and what is wrong."""
    problems: list[str] = []

    for pattern, carried in ((_DAY, _day), (_MONTH_ONLY, _month), (_YEAR, _year)):
        missing = [m.group() for m in pattern.finditer(text) if not carried(m, text[: m.start()], ground)]
        problems += [f"the date {said} stands in no citation" for said in missing]
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text, problems


def _day(match: re.Match[str], before: str, ground: Ground) -> bool:
    number, month, year = int(match[1]), MONTHS.index(match[2]) + 1, int(match[3]) if match[3] else None
    if (number, month, year) in ground.days or (year is None and any(d[:2] == (number, month) for d in ground.days)):
        return True
    return any(_fits_day(interval, (number, month, year), before) for interval in ground.intervals)


def _fits_day(interval: Interval, said: tuple[int, int, int | None], before: str) -> bool:
    first, last = interval
    if first is not None and first == last:
        return _is(first, said)
    if _LATEST.search(before) and last is not None and _is(last, said):
        return True
    return bool(_EARLIEST.search(before)) and first is not None and _is(first, said)


def _is(value: date, said: tuple[int, int, int | None]) -> bool:
    return (value.day, value.month) == said[:2] and said[2] in (None, value.year)


def _month(match: re.Match[str], before: str, ground: Ground) -> bool:
    """A month that an interval lies in, or that a span names; "may" as a verb has no capital inside a sentence."""
    if match[1] == "May" and not match[2] and not before.strip():
        return True
    month, year = MONTHS.index(match[1]) + 1, int(match[2]) if match[2] else None
    if any(_within(interval, month, year) for interval in ground.intervals):
        return True
    return any(match.group() in text for text in ground.texts)


def _within(interval: Interval, month: int, year: int | None) -> bool:
    ends = [end for end in interval if end is not None]
    return bool(ends) and all(end.month == month and year in (None, end.year) for end in ends)


def _year(match: re.Match[str], _before: str, ground: Ground) -> bool:
    ends = [end for interval in ground.intervals for end in interval if end is not None]
    return any(end.year == int(match.group()) for end in ends) or any(match.group() in text for text in ground.texts)
