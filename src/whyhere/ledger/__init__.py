"""The ledger room: an append-only memory of reports and statements, asked as of a date, weighed by origins."""

from __future__ import annotations

from whyhere.ledger.control import control, holders
from whyhere.ledger.ledger import Ledger

__all__ = ["Ledger", "control", "holders"]
