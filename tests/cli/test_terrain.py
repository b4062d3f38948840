"""``whyhere terrain`` on an invented isle: built, shown, and used by a beat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from whyhere import beat as beats
from whyhere.cli.app import app
from whyhere.errors import BeatError, TerrainError

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("osmium", reason="needs pyosmium")

ISLE = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
  <node id="1" lat="0.0" lon="0.0" version="1"/>
  <node id="2" lat="0.0" lon="0.1" version="1"/>
  <node id="3" lat="0.0" lon="0.2" version="1"/>
  <node id="10" lat="0.001" lon="0.0" version="1"><tag k="place" v="city"/><tag k="name" v="Westby"/><tag k="capital" v="yes"/></node>
  <node id="11" lat="0.001" lon="0.1" version="1"><tag k="place" v="village"/><tag k="name" v="Midby"/></node>
  <node id="12" lat="0.001" lon="0.2" version="1"><tag k="place" v="town"/><tag k="name" v="Eastby"/></node>
  <node id="13" lat="0.002" lon="0.2" version="1"><tag k="amenity" v="ferry_terminal"/><tag k="name" v="East Quay"/></node>
  <way id="20" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
</osm>
"""

runner = CliRunner()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a beat and the isle's map."""
    (tmp_path / "isle.osm").write_text(ISLE, encoding="utf-8")
    (tmp_path / "beat.toml").write_text('[beat]\ntitle = "Isle"\ncountries = ["SY"]\n', encoding="utf-8")
    return tmp_path


def test_a_beat_uses_what_was_built(desk: Path) -> None:
    built = runner.invoke(app, ["terrain", "build", str(desk / "isle.osm"), "-o", str(desk), "--json"])
    assert built.exit_code == 0, built.output
    told = json.loads(built.stdout)
    assert (told["places"], told["roads"], told["sites"]) == (3, 2, {"capital": 1, "port": 1})
    with (desk / "beat.toml").open("a", encoding="utf-8") as stream:
        stream.write('[terrain]\nfile = "roads.npz"\nsites = "roads.sites.toml"\n')
    shown = runner.invoke(app, ["terrain", "show", "--beat", str(desk), "--json"])
    assert json.loads(shown.stdout) == {key: value for key, value in told.items() if key != "file"}
    asked = runner.invoke(app, ["stakes", "Midby", "--beat", str(desk), "--json"])
    assert asked.exit_code == 0, asked.output
    assert json.loads(asked.stdout)["share"] == 1.0


def test_show_reads_a_file_without_a_beat(desk: Path) -> None:
    target = desk / "new" / "isle.npz"
    built = runner.invoke(app, ["terrain", "build", str(desk / "isle.osm"), "-o", str(target), "--profile", "foot"])
    assert built.exit_code == 0, built.output
    assert "read: 1 roads, 3 places" in built.stderr
    assert 'file = "isle.npz"' in built.stderr
    shown = runner.invoke(app, ["terrain", "show", str(target)])
    assert {"profile: foot", "places: 3", "disconnected scraps left out: 0"} <= set(shown.stdout.splitlines())


def test_the_desks_choice_of_sites_is_kept(desk: Path) -> None:
    chosen = desk / "roads.sites.toml"
    chosen.write_text("# mine\n", encoding="utf-8")
    built = runner.invoke(app, ["terrain", "build", str(desk / "isle.osm"), "-o", str(desk / "roads.npz")])
    assert built.exit_code == 0, built.output
    assert "kept:" in built.stderr
    assert chosen.read_text(encoding="utf-8") == "# mine\n"


def test_a_broken_map_is_named_and_nothing_is_written(desk: Path) -> None:
    (desk / "broken.osm.pbf").write_bytes(b"no map at all")
    built = runner.invoke(app, ["terrain", "build", str(desk / "broken.osm.pbf"), "-o", str(desk / "roads.npz")])
    assert isinstance(built.exception, TerrainError)
    assert "broken.osm.pbf" in str(built.exception)
    assert not (desk / "roads.npz").exists()


@pytest.mark.parametrize(
    ("terrain", "message"),
    [
        ('file = "gone.npz"', r"terrain\.file .*gone\.npz is no file \(make it with: whyhere terrain build"),
        ('file = "isle.osm"\nfolder = "."', "names both a file and a folder"),
        ('profile = "car"', r"terrain\.folder is missing"),
    ],
)
def test_a_beat_that_names_no_roads(desk: Path, terrain: str, message: str) -> None:
    with (desk / "beat.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"[terrain]\n{terrain}\n")
    with pytest.raises(BeatError, match=message):
        beats.load(desk)
