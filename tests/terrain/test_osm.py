"""OpenStreetMap extracts: a hand-made one, and Andorra."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from whyhere.errors import TerrainError
from whyhere.records import Site
from whyhere.terrain import rank, stakes
from whyhere.terrain.closures import baseline, close
from whyhere.terrain.osm import read_osm
from whyhere.terrain.sites import ends_of
from whyhere.terrain.travel import NEVER, Trips

if TYPE_CHECKING:
    from pathlib import Path

    from whyhere.terrain import Network

pytest.importorskip("osmium", reason="needs pyosmium")

# Two villages 11 km apart on a primary road by way of a bend; back also by a one-way road to the south; the rest is no road.
ISLE = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
  <node id="1" lat="0.0" lon="0.0" version="1"/>
  <node id="2" lat="0.0" lon="0.05" version="1"/>
  <node id="3" lat="0.0" lon="0.1" version="1"/>
  <node id="4" lat="-0.05" lon="0.05" version="1"/>
  <node id="5" lat="0.1" lon="0.1" version="1"/>
  <node id="10" lat="0.001" lon="0.0" version="1"><tag k="place" v="village"/><tag k="name" v="Westby"/><tag k="population" v="1,200"/></node>
  <node id="11" lat="0.001" lon="0.1" version="1"><tag k="place" v="village"/><tag k="name" v="Eastby"/><tag k="alt_name" v="Estby"/></node>
  <node id="12" lat="2.0" lon="2.0" version="1"><tag k="place" v="village"/><tag k="name" v="Farby"/></node>
  <node id="13" lat="0.0" lon="0.05" version="1"><tag k="place" v="farm"/><tag k="name" v="Midfarm"/></node>
  <way id="20" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="ref" v="R1"/></way>
  <way id="21" version="1"><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="secondary"/><tag k="oneway" v="yes"/></way>
  <way id="22" version="1"><nd ref="3"/><nd ref="5"/><tag k="highway" v="primary"/><tag k="access" v="private"/></way>
  <way id="23" version="1"><nd ref="3"/><nd ref="5"/><tag k="highway" v="footway"/></way>
</osm>
"""


@pytest.fixture
def isle(tmp_path: Path) -> Network:
    path = tmp_path / "isle.osm"
    path.write_text(ISLE, encoding="utf-8")
    return read_osm(path)


def test_places_are_named_nodes_near_a_road(isle: Network) -> None:
    assert [(place.id, place.name, place.population, place.names) for place in isle.places] == [
        (-10, "Westby", 1200, ()),
        (-11, "Eastby", 0, ("Estby",)),
    ]


def test_bends_are_length_and_not_junctions(isle: Network) -> None:
    assert len(isle.lat) == 2
    way = Trips(isle).way(int(isle.anchor[0]), int(isle.anchor[1]))
    assert way is not None
    assert (round(way.km, 2), way.seconds) == (11.12, 616)  # 0.1 degrees at 65 km/h


def test_of_two_roads_the_quicker_stands(isle: Network) -> None:
    # both roads run from Eastby to Westby; the primary is quicker either way, and stands for both
    assert sorted(zip(isle.tails.tolist(), isle.heads.tolist(), strict=True)) == [(0, 1), (1, 0)]


def test_the_credit_is_an_assumption(isle: Network) -> None:
    sites = [Site(place.name, place.id, "city", place.lat, place.lon) for place in isle.places]
    assert any("OpenStreetMap contributors" in line for line in stakes(isle, -10, sites=sites).assumptions)


def test_the_direction_of_a_oneway_road(tmp_path: Path) -> None:
    loop = ISLE.replace('<tag k="ref" v="R1"/>', '<tag k="oneway" v="-1"/>').replace(
        '<nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="secondary"/>',
        '<nd ref="1"/><nd ref="4"/><nd ref="3"/><tag k="highway" v="secondary"/>',
    )
    path = tmp_path / "loop.osm"
    path.write_text(loop, encoding="utf-8")
    network = read_osm(path)
    trips, (west, east) = Trips(network), (int(j) for j in network.anchor)
    out, back = trips.way(west, east), trips.way(east, west)
    assert out is not None
    assert back is not None
    assert (round(out.km, 1), round(back.km, 1)) == (15.7, 11.1)  # by the south, and along the R1 against its drawing


FAULTS = [
    ("empty.osm", "<osm version='0.6'></osm>", "no roads for cars or no named places"),
    ("broken.osm", "<osm version='0.6'><node", "cannot be read as an OpenStreetMap extract"),
    ("odd.pbf", "no protocol buffer", "cannot be read as an OpenStreetMap extract"),
]


@pytest.mark.parametrize(("name", "text", "message"), FAULTS)
def test_faults_name_the_file(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TerrainError, match=rf"{name}: .*{message}"):
        read_osm(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TerrainError, match=r"gone\.osm\.pbf: no such file"):
        read_osm(tmp_path / "gone.osm.pbf")


@pytest.fixture(scope="module")
def andorra(shared_data: Path) -> Network:
    return read_osm(shared_data / "osm" / "andorra.osm.pbf")


def _sites(network: Network) -> list[Site]:
    return [Site(place.name, place.id, "city", place.lat, place.lon) for place in network.places[::6]]


@pytest.mark.shared
def test_andorra_is_one_piece_of_known_size(andorra: Network) -> None:
    summary = andorra.summary()
    assert summary["pieces"] == 1
    assert len(andorra.places) > 40
    assert 1000 < len(andorra.lat) < 3000


# Road distances in km from the capital (general knowledge, rounded).
@pytest.mark.shared
@pytest.mark.parametrize(("place", "km"), [("Encamp", 7), ("Canillo", 12), ("Soldeu", 20)])
def test_andorran_distances(andorra: Network, place: str, km: float) -> None:
    index = {known.name: int(andorra.anchor[i]) for i, known in enumerate(andorra.places)}
    way = Trips(andorra).way(index["Andorra la Vella"], index[place])
    assert way is not None
    assert way.km == pytest.approx(km, rel=0.15)


@pytest.mark.shared
def test_andorran_closures_against_networkx(andorra: Network) -> None:
    graph = nx.DiGraph()
    rows = zip(andorra.tails.tolist(), andorra.heads.tolist(), andorra.seconds.tolist(), strict=True)
    graph.add_weighted_edges_from(rows)
    ends = [end.junction for end in ends_of(andorra, _sites(andorra))]
    base = baseline(andorra, ends)
    for place in range(0, len(andorra.places), 7):
        closure, closed = close(base, place), set(andorra.footprint(place).tolist())
        less = graph.subgraph([node for node in graph if node not in closed])
        for i, start in enumerate(ends):
            found = nx.single_source_dijkstra_path_length(less, start) if start not in closed else {}
            for j, end in enumerate(ends):
                if closure.counted[i, j]:
                    assert closure.without[i, j] == found.get(end, NEVER)


@pytest.mark.shared
def test_every_andorran_place_can_be_asked(andorra: Network) -> None:
    sites = _sites(andorra)
    for place in andorra.places[::5]:
        answer = stakes(andorra, place.id, sites=sites)
        share = next(share for known, share, _ in rank(andorra, sites) if known.id == place.id)
        assert answer.share == share
        assert answer.exits
