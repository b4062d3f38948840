from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyhere.errors import LedgerError
from whyhere.ledger.codec import canonical, decode, digest, encode, loads
from whyhere.ledger.review import ReviewEntry
from whyhere.records import (
    Figure,
    Report,
    ReportCard,
    Span,
    Statement,
    Term,
    When,
)

words = st.text(max_size=6)
PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: words,
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False) | st.integers(-10, 10**9),
    date: st.dates(),
    type(None): st.none(),
    Span: st.builds(Span, words, st.integers(0, 99), st.integers(0, 99), words),
}


@cache
def of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Records of a type with every field drawn, lists of two at most; nothing is registered for other tests."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(of(get_args(hint)[0]), max_size=2).map(tuple)
    if get_args(hint):
        return st.one_of(*map(of, get_args(hint)))
    return st.builds(hint, **{name: of(inner) for name, inner in get_type_hints(hint).items()})


reports, statements, cards, reviews = of(Report), of(Statement), of(ReportCard), of(ReviewEntry)
figures = of(Figure)
brief = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@brief
@given(reports)
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    assert loads(Report, canonical(report)) == report


@brief
@given(statements)
def test_a_statement_comes_back_as_it_was(statement: Statement) -> None:
    assert loads(Statement, canonical(statement)) == statement


@brief
@given(cards)
def test_a_card_comes_back_as_it_was(card: ReportCard) -> None:
    assert loads(ReportCard, canonical(card)) == card


@brief
@given(reviews)
def test_a_review_comes_back_as_the_kind_it_was(entry: ReviewEntry) -> None:
    back = loads(ReviewEntry, canonical(entry))
    assert back == entry
    assert type(back.review) is type(entry.review)


@brief
@given(figures)
def test_numbers_keep_their_type(figure: Figure) -> None:
    back = loads(Figure, canonical(figure))
    assert [type(back.low), type(back.high)] == [type(figure.low), type(figure.high)]


@brief
@given(statements, statements)
def test_the_canonical_form_tells_records_apart(one: Statement, other: Statement) -> None:
    assert canonical(one) != canonical(other) or one == other


def test_a_field_at_its_default_is_left_out_so_that_new_fields_change_no_hash() -> None:
    form = encode(When(None, date(2031, 6, 5), "since"))
    assert form == {"earliest": None, "latest": "2031-06-05", "precision": "since"}
    assert encode(Report("r", "text", ())) == {"id": "r", "text": "text", "parts": []}


def test_hostile_text_survives() -> None:
    report = Report("r", "a\0b\ud800c\u202e", ())
    text = canonical(report)
    assert text.isascii()
    assert loads(Report, text) == report
    assert len(digest(text)) == 64


BROKEN = [
    ("{", "not JSON"),
    ("[]", "is no Report"),
    ('{"id": "r"}', "text"),  # a field is missing
    ('{"id": 1, "text": "", "parts": []}', "1 is no str"),
    ('{"id": "r", "text": "", "parts": {}}', "is no list"),
    ('{"id": "r", "text": "", "parts": [], "shoe": 1}', "shoe"),  # a field we do not know
    ('{"id": "r", "text": "", "parts": [{"kind": "hat", "start": 0, "end": 1}]}', "hat"),
    ('{"id": "r", "text": "", "parts": [], "sample": 1}', "1 is no bool"),
    ('{"id": "r", "text": "", "parts": [], "published": {"earliest": "x", "latest": null, "precision": "day"}}', "x"),
]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_what_is_no_record_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(LedgerError, match=reason):
        loads(Report, text)


def test_a_finding_of_no_known_type_is_refused() -> None:
    form = {"id": "s", "report": "r", "span": ["r", 0, 1, "a"], "kind": "quote", "certainty": "asserted", "voice": []}
    with pytest.raises(LedgerError, match="hat"):
        decode(Statement, {**form, "findings": [{"type": "hat"}]})  # type: ignore[dict-item]
    with pytest.raises(LedgerError, match="no span"):
        decode(Statement, json.loads(json.dumps({**form, "span": ["r", "0", 1, "a"]})))


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(LedgerError, match="set"):
        encode({1, 2})
    with pytest.raises(LedgerError, match="not finite"):
        canonical(
            Figure(Span("r", 0, 1, "a"), Term("a", Span("r", 0, 1, "a"), "a"), Span("r", 0, 1, "a"), float("nan"), 1)
        )


def test_a_digest_tells_where_texts_end() -> None:
    assert digest("ab", "c") != digest("a", "bc")
