from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import ledger_district as make

from whyhere.ledger import Ledger

REPORTS = 400
ADDS_ALL = """
import sys
import ledger_district as make
from whyhere.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    for report, statements in make.many(int(sys.argv[2])):
        if ledger.add(report, statements, family=report.id):
            print(report.id, flush=True)
"""


def _adding(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDS_ALL, str(path), str(REPORTS)]
    here = str(Path(__file__).parent)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": here})


def test_a_kill_in_the_middle_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    told: list[str] = []
    for lines in (3, 20):  # killed twice, early and later, at whatever it was doing
        with _adding(path) as process:
            assert process.stdout is not None
            told += [process.stdout.readline().strip() for _ in range(lines)]
            process.send_signal(signal.SIGKILL)
            told += process.stdout.read().split()
        assert process.returncode == -signal.SIGKILL
        with Ledger.open(path) as ledger:
            assert ledger.problems() == ()
            kept = [card.id for card in ledger.reports()]
            assert set(told) <= set(kept)
            for report, statements in make.many(len(kept)):  # what is there is whole
                assert ledger.report(report.id) == report
                assert ledger.statements(report=report.id) == statements
    with _adding(path) as process:
        assert process.stdout is not None
        rest = process.stdout.read().split()
    assert process.returncode == 0
    assert not set(rest) & set(kept)  # it went on where it stopped
    with Ledger.open(path) as ledger:
        assert [card.id for card in ledger.reports()] == [report.id for report, _ in make.many(REPORTS)]
        assert ledger.problems() == ()
