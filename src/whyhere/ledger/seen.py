"""The ledger as of a date with its editors' reviews respected: what every question is answered from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from whyhere.ledger.entries import mentions_of
from whyhere.ledger.origins import Origins
from whyhere.ledger.review import StatementReview, VerdictReview, apply, latest
from whyhere.ledger.store import Match, Query
from whyhere.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from whyhere.ledger.review import Review
    from whyhere.ledger.store import Attachments, View
    from whyhere.records import Finding, ReportCard, Statement


class Seen:
    """Reports published by ``as_of`` (all, with None), reviews made by then, and origins told among them.

    It remembers what it has loaded: make a new one to see what was entered since.
    """

    def __init__(self, view: View, as_of: date | None) -> None:
        self.as_of = as_of
        self._view = view

    @cached_property
    def cards(self) -> Mapping[str, ReportCard]:
        """Every report that is seen, by its id."""
        return {card.id: card for card in self._view.cards()}

    @cached_property
    def origins(self) -> Origins:
        """Tells what counts as one origin among all that is seen."""
        return Origins.among(sorted(self._view.voices()), self.cards.values())

    @cached_property
    def verdict_reviews(self) -> Mapping[int, VerdictReview]:
        """The editor's word on each place that has one."""
        return {review.place: review for review in latest(self._reviews) if isinstance(review, VerdictReview)}

    @cached_property
    def _reviews(self) -> Sequence[Review]:
        return self._view.reviews()

    @cached_property
    def _reviewed(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of every report that has a review, as its editors leave them."""
        by_report: dict[str, list[Review]] = {}
        for review in self._reviews:
            if isinstance(review, StatementReview) and review.report in self.cards:
                by_report.setdefault(review.report, []).append(review)
        return {
            report: apply(self._view.statements(Query(report=report)), reviews) for report, reviews in by_report.items()
        }

    def statements(self, query: Query) -> tuple[Statement, ...]:
        """The statements that a query asks for."""
        found = [one for one in self._view.statements(query) if one.report not in self._reviewed]
        about = None if query.focus is None else self.focus(query.focus)
        for report, statements in self._reviewed.items():
            places = () if query.focus is None or about is None or report not in about else (query.focus,)
            found += [one for one in statements if query.answered_by(report, mentions_of(one), places)]
        return tuple(found)

    def evidence(self, statement: Statement, finding: Finding | None) -> Evidence:
        """A finding (or a quote: None) with all that a citation needs."""
        card = self.cards[statement.report]
        return Evidence(statement, finding, card, self.origins.of(statement, card))

    def focus(self, place: int, *, alone: bool = False) -> frozenset[str]:
        """The reports that are about a place (``alone``: and about no other)."""
        return self._view.focus(place, alone=alone)

    def attachments(self, place: int) -> Sequence[tuple[str, Attachments]]:
        """The pictures and links of the reports that are about a place, by report id."""
        return self._view.attachments(place)

    def mentioning(self, place: int) -> frozenset[str]:
        """The reports with a statement that mentions a place."""
        return self._view.mentioning(place)

    def search(self, words: Sequence[str], *, limit: int) -> tuple[Match, ...]:
        """The reports and statements that hold all words, best first; what an editor rejected is left out."""
        return tuple(
            match
            for match in self._view.search(words, limit=limit)
            if match.statement is None or match.statement in self._reviewed.get(match.report, (match.statement,))
        )
