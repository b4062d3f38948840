"""The ledger's tests share an invented district (``ledger_district.py``); both kinds of store run the same tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that the tests may import the invented district

from typing import TYPE_CHECKING

from whyhere.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, once kept in memory and once in a file."""
    made = Ledger.in_memory() if request.param == "memory" else Ledger.open(tmp_path / "ledger.sqlite")
    with made:
        yield made
