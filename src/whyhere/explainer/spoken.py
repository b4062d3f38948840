"""Numbers and dates as people say them, and the ways in which a computed number may be said."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from whyhere import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from whyhere.records import When

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TO_TWELVE = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = 60
_EXACT_BELOW = 1000  # people: below this every unit is said, above it two digits that count
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def counted(number: int) -> str:
    """Words to twelve, digits above: "three", "31"."""
    return _TO_TWELVE[number] if 0 <= number < len(_TO_TWELVE) else grouped(number)


def grouped(number: float) -> str:
    """With commas and no needless decimals: 14000.0 → "14,000"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def people(number: float) -> str:
    """A computed head count, to two digits that count: 6,240 → "about 6,200"."""
    near = _two_digits(number)
    return grouped(round(number)) if near == number else f"about {grouped(near)}"


def _two_digits(number: float) -> int:
    whole = round(number)
    if whole < _EXACT_BELOW:
        return whole
    step = int(10 ** (len(str(whole)) - 2))
    return round(whole / step) * step


def minutes(value: float) -> str:
    """A travel time: "52 minutes", "1 hour 22 minutes", "2 hours"."""
    hours, rest = divmod(round(value), _HOUR)
    parts = []
    if hours:
        parts.append(f"{hours} hour{'s' if hours > 1 else ''}")
    if rest or not hours:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(parts)


def percent(share: float) -> str:
    """A share of 0 to 1 as "31%"; what rounds to nothing is "less than 1%"."""
    return "less than 1%" if 0 < share < 0.005 else f"{share * 100:.0f}%"  # noqa: PLR2004 - what rounds to zero


def speakable(value: float) -> set[float]:
    """All numbers by which the functions above may say ``value`` (minutes, kilometres, people or a share)."""
    whole = round(value)
    said = {float(value), float(whole), float(_two_digits(value)), *map(float, divmod(whole, _HOUR))}
    if 0 <= value <= 1:
        said |= {float(f"{value * 100:.0f}"), 1.0}
    return said


def numbers_in(text: str) -> list[tuple[int, float]]:
    """Every number written in digits or words, as (offset, value); "1.2 million" is one number."""
    scales = vocabulary.load("wording")["numbers"]["scales"]
    words = vocabulary.load("wording")["numbers"]["words"]
    found = []
    for match in _DIGITS.finditer(text):
        value = float(match.group().rstrip(",").replace(",", ""))
        after = re.match(r"\s+(\w+)", text[match.end() :])
        found.append((match.start(), value * scales.get(after.group(1).lower(), 1) if after else value))
    for match in re.finditer(r"[A-Za-z]+", text):
        word = match.group().lower()
        digits_before = re.search(r"\d\s+$", text[: match.start()])
        if word in words and not (digits_before and word in scales):
            found.append((match.start(), float(words[word])))
    return sorted(found)


def day(value: date, *, year: bool = True) -> str:
    """A day: "19 May 2013"."""
    said = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{said} {value.year}" if year else said


def month(value: date) -> str:
    """A month: "May 2013"."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def when_phrase(when: When | None, *, year: bool = True) -> str:
    """A date as an adverb, as sure as it is: "on 19 May 2013", "in May 2013", "by 5 June 2013"; "" when unknown."""
    if when is None or when.precision == "unknown":
        return ""
    first, last = when.earliest, when.latest
    if when.precision == "since":
        return _since(first, last, year=year)
    if first and last:
        return _between(first, last, when.precision, year=year)
    if last:
        return f"by {day(last, year=year)}"
    return f"after {day(first, year=year)}" if first else ""


def _since(first: date | None, last: date | None, *, year: bool) -> str:
    if first is not None and first == last:
        return f"since {day(first, year=year)}"
    if first and last and _is_month(first, last):
        return f"since {month(last)}"
    known = last or first
    return f"since at least {day(known, year=year)}" if known else ""


def _is_month(first: date, last: date) -> bool:
    """Whether two days are the first and the last of one month."""
    return (first.year, first.month, first.day) == (last.year, last.month, 1) and (last + timedelta(days=1)).day == 1


def _between(first: date, last: date, precision: str, *, year: bool) -> str:
    if first == last:
        return f"on {day(first, year=year)}"
    if precision == "year" and first.year == last.year:
        return f"in {first.year}"
    if (first.year, first.month) == (last.year, last.month) and precision in ("month", "season"):
        return f"in {month(first)}"
    if precision == "until":
        return f"by {day(last, year=year)}"
    if first.year != last.year:
        return f"between {day(first)} and {day(last)}"
    return f"between {day(first, year=False)} and {day(last, year=year)}"


def label(when: When | None) -> str:
    """A date as a heading: "19 May 2013", "May 2013", "by 5 June 2013"."""
    phrase = when_phrase(when)
    return re.sub(r"^(on|in) ", "", phrase)


def first_dated(dates: Iterable[When | None]) -> When | None:
    """The first of them that says when."""
    return next((when for when in dates if when_phrase(when)), None)
