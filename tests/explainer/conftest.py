"""The invented district, ready to compose."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import fixture

from whyhere.explainer import compose

if TYPE_CHECKING:
    from whyhere.records import Dossier, Explainer, Stakes


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return fixture.DOSSIER


@pytest.fixture(scope="session")
def stakes() -> Stakes:
    return fixture.STAKES


@pytest.fixture(scope="session")
def explainer() -> Explainer:
    return compose(
        fixture.DOSSIER, fixture.STAKES, parties=fixture.PARTIES, stances=fixture.STANCES, drawn=fixture.DRAWN
    )


@pytest.fixture(scope="session")
def bare() -> Explainer:
    """Without roads and without parties known."""
    return compose(fixture.DOSSIER, None)
