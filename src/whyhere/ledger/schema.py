"""The tables of the ledger, as SQLAlchemy Core sees them; the migrations make them.

Entries are ``reports``, ``readings`` (what one model found in one report), ``statements`` and ``reviews``. ``mentions``
and ``focus`` are indexes of entries, written in the same transaction. Triggers refuse UPDATE and DELETE on all of them.
Times and days are ISO 8601 text (UTC), bodies the codec's canonical JSON: every database keeps them alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

REVISIONS = ("0001",)  # every schema this version can read or bring up to date, oldest first
HEAD = REVISIONS[-1]

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(200), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    Column("family", String(200), nullable=False),
    Column("day", String(10)),
    Column("entered_at", String(40), nullable=False),
    Column("card", Text, nullable=False),
    Column("body", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("report", String(200), ForeignKey("reports.id"), nullable=False),
    Column("parsed_by", String(200), nullable=False),
    Column("entered_at", String(40), nullable=False),
    UniqueConstraint("report", "parsed_by", name="uq_readings_report_parsed_by"),
)

statements = Table(
    "statements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("reading", Integer, ForeignKey("readings.seq"), nullable=False),
    Column("id", String(200), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("voice", Text),
    Column("body", Text, nullable=False),
    UniqueConstraint("reading", "hash", name="uq_statements_reading_hash"),
    Index("ix_statements_id", "id"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("statement", Integer, ForeignKey("statements.seq"), nullable=False),
    Column("place", BigInteger),
    Column("role", String(20), nullable=False),
    Index("ix_mentions_place", "place", "role", "statement"),
    Index("ix_mentions_role", "role", "statement"),
    Index("ix_mentions_statement", "statement"),
)

focus = Table(
    "focus",
    metadata,
    Column("reading", Integer, ForeignKey("readings.seq"), nullable=False),
    Column("place", BigInteger, nullable=False),
    Index("ix_focus_place", "place", "reading"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("day", String(10), nullable=False),
    Column("entered_at", String(40), nullable=False),
    Column("body", Text, nullable=False),
)
