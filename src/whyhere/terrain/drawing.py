"""The network as a map draws it: places with their holders, roads as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from whyhere.records import MapData, MapPlace, MapRoad

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whyhere.records import Place, Verdict
    from whyhere.terrain.network import Network


MANY: Final = 20_000  # arcs: a network with more is drawn without its streets and tracks
MAIN: Final = frozenset({"motorway", "trunk", "primary", "secondary", "ferry"})


def map_data(network: Network, holders: Mapping[int, Verdict]) -> MapData:
    """Every place with its verdict (by place id) and every road once, from the lower junction to the higher.

    Of a large network only main roads and ferries are drawn: its streets and tracks would hide them. A road's ``start``
    and ``end`` are the ids of the places at its junctions, 0 on open road.
    """
    places = tuple(_place(place, holders.get(place.id)) for place in network.places)
    roads: dict[tuple[int, int], MapRoad] = {}
    for e in _drawn(network):
        a, b = int(network.tails[e]), int(network.heads[e])
        if (min(a, b), max(a, b)) not in roads:
            roads[min(a, b), max(a, b)] = _road(network, min(a, b), max(a, b), e)
    return MapData(places, tuple(roads[key] for key in sorted(roads)))


def _place(place: Place, verdict: Verdict | None) -> MapPlace:
    return MapPlace(
        id=place.id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        population=place.population,
        kind=place.kind,
        holder=verdict.value_id if verdict and verdict.state != "unknown" else None,
        state=verdict.state if verdict else "unknown",
    )


def _road(network: Network, a: int, b: int, e: int) -> MapRoad:
    between = network.lines.between(e) if network.lines else ()
    on = between if network.tails[e] == a else between[::-1]
    first, last = ((float(network.lat[j]), float(network.lon[j])) for j in (a, b))
    start, end = (_place_id(network, j) for j in (a, b))
    return MapRoad(start, end, network.roads[network.road[e]][0], (first, *on, last))


def _drawn(network: Network) -> list[int]:
    """The arcs to draw."""
    if len(network.heads) <= MANY:
        return list(range(len(network.heads)))
    main = np.array([road_class in MAIN for road_class, _ in network.roads], dtype=np.bool_)
    found: list[int] = np.flatnonzero(main[network.road]).tolist()
    return found


def _place_id(network: Network, junction: int) -> int:
    owner = int(network.owner[junction])
    return network.places[owner].id if owner >= 0 else 0
