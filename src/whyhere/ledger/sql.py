"""The ledger in a database: SQLite in a file by default, PostgreSQL for teams; one code path."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from whyhere.errors import LedgerError
from whyhere.ledger.codec import digest, loads
from whyhere.ledger.engine import reading
from whyhere.ledger.schema import readings, reports, reviews, statements
from whyhere.ledger.view import SqlView
from whyhere.ledger.write import SqlWriter
from whyhere.records import Report, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine

_PAGE = 200  # reports held in memory at once while texts are read


@dataclass(frozen=True, slots=True)
class SqlStore:
    """Entries in tables; ``where`` is what errors call the database."""

    engine: Engine
    where: str
    known: dict[int, Statement] = field(default_factory=dict)

    def writer(self) -> SqlWriter:
        """The one that enters."""
        return SqlWriter(self.engine, self.where)

    def view(self, as_of: date | None) -> SqlView:
        """What is held as of a date."""
        return SqlView(self.engine, self.where, as_of, self.known)

    def has(self, report: str, parsed_by: str | None) -> bool:
        """Whether a report is there."""
        query = select(readings.c.seq).where(readings.c.report == report)
        if parsed_by is not None:
            query = query.where(readings.c.parsed_by == parsed_by)
        with reading(self.engine, self.where) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def report(self, report: str) -> Report | None:
        """A report by its id."""
        with reading(self.engine, self.where) as connection:
            body = connection.execute(select(reports.c.body).where(reports.c.id == report)).scalar()
        return None if body is None else loads(Report, body)

    def statement(self, statement: str) -> Statement | None:
        """A statement by its id, in the newest reading that has it."""
        query = select(statements.c.body).where(statements.c.id == statement).order_by(statements.c.seq.desc()).limit(1)
        with reading(self.engine, self.where) as connection:
            body = connection.execute(query).scalar()
        return None if body is None else loads(Statement, body)

    def family_texts(self) -> Iterator[tuple[str, str]]:
        """(report id, text) of every report, in order of entry; a page of them in memory at a time."""
        last = 0
        while True:
            columns = (reports.c.seq, reports.c.id, reports.c.body)
            query = select(*columns).where(reports.c.seq > last).order_by(reports.c.seq).limit(_PAGE)
            with reading(self.engine, self.where) as connection:
                rows = connection.execute(query).all()
            for seq, report, body in rows:
                last = seq
                yield report, str(json.loads(body)["text"])
            if len(rows) < _PAGE:
                return

    def problems(self) -> Sequence[str]:
        """What no longer holds: the file's structure (SQLite), and every entry against its content hash."""
        try:
            with reading(self.engine, self.where) as connection:
                return [*_structure(connection), *_contents(connection)]
        except LedgerError as error:
            return [str(error)]

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def _structure(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
    keys = [f"{row[0]} row {row[1]} leads nowhere" for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return [line for line in found if line != "ok"] + keys


def _contents(connection: Connection) -> list[str]:
    wrong: list[str] = []
    for table in (reports, statements, reviews):
        query = select(table.c.seq, table.c.hash, table.c.body).execution_options(yield_per=_PAGE)
        rows = connection.execute(query)
        wrong += [
            f"{table.name} entry {seq} is not what was entered" for seq, mark, body in rows if digest(body) != mark
        ]
    orphans = select(readings.c.seq).where(~readings.c.report.in_(select(reports.c.id)))
    wrong += [f"reading {row.seq} has no report" for row in connection.execute(orphans)]
    return wrong
