"""A ledger in memory: the plain reference for the one on disk, and a ledger for one-off questions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whyhere.ledger.codec import canonical, digest
from whyhere.ledger.review import ReviewEntry
from whyhere.ledger.store import Attachments, Match, Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from whyhere.ledger.entries import Entry
    from whyhere.ledger.review import Review
    from whyhere.records import Report, ReportCard, Statement

_SNIPPET = 160  # characters


@dataclass(slots=True)
class MemoryStore:
    """Entries in order, nothing else; store, writer and view at once."""

    entries: list[Entry] = field(default_factory=list)
    kept_reviews: dict[str, Review] = field(default_factory=dict)

    def writer(self) -> MemoryWriter:
        """The one that enters."""
        return MemoryWriter(self)

    def view(self, as_of: date | None) -> MemoryView:
        """What is held as of a date."""
        return MemoryView(self, as_of)

    def has(self, report: str, parsed_by: str | None) -> bool:
        """Whether a report is there."""
        return any(one.report.id == report and parsed_by in {None, one.parsed_by} for one in self.entries)

    def report(self, report: str) -> Report | None:
        """A report by its id."""
        return next((entry.report for entry in self.entries if entry.report.id == report), None)

    def statement(self, statement: str) -> Statement | None:
        """A statement by its id, in the newest reading that has it."""
        found = (one.statement for entry in reversed(self.entries) for one in entry.statements)
        return next((one for one in found if one.id == statement), None)

    def family_texts(self) -> Iterator[tuple[str, str]]:
        """(report id, text) of every report."""
        first = {entry.report.id: entry for entry in reversed(self.entries)}
        for entry in self.entries:
            if first[entry.report.id] is entry:
                yield entry.report.id, entry.report.text

    def problems(self) -> Sequence[str]:
        """Nothing in memory changes unseen."""
        return ()

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass(frozen=True, slots=True)
class MemoryWriter:
    """Appends to a store's lists."""

    store: MemoryStore

    def add(self, entry: Entry) -> bool:
        """Enter a report and a reading of it; False when both are there already."""
        if any((one.report.id, one.parsed_by) == (entry.report.id, entry.parsed_by) for one in self.store.entries):
            return False
        self.store.entries.append(entry)
        return True

    def review(self, review: Review) -> bool:
        """Enter a review; False when the same one is there already."""
        key = digest(canonical(ReviewEntry(review)))
        if key in self.store.kept_reviews:
            return False
        self.store.kept_reviews[key] = review
        return True


@dataclass(frozen=True, slots=True)
class MemoryView:
    """Walks all entries for every question."""

    store: MemoryStore
    as_of: date | None

    def _seen(self) -> list[Entry]:
        newest = {entry.report.id: entry for entry in self.store.entries}
        return [entry for entry in self.store.entries if newest[entry.report.id] is entry and self._is_known(entry)]

    def _is_known(self, entry: Entry) -> bool:
        return self.as_of is None or (entry.day is not None and entry.day <= self.as_of)

    def cards(self) -> Sequence[ReportCard]:
        """Every report that is seen, with the card it was first entered with."""
        first = {entry.report.id: entry.card for entry in reversed(self.store.entries)}
        seen = {entry.report.id for entry in self._seen()}
        return [first[report] for report in dict.fromkeys(e.report.id for e in self.store.entries) if report in seen]

    def statements(self, query: Query) -> Sequence[Statement]:
        """The statements that a query asks for."""
        return [
            one.statement
            for entry in self._seen()
            for one in entry.statements
            if query.answered_by(entry.report.id, one.mentions, entry.focus)
        ]

    def focus(self, place: int, *, alone: bool = False) -> frozenset[str]:
        """The reports that are about a place."""
        found = (entry for entry in self._seen() if place in entry.focus)
        return frozenset(entry.report.id for entry in found if not alone or len(entry.focus) == 1)

    def attachments(self, place: int) -> Sequence[tuple[str, Attachments]]:
        """The pictures and links of the reports that are about a place."""
        first = {entry.report.id: entry.report for entry in reversed(self.store.entries)}
        about = self.focus(place)
        found = [report for report in reversed(first.values()) if report.id in about]
        return [(report.id, Attachments(report.media, report.related)) for report in found]

    def mentioning(self, place: int) -> frozenset[str]:
        """The reports with a statement that mentions a place."""
        query = Query(places=frozenset({place}))
        return frozenset(statement.report for statement in self.statements(query))

    def reviews(self) -> Sequence[Review]:
        """The reviews made by the date."""
        return [one for one in self.store.kept_reviews.values() if self.as_of is None or one.date <= self.as_of]

    def voices(self) -> frozenset[str]:
        """Every name that a statement's words begin with."""
        return frozenset(one.voice for entry in self._seen() for one in entry.statements if one.voice is not None)

    def search(self, words: Sequence[str], *, limit: int) -> Sequence[Match]:
        """The reports and statements that hold all words."""
        found: list[Match] = []
        for entry in self._seen():
            texts = [(entry.report.text, None), *((one.statement.span.text, one.statement) for one in entry.statements)]
            found += [Match(entry.report.id, one, text[:_SNIPPET]) for text, one in texts if _holds(text, words)]
        return found[:limit]


def _holds(text: str, words: Sequence[str]) -> bool:
    return set(words) <= set(re.findall(r"\w+", text.casefold()))
