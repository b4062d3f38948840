"""``whyhere add`` stopped in the middle: nothing committed is lost, and the same command goes on from there."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = 40
WAIT_S = 120.0
COMMAND = [sys.executable, "-c", "from whyhere.cli import main; main()"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    rows = (
        {
            "title": f"Day {day} in the Tern valley",
            "text": f"Shelling hit the market of Bassara on day {day}. At least {day + 2} people were killed, residents said. "
            f"The district council met {day} envoys and the mill road stayed shut for {day} hours.",
            "outlet": f"Tern Courier {day}",
            "published": f"2031-03-{day % 28 + 1:02d}",
        }
        for day in range(REPORTS)
    )
    (tmp_path / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "beat.toml").write_text('[beat]\ntitle = "Tern"\ncountries = []\n', encoding="utf-8")
    return tmp_path


def stored(folder: Path) -> int:
    """How many reports the ledger holds; none before it is made."""
    path = folder / "ledger.sqlite"
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        try:
            (count,) = connection.execute("SELECT count(*) FROM reports").fetchone()
        except sqlite3.OperationalError:
            return 0
    connection.close()
    return int(count)


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_stopped_add_goes_on_where_it_was(desk: Path, stop: signal.Signals) -> None:
    command = [*COMMAND, "add", "reports.jsonl", "--json"]
    running = subprocess.Popen(command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + WAIT_S
    while stored(desk) < 3 and running.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    running.send_signal(stop)
    running.communicate(timeout=WAIT_S)
    kept = stored(desk)
    assert 3 <= kept < REPORTS, "it was to be stopped in the middle"

    again = subprocess.run(command, cwd=desk, capture_output=True, text=True, check=True)
    assert json.loads(again.stdout) | {"statements": 0} == {
        "added": REPORTS - kept,
        "known": kept,
        "statements": 0,
        "failed": 0,
        "passed": 0,
    }
    assert stored(desk) == REPORTS
