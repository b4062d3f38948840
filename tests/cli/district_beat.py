"""An invented beat for the doors' tests: four towns with roads and key sites, the Council against the Front.

    Karsk ─── Velm ─── Tarn       Karsk: capital and aid hub, Tarn: port, Oster: city
      ┊                 ┊         ─ tertiary, 12 km (18 minutes)    ┊ track, 16 km (64 minutes)
      └┄┄┄┄┄ Oster ┄┄┄┄┄┘

Places are known from a small gazetteer of their own. A ``written`` beat holds statements made by hand, one of them
hostile; a ``read`` one holds what the model read in two reports.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))

from ledger_district import access, control, figure, line, on, route, story, voice

from whyhere.cli.app import app
from whyhere.gazetteer import Gazetteer
from whyhere.gazetteer.build import compile_index
from whyhere.gazetteer.index import Index
from whyhere.ledger import Ledger

TOWNS = {
    "Velm": (101, 30_000, 0.1, 0.1),
    "Oster": (102, 9_000, 0.0, 0.1),
    "Karsk": (103, 80_000, 0.1, 0.0),
    "Tarn": (104, 20_000, 0.1, 0.2),
}
LINKS = "start,end,class,km\n103,101,tertiary,12\n101,104,tertiary,12\n103,102,track,16\n102,104,track,16\n"
BEAT = """
[beat]
title = "Velmar <district>"
countries = ["SY"]  # no code is free for an invented country; no place of this one is known here

[terrain]
folder = "roads"
sites = "roads/sites.toml"

[[party]]
id = "council"
name = "Council"
aliases = ["Council forces"]

[[party]]
id = "front"
name = "Front"
aliases = ["Front fighters"]

[[stance]]
parties = ["council", "front"]
relation = "against"
per = "both"
"""
SITES = (("Karsk", "capital"), ("Tarn", "port"), ("Oster", "city"), ("Karsk", "aid hub"))
HOSTILE = "=HYPERLINK(0) <script>alert(1)</script> “quoted”"
REPORTS = (
    """Front takes Velm

Front fighters captured the town of Velm on Monday, residents said. Council forces withdrew from Velm on Sunday.
""",
    """Wounded wait in Velm

“We hold the whole of Velm,” a Front commander said on Tuesday. At least 40 civilians were wounded in Velm.
""",
)


def gazetteer_of_towns(folder: Path) -> Gazetteer:
    """A gazetteer that knows the four towns and nothing else."""
    entries = {
        str(number): {
            "geonameid": number, "name": name, "latitude": lat, "longitude": lon, "countrycode": "SY",
            "population": people, "timezone": "", "admin1code": "01", "alternatenames": [],
        }
        for name, (number, people, lat, lon) in TOWNS.items()
    }  # fmt: skip
    source = folder / "towns.json"
    source.write_text(json.dumps(entries), encoding="utf-8")
    compile_index(source, folder / "index")
    return Gazetteer(Index(folder / "index"))


def write_beat(folder: Path) -> Path:
    """The folder of a beat with roads and sites, no reports yet."""
    roads = folder / "roads"
    roads.mkdir(parents=True)
    rows = "".join(f"{n},{name},{lat},{lon},SY,Velmar,{people}\n" for name, (n, people, lat, lon) in TOWNS.items())
    (roads / "places.csv").write_text("id,name,lat,lon,country,admin,population\n" + rows, encoding="utf-8")
    (roads / "links.csv").write_text(LINKS, encoding="utf-8")
    sites = "".join(f'[[site]]\nname = "{name}"\nplace = {TOWNS[name][0]}\nkind = "{kind}"\n' for name, kind in SITES)
    (roads / "sites.toml").write_text(sites, encoding="utf-8")
    (folder / "beat.toml").write_text(BEAT, encoding="utf-8")
    return folder


def enter_by_hand(folder: Path) -> Path:
    """Three reports with statements made by hand: Council's capture from two outlets, a hostile one, one undated."""
    chief = voice("Dara Vint", party="council")
    made = (
        story(
            line(
                "The Council captured Velm on 4 June.",
                control("captured", when=("on 4 June", on(4))),
                who=chief,
                kind="indirect",
            ),
            line("At least 40 wounded lay in Velm.", figure("wounded", "40", low=40, high=None)),
            line("The road through Velm is cut.", route("cut", via="Velm")),
            headline="Council in Velm",
            day=5,
            url="https://valley.example/1",
        ),
        story(
            line("The Council retook Velm.", control("retook")),
            line("Aid was refused in Velm.", access("refused")),
            day=7,
            outlet="=Tern+Courier",
        ),
        story(
            line(f"{HOSTILE} in Velm", kind="quote", who=voice("@Sela <b>Orr</b>")),
            line("Oster waits.", places=("Oster",)),
            day=8,
            outlet="Hill Herald",
            headline="<img src=x onerror=alert(2)>",
            url="javascript:alert(3)",
        ),
    )
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        for report, statements in made:
            ledger.add(report, statements, family=report.id)
    return folder


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return gazetteer_of_towns(tmp_path_factory.mktemp("towns"))


@pytest.fixture
def small_world(towns: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every desk opened in the test knows the four towns alone."""
    monkeypatch.setattr(Gazetteer, "open", classmethod(lambda _: towns))


@pytest.fixture(scope="session")
def written_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return enter_by_hand(write_beat(tmp_path_factory.mktemp("beats") / "written"))


@pytest.fixture
def written(written_once: Path, small_world: None, tmp_path: Path) -> Path:  # noqa: ARG001
    """A beat of one's own whose ledger was written by hand."""
    return Path(shutil.copytree(written_once, tmp_path / "written"))


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory, towns: Gazetteer) -> Path:
    folder = write_beat(tmp_path_factory.mktemp("beats") / "read")
    for number, text in enumerate(REPORTS):
        (folder / f"report{number}.txt").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gazetteer, "open", classmethod(lambda _: towns))
        command = ["add", *map(str, sorted(folder.glob("*.txt"))), "-b", str(folder)]
        done = CliRunner().invoke(app, [*command, "--published", "2031-06-11", "--outlet", "Valley Post"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def read_beat(read_once: Path, small_world: None) -> Path:  # noqa: ARG001
    """A beat whose ledger holds what the model read; shared, so only for questions."""
    return read_once


__all__ = [
    "HOSTILE",
    "read_beat",
    "read_once",
    "small_world",
    "towns",
    "write_beat",
    "written",
    "written_once",
]
