"""The ledger of a beat: a memory that is only ever added to, and can be asked as of any date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from whyhere.errors import LedgerError
from whyhere.ledger.control import holders
from whyhere.ledger.engine import server_engine, sqlite_engine
from whyhere.ledger.entries import check_spans, entry_of
from whyhere.ledger.fulltext import words_of
from whyhere.ledger.memory import MemoryStore
from whyhere.ledger.review import StatementReview
from whyhere.ledger.seen import Seen
from whyhere.ledger.sql import SqlStore
from whyhere.ledger.store import Match, Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from types import TracebackType

    from whyhere.ledger.review import Review
    from whyhere.ledger.store import Store
    from whyhere.records import Report, ReportCard, Stance, Statement, Verdict


class Ledger:
    """Reports, what models read in them, and what editors said of that; a context manager that closes itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: Path | str, *, wait: float = 5.0) -> Self:
        """The ledger in a file (made when there is none) or behind the URL of a database server.

        ``wait``: seconds to wait while another program writes to the file.

        Raises:
            LedgerError: the path is no ledger, is damaged, may not be written, is in use for longer than ``wait``, or
                was written by a newer Whyhere; the message names the mend.
        """
        if isinstance(path, str) and "://" in path:
            engine = server_engine(path)
            return cls(SqlStore(engine, engine.url.render_as_string(hide_password=True)))
        file = Path(path)
        return cls(SqlStore(sqlite_engine(file, wait=wait), str(file)))

    @classmethod
    def in_memory(cls) -> Self:
        """A ledger that is gone when it is closed."""
        return cls(MemoryStore())

    def add(
        self, report: Report, statements: Sequence[Statement], *, family: str, parsed_by: str | None = None
    ) -> bool:
        """Enter a report and one model's statements on it, in one transaction; False when both are there already.

        A newer model's reading is entered beside the older one and shown in its stead. ``family`` counts when the
        report is new; ``parsed_by`` is needed only when the model found nothing.

        Raises:
            LedgerError: a span does not quote the report, or the ledger cannot be written.
        """
        return self._store.writer().add(entry_of(report, statements, family=family, parsed_by=parsed_by))

    def has(self, report: str, *, parsed_by: str | None = None) -> bool:
        """Whether a report is entered (with ``parsed_by``: and read by that model)."""
        return self._store.has(report, parsed_by)

    def report(self, report: str) -> Report | None:
        """A report by its id."""
        return self._store.report(report)

    def reports(self, *, as_of: date | None = None) -> tuple[ReportCard, ...]:
        """The cards of all reports seen as of a date, in order of entry."""
        return tuple(self.seen(as_of).cards.values())

    def statement(self, statement: str) -> Statement | None:
        """A statement by its id, as read (reviews are not applied)."""
        return self._store.statement(statement)

    def statements(
        self,
        *,
        report: str | None = None,
        place: int | None = None,
        about: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Statement, ...]:
        """Statements as reviewed: of a report, that mention a place, with a type of finding; each in order of entry."""
        query = Query(
            report=report,
            places=frozenset() if place is None else frozenset({place}),
            roles=frozenset() if about is None else frozenset({about}),
        )
        return self.seen(as_of).statements(query)

    def search(self, words: str, *, limit: int = 50, as_of: date | None = None) -> tuple[Match, ...]:
        """Reports and statements that hold all words of a text, best first; case and accents do not count."""
        found = words_of(words)
        return self.seen(as_of).search(found, limit=limit) if found else ()

    def review(self, review: Review) -> bool:
        """Enter an editor's review, made by ``review_statement`` or ``review_place``; False when it is there already.

        It is respected in questions as of its date and later.

        Raises:
            LedgerError: its report is not in the ledger, or a correction's span does not quote it.
        """
        if isinstance(review, StatementReview):
            report = self.report(review.report)
            if report is None:
                message = f"report {review.report} is not in this ledger: add it before reviewing it"
                raise LedgerError(message)
            if review.correction is not None:
                check_spans(review.correction, report)
        return self._store.writer().review(review)

    def reviews(self, *, as_of: date | None = None) -> tuple[Review, ...]:
        """All reviews made by a date, in order of entry, also those that a later one overrules."""
        return tuple(self._store.view(as_of).reviews())

    def holders(self, as_of: date | None = None, *, stances: Iterable[Stance] = ()) -> dict[int, Verdict]:
        """The verdict on every place of which control is reported, by GeoNames id; ``stances`` are the beat's."""
        return holders(self.seen(as_of), stances=stances)

    def family_texts(self) -> Iterator[tuple[str, str]]:
        """(report id, text) of every report, in order of entry: what an index of copies begins with."""
        return self._store.family_texts()

    def seen(self, as_of: date | None = None) -> Seen:
        """The ledger as of a date with reviews respected, for several questions on one state of things."""
        return Seen(self._store.view(as_of), as_of)

    def problems(self) -> tuple[str, ...]:
        """What no longer holds in the file, in words: its structure, and every entry against its content hash."""
        return tuple(self._store.problems())

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
