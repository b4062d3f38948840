"""Reading from a database as of a date; what is newer is never loaded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, exists, select, true

from whyhere.ledger.codec import decode, loads
from whyhere.ledger.engine import reading
from whyhere.ledger.fulltext import question
from whyhere.ledger.review import Review, ReviewEntry
from whyhere.ledger.schema import focus, mentions, readings, reports, reviews, statements
from whyhere.ledger.store import Attachments, Match, Query
from whyhere.records import ReportCard, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Engine

Columns = TypeVarTuple("Columns")
_KNOWN = 20_000  # statements kept decoded: some 100 MB


@dataclass(frozen=True, slots=True)
class SqlView:
    """What a database holds as of a date."""

    engine: Engine
    where: str
    as_of: date | None
    known: dict[int, Statement]  # decoded before, by key: entries never change, so whatever is here still holds

    def cards(self) -> Sequence[ReportCard]:
        """Every report that is seen."""
        query = select(reports.c.card).where(self._known()).order_by(reports.c.seq)
        return [loads(ReportCard, card) for card in self._column(query)]

    def statements(self, query: Query) -> Sequence[Statement]:
        """The statements that a query asks for, as read."""
        asked = self._seen(select(statements.c.seq, statements.c.body)).where(*_conditions(query))
        with reading(self.engine, self.where) as connection:
            rows = connection.execute(asked.order_by(statements.c.seq)).all()
        if len(self.known) > _KNOWN:
            self.known.clear()
        return [self._decoded(seq, body) for seq, body in rows]

    def _decoded(self, seq: int, body: str) -> Statement:
        found = self.known.get(seq)
        if found is None:
            found = self.known[seq] = loads(Statement, body)
        return found

    def focus(self, place: int, *, alone: bool = False) -> frozenset[str]:
        """The reports that are about a place."""
        query = self._about(select(readings.c.report), place)
        if alone:
            other = focus.alias("other")
            query = query.where(~exists().where(other.c.reading == focus.c.reading, other.c.place != place))
        return frozenset(self._column(query))

    def attachments(self, place: int) -> Sequence[tuple[str, Attachments]]:
        """The pictures and links of the reports that are about a place."""
        found = [json.loads(body) for body in self._column(self._about(select(reports.c.body), place))]
        kept = [(form["id"], {key: form[key] for key in ("media", "related") if key in form}) for form in found]
        return [(report, decode(Attachments, form)) for report, form in kept]

    def mentioning(self, place: int) -> frozenset[str]:
        """The reports with a statement that mentions a place."""
        query = self._seen(select(readings.c.report)).where(_mentioned(Query(places=frozenset({place}))))
        return frozenset(self._column(query.distinct()))

    def reviews(self) -> Sequence[Review]:
        """The reviews made by the date."""
        query = select(reviews.c.body).order_by(reviews.c.seq)
        if self.as_of is not None:
            query = query.where(reviews.c.day <= self.as_of.isoformat())
        return [loads(ReviewEntry, body).review for body in self._column(query)]

    def voices(self) -> frozenset[str]:
        """Every name that a statement's words begin with."""
        query = self._seen(select(statements.c.voice)).where(statements.c.voice.is_not(None)).distinct()
        return frozenset(self._column(query))

    def search(self, words: Sequence[str], *, limit: int) -> Sequence[Match]:
        """The reports and statements that hold all words, best first."""
        statement, query = question(words, self.engine.dialect.name)
        as_of = self.as_of and self.as_of.isoformat()
        with reading(self.engine, self.where) as connection:
            rows = connection.execute(statement, {"query": query, "as_of": as_of, "limit": limit}).all()
        return [Match(report, body and loads(Statement, body), snippet) for report, body, snippet in rows]

    def _seen(self, query: Select[*Columns]) -> Select[*Columns]:
        joined = query.select_from(statements).join(readings, readings.c.seq == statements.c.reading)
        return joined.join(reports, reports.c.id == readings.c.report).where(_is_newest(), self._known())

    def _about(self, query: Select[str], place: int) -> Select[str]:
        joined = query.select_from(focus).join(readings, readings.c.seq == focus.c.reading)
        seen = joined.join(reports, reports.c.id == readings.c.report).order_by(reports.c.seq)
        return seen.where(focus.c.place == place, _is_newest(), self._known())

    def _known(self) -> ColumnElement[bool]:
        return true() if self.as_of is None else reports.c.day <= self.as_of.isoformat()

    def _column(self, query: Select[str]) -> Sequence[str]:
        with reading(self.engine, self.where) as connection:
            return connection.execute(query).scalars().all()


def _is_newest() -> ColumnElement[bool]:
    later = readings.alias("later")
    return ~exists().where(later.c.report == readings.c.report, later.c.seq > readings.c.seq)


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.report is not None:
        conditions.append(readings.c.report == query.report)
    if query.focus is not None:
        about = select(focus.c.reading).where(focus.c.place == query.focus)
        placeless = select(mentions.c.statement).where(mentions.c.place.is_(None))
        conditions += [readings.c.seq.in_(about), statements.c.seq.in_(placeless)]
    if query.places or query.roles:
        conditions.append(_mentioned(query))
    return conditions


def _mentioned(query: Query) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if query.places:
        parts.append(mentions.c.place.in_(sorted(query.places)))
    if query.roles:
        parts.append(mentions.c.role.in_(sorted(query.roles)))
    return statements.c.seq.in_(select(mentions.c.statement).where(and_(true(), *parts)))
