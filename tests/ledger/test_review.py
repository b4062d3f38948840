from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ledger_district as make
import pytest

from whyhere.errors import LedgerError
from whyhere.ledger.review import VerdictReview, claim_of, latest, review_place, review_statement

if TYPE_CHECKING:
    from whyhere.ledger import Ledger

REPORT, (TAKEN, CALM) = make.story(
    make.line("The Council captured Velm.", make.control("captured")),
    make.line("Oster was calm.", places=("Oster",)),
)
BY_A: dict[str, Any] = {"author": "A. Editor", "on": make.june(9)}
MOVED = replace(TAKEN, id="fixed", findings=(), places=CALM.places, span=CALM.span)


@pytest.fixture
def kept(ledger: Ledger) -> Ledger:
    """A ledger that holds the report."""
    ledger.add(REPORT, (TAKEN, CALM), family="f1")
    return ledger


def test_a_rejected_statement_is_left_out_from_its_reviews_date_on(kept: Ledger) -> None:
    assert kept.review(review_statement(TAKEN, "reject", **BY_A)) is True
    assert kept.statements() == (CALM,)
    assert kept.statements(about="control") == ()
    assert kept.statements(place=101) == ()
    assert kept.statements(as_of=make.june(8)) == (TAKEN, CALM)  # the review was not made yet
    assert [match.statement for match in kept.search("captured")] == [None]
    assert kept.statement(TAKEN.id) == TAKEN  # the past stays


def test_the_same_review_again_adds_nothing(kept: Ledger) -> None:
    assert kept.review(review_statement(TAKEN, "reject", **BY_A)) is True
    assert kept.review(review_statement(TAKEN, "reject", **BY_A)) is False
    assert len(kept.reviews()) == 1


def test_the_later_review_counts(kept: Ledger) -> None:
    kept.review(review_statement(TAKEN, "reject", **BY_A))
    kept.review(review_statement(TAKEN, "accept", author="B. Editor", on=make.june(10)))
    assert kept.statements() == (TAKEN, CALM)
    assert kept.statements(as_of=make.june(9)) == (CALM,)
    assert len(kept.reviews()) == 2


def test_of_two_reviews_of_one_day_the_later_entry_counts() -> None:
    first, second = (
        review_statement(TAKEN, word, author="A. Editor", on=make.june(9)) for word in ("reject", "accept")
    )
    assert latest([first, second]) == (second,)
    assert latest([second, first]) == (first,)


def test_a_correction_stands_in_for_its_statement(kept: Ledger) -> None:
    fixed = replace(TAKEN, id="fixed", certainty="denied")
    kept.review(review_statement(TAKEN, "correct", **BY_A, correction=fixed))
    assert kept.statements() == (fixed, CALM)


def test_a_correction_is_found_where_it_now_belongs(kept: Ledger) -> None:
    kept.review(review_statement(TAKEN, "correct", **BY_A, correction=MOVED))
    assert kept.statements(place=101) == ()
    assert set(kept.statements(place=102)) == {MOVED, CALM}


def test_a_review_outlives_a_newer_model_that_reads_the_same(kept: Ledger) -> None:
    kept.review(review_statement(TAKEN, "reject", **BY_A))
    again = tuple(replace(one, id=f"{one.id}+", parsed_by="m2") for one in (TAKEN, CALM))
    kept.add(REPORT, again, family="f1")
    assert claim_of(again[0]) == claim_of(TAKEN)
    assert kept.statements() == again[1:]


def test_a_rejection_does_not_touch_what_a_newer_model_reads_otherwise(kept: Ledger) -> None:
    kept.review(review_statement(TAKEN, "reject", **BY_A))
    other = replace(TAKEN, certainty="denied", parsed_by="m2")
    kept.add(REPORT, (other,), family="f1")
    assert kept.statements() == (other,)


def test_a_correction_outlives_whatever_a_newer_model_reads_there(kept: Ledger) -> None:
    fixed = replace(TAKEN, id="fixed", certainty="estimated")
    kept.review(review_statement(TAKEN, "correct", **BY_A, correction=fixed))
    kept.add(REPORT, (replace(TAKEN, certainty="denied", parsed_by="m2"),), family="f1")
    assert kept.statements() == (fixed,)


def test_a_review_that_cannot_hold_is_refused(kept: Ledger) -> None:
    with pytest.raises(LedgerError, match="needs a correction"):
        review_statement(TAKEN, "correct", author="A. Editor", on=make.june(9))
    with pytest.raises(LedgerError, match="takes no correction"):
        review_statement(TAKEN, "reject", author="A. Editor", on=make.june(9), correction=MOVED)
    other = replace(MOVED, report="other")
    with pytest.raises(LedgerError, match="stays in its report"):
        review_statement(TAKEN, "correct", author="A. Editor", on=make.june(9), correction=other)
    crooked = replace(TAKEN, span=replace(TAKEN.span, start=3))
    with pytest.raises(LedgerError, match="does not stand at"):
        kept.review(review_statement(TAKEN, "correct", **BY_A, correction=crooked))
    absent = review_statement(replace(TAKEN, report="other"), "reject", **BY_A)
    with pytest.raises(LedgerError, match="report other is not in this ledger"):
        kept.review(absent)
    with pytest.raises(LedgerError, match="no decision 'maybe': accept, reject, correct"):
        review_statement(TAKEN, "maybe", **BY_A)  # type: ignore[arg-type]
    with pytest.raises(LedgerError, match="names no holder"):
        review_place(101, "reject", **BY_A, holder="Front")
    assert kept.reviews() == ()


def test_the_word_on_a_place_is_kept_as_of_its_date(kept: Ledger) -> None:
    review = VerdictReview("A. Editor", make.june(9), "correct", 101, holder="Front", holder_id="front")
    assert kept.review(review_place(101, "correct", **BY_A, holder="Front", holder_id="front")) is True
    assert kept.seen().verdict_reviews == {101: review}
    assert kept.seen(make.june(8)).verdict_reviews == {}
