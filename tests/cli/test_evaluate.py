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
}


@pytest.fixture
def quality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with measuring scripts that print set figures."""
    folder = tmp_path / "checkout" / "quality"
    folder.mkdir(parents=True)
    (folder / "gates.py").touch()
    for name, figures in FIGURES.items():
        (folder / f"{name}.py").write_text(f"import sys\nprint({json.dumps(figures)!r})\n", encoding="utf-8")
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


def test_the_same_as_json(quality: Path, tmp_path: Path) -> None:
    assert quality.is_dir()
    done = runner.invoke(app, ["eval", "--data", str(tmp_path), "--json"])
    assert json.loads(done.stdout) == FIGURES


@pytest.mark.parametrize("script", ["import sys\nsys.exit('no such corpus')", "print('[]')", 'print(\'{"a": "x"}\')'])
def test_a_measure_that_fails_is_told_and_the_others_stand(quality: Path, tmp_path: Path, script: str) -> None:
    (quality / "events.py").write_text(script, encoding="utf-8")
    done = runner.invoke(app, ["eval", "--data", str(tmp_path), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout).keys() == {"acceptance", "geoparsing"}
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
