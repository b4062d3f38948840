"""What goes wrong is told in one line with its mend, never as a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from whyhere.cli.app import app, main
from whyhere.cli.show import out
from whyhere.errors import BeatError, CitationError, WhyhereError

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "Bassara"],
        ["ask", "control", "Bassara"],
        ["stakes", "Bassara"],
        ["rank"],
        ["export", "--all"],
        ["review", "0", "accept", "--author", "me"],
        ["verify", "page.html"],
        ["watch", "--once"],
    ],
)
def test_outside_a_beat_nothing_is_said_to_be_unknown(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = runner.invoke(app, command)
    assert done.exit_code == 1
    assert isinstance(done.exception, BeatError)
    assert "whyhere init" in str(done.exception)


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The army recaptured the town of Bassara on Monday, a military source said.\n", encoding="utf-8")
    page = tmp_path / "missing" / "page.html"
    done = runner.invoke(app, ["explain", "170654", "--reports", str(report), "-o", str(page)])
    assert isinstance(done.exception, WhyhereError)
    assert f"{page}: cannot be written" in str(done.exception)


def test_a_one_off_tells_scripts_that_some_reports_failed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The army entered the town on Monday.\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    done = runner.invoke(app, ["explain", "170654", "--reports", str(tmp_path)])
    assert done.exit_code == 3
    assert "bad.json" in done.stderr
    assert runner.invoke(app, ["explain", "170654", "--reports", str(tmp_path / "no")]).exit_code == 2


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b'{"sections": [], "place": {"id": 1}, "as_of": "someday"}']
)
def test_no_explainer_to_verify_is_told(content: bytes | None, tmp_path: Path) -> None:
    (tmp_path / "beat.toml").write_text('[beat]\ntitle = "t"\ncountries = ["SY"]\n', encoding="utf-8")
    page = tmp_path / "page.json"
    if content is not None:
        page.write_bytes(content)
    done = runner.invoke(app, ["verify", str(page), "--beat", str(tmp_path)])
    assert done.exit_code == 1
    assert isinstance(done.exception, CitationError)


def test_nothing_reported_is_said(tmp_path: Path) -> None:
    (tmp_path / "beat.toml").write_text('[beat]\ntitle = "t"\ncountries = ["SY"]\n', encoding="utf-8")
    done = runner.invoke(app, ["ask", "figures", "Damascus", "--beat", str(tmp_path)])
    assert done.exit_code == 0
    assert "no figures reported" in done.output


def test_colons_in_cited_words_are_no_pictures() -> None:
    with out.capture() as shown:
        out.print("user:x:1 :warning:", markup=False)
    assert shown.get() == "user:x:1 :warning:\n"


def test_help_keeps_brackets() -> None:
    assert "[[feed]]" in runner.invoke(app, ["watch", "--help"]).output
    assert "whyhere[web]" in runner.invoke(app, ["serve", "--help"]).output


def test_a_beat_may_be_named_by_its_file(tmp_path: Path) -> None:
    assert runner.invoke(app, ["init", str(tmp_path), "--countries", "SY"]).exit_code == 0
    named = runner.invoke(app, ["ask", "quotes", "Damascus", "--beat", str(tmp_path / "beat.toml")])
    assert named.exit_code == 0
    for command in (["init", str(tmp_path / "beat.toml" / "x"), "--countries", "SY"], ["rank", "-b", "/dev/null"]):
        assert isinstance(runner.invoke(app, command).exception, BeatError)


def test_addresses_of_other_kinds_are_called_so(tmp_path: Path) -> None:
    assert runner.invoke(app, ["init", str(tmp_path), "--countries", "SY"]).exit_code == 0
    done = runner.invoke(app, ["add", "ftp://courier.example/a.txt", "--beat", str(tmp_path)])
    assert done.exit_code == 3
    assert "is not an http(s) address" in done.stderr


def test_json_is_json_in_any_encoding(tmp_path: Path) -> None:
    assert runner.invoke(app, ["init", str(tmp_path), "--countries", "SY"]).exit_code == 0
    asked = ["ask", "quotes", "Damascus", "--json", "--beat", str(tmp_path)]
    plain = CliRunner(charset="ascii").invoke(app, asked)
    assert plain.exit_code == 0, plain.output
    assert plain.stdout.isascii()
    assert "Al-Shām" in json.loads(plain.stdout)["place"]["names"]


def test_a_stop_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("whyhere.beat.create", lambda *_, **__: stopped())
    monkeypatch.setattr("sys.argv", ["whyhere", "init", "x", "--countries", "SY"])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 130
    assert "goes on from there" in capsys.readouterr().err
