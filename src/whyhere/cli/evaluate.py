"""``whyhere eval``: how well the reading does, measured on data with known answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

import whyhere
from whyhere.cli.options import AsJson
from whyhere.cli.show import complain, note, out, print_json
from whyhere.errors import WhyhereError

MEASURES = ("gold", "names", "geoparsing", "acceptance", "events")
LIMIT = 3600  # seconds for one measure; the slowest takes minutes


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: precision and recall of one thing measured, or a share that is neither."""

    measure: str
    what: str
    precision: float | None = None
    recall: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure beside what it is meant to reach; ``measured`` is None where its measure could not be taken."""

    what: str
    of: str
    figure: str
    reach: float
    measured: float | None

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.measured is not None and self.measured >= self.reach


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command("eval")(evaluate)


def evaluate(
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            envvar="WHYHERE_SHARED_DATA",
            help="Folder of the data with known answers. Default: shared/data beside the checkout.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the reading: one table with precision and recall, from the measures of the source checkout.

    Exit code 1 when a measure could not be taken.
    """
    folder = quality_folder()
    known = data or folder.parents[1] / "shared" / "data"
    if not known.is_dir():
        message = f"{known}: the data with known answers are not here (name their folder with --data)"
        raise WhyhereError(message)
    figures = {name: found for name in MEASURES if (found := measure(folder / f"{name}.py", known)) is not None}
    goals = targets(folder / "targets.toml", figures)
    if as_json:
        print_json(figures | {"targets": [asdict(goal) for goal in goals]})
    else:
        out.print(table(figures))
        out.print(goal_table(goals))
    if len(figures) < len(MEASURES):
        raise typer.Exit(1)


def quality_folder() -> Path:
    """The folder of measures in the checkout that this program runs from.

    Raises:
        WhyhereError: it runs from an installed package, which has none.
    """
    folder = Path(whyhere.__file__).resolve().parents[2] / "quality"
    if not (folder / "gates.py").is_file():
        message = (
            "the measures and their gates are not part of the installed package: get the source of Whyhere, "
            "run python3 bootstrap.py there, then .venv/bin/whyhere eval --data DIR (docs: quality/)"
        )
        raise WhyhereError(message)
    return folder


def measure(script: Path, data: Path) -> dict[str, float] | None:
    """The figures of one measuring script (0 to 1, higher is better), or None with a word of why on stderr."""
    note(f"measuring {script.stem} …")
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell
            [sys.executable, str(script), "--json", "--data", str(data)],
            capture_output=True, text=True, timeout=LIMIT, check=False, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        if done.returncode:
            complain(f"{script}: {(done.stderr.strip().splitlines() or ['no word of why'])[-1]}")
            return None
        return {str(key): float(value) for key, value in json.loads(done.stdout).items()}
    except (subprocess.TimeoutExpired, json.JSONDecodeError, AttributeError, TypeError, ValueError) as error:
        complain(f"{script}: {error}")
        return None


def lines(measure_name: str, figures: Mapping[str, float]) -> list[Line]:
    """The figures with those named …_precision and …_recall side by side, in the order they come."""
    pairs: dict[str, dict[str, float]] = {}
    for name, value in figures.items():
        what, _, kind = name.rpartition("_")
        if name in {"precision", "recall"} or kind in {"precision", "recall"}:
            pairs.setdefault(what, {})[kind] = value
        else:
            pairs[name] = {"share": value}
    return [Line(measure_name, what.replace("_", " ") or "all", **found) for what, found in pairs.items()]


def table(figures: Mapping[str, Mapping[str, float]]) -> Table:
    """One table of all measures."""
    made = Table("measure", "of", "precision", "recall", "share", box=None)
    for name, found in figures.items():
        for line in lines(name, found):
            made.add_row(line.measure, line.what, *map(_percent, (line.precision, line.recall, line.share)))
    return made


def targets(path: Path, figures: Mapping[str, Mapping[str, float]]) -> list[Goal]:
    """Each target of the file with the figure that was measured for it."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["target"]
    return [
        Goal(row["what"], row["of"], name, reach, figures.get(row["measure"], {}).get(name))
        for row in rows
        for name, reach in row["reach"].items()
    ]


def goal_table(goals: Sequence[Goal]) -> Table:
    """What was measured beside what is meant to be reached."""
    made = Table("what", "on", "figure", "measured", "reach for", "reached", box=None, title="targets")
    for goal in goals:
        reached = "[green]yes[/]" if goal.reached else "[red]no[/]"
        made.add_row(
            goal.what, goal.of, goal.figure.replace("_", " "), _percent(goal.measured), _percent(goal.reach), reached
        )
    return made


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
