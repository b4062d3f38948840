"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of data that stays outside the project; the test is skipped where it is absent."""
    folder = Path(os.environ.get("WHYHERE_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("needs the shared data folder (set WHYHERE_SHARED_DATA), which is not here")
    return folder
