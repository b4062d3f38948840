"""Verdicts and evidence as other programs take them, also what is hostile to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from district_beat import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from whyhere.cli.app import app
from whyhere.cli.rows import EVIDENCE, VERDICT, cell, csv_text, inert, when_text
from whyhere.records import When

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()


def exported(beat: Path, *words: str) -> str:
    done = runner.invoke(app, ["export", *words, "-b", str(beat)])
    assert done.exit_code == 0, done.output
    return done.stdout


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_who_holds_what_as_csv(written: Path) -> None:
    rows = table(exported(written, "--all"))
    assert tuple(rows[0]) == VERDICT
    (velm,) = rows  # of Oster, nothing is reported on who holds it
    assert (velm["place"], velm["id"], velm["lat"], velm["lon"]) == ("Velm", "101", "0.1", "0.1")
    assert (velm["holder"], velm["state"], velm["origins"]) == ("Council", "agreed", "2")
    assert velm["statements"] == "6"
    assert velm["since"].startswith("2031-06-0")
    assert velm["why"]


def test_who_holds_what_as_a_map(written: Path) -> None:
    found = json.loads(exported(written, "--all", "-f", "geojson"))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.1, 0.1]}
    assert feature["properties"]["holder"] == "Council"


def test_as_of_a_day_before_the_reports_nobody_holds_anything(written: Path) -> None:
    assert exported(written, "--all", "-f", "jsonl", "--as-of", "2031-06-01") == ""


def test_evidence_has_the_exact_words_and_where_they_stand(written: Path) -> None:
    rows = [json.loads(line) for line in exported(written, "Velm", "-f", "jsonl").splitlines()]
    assert [tuple(row) for row in rows] == [EVIDENCE] * len(rows)
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)
    taken = next(row for row in rows if row["slots"].get("change") == "captured")
    assert taken["text"] == "captured"
    assert taken["voice"] == "Dara Vint"
    assert taken["slots"] == {"change": "captured", "place": "Velm (101)", "party": "Council", "when": "2031-06-04"}
    assert taken["url"] == "https://valley.example/1"
    wounded = next(row for row in rows if row["type"] == "figure")
    assert wounded["slots"]["low"] == 40
    assert "high" not in wounded["slots"]
    assert {row["url"] for row in rows} == {"https://valley.example/1", None}  # javascript: is no address


def test_no_cell_of_a_hostile_report_is_a_formula(written: Path) -> None:
    text = exported(written, "Velm")
    rows = table(text)
    assert any(row["text"] == f"'{HOSTILE} in Velm" for row in rows)
    assert any(row["voice"] == "'@Sela <b>Orr</b>" for row in rows)
    assert any(row["outlet"] == "'=Tern+Courier" for row in rows)
    for row in rows:
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())


@given(st.text())
def test_a_cell_of_any_text_is_inert_and_comes_back(text: str) -> None:
    shown = csv_text([{"a": text}], ("a",))
    (back,) = list(csv.reader(io.StringIO(shown, newline="")))[1:] or [[""]]
    found = back[0] if back else ""
    assert found in {text, f"'{text}"}
    assert not found.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (-3.5, "-3.5"),  # a number is no formula
        (None, ""),
        (True, "yes"),
        ("-3.5", "'-3.5"),
        ("  =1", "'  =1"),  # spaces before do not hide it
        ("＝1", "'＝1"),  # nor does full width
        ("\t1", "'\t1"),
        ({"low": 4, "to": ["Tarn", "Oster"]}, "low=4; to=Tarn, Oster"),
        ("a-b", "a-b"),
    ],
)
def test_cells(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_inert_leaves_common_text_alone() -> None:
    assert inert("“We hold,” 40 said") == "“We hold,” 40 said"


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (date(2031, 6, 5), date(2031, 6, 5), "2031-06-05"),
        (date(2031, 6, 1), date(2031, 6, 5), "2031-06-01/2031-06-05"),
        (None, date(2031, 6, 5), "../2031-06-05"),
        (date(2031, 6, 5), None, "2031-06-05/.."),
        (None, None, None),
    ],
)
def test_dates_as_intervals(earliest: date | None, latest: date | None, text: str | None) -> None:
    assert when_text(When(earliest, latest, "days")) == text


def test_the_ending_chooses_the_format(written: Path, tmp_path: Path) -> None:
    for ending, start in ((".geojson", "{"), (".jsonl", '{"place"'), (".csv", "place,id")):
        path = tmp_path / f"held{ending}"
        exported(written, "--all", "-o", str(path))
        assert path.read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("words", "mend"),
    [((), "--all"), (("Velm", "--all"), "--all"), (("Velm", "-f", "geojson"), "csv or jsonl")],
)
def test_what_does_not_fit_together_is_refused(written: Path, words: tuple[str, ...], mend: str) -> None:
    done = runner.invoke(app, ["export", *words, "-b", str(written)])
    assert done.exit_code == 2
    assert mend in done.stderr
