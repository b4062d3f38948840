"""The commands as scripts and people use them, on the invented district."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from whyhere.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """Oruvan rebels lose Bassara

The army recaptured the town of Bassara on Monday, a military source said.
"""

runner = CliRunner()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_help_teaches_every_command() -> None:
    shown = runner.invoke(app, ["--help"])
    assert shown.exit_code == 0
    for command in (
        "demo",
        "init",
        "read",
        "add",
        "explain",
        "ask",
        "stakes",
        "rank",
        "terrain",
        "review",
        "verify",
        "watch",
        "export",
        "serve",
        "eval",
    ):
        assert command in shown.output
        told = runner.invoke(app, [command, "--help"])
        assert told.exit_code == 0, told.output


def test_read_prints_one_object_a_statement(report: Path) -> None:
    done = runner.invoke(app, ["read", str(report), "--published", "2031-03-05", "--outlet", "Tern Courier", "--json"])
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.output.splitlines()]
    assert rows
    for row in rows:
        assert {"report", "span", "text", "kind", "certainty", "cue", "voice", "findings"} <= row.keys()


def test_a_broken_file_is_named_and_the_rest_goes_on(report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "The army entered the town of Bassara."}\n{not json}\n', encoding="utf-8")
    done = runner.invoke(app, ["read", str(broken), str(report), "--json"])
    assert done.exit_code == 3
    assert "broken.jsonl:2" in done.stderr
    assert "recaptured" in done.stdout


def test_a_bad_date_is_refused_with_the_mend(report: Path) -> None:
    done = runner.invoke(app, ["read", str(report), "--published", "5 March"])
    assert done.exit_code == 2
    assert "YYYY-MM-DD" in done.stderr


def test_a_beat_takes_reports_once(report: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "desk")
    assert runner.invoke(app, ["init", folder, "--countries", "SY"]).exit_code == 0
    first = runner.invoke(app, ["add", str(report), "--beat", folder, "--published", "2031-03-05", "--json"])
    again = runner.invoke(app, ["add", str(report), "--beat", folder, "--published", "2031-03-05", "--json"])
    assert json.loads(first.stdout)["added"] == 1
    assert json.loads(again.stdout) == {"added": 0, "known": 1, "statements": 0, "failed": 0, "passed": 0}


def test_adding_needs_a_beat(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = runner.invoke(app, ["add", str(report)])
    assert done.exit_code == 1
    assert "whyhere init" in str(done.exception)
