"""Starting the program costs little: what a command does not use is not imported."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("jinja2", "jsonschema", "lxml", "numpy", "onnxruntime", "scipy", "sqlalchemy", "trafilatura")


def test_the_command_line_imports_no_room_and_no_heavy_library() -> None:
    code = f"import sys, whyhere.cli; print([m for m in {HEAVY!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_opening_the_gazetteer_imports_no_heavy_library() -> None:
    code = (
        "import sys; from whyhere.gazetteer import Gazetteer; Gazetteer.open().candidates('Homs');"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
