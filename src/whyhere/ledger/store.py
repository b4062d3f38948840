"""What a ledger stands on: a store that takes entries and shows them as of a date.

Two kinds keep this word: :class:`~whyhere.ledger.sql.SqlStore` (SQLite, PostgreSQL) and
:class:`~whyhere.ledger.memory.MemoryStore`, the reference that tests hold the first against.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from whyhere.records import Media, Related  # noqa: TC001  (the codec reads the hints at run time)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from whyhere.ledger.entries import Entry, Mention
    from whyhere.ledger.review import Review
    from whyhere.records import Report, ReportCard, Statement


@dataclass(frozen=True, slots=True)
class Query:
    """Which statements are asked for; every part that is given must hold.

    ``places`` (GeoNames ids) are mentioned, in one of ``roles`` when given ("mention" or a finding's type); ``roles``
    alone asks for findings whatever their place. ``focus`` asks for what may be about a place without naming it: the
    quotes, and the findings that name no place, of reports whose focus it is.
    """

    report: str | None = None
    places: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    focus: int | None = None

    def answered_by(self, report: str, mentions: Iterable[Mention], about: Collection[int]) -> bool:
        """Whether a statement of ``report``, found by ``mentions``, is asked for; ``about``: the report's focus."""
        found = list(mentions)
        if self.report not in {None, report}:
            return False
        if self.focus is not None and (self.focus not in about or all(place is not None for place, _ in found)):
            return False
        if not self.places and not self.roles:
            return True
        return any(
            (not self.places or place in self.places) and (not self.roles or role in self.roles)
            for place, role in found
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A report (``statement`` None) or one of its statements that holds all words of a search."""

    report: str
    statement: Statement | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Attachments:
    """What a report brings beside its text."""

    media: tuple[Media, ...] = ()
    related: tuple[Related, ...] = ()


class Writer(Protocol):
    """Enters; what is entered stays as it is."""

    def add(self, entry: Entry) -> bool:
        """Enter a report and a reading of it, whole or not at all; False when both are there already."""
        ...

    def review(self, review: Review) -> bool:
        """Enter a review; False when the same one is there already."""
        ...


class View(Protocol):
    """What the ledger holds as of a date: reports published by then, each in its newest reading, in order of entry."""

    def cards(self) -> Sequence[ReportCard]:
        """Every report that is seen."""
        ...

    def statements(self, query: Query) -> Sequence[Statement]:
        """The statements that a query asks for, as read (reviews are not applied)."""
        ...

    def focus(self, place: int, *, alone: bool = False) -> frozenset[str]:
        """The reports that are about a place (``alone``: and about no other)."""
        ...

    def attachments(self, place: int) -> Sequence[tuple[str, Attachments]]:
        """The pictures and links of the reports that are about a place, by report id, in order of entry."""
        ...

    def mentioning(self, place: int) -> frozenset[str]:
        """The reports with a statement that mentions a place."""
        ...

    def reviews(self) -> Sequence[Review]:
        """The reviews made by the date."""
        ...

    def voices(self) -> frozenset[str]:
        """Every name that a statement's words begin with."""
        ...

    def search(self, words: Sequence[str], *, limit: int) -> Sequence[Match]:
        """The reports and statements that hold all ``words``, best first."""
        ...


class Store(Protocol):
    """Where entries are kept."""

    def writer(self) -> Writer:
        """The one that enters."""
        ...

    def view(self, as_of: date | None) -> View:
        """What is held as of a date (all of it: None)."""
        ...

    def has(self, report: str, parsed_by: str | None) -> bool:
        """Whether a report is there (by any model's reading, or by this one's)."""
        ...

    def report(self, report: str) -> Report | None:
        """A report by its id, None when it is not there."""
        ...

    def statement(self, statement: str) -> Statement | None:
        """A statement by its id, in the newest reading that has it."""
        ...

    def family_texts(self) -> Iterator[tuple[str, str]]:
        """(report id, text) of every report, in order of entry."""
        ...

    def problems(self) -> Sequence[str]:
        """What no longer holds in the store, in words; empty when all is well."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
