"""Quality may not silently fall: every measured figure is held to its baseline.

``python quality/gates.py`` measures and fails (exit code 1) where a figure lies under its baseline by more than half a
point. ``--record`` raises baselines to what was measured; only ``--lower`` lets one sink, and says so in the diff of
``quality/baselines.json``. A gate whose data is absent says that it was skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASELINES = HERE / "baselines.json"
SLACK = 0.005
GATES = {
    "acceptance": "acceptance.py",
    "geoparsing": "geoparsing.py",
    "events": "events.py",
    "gold": "gold.py",
    "names": "names.py",
    "judged": "judged.py",
    "real_input": "real_input.py",
}


def main() -> int:
    """Measure every gate and compare; returns the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=data_folder(), help="the shared data folder")
    options.add_argument("--record", action="store_true", help="raise baselines to what was measured")
    options.add_argument("--lower", action="store_true", help="with --record: let baselines sink too")
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        print(f"gates skipped: {chosen.data} is not here (set WHYHERE_SHARED_DATA)")
        return 0
    baselines: dict[str, dict[str, float]] = json.loads(BASELINES.read_text(encoding="utf-8"))
    measured = {gate: measure(script, chosen.data) for gate, script in GATES.items()}
    failed = [line for gate, figures in measured.items() for line in compare(gate, figures, baselines.get(gate, {}))]
    if chosen.record:
        record(measured, baselines, lower=chosen.lower)
    print(f"{len(failed)} figures under their baseline")
    return 1 if failed and not chosen.lower else 0


def data_folder() -> Path:
    """Where the shared data lies: named by the environment, or beside the project."""
    return Path(os.environ.get("WHYHERE_SHARED_DATA", HERE.parents[1] / "shared" / "data"))


def measure(script: str, data: Path) -> dict[str, float]:
    """Run one measuring script; it prints a flat JSON object of figures, higher is better."""
    command = [sys.executable, str(HERE / script), "--json", "--data", str(data)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own script
    try:
        return {key: float(value) for key, value in json.loads(done.stdout).items()}
    except (json.JSONDecodeError, AttributeError, TypeError, ValueError):
        print(f"{script} gave no figures (exit code {done.returncode}):\n{done.stderr[-2000:]}", file=sys.stderr)
        return {}


def compare(gate: str, figures: dict[str, float], baseline: dict[str, float]) -> list[str]:
    """Print every figure beside its baseline; return the lines of those that fell."""
    failed = []
    for name, floor in baseline.items():
        value = figures.get(name)
        fell = value is None or value < floor - SLACK
        line = f"{gate:12} {name:36} {'missing' if value is None else f'{value:.3f}':>8}  baseline {floor:.3f}"
        print(line + ("  FELL" if fell else ""))
        if fell:
            failed.append(line)
    for name in sorted(figures.keys() - baseline.keys()):
        print(f"{gate:12} {name:36} {figures[name]:8.3f}  no baseline")
    return failed


def record(measured: dict[str, dict[str, float]], old: dict[str, dict[str, float]], *, lower: bool) -> None:
    """Write baselines: never under the old ones unless told to."""
    new = {
        gate: {
            name: round(value if lower else max(value, old.get(gate, {}).get(name, value)), 4)
            for name, value in sorted(figures.items())
        }
        for gate, figures in measured.items()
    }
    BASELINES.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
