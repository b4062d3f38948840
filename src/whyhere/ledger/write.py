"""Entering: one transaction an entry, so that a kill at any moment leaves whole entries only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from whyhere.errors import LedgerError
from whyhere.ledger.codec import canonical, digest
from whyhere.ledger.engine import writing
from whyhere.ledger.fulltext import INSERT, searchable
from whyhere.ledger.review import ReviewEntry
from whyhere.ledger.schema import focus, mentions, readings, reports, reviews, statements

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Insert

    from whyhere.ledger.entries import Entry, StatementEntry
    from whyhere.ledger.review import Review


@dataclass(frozen=True, slots=True)
class SqlWriter:
    """Enters into a database; ``where`` is what errors call it."""

    engine: Engine
    where: str

    def add(self, entry: Entry) -> bool:
        """Enter a report and a reading of it, whole or not at all; False when both are there already."""
        with writing(self.engine, self.where) as connection:
            return _add(connection, entry)

    def review(self, review: Review) -> bool:
        """Enter a review; False when the same one is there already."""
        body = canonical(ReviewEntry(review))
        mark = digest(body)
        with writing(self.engine, self.where) as connection:
            if connection.execute(select(reviews.c.seq).where(reviews.c.hash == mark)).first():
                return False
            row = {"hash": mark, "day": review.date.isoformat(), "entered_at": _now(), "body": body}
            connection.execute(insert(reviews).values(row))
        return True


def _add(connection: Connection, entry: Entry) -> bool:
    known = connection.execute(select(reports.c.seq).where(reports.c.id == entry.report.id)).first()
    read = select(readings.c.seq).where(readings.c.report == entry.report.id, readings.c.parsed_by == entry.parsed_by)
    if known and connection.execute(read).first():
        return False
    if not known:
        _add_report(connection, entry)
    row = {"report": entry.report.id, "parsed_by": entry.parsed_by, "entered_at": _now()}
    reading = _key(connection, insert(readings).values(row))
    if entry.focus:
        rows = [{"reading": reading, "place": place} for place in sorted(entry.focus)]
        connection.execute(insert(focus), rows)
    for statement in entry.statements:
        _add_statement(connection, reading, statement)
    return True


def _add_report(connection: Connection, entry: Entry) -> None:
    row = {
        "id": entry.report.id,
        "hash": entry.hash,
        "family": entry.card.family,
        "day": entry.day and entry.day.isoformat(),
        "entered_at": _now(),
        "card": canonical(entry.card),
        "body": entry.body,
    }
    connection.execute(insert(reports).values(row))
    found = {"text": searchable(entry.report.text), "report": entry.report.id, "statement": None}
    connection.execute(INSERT, found)


def _add_statement(connection: Connection, reading: int, entry: StatementEntry) -> None:
    said = entry.statement
    voice = entry.voice and searchable(entry.voice)
    row = {"reading": reading, "id": said.id, "hash": entry.hash, "voice": voice, "body": entry.body}
    seq = _key(connection, insert(statements).values(row))
    if entry.mentions:
        order = sorted(entry.mentions, key=lambda mention: (mention[0] or 0, mention[1]))
        connection.execute(
            insert(mentions), [{"statement": seq, "place": place, "role": role} for place, role in order]
        )
    connection.execute(INSERT, {"text": searchable(said.span.text), "report": said.report, "statement": seq})


def _key(connection: Connection, row: Insert) -> int:
    made = connection.execute(row).inserted_primary_key
    if made is None:  # no database we know does not tell
        message = "the database does not tell the key of a new row"
        raise LedgerError(message)
    return int(made[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
