"""An editor's word on a statement, and the re-check of a saved explainer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from whyhere.errors import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

    from whyhere.explainer import Problem
    from whyhere.pipeline.desk import Desk
    from whyhere.records import Fact


def judge(desk: Desk, statement_id: str, decision: Literal["accept", "reject"], *, author: str, note: str = "") -> None:
    """Enter an editor's word on a statement; nothing is deleted.

    Raises:
        LedgerError: the ledger holds no such statement.
    """
    from whyhere.ledger.review import review_statement

    statement = desk.ledger.statement(statement_id)
    if statement is None:
        message = f"the ledger holds no statement {statement_id} (ids: whyhere ask … --json)"
        raise LedgerError(message)
    desk.ledger.review(review_statement(statement, decision, author=author, on=datetime.now(UTC).date(), note=note))


def check(desk: Desk, file: Path) -> tuple[list[Problem], int]:
    """Re-check a saved explainer against ledger and roads: the problems found, and how many citations were checked.

    Raises:
        CitationError: the file cannot be read, or holds no saved explainer.
    """
    from whyhere.explainer import read_saved, shown_otherwise, verify
    from whyhere.pipeline.asking import weigh_stakes

    document = read_saved(file)
    as_of = date.fromisoformat(str(document["as_of"])) if document.get("as_of") else None
    place = desk.place(str(document["place"].get("id")))
    computed = weigh_stakes(desk, place, as_of=as_of)
    facts = dict(computed.facts) if computed else {}

    def text_of(report_id: str) -> str | None:
        report = desk.ledger.report(report_id)
        return report.text if report else None

    def fact_of(terrain: str, key: str) -> Fact | None:
        fact = facts.get(key)
        return fact if fact is not None and fact.terrain == terrain else None

    problems, checked = verify(document, report_text=text_of, fact=fact_of)
    return [*shown_otherwise(file, document), *problems], checked
