from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.records import When
from whyhere.reports.dates import match_date, parse_published


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2031-04-05", date(2031, 4, 5), date(2031, 4, 5), "day"),
        ("2031-04-05T23:30:00+03:00", date(2031, 4, 5), date(2031, 4, 5), "day"),  # the day that the page shows
        ("2031-04", date(2031, 4, 1), date(2031, 4, 30), "month"),
        ("2031", date(2031, 1, 1), date(2031, 12, 31), "year"),
        ("Sat, 05 Apr 2031 10:00:00 GMT", date(2031, 4, 5), date(2031, 4, 5), "day"),
        ("5 April 2031", date(2031, 4, 5), date(2031, 4, 5), "day"),
        ("April 5, 2031", date(2031, 4, 5), date(2031, 4, 5), "day"),
        ("Saturday, 5th April 2031 at 14:05 UTC+3", date(2031, 4, 5), date(2031, 4, 5), "day"),
        ("25.04.2031", date(2031, 4, 25), date(2031, 4, 25), "day"),
        ("04/25/2031", date(2031, 4, 25), date(2031, 4, 25), "day"),
    ],
)
def test_published(value: str, first: date, last: date, precision: str) -> None:
    when = parse_published(value)
    assert when is not None
    assert (when.earliest, when.latest, when.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "value", ["", "soon", "5 April", "04/05/2031", "2031-02-30", "0000-00-00", "Tuesday", "31 June 2031", "99999"]
)
def test_unclear_is_none(value: str) -> None:
    assert parse_published(value) is None


@pytest.mark.parametrize(
    ("line", "end", "day"),
    [
        ("Fri 04 Apr 2031 at 0914 Headline", "Fri 04 Apr 2031 at 0914", 4),
        ("Date of publication 5 April 2031 The", "Date of publication 5 April 2031", 5),
        ("Last updated at Apr 052031 The", "Last updated at Apr 052031", 5),
        (
            "Last Update: Monday 7 April 2031 KSA 16:06 - GMT 13:06",
            "Last Update: Monday 7 April 2031 KSA 16:06 - GMT 13:06",
            7,
        ),
        ("August 5 2031 1849 UTC+3 A total", "August 5 2031 1849 UTC+3", 5),
        ("1730 25.04.2031Get short", "1730 25.04.2031", 25),
    ],
)
def test_date_lines(line: str, end: str, day: int) -> None:
    found = match_date(line, 0)
    assert found is not None
    assert line[: found.end].startswith(end[:20])
    assert found.when is not None
    assert found.when.earliest is not None
    assert found.when.earliest.day == day


def test_a_date_that_may_be_two_dates_is_seen_but_not_believed() -> None:
    found = match_date("5-04-2031 Headline", 0)
    assert found is not None
    assert found.when is None


@given(st.dates(min_value=date(1800, 1, 1)))
def test_iso_round_trip(value: date) -> None:
    assert parse_published(value.isoformat()) == When(value, value, "day")
