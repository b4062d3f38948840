"""Reports to statements: who said what, how surely, about which place, party, date, figure and way."""

from __future__ import annotations

from whyhere.statements.model import ReadingModel
from whyhere.statements.parsers import open_model
from whyhere.statements.reading import Reader

__all__ = ["Reader", "ReadingModel", "open_model"]
