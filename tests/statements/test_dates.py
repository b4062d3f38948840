"""A sentence in, dates out. The invented report was published on Wednesday 5 June 2013."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.records import Part, Report, When
from whyhere.statements import calendar as cal
from whyhere.statements.dates import find_dates
from whyhere.statements.document import Document
from whyhere.statements.syntax import Sentence, Token

PUBLISHED = date(2013, 6, 5)


def document(
    text: str, *, published: date | None = PUBLISHED, tags: dict[str, tuple[str, str]] | None = None
) -> Document:
    """One sentence whose words all hang on its verb: enough syntax for tense. ``tags``: word → (upos, relation)."""
    tags = tags or {}
    tokens: list[Token] = []
    position = 0
    words = text.replace(",", " ,").replace(".", " .").split()
    verb = next((i for i, word in enumerate(words) if tags.get(word, ("", ""))[0] == "VERB"), 0)
    for i, word in enumerate(words):
        position = text.index(word, position)
        upos, relation = tags.get(word, ("X", "dep"))
        head = -1 if i == verb else verb
        tokens.append(Token(i, word, position, position + len(word), word.lower(), upos, "VBN", head, relation))
        position += len(word)
    report = Report(
        "r", text, (Part("body", 0, len(text)),), published=When(published, published, "day") if published else None
    )
    return Document(report, (Sentence(0, len(text), tuple(tokens)),), ("body",))


ROWS = [
    # sentence, words, earliest, latest, precision
    ("Ostra fell on May 19.", "May 19", "2013-05-19", "2013-05-19", "day"),
    ("Ostra fell on 19 May.", "19 May", "2013-05-19", "2013-05-19", "day"),
    ("Ostra fell on August 4.", "August 4", "2012-08-04", "2012-08-04", "day"),  # the nearest one gone by
    ("Ostra fell on March 2, 2011.", "March 2, 2011", "2011-03-02", "2011-03-02", "day"),
    ("Ostra fell on 2013-06-01.", "2013-06-01", "2013-06-01", "2013-06-01", "day"),
    ("Ostra fell on 15/4/2013.", "15/4/2013", "2013-04-15", "2013-04-15", "day"),
    ("It fell on Friday, May 31.", "Friday, May 31", "2013-05-31", "2013-05-31", "day"),
    ("It raged May 3-5.", "May 3-5", "2013-05-03", "2013-05-05", "days"),
    ("It fell on Tuesday.", "Tuesday", "2013-06-04", "2013-06-04", "day"),
    ("It fell on Wednesday.", "Wednesday", "2013-06-05", "2013-06-05", "day"),  # the day of publication counts
    ("It fell last Wednesday.", "last Wednesday", "2013-05-29", "2013-05-29", "day"),
    ("Saturdays shelling killed ten.", "Saturdays", "2013-06-01", "2013-06-01", "day"),  # a lost apostrophe
    ("It fell overnight.", "overnight", "2013-06-04", "2013-06-05", "days"),
    ("It fell yesterday.", "yesterday", "2013-06-04", "2013-06-04", "day"),
    ("In the past 24 hours ten died.", "the past 24 hours", "2013-06-04", "2013-06-05", "days"),
    ("In recent days ten died.", "recent days", "2013-05-29", "2013-06-05", "days"),
    ("It was cut since March.", "since March", "2013-03-01", "2013-03-31", "since"),
    ("The war since 2011 goes on.", "since 2011", "2011-01-01", "2011-12-31", "since"),
    ("They leave by the end of June.", "by the end of June", None, "2013-06-30", "until"),
    ("It fell in early 2012.", "early 2012", "2012-01-01", "2012-04-30", "season"),
    ("It fell in late 2012.", "late 2012", "2012-09-01", "2012-12-31", "season"),
    ("It fell in late May.", "late May", "2013-05-21", "2013-05-31", "days"),
    ("It fell in mid-April.", "mid-April", "2013-04-11", "2013-04-20", "days"),
    ("It fell earlier in June.", "earlier in June", "2013-06-01", "2013-06-05", "month"),
    ("It fell earlier in the month.", "earlier in the month", "2013-06-01", "2013-06-05", "month"),
    ("It fell in the first week of May.", "the first week of May", "2013-05-01", "2013-05-07", "week"),
    ("It fell in the last week of May.", "the last week of May", "2013-05-25", "2013-05-31", "week"),
    ("It fell in the second half of May.", "the second half of May", "2013-05-16", "2013-05-31", "days"),
    ("Yesterdays raid killed ten.", "Yesterdays", "2013-06-04", "2013-06-04", "day"),
    ("It fell before the 2011 uprising.", "2011", "2011-01-01", "2011-12-31", "year"),
    ("It fell at dawn.", "dawn", "2013-06-05", "2013-06-05", "day"),
    ("It fell during the night.", "the night", "2013-06-04", "2013-06-05", "days"),
    ("Earlier in the day it fell.", "Earlier in the day", "2013-06-05", "2013-06-05", "day"),
    ("It fell at around 330 am.", "around 330 am", "2013-06-05", "2013-06-05", "day"),
    ("It fell at 0615 GMT.", "0615 GMT", "2013-06-05", "2013-06-05", "day"),
    ("It fell in June last year.", "June last year", "2012-06-01", "2012-06-30", "month"),
    ("Talks next month.", "next month", "2013-07-01", "2013-07-31", "month"),
    ("It fell last month.", "last month", "2013-05-01", "2013-05-31", "month"),
    ("It fell earlier this year.", "earlier this year", "2013-01-01", "2013-06-05", "year"),
    ("It fell last summer.", "last summer", "2012-06-01", "2012-08-31", "season"),
    ("It fell at the weekend.", "the weekend", "2013-06-01", "2013-06-02", "days"),
    ("It fell two years ago.", "two years ago", "2010-12-05", "2011-12-05", "year"),
    ("It fell after weeks of shelling.", "weeks of", None, "2013-06-05", "until"),
]


@pytest.mark.parametrize(("text", "words", "earliest", "latest", "precision"), ROWS)
def test_a_date_resolves_against_publication(
    text: str, words: str, earliest: str | None, latest: str, precision: str
) -> None:
    (found,) = find_dates(document(text))
    assert found.text == words
    expected = (date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest), precision)
    assert found.when is not None
    assert (found.when.earliest, found.when.latest, found.when.precision) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may leave.",
        "They march on Ostra.",
        "The March 14 Alliance met.",
        "The Sunday Times said so.",
        "The dawn of an age.",
        "The 2000 rebels left.",
        "They met during the day of rage.",
        "A siege by 2000 rebels ended.",
        "The fall of Ostra was near.",
        "It costs $2012 now.",
    ],
)
def test_no_date_where_there_is_none(text: str) -> None:
    assert find_dates(document(text)) == ()


def test_run_before_a_named_day_ends_with_it() -> None:
    day, run = find_dates(document("It fell on May 19, after weeks of shelling."))
    assert day.text == "May 19"
    assert run.when == When(None, date(2013, 5, 19), "until")


def test_a_part_of_the_day_is_of_the_day_named_last() -> None:
    monday, dawn = find_dates(document("The raid of Monday began at dawn."))
    assert monday.when == dawn.when == cal.day(date(2013, 6, 3))
    (day,) = [d for d in find_dates(document("It fell at 0700 GMT on Monday.")) if d.when]
    assert day.text == "Monday"


def test_a_part_of_a_day_long_gone_stays_open() -> None:
    _, dawn = find_dates(document("On May 4, 2011 it began at dawn."))
    assert dawn.when is None


def test_a_clause_that_looks_ahead_takes_the_coming_day() -> None:
    tags = {"resume": ("VERB", "root"), "will": ("AUX", "aux")}
    (found,) = find_dates(document("Talks will resume on Tuesday.", tags=tags))
    assert found.when == cal.day(date(2013, 6, 11))


def test_for_more_than_a_year_began_before() -> None:
    tags = {"held": ("VERB", "root"), "been": ("AUX", "aux"), "have": ("AUX", "aux")}
    (found,) = find_dates(document("They have been held for more than a year.", tags=tags))
    assert found.when == When(None, date(2012, 6, 5), "since")


def test_for_months_has_no_beginning() -> None:
    tags = {"held": ("VERB", "root"), "been": ("AUX", "aux"), "have": ("AUX", "aux")}
    (found,) = find_dates(document("They have been held for months.", tags=tags))
    assert found.when is None


def test_a_term_is_no_date() -> None:
    tags = {"sentence": ("VERB", "root"), "was": ("AUX", "aux")}
    assert find_dates(document("He was sentence for two years.", tags=tags)) == ()


def test_without_publication_only_full_dates_resolve() -> None:
    found = find_dates(document("On Tuesday and on May 19, and on May 19, 2012.", published=None))
    assert [ref.when and ref.when.latest for ref in found] == [None, None, date(2012, 5, 19)]


def test_day_or_month_first_stays_open() -> None:
    (found,) = find_dates(document("It fell on 5/6/2013."))
    assert found.when is None


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_past_weekday_is_within_a_week(anchor: date, number: int) -> None:
    found = cal.weekday(anchor, number, "past")
    assert found.weekday() == number
    assert 0 <= (anchor - found).days < 7


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_the_nearest_year_puts_a_day_before_publication(anchor: date, day: date) -> None:
    year = cal.year_for(anchor, day.day, day.month, future=False)
    assert year is not None
    assert date(year, day.month, day.day) <= anchor
    assert anchor.year - year <= 8


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_span_holds(text: str) -> None:
    if not text.strip():
        return
    report = Report("r", text, (), published=When(PUBLISHED, PUBLISHED, "day"))
    token = Token(0, text, 0, len(text), text, "X", "X", -1, "root")
    for ref in find_dates(Document(report, (Sentence(0, len(text), (token,)),), ("body",))):
        assert text[ref.span.start : ref.span.end] == ref.text
