"""The commands' tests share an invented beat (``district_beat.py``); the web's tests, too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the tests may import the invented beat

from district_beat import read_beat, read_once, small_world, towns, written, written_once

__all__ = ["read_beat", "read_once", "small_world", "towns", "written", "written_once"]
