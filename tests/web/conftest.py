"""The web's tests share the commands' invented beat."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # so that the tests may import the invented beat

from district_beat import small_world, towns, written, written_once

from whyhere.pipeline import Desk
from whyhere.web.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["small_world", "towns", "written", "written_once"]


@pytest.fixture
def desk(written: Path) -> Iterator[Desk]:
    with Desk.open(written) as opened:
        yield opened


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(application(desk), base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
