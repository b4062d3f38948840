from __future__ import annotations

import re
from pathlib import Path

from whyhere.ledger.lead import DECAY, WINDOW

TEXT = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(example, "docs/ledger.md", "exec"), {})  # noqa: S102


def test_the_windows_are_the_ones_that_are_told() -> None:
    assert (WINDOW.days, DECAY.days) == (3, 30)
    assert "up to three days before" in TEXT
    assert "after thirty days" in " ".join(TEXT.split())
