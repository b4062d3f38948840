"""The first schema: entries, their indexes, full text, and the triggers that keep the past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = ("reports", "readings", "statements", "mentions", "focus", "reviews")
REFUSAL = "the ledger is append-only: enter a review or a correction"


def upgrade() -> None:
    """Make all tables, the full-text index and the triggers."""
    _entries()
    _indexes()
    if op.get_context().dialect.name == "sqlite":
        _keep_sqlite()
    else:
        _keep_postgresql()


def downgrade() -> None:
    """Refuse: there is nothing before the first schema, and the past stays."""
    message = "the first schema cannot be taken back: copy the file away instead"
    raise NotImplementedError(message)


def _key() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _body(name: str = "body") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _entries() -> None:
    op.create_table(
        "reports",
        _key(),
        sa.Column("id", sa.String(200), nullable=False, unique=True),
        _text("hash", 64),
        _text("family", 200),
        sa.Column("day", sa.String(10)),
        _text("entered_at", 40),
        _body("card"),
        _body(),
    )
    op.create_table(
        "readings",
        _key(),
        sa.Column("report", sa.String(200), sa.ForeignKey("reports.id"), nullable=False),
        _text("parsed_by", 200),
        _text("entered_at", 40),
        sa.UniqueConstraint("report", "parsed_by", name="uq_readings_report_parsed_by"),
    )
    op.create_table(
        "statements",
        _key(),
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), nullable=False),
        _text("id", 200),
        _text("hash", 64),
        sa.Column("voice", sa.Text),
        _body(),
        sa.UniqueConstraint("reading", "hash", name="uq_statements_reading_hash"),
    )
    op.create_index("ix_statements_id", "statements", ["id"])
    op.create_table(
        "reviews",
        _key(),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        _text("day", 10),
        _text("entered_at", 40),
        _body(),
    )


def _indexes() -> None:
    op.create_table(
        "mentions",
        sa.Column("statement", sa.Integer, sa.ForeignKey("statements.seq"), nullable=False),
        sa.Column("place", sa.BigInteger),
        _text("role", 20),
    )
    op.create_index("ix_mentions_place", "mentions", ["place", "role", "statement"])
    op.create_index("ix_mentions_role", "mentions", ["role", "statement"])
    op.create_index("ix_mentions_statement", "mentions", ["statement"])
    op.create_table(
        "focus",
        sa.Column("reading", sa.Integer, sa.ForeignKey("readings.seq"), nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_focus_place", "focus", ["place", "reading"])


def _keep_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "text, report UNINDEXED, statement UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')"
    )
    for table in KEPT:
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _keep_postgresql() -> None:
    op.create_table(
        "search",
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("report", sa.String(200), nullable=False),
        sa.Column("statement", sa.Integer),
    )
    op.execute("CREATE INDEX ix_search_text ON search USING gin (to_tsvector('simple', text))")
    op.execute(
        "CREATE FUNCTION whyhere_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION whyhere_keep()"
        )
