"""stakes, rank, ask, explain, verify and review, as scripts use them, on the invented beat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from whyhere.cli.app import app
from whyhere.errors import BeatError, PlaceError

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()


def asked(beat: Path, *words: str) -> Any:  # noqa: ANN401 - whatever the command prints
    done = runner.invoke(app, [*words, "--json", "-b", str(beat)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_stakes_are_those_of_the_roads_by_hand(written: Path) -> None:
    found = asked(written, "stakes", "Velm")
    ways = {(c["start"]["name"], c["end"]["name"]): c for c in found["connections"]}
    way = ways.get(("Karsk", "Tarn")) or ways[("Tarn", "Karsk")]
    assert (way["minutes"], way["minutes_without"]) == (36, 128)  # 2 × 18 by tertiary road; 2 × 64 by track
    assert found["pairs"] == 3
    assert found["share"] == pytest.approx(1 / 3)


def test_what_if_another_party_held_it(written: Path) -> None:
    assert asked(written, "stakes", "Velm", "--holder", "Front fighters")["holder"] == "front"
    done = runner.invoke(app, ["stakes", "Velm", "--holder", "Nobody", "-b", str(written)])
    assert isinstance(done.exception, BeatError)
    assert "council, front" in str(done.exception)


def test_rank_puts_the_town_on_the_road_first(written: Path) -> None:
    rows = asked(written, "rank", "--top", "2")
    assert len(rows) == 2
    assert rows[0]["place"] == "Velm"
    assert rows[0]["share"] >= rows[1]["share"]


def test_rank_and_stakes_print_for_people(written: Path) -> None:
    assert "Velm" in runner.invoke(app, ["rank", "-b", str(written)]).stdout
    told = runner.invoke(app, ["stakes", "Velm", "-b", str(written)]).stdout
    assert "33% of 3 key connections" in told
    assert "2 h 08" in told


def test_ask_tells_who_holds_a_place(written: Path) -> None:
    found = asked(written, "ask", "control", "Velm")
    assert found["verdict"]["value"] == "Council"
    assert found["verdict"]["origins"] == 2
    told = runner.invoke(app, ["ask", "control", "Velm", "-b", str(written)]).stdout
    assert "Council (agreed)" in told
    assert "Dara Vint" in told


def test_ask_as_of_a_date_knows_nothing_later(written: Path) -> None:
    assert asked(written, "ask", "control", "Velm", "--as-of", "2031-06-06")["verdict"]["origins"] == 1
    assert asked(written, "ask", "control", "Velm", "--as-of", "2031-06-01")["verdict"]["value"] is None


@pytest.mark.parametrize("question", ["figures", "quotes", "timeline", "routes", "access"])
def test_every_question_has_an_answer(written: Path, question: str) -> None:
    assert asked(written, "ask", question, "Velm")[question]


def test_an_unknown_place_is_an_error_with_the_mend(written: Path) -> None:
    done = runner.invoke(app, ["ask", "control", "Nowhere", "-b", str(written)])
    assert isinstance(done.exception, PlaceError)
    assert "Nowhere" in str(done.exception)


def test_a_place_that_only_the_roads_know_is_found(written: Path) -> None:
    places = written / "roads" / "places.csv"
    places.write_text(places.read_text(encoding="utf-8") + "-7,Mill Ford,0.05,0.1,SY,Velmar,40\n", encoding="utf-8")
    links = written / "roads" / "links.csv"
    links.write_text(links.read_text(encoding="utf-8") + "102,-7,track,6\n", encoding="utf-8")
    assert asked(written, "stakes", "mill ford")["place"]["id"] == -7


def test_review_changes_what_is_answered(written: Path) -> None:
    history = asked(written, "ask", "control", "Velm")["history"]
    for row in history:
        done = runner.invoke(app, ["review", row["statement"], "reject", "--author", "Editor", "-b", str(written)])
        assert done.exit_code == 0, done.output
    assert asked(written, "ask", "control", "Velm")["verdict"]["value"] is None


@pytest.mark.parametrize("ending", ["html", "json"])
def test_what_is_explained_verifies_and_what_is_forged_does_not(written: Path, tmp_path: Path, ending: str) -> None:
    page = tmp_path / f"velm.{ending}"
    assert runner.invoke(app, ["explain", "Velm", "-o", str(page), "-b", str(written)]).exit_code == 0
    good = runner.invoke(app, ["verify", str(page), "--json", "-b", str(written)])
    assert good.exit_code == 0, good.output
    assert json.loads(good.stdout)["citations"] > 3
    page.write_text(page.read_text(encoding="utf-8").replace("retook Velm", "razed Velm"), encoding="utf-8")
    bad = runner.invoke(app, ["verify", str(page), "-b", str(written)])
    assert bad.exit_code == 1
    assert "do not hold" in bad.stdout


@pytest.mark.parametrize(("fmt", "mark"), [("text", "Velm"), ("md", "# "), ("html", "<!doctype html>"), ("json", "{")])
def test_explain_prints_every_format(written: Path, fmt: str, mark: str) -> None:
    done = runner.invoke(app, ["explain", "Velm", "-f", fmt, "-b", str(written)])
    assert done.exit_code == 0
    assert mark in done.stdout
    assert "Council" in done.stdout


def test_reports_come_all_the_way_from_text_to_answer(read_beat: Path) -> None:
    found = asked(read_beat, "ask", "control", "Velm")
    assert found["verdict"]["value"] == "Front"
    assert "captured" in " ".join(row["text"] for row in found["history"])
    quotes = asked(read_beat, "ask", "quotes", "Velm")["quotes"]
    assert [row["voice"][0]["name"] for row in quotes] == ["a Front commander"]


def test_a_one_off_explainer_stores_nothing(read_beat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["explain", "Velm", "--reports", str(read_beat / "report0.txt"), "--published", "2031-06-11"]
    done = runner.invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "Velm" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_rank_by_party_asks_what_hangs_on_each_place_for_it(written: Path) -> None:
    rows = asked(written, "rank", "--party", "Council", "--top", "3")
    assert rows[0]["place"] == "Velm"
    assert "connections between key sites" in rows[0]["why"]
    assert "Council" in rows[0]["why"]
    assert isinstance(runner.invoke(app, ["rank", "--party", "Nobody", "-b", str(written)]).exception, BeatError)
