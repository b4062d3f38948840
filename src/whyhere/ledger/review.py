"""What an editor says of a statement or of a place's verdict: entries beside what they speak of, never in its stead.

A statement's review holds for what was said, not for a row: its subject is the hash of the statement without its id and
its model, so that a newer model that reads the same keeps the review. A correction holds for its span, whatever a newer
model finds there. Of two reviews of one subject the later one counts (by its date, then by its entry).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003  (the codec reads the hints at run time)
from typing import TYPE_CHECKING, Literal, get_args

from whyhere.errors import LedgerError
from whyhere.ledger.codec import canonical, digest
from whyhere.records import Span, Statement  # noqa: TC001  (as above)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Decision = Literal["accept", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class StatementReview:
    """``correction`` stands in for the statement when the decision is ``correct``; ``claim`` is what was judged."""

    author: str
    date: date
    decision: Decision
    report: str
    statement: str
    span: Span
    claim: str
    note: str = ""
    correction: Statement | None = None
    type: Literal["statement"] = "statement"


@dataclass(frozen=True, slots=True)
class VerdictReview:
    """An editor's word on who holds a place: ``correct`` names the ``holder`` (None: nobody is known to)."""

    author: str
    date: date
    decision: Decision
    place: int
    note: str = ""
    holder: str | None = None
    holder_id: str | None = None
    type: Literal["verdict"] = "verdict"


Review = StatementReview | VerdictReview


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """The one field that makes the codec tell the two reviews apart."""

    review: StatementReview | VerdictReview


def claim_of(statement: Statement) -> str:
    """The hash of what a statement says, whichever model read it under whichever id."""
    return digest(canonical(replace(statement, id="", parsed_by="")))


def review_statement(  # noqa: PLR0913  (each is a field of the entry)
    statement: Statement,
    decision: Decision,
    *,
    author: str,
    on: date,
    note: str = "",
    correction: Statement | None = None,
) -> StatementReview:
    """An editor's review of one statement; LedgerError unless exactly a ``correct`` comes with its correction."""
    _check(decision)
    if (decision == "correct") != (correction is not None):
        message = f"a review that decides {decision!r} {'needs a' if decision == 'correct' else 'takes no'} correction"
        raise LedgerError(message)
    if correction is not None and correction.report != statement.report:
        message = f"a correction stays in its report: {correction.report} is not {statement.report}"
        raise LedgerError(message)
    claim = claim_of(statement)
    return StatementReview(
        author, on, decision, statement.report, statement.id, statement.span, claim, note=note, correction=correction
    )


def review_place(  # noqa: PLR0913  (as above)
    place: int,
    decision: Decision,
    *,
    author: str,
    on: date,
    note: str = "",
    holder: str | None = None,
    holder_id: str | None = None,
) -> VerdictReview:
    """An editor's word on who holds a place; it settles what is dated up to it, and newer claims reopen the case.

    ``correct`` names the ``holder`` (None: nobody is known to); LedgerError when another decision names one.
    """
    _check(decision)
    if decision != "correct" and holder is not None:
        message = f"a review that decides {decision!r} names no holder"
        raise LedgerError(message)
    return VerdictReview(author, on, decision, place, note=note, holder=holder, holder_id=holder_id)


def _check(decision: str) -> None:
    if decision not in get_args(Decision):
        message = f"no decision {decision!r}: {', '.join(get_args(Decision))}"
        raise LedgerError(message)


def apply(statements: Sequence[Statement], reviews: Iterable[Review]) -> tuple[Statement, ...]:
    """One report's statements as its editors leave them; ``reviews`` in order of entry."""
    kept = list(statements)
    for review in latest(reviews):
        if not isinstance(review, StatementReview) or review.decision == "accept":
            continue
        judged = [statement for statement in kept if claim_of(statement) == review.claim]
        if review.correction is not None and not judged:  # a newer model read something else there
            judged = [statement for statement in kept if statement.span == review.span]
        kept = [statement for statement in kept if statement not in judged]
        if review.correction is not None:
            kept.append(review.correction)
    return tuple(sorted(kept, key=lambda statement: (statement.span.start, statement.span.end)))


def latest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The review that counts for each subject, oldest first."""
    newest: dict[str | int, Review] = {}
    for review in sorted(reviews, key=lambda review: review.date):  # stable: the later entry of a day comes later
        subject = review.claim if isinstance(review, StatementReview) else review.place
        newest.pop(subject, None)
        newest[subject] = review
    return tuple(newest.values())
