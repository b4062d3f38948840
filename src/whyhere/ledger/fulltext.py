"""Full-text search, the one thing that every database does in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import TextClause, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")

INSERT = text("INSERT INTO search (text, report, statement) VALUES (:text, :report, :statement)")

_SQLITE = text(
    """
    SELECT found.report, statements.body, found.snippet FROM (
        SELECT report, statement, bm25(search) AS score, snippet(search, 0, '', '', '…', 24) AS snippet
        FROM search WHERE search MATCH :query
    ) AS found
    JOIN reports ON reports.id = found.report
    LEFT JOIN statements ON statements.seq = found.statement
    LEFT JOIN readings ON readings.seq = statements.reading
    WHERE (CAST(:as_of AS VARCHAR(10)) IS NULL OR reports.day <= :as_of)
    AND NOT EXISTS (SELECT 1 FROM readings later WHERE later.report = readings.report AND later.seq > readings.seq)
    ORDER BY found.score, found.report, found.statement LIMIT :limit
    """
)

_POSTGRESQL = text(
    """
    SELECT found.report, statements.body, found.snippet FROM (
        SELECT report, statement, -ts_rank(to_tsvector('simple', text), asked) AS score,
            ts_headline('simple', text, asked, 'StartSel="", StopSel=""') AS snippet
        FROM search, plainto_tsquery('simple', :query) AS asked WHERE to_tsvector('simple', text) @@ asked
    ) AS found
    JOIN reports ON reports.id = found.report
    LEFT JOIN statements ON statements.seq = found.statement
    LEFT JOIN readings ON readings.seq = statements.reading
    WHERE (CAST(:as_of AS VARCHAR(10)) IS NULL OR reports.day <= :as_of)
    AND NOT EXISTS (SELECT 1 FROM readings later WHERE later.report = readings.report AND later.seq > readings.seq)
    ORDER BY found.score, found.report, found.statement LIMIT :limit
    """
)


def words_of(query: str) -> tuple[str, ...]:
    """The words of a question as typed, folded; operators and quotes are no words, so that no input breaks a search."""
    return tuple(_WORD.findall(query.casefold()))


def question(words: Sequence[str], dialect: str) -> tuple[TextClause, str]:
    """The statement to run on a database of this dialect and its ``query`` parameter: all words must be there."""
    if dialect == "sqlite":
        return _SQLITE, " ".join(f'"{word}"' for word in words)
    return _POSTGRESQL, " ".join(words)


def searchable(words: str) -> str:
    """Text that every database takes: without NUL characters and lone surrogates."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
