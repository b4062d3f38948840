"""The table of measures, from measuring scripts of the test's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from whyhere.cli import evaluate
from whyhere.cli.app import app
from whyhere.errors import WhyhereError

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()
FIGURES = {
    "acceptance": {"recall": 0.8125, "precision": 0.5, "rightness": 1.0},
    "geoparsing": {"named_precision": 0.9, "named_recall": 0.7},
    "events": {"source_recall": 0.4, "source_precision": 0.25, "kind_found": 0.6},
    "gold": {"date_precision": 0.96, "date_recall": 0.5},
    "names": {"gum_all_f1": 0.8},
}
TARGETS = """
[[target]]
what = "dates"
of = "gold test"
measure = "gold"
reach = { date_precision = 0.95, date_recall = 0.85 }

[[target]]
what = "routes"
of = "gold test"
measure = "gold"
reach = { route_f1 = 0.75 }
"""


@pytest.fixture
def quality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with measuring scripts that print set figures."""
    folder = tmp_path / "checkout" / "quality"
    folder.mkdir(parents=True)
    (folder / "gates.py").touch()
    for name, figures in FIGURES.items():
        (folder / f"{name}.py").write_text(f"import sys\nprint({json.dumps(figures)!r})\n", encoding="utf-8")
    (folder / "targets.toml").write_text(TARGETS, encoding="utf-8")
    package = folder.parent / "src" / "whyhere"
    monkeypatch.setattr(evaluate.whyhere, "__file__", str(package / "__init__.py"))
    return folder


def test_one_table_with_precision_and_recall(quality: Path, tmp_path: Path) -> None:
    assert quality.is_dir()
    done = runner.invoke(app, ["eval", "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["measure", "of", "precision", "recall", "share"] in rows
    assert ["acceptance", "all", "50.0%", "81.2%"] in rows
    assert ["acceptance", "rightness", "100.0%"] in rows
    assert ["geoparsing", "named", "90.0%", "70.0%"] in rows
    assert ["events", "source", "25.0%", "40.0%"] in rows
    assert ["events", "kind", "found", "60.0%"] in rows


def test_each_target_stands_beside_what_was_measured(quality: Path, tmp_path: Path) -> None:
    assert quality.is_dir()
    done = runner.invoke(app, ["eval", "--data", str(tmp_path)])
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["dates", "gold", "test", "date", "precision", "96.0%", "95.0%", "yes"] in rows
    assert ["dates", "gold", "test", "date", "recall", "50.0%", "85.0%", "no"] in rows
    assert ["routes", "gold", "test", "route", "f1", "75.0%", "no"] in rows, "not measured, not reached"


def test_the_same_as_json(quality: Path, tmp_path: Path) -> None:
    assert quality.is_dir()
    done = runner.invoke(app, ["eval", "--data", str(tmp_path), "--json"])
    printed = json.loads(done.stdout)
    goals = printed.pop("targets")
    assert printed == FIGURES
    assert goals[0] == {
        "what": "dates", "of": "gold test", "figure": "date_precision", "reach": 0.95, "measured": 0.96,
    }  # fmt: skip
    assert goals[2]["measured"] is None


@pytest.mark.parametrize("script", ["import sys\nsys.exit('no such corpus')", "print('[]')", 'print(\'{"a": "x"}\')'])
def test_a_measure_that_fails_is_told_and_the_others_stand(quality: Path, tmp_path: Path, script: str) -> None:
    (quality / "events.py").write_text(script, encoding="utf-8")
    done = runner.invoke(app, ["eval", "--data", str(tmp_path), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout).keys() == {"acceptance", "geoparsing", "gold", "names", "targets"}
    assert "events.py" in done.stderr


def test_an_installed_package_says_where_the_measures_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate.whyhere, "__file__", str(tmp_path / "lib" / "site-packages" / "whyhere" / "x.py"))
    done = runner.invoke(app, ["eval", "--data", str(tmp_path)])
    assert isinstance(done.exception, WhyhereError)
    assert "source of Whyhere" in str(done.exception)


def test_absent_data_are_named(quality: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHYHERE_SHARED_DATA", raising=False)
    done = runner.invoke(app, ["eval"])
    assert isinstance(done.exception, WhyhereError)
    assert str(quality.parents[1] / "shared" / "data") in str(done.exception)


def test_this_checkout_has_the_measures_it_names() -> None:
    folder = evaluate.quality_folder()
    assert [name for name in evaluate.MEASURES if not (folder / f"{name}.py").is_file()] == []
