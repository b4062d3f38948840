"""Places on the roads: where journeys from each begin, and which junctions it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

from whyhere.terrain.geodesy import globe
from whyhere.terrain.tagging import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.records import Place

    Real = NDArray[np.float64]

SNAP_KM: Final = 3.0  # a place farther than this from any road is left out


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Places with their kind in OpenStreetMap and the node each stands at; how many were left out, and why."""

    places: tuple[Place, ...]
    kinds: tuple[str, ...]
    nodes: NDArray[np.int64]
    off: int
    shared: int


def settle(places: Sequence[tuple[Place, str]], nodes: NDArray[np.int64], lat: Real, lon: Real) -> Settled:
    """Each place at its nearest road node of ``nodes`` within 3 km; of places at one node the most populous is kept."""
    spots = globe(np.array([place.lat for place, _ in places]), np.array([place.lon for place, _ in places]))
    away, near = cKDTree(globe(lat[nodes], lon[nodes])).query(spots)
    on = [i for i in range(len(places)) if away[i] <= SNAP_KM]
    kept: dict[int, int] = {}
    for i in sorted(on, key=lambda i: (-places[i][0].population, places[i][0].name)):
        kept.setdefault(int(nodes[near[i]]), i)
    rows = [places[i] for i in kept.values()]
    return Settled(
        places=tuple(place for place, _ in rows),
        kinds=tuple(kind for _, kind in rows),
        nodes=np.array(list(kept), dtype=np.int64),
        off=len(places) - len(on),
        shared=len(on) - len(kept),
    )


def owners(settled: Settled, anchor: NDArray[np.int32], lat: Real, lon: Real) -> NDArray[np.int32]:
    """For every junction the nearest place, where it lies within that place's reach (``osm.toml``), else -1."""
    spots = globe(np.array([p.lat for p in settled.places]), np.array([p.lon for p in settled.places]))
    away, nearest = cKDTree(spots).query(globe(lat, lon))
    reach = np.array([tables()["place"][kind] for kind in settled.kinds])[nearest]
    owner: NDArray[np.int32] = np.where(away <= reach, nearest, -1).astype(np.int32)
    owner[anchor] = np.arange(len(anchor))
    return owner
