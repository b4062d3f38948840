from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whyhere.errors import LedgerError
from whyhere.ledger.codec import canonical, decode, digest, encode, loads
from whyhere.ledger.review import ReviewEntry, StatementReview, VerdictReview
from whyhere.records import (
    Access,
    Control,
    Event,
    Figure,
    Involvement,
    Media,
    Outlook,
    Part,
    PartyRef,
    PlaceRef,
    Related,
    Report,
    ReportCard,
    Route,
    Span,
    Statement,
    Term,
    Voice,
    When,
)

words = st.text(max_size=6)
finite = st.floats(allow_nan=False, allow_infinity=False)
spans = st.builds(Span, words, st.integers(0, 99), st.integers(0, 99), words)
st.register_type_strategy(str, words)
st.register_type_strategy(float, finite | st.integers(-10, 10**9))
st.register_type_strategy(Span, spans)


def few(kind: type) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.from_type(kind), max_size=1).map(tuple)


places = few(PlaceRef)
findings = st.one_of(
    *(st.from_type(kind) for kind in (Control, Event, Figure, Involvement, Outlook)),
    st.builds(Route, between=places, to=places),
    st.builds(Access, to=few(PartyRef)),
)
statements = st.builds(Statement, voice=few(Voice), findings=st.lists(findings, max_size=2).map(tuple), places=places)
reports = st.builds(Report, parts=few(Part), media=few(Media), related=few(Related))
figures = st.from_type(Figure)
brief = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@brief
@given(reports)
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    assert loads(Report, canonical(report)) == report


@brief
@given(statements)
def test_a_statement_comes_back_as_it_was(statement: Statement) -> None:
    assert loads(Statement, canonical(statement)) == statement


@brief
@given(st.from_type(ReportCard))
def test_a_card_comes_back_as_it_was(card: ReportCard) -> None:
    assert loads(ReportCard, canonical(card)) == card


@brief
@given(
    st.builds(ReviewEntry, st.builds(StatementReview, correction=st.none() | statements) | st.from_type(VerdictReview))
)
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
