"""The ledger room: an append-only memory of reports and statements, asked as of a date, weighed by origins."""

from __future__ import annotations

from whyhere.ledger.ask import control, evidence, figures, holders
from whyhere.ledger.dossier import dossier
from whyhere.ledger.ledger import Ledger
from whyhere.ledger.review import review_place, review_statement

__all__ = ["Ledger", "control", "dossier", "evidence", "figures", "holders", "review_place", "review_statement"]
