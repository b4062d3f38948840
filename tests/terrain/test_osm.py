"""OpenStreetMap extracts: a hand-made one, and Andorra."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import lil_matrix
from scipy.sparse.csgraph import dijkstra

from whyhere.errors import TerrainError
from whyhere.gazetteer import Gazetteer
from whyhere.records import Site
from whyhere.terrain import build, joined, map_data, rank, stakes
from whyhere.terrain.closures import baseline, close
from whyhere.terrain.contract import contract, steps_of
from whyhere.terrain.extract import extract
from whyhere.terrain.osm import read_osm
from whyhere.terrain.profiles import load_profile
from whyhere.terrain.sites import ends_of
from whyhere.terrain.tagging import Rules
from whyhere.terrain.travel import NEVER, Trips, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from whyhere.records import Verdict
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


PLACES_ONLY = re.sub(r"  <way.*\n", "", ISLE)
ROADS_ONLY = ISLE.replace('k="place"', 'k="shop"')
FAR = re.sub(r'id="1([01])" lat="0.001"', r'id="1\1" lat="1.5"', ISLE)
ISLE_ONEWAY = ISLE.replace('k="ref" v="R1"', 'k="oneway" v="-1"')

FAULTS = [
    ("empty.osm", "<osm version='0.6'></osm>", "no roads for a car in it"),
    ("broken.osm", "<osm version='0.6'><node", "cannot be read as an OpenStreetMap extract"),
    ("hollow.osm.pbf", "", "the file is empty"),
    ("places.osm", PLACES_ONLY, "no roads for a car in it"),
    ("roads.osm", ROADS_ONLY, "no named places in it"),
    ("far.osm", FAR, "no named place within 3 km of a road for a car"),
    ("oneway.osm", ISLE_ONEWAY, "its roads for a car lead nowhere and back"),
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


def test_a_truncated_extract(tmp_path: Path, shared_data: Path) -> None:
    path = tmp_path / "half.osm.pbf"
    path.write_bytes((shared_data / "osm" / "andorra.osm.pbf").read_bytes()[:300_000])
    with pytest.raises(TerrainError, match=r"half\.osm\.pbf: cannot be read as an OpenStreetMap extract"):
        read_osm(path)


def test_without_pyosmium_the_mend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(TerrainError, match=r"needs pyosmium \(pip install 'whyhere\[osm\]'\)"):
        read_osm(tmp_path / "any.osm.pbf")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Network]:
    """The isle with changes: pairs of what stands in it and what shall stand there."""

    def make(*changes: tuple[str, str], profile: str = "car") -> Network:
        text = ISLE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "changed.osm"
        path.write_text(text, encoding="utf-8")
        return read_osm(path, profile=profile)

    return make


def _seconds(network: Network) -> int:
    way = Trips(network).way(int(network.anchor[0]), int(network.anchor[1]))
    assert way is not None
    return way.seconds


R1 = '<tag k="ref" v="R1"/>'
AMID = '<node id="2" lat="0.0" lon="0.05" version="1"/>'
KM = 11.1195  # of the R1: a tenth of a degree

# what changes on the isle, the traveller, the seconds from Westby to Eastby
TIMES = [
    ((), "car", KM / 65 * 3600),
    ((), "truck", KM / 52 * 3600),
    ((), "foot", KM / 5 * 3600),
    (((R1, '<tag k="maxspeed" v="30"/>'),), "car", KM / 30 * 3600),
    (((R1, '<tag k="maxspeed" v="20 mph"/>'),), "car", KM / 32.18688 * 3600),
    (((R1, '<tag k="maxspeed" v="none"/>'),), "car", KM / 65 * 3600),
    (((R1, '<tag k="surface" v="gravel"/>'),), "car", KM / (65 * 0.7) * 3600),
    (((AMID, AMID[:-2] + '><tag k="barrier" v="border_control"/></node>'),), "car", KM / 65 * 3600 + 1800),
    (((AMID, AMID[:-2] + '><tag k="barrier" v="border_control"/></node>'),), "truck", KM / 52 * 3600 + 7200),
    (((AMID, AMID[:-2] + '><tag k="military" v="checkpoint"/></node>'),), "car", KM / 65 * 3600 + 600),
    (((AMID, AMID[:-2] + '><tag k="barrier" v="gate"/></node>'),), "car", KM / 65 * 3600),
    (((AMID, AMID[:-2] + '><tag k="barrier" v="bollard"/></node>'),), "foot", KM / 5 * 3600),
    ((('k="highway" v="primary"/>' + R1, 'k="route" v="ferry"/>'),), "car", KM / 20 * 3600),
    (
        (('k="highway" v="primary"/>' + R1, 'k="route" v="ferry"/><tag k="duration" v="00:25"/>'),),
        "car",
        25 * 60,
    ),
]


@pytest.mark.parametrize(("changes", "profile", "seconds"), TIMES)
def test_times(
    read: Callable[..., Network], changes: tuple[tuple[str, str], ...], profile: str, seconds: float
) -> None:
    network = read(*changes, ('v="secondary"', 'v="proposed"'), profile=profile)
    assert _seconds(network) == pytest.approx(seconds, abs=1)


def test_a_shut_barrier_leaves_the_other_road(read: Callable[..., Network]) -> None:
    network = read((AMID, AMID[:-2] + '><tag k="barrier" v="block"/></node>'), ('<tag k="oneway" v="yes"/>', ""))
    way = Trips(network).way(int(network.anchor[0]), int(network.anchor[1]))
    assert way is not None
    assert round(way.km, 1) == 15.7  # by the south
    assert network.summary()["disconnected scraps left out"] == 0


def test_scraps_are_counted(read: Callable[..., Network]) -> None:
    scrap = '<way id="30" version="1"><nd ref="5"/><nd ref="6"/><tag k="highway" v="primary"/></way>'
    network = read(
        ("</osm>", scrap + "</osm>"),
        ('<node id="10"', '<node id="6" lat="0.1" lon="0.2" version="1"/><node id="10"'),
    )
    told = network.summary()
    assert (told["disconnected scraps left out"], told["km of scraps"], told["pieces"]) == (1, 11, 1)
    assert told["places left out, over 3 km from a road"] == 1  # Farby


def test_the_line_of_a_bent_road_is_kept_both_ways(read: Callable[..., Network]) -> None:
    network = read(('<tag k="oneway" v="yes"/>', ""), ('v="primary"/>' + R1, 'v="footway"/>'))
    assert network.lines is not None
    bend = ((-0.05, 0.05),)
    assert [network.lines.between(e) for e in range(len(network.heads))] == [bend, bend]
    (road,) = map_data(network, {}).roads
    assert road.line == ((0.0, 0.0), (-0.05, 0.05), (0.0, 0.1))


@pytest.mark.shared
def test_a_ferry_joins_islands(maps: Callable[[str], Network]) -> None:
    malta = maps("malta")
    assert malta.summary()["pieces"] == 1
    index = {known.name: int(malta.anchor[i]) for i, known in enumerate(malta.places)}
    way = Trips(malta).way(index["Valletta"], index["Victoria"])
    assert way is not None
    assert 45 < way.minutes < 90  # some 35 km of road, and 20 minutes and more at sea


@pytest.mark.shared
def test_what_the_ledger_says_meets_the_map(shared_data: Path, verdict: Callable[..., Verdict]) -> None:
    """Vaduz has the same id on the roads and in the ledger, so that its holder counts."""
    gazetteer = Gazetteer.open()
    source = shared_data / "osm" / "liechtenstein.osm.pbf"
    made = build(source, join=lambda places: joined(places, gazetteer, countries=("LI",)))
    vaduz = gazetteer.find("Vaduz", ["LI"])
    place = made.network.places[made.network.at(vaduz.id)]
    assert (place.name, place.country) == ("Vaduz", "LI")
    chosen = [known for known in made.network.places if known.id > 0][:10]
    sites = [Site(known.name, known.id, "city", known.lat, known.lon, known.country) for known in chosen]
    answer = stakes(made.network, vaduz.id, sites=sites, holders={vaduz.id: verdict("blue")})
    assert answer.holder == "blue"
    again = build(source, join=lambda places: joined(places, gazetteer, countries=("LI",)))
    assert again.network.version == made.network.version
    assert build(source).network.version != made.network.version  # other ids, other answers


@pytest.fixture(scope="module")
def maps(shared_data: Path) -> Callable[[str], Network]:
    """The extracts by name, each read once."""
    return cache(lambda name: read_osm(shared_data / "osm" / f"{name}.osm.pbf"))


@pytest.fixture(scope="module")
def andorra(maps: Callable[[str], Network]) -> Network:
    return maps("andorra")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["andorra", "liechtenstein", "malta"])
def test_closures_against_brute_force(maps: Callable[[str], Network], name: str) -> None:
    """Ten sites; the five places that most ways run through are closed, and every pair is solved anew without them."""
    network = maps(name)
    chosen = sorted(network.places, key=lambda place: (-place.population, place.name))[:10]
    sites = [Site(place.name, place.id, "city", place.lat, place.lon) for place in chosen]
    ends = [end.junction for end in ends_of(network, sites)]
    base = baseline(network, ends)
    busiest = [network.at(place.id) for place, share, _ in rank(network, sites)[:5] if share]
    assert len(busiest) == 5
    for place in busiest:
        closure, left = close(base, place), np.flatnonzero(network.owner != place)
        number = {int(junction): i for i, junction in enumerate(left)}
        starts = [i for i, end in enumerate(ends) if end in number]
        less = network.matrix()[left][:, left]
        solved = whole_seconds(dijkstra(less, indices=[number[ends[i]] for i in starts]))
        expected = solved[:, [number[ends[i]] for i in starts]]
        between = closure.without[np.ix_(starts, starts)]
        off = ~np.eye(len(starts), dtype=bool)
        assert (between[off] == expected[off]).all()
        longer = (expected > base.between[np.ix_(starts, starts)]) & off
        assert (closure.through[np.ix_(starts, starts)] >= longer).all()


@pytest.mark.shared
def test_contracted_roads_keep_every_time(shared_data: Path) -> None:
    """Seconds between places over the links, and over every step of every road as drawn."""
    found = extract(shared_data / "osm" / "liechtenstein.osm.pbf", Rules(load_profile("car")), lambda _: None)
    steps = steps_of(found)
    places = np.unique(steps.tail)[::800]
    links = contract(steps, places)
    drawn = _table(steps.tail, steps.head, steps.along, steps.against, places, len(steps.lat))
    short = _table(links.tail, links.head, links.along, links.against, places, len(steps.lat))
    assert np.isfinite(drawn).mean() > 0.5
    assert np.allclose(drawn, short, rtol=1e-9)
    assert len(links.km) < len(steps.km) / 3
    assert links.km.sum() == pytest.approx(steps.km.sum())


def _table(*columns: Any) -> Any:  # noqa: ANN401  arrays
    tail, head, along, against, ends, size = columns
    tails, heads = np.concatenate((tail, head)), np.concatenate((head, tail))
    order = np.argsort(np.concatenate((along, against)), kind="stable")[::-1]
    graph = lil_matrix((size, size))
    graph[tails[order], heads[order]] = np.concatenate((along, against))[
        order
    ]  # of parallel ones the last, the quickest
    return dijkstra(graph.tocsr(), indices=ends)[:, ends]


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
