"""Networks from tables: what is read, what is refused and how it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.errors import TerrainError
from whyhere.terrain import Network, closest, load_sites, map_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from whyhere.records import Verdict

HEAD_P = "id,name,lat,lon,country,admin,population,kind,names\n"
HEAD_L = "start,end,class,km,ref,oneway\n"
TWO = HEAD_P + "1,Aster,0.2,0.0,XA,,10,,\n2,Brook,0.2,0.1,XB,,,crossing,A|B\n"


def test_places_and_times(district: Network) -> None:
    assert [place.name for place in district.places[:3]] == ["Aster", "Brook", "Corran"]
    assert district.places[2].names == ("Korran", "Qurran")
    assert district.at(5) == 4
    assert set(district.seconds.tolist()) == {18 * 60, 48 * 60}


def test_a_summary_counts_every_road_once(district: Network) -> None:
    summary = district.summary()
    assert summary["version"] == district.version
    assert (summary["places"], summary["roads"], summary["pieces"]) == (11, 14, 1)
    assert (summary["km of tertiary"], summary["km of track"]) == (120, 48)


def test_a_border_costs_its_delay(write_roads: Callable[..., Path]) -> None:
    network = Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,\n"))
    assert network.seconds.tolist() == [3600, 3600]  # half an hour of road, half an hour of border


@pytest.mark.parametrize(("profile", "minutes"), [("car", 60), ("truck", 157.5), ("foot", 315)])
def test_profiles(write_roads: Callable[..., Path], profile: str, minutes: float) -> None:
    network = Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,\n"), profile=profile)
    assert network.seconds[0] / 60 == minutes
    assert network.profile.name == profile


def test_one_way_roads_run_one_way(write_roads: Callable[..., Path]) -> None:
    network = Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,yes\n"))
    assert (network.tails.tolist(), network.heads.tolist()) == ([0], [1])


def test_the_version_follows_sources_and_profile(write_roads: Callable[..., Path]) -> None:
    first = Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,\n")).version
    assert Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,\n")).version == first
    assert Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,26,,\n")).version != first
    assert Network.load(write_roads(TWO, HEAD_L + "1,2,secondary,25,,\n"), profile="foot").version != first


# places, links, what the error says
FAULTS = [
    (TWO, HEAD_L + "1,3,primary,20,,\n", r"links\.csv, line 2: the id 3 is not in places\.csv"),
    (
        TWO,
        HEAD_L + "1,2,primary,20,,\n2,1,primary,20,,\n",
        r"links\.csv, line 3: the road between 2 and 1 stands twice",
    ),
    (TWO, HEAD_L + "1,1,primary,20,,\n", r"links\.csv, line 2: a road from a place to itself"),
    (TWO, HEAD_L + "1,2,boulevard,20,,\n", r"links\.csv, line 2: the class 'boulevard' is none of motorway, trunk"),
    (TWO, HEAD_L + "1,2,primary,5,,\n", r"links\.csv, line 2: 5\.0 km is shorter than the straight line of 11\.1 km"),
    (TWO, HEAD_L + "1,2,primary,far,,\n", r"links\.csv, line 2: km 'far' is no number"),
    (TWO, HEAD_L + "1,2,primary,nan,,\n", r"links\.csv, line 2: km 'nan' is no number"),
    (TWO, HEAD_L + "1,2,primary\n", r"links\.csv, line 2: km '' is no number"),
    (TWO, "start,end,km\n", r"links\.csv, line 1: no column class"),
    (HEAD_P, HEAD_L, r"places\.csv, line 1: no place in it"),
    (HEAD_P + "x,Aster,0,0,,,,,\n", HEAD_L, r"places\.csv, line 2: id 'x' is no whole number"),
    (HEAD_P + "1,Aster,95,0,,,,,\n", HEAD_L, r"places\.csv, line 2: lat 95\.0, lon 0\.0 is no point on Earth"),
    (HEAD_P + "1, ,0,0,,,,,\n", HEAD_L, r"places\.csv, line 2: the name is empty"),
    (HEAD_P + "1,A,0,0,,,,,\n1,B,0,1,,,,,\n", HEAD_L, r"places\.csv, line 3: the id 1 stands twice"),
    (HEAD_P + '1,"A,0,0\n', HEAD_L, r"places\.csv: cannot be read as a CSV table in UTF-8"),
    (TWO, HEAD_L, r"links\.csv: the network is in 2 pieces; join Brook, or load it with whole=False"),
]


@pytest.mark.parametrize(("places", "links", "message"), FAULTS)
def test_faults_name_file_and_line(write_roads: Callable[..., Path], places: str, links: str, message: str) -> None:
    with pytest.raises(TerrainError, match=message):
        Network.load(write_roads(places, links))


def test_missing_files_and_other_bytes(tmp_path: Path) -> None:
    with pytest.raises(TerrainError, match=r"places\.csv: cannot be read"):
        Network.load(tmp_path)
    (tmp_path / "places.csv").write_bytes(HEAD_P.encode() + b"1,\xff\xfe,0,0,,,,,\n")
    with pytest.raises(TerrainError, match=r"places\.csv: cannot be read as a CSV table in UTF-8"):
        Network.load(tmp_path)


def test_an_unknown_profile_lists_the_known(write_roads: Callable[..., Path]) -> None:
    with pytest.raises(TerrainError, match=r"no travel profile 'camel' \(choose one of car, truck, foot\)"):
        Network.load(write_roads(), profile="camel")


def test_pieces_are_allowed_when_asked_for(write_roads: Callable[..., Path]) -> None:
    network = Network.load(write_roads(TWO, HEAD_L), whole=False)
    assert network.pieces() == ((0,), (1,))


def test_closest(district: Network) -> None:
    place, km = closest(district, 0.11, 0.1)
    assert (place.name, round(km, 2)) == ("Elmere", 1.11)


def test_map_data_draws_every_road_once(district: Network, holders: dict[int, Verdict]) -> None:
    drawn = map_data(district, holders)
    assert (len(drawn.places), len(drawn.roads)) == (11, 14)
    by_name = {place.name: place for place in drawn.places}
    assert (by_name["Heath"].holder, by_name["Heath"].state) == ("red", "agreed")
    assert (by_name["Jett"].holder, by_name["Jett"].state) == (None, "unknown")
    first = drawn.roads[0]
    assert (first.start, first.end, first.road_class, first.line) == (1, 2, "tertiary", ((0.2, 0.0), (0.2, 0.1)))


# a site table, what the error says
SITE_FAULTS = [
    (
        "[[site]]\nname = 'A'\nplace = 99\nkind = 'city'\n",
        r"sites\.toml, site 1: needs a name and a place of the network",
    ),
    ("[[site]]\nplace = 1\nkind = 'city'\n", r"site 1: needs a name"),
    ("[[site]]\nname = 'A'\nplace = 1\nkind = 'castle'\n", r"site 1 \(A\): the kind 'castle' is none of capital, port"),
    ("[[site]\n", r"sites\.toml: cannot be read as TOML"),
]


@pytest.mark.parametrize(("text", "message"), SITE_FAULTS)
def test_site_faults(district: Network, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(text)
    with pytest.raises(TerrainError, match=message):
        load_sites(path, district)


def test_sites_take_their_coordinates_from_the_network(district: Network, tmp_path: Path) -> None:
    path = tmp_path / "sites.toml"
    path.write_text("[[site]]\nname = 'Kell post'\nplace = 11\nkind = 'crossing'\n")
    (site,) = load_sites(path, district)
    assert (site.lat, site.lon, site.country, site.kind) == (0.1, 0.3, "XB", "crossing")
