"""A made country of any size: towns of very different sizes, a plane road network between them, three classes of road.

Junctions gather round towns (three in five) or lie anywhere; roads are the sides of Delaunay triangles that a shortest
spanning tree needs, and short ones beside, 1.35 a junction; quick roads are the shortest ways between neighbouring
towns. Times are whole milliseconds. The same seed makes the same country.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from whyhere.records import Place
from whyhere.terrain import Network
from whyhere.terrain.network import Arcs
from whyhere.terrain.profiles import load_profile

KM_A_DEGREE = 111.195
KMH = (35.0, 65.0, 100.0)
TOWNS = 600
ROADS_A_JUNCTION = 1.35


@dataclass(frozen=True)
class Country:
    """Junctions in kilometres east and north, roads (ends, ms, class), each town's junction, the largest first."""

    spots: np.ndarray
    start: np.ndarray
    end: np.ndarray
    ms: np.ndarray
    kind: np.ndarray
    towns: np.ndarray
    side: float

    def __len__(self) -> int:
        return len(self.spots)


def country(size: int, *, seed: int = 4) -> Country:
    """A country with that many junctions, as dense as a Levantine one (a million on 430 by 430 km)."""
    chance = np.random.default_rng(seed)
    side = 430 * (size / 1e6) ** 0.5
    centres = chance.random((TOWNS, 2)) * side
    weight = np.arange(1, TOWNS + 1) ** -0.8
    spots = _spots(chance, size, side, centres, weight / weight.sum())
    start, end, km = _roads(chance, spots)
    towns = np.unique(cKDTree(spots).query(centres)[1], return_index=True)
    towns = towns[0][np.argsort(towns[1])]
    kind = _kinds(len(spots), (start, end, km), spots, towns)
    speed = np.array(KMH)[kind] * chance.uniform(0.85, 1.15, len(km))
    ms = np.maximum(1, np.rint(km / speed * 3_600_000)).astype(np.int64)
    return Country(spots, start, end, ms, kind, towns, side)


def _spots(chance: np.random.Generator, size: int, side: float, centres: np.ndarray, share: np.ndarray) -> np.ndarray:
    near = int(size * 0.6)
    which = chance.choice(len(centres), near, p=share)
    spread = 0.3 + 3.6 * (share[which] / share.max()) ** 0.5 * (size / 1e6) ** 0.5
    urban = centres[which] + chance.normal(size=(near, 2)) * spread[:, None]
    every = np.vstack((urban, chance.random((size - near, 2)) * side))
    return np.clip(every, 0, side) + chance.normal(size=(size, 2)) * 1e-6


def _roads(chance: np.random.Generator, spots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    corners = Delaunay(spots).simplices
    sides = np.sort(np.vstack((corners[:, :2], corners[:, 1:], corners[:, ::2])), axis=1).astype(np.int64)
    keys = np.unique(sides[:, 0] * len(spots) + sides[:, 1])
    start, end = keys // len(spots), keys % len(spots)
    km = np.hypot(*(spots[start] - spots[end]).T) + 1e-9
    tree = minimum_spanning_tree(csr_matrix((km, (start, end)), shape=(len(spots), len(spots)))).tocoo()
    low, high = np.minimum(tree.row, tree.col).astype(np.int64), np.maximum(tree.row, tree.col)
    keep = np.isin(keys, low * len(spots) + high)
    others = np.flatnonzero(~keep)
    odds = np.exp(-km[others] / (2 * np.median(km)))
    more = min(int(ROADS_A_JUNCTION * len(spots)) - int(keep.sum()), len(others))
    keep[chance.choice(others, more, replace=False, p=odds / odds.sum())] = True
    return start[keep], end[keep], km[keep]


def _kinds(size: int, roads: tuple[np.ndarray, ...], spots: np.ndarray, towns: np.ndarray) -> np.ndarray:
    """The class of each road: 2 on the shortest ways between the 40 largest towns and their neighbours, 1 for 150."""
    start, end, km = roads
    graph = csr_matrix((np.tile(km, 2), (np.concatenate((start, end)), np.concatenate((end, start)))), (size, size))
    keys = start * size + end
    order = np.argsort(keys)
    kind = np.zeros(len(km), dtype=np.int8)
    for count, rank in ((150, 1), (40, 2)):
        some = towns[:count]
        for i, near in enumerate(cKDTree(spots[some]).query(spots[some], 4)[1][:, 1:]):
            _, before = dijkstra(graph, indices=some[i], return_predecessors=True)
            for goal in some[near]:
                at = int(goal)
                while before[at] >= 0:
                    low, high = sorted((at, int(before[at])))
                    kind[order[np.searchsorted(keys, low * size + high, sorter=order)]] = rank
                    at = int(before[at])
    return kind


def network(land: Country, *, directed: bool = False, reach_km: float = 0.0) -> Network:
    """The country as a network with a place a town; with ``reach_km`` a town covers all junctions that near.

    ``directed``: three roads in a hundred run one way only, and ways back take up to a fifth longer.
    """
    tails, heads, ms = _arcs(land, directed=directed)
    lat, lon = land.spots[:, 1] / KM_A_DEGREE, land.spots[:, 0] / KM_A_DEGREE
    places = tuple(
        Place(i + 1, f"T{i + 1}", float(lat[j]), float(lon[j]), "XA", population=int(1e6 / (i + 1)))
        for i, j in enumerate(land.towns)
    )
    owner = np.full(len(land), -1, dtype=np.int32)
    if reach_km:
        away, near = cKDTree(land.spots[land.towns]).query(land.spots)
        owner = np.where(away <= reach_km, near, -1).astype(np.int32)
    owner[land.towns] = np.arange(len(land.towns))
    arcs = Arcs(tails, heads, ms, np.ones(len(ms)), np.zeros(len(ms), dtype=np.int64))
    return Network(
        version=f"made-{len(land)}{'-directed' * directed}",
        profile=load_profile("car"),
        places=places,
        lat=lat,
        lon=lon,
        owner=owner,
        anchor=land.towns.astype(np.int32),
        roads=(("primary", ""),),
        **arcs.compressed(len(land)),
    )


def _arcs(land: Country, *, directed: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tails = np.concatenate((land.start, land.end))
    heads = np.concatenate((land.end, land.start))
    ms = np.tile(land.ms, 2)
    if directed:
        chance = np.random.default_rng(5)
        ms[len(land.ms) :] = (land.ms * chance.uniform(1, 1.2, len(land.ms))).astype(np.int64)
        keep = np.ones(len(ms), dtype=np.bool_)
        keep[len(land.ms) :] = chance.random(len(land.ms)) >= 0.03
        tails, heads, ms = tails[keep], heads[keep], ms[keep]
    return tails, heads, ms


def as_prototype(land: Country) -> dict[str, Any]:
    """The country in the form that rough scripts beside the project read: CSR arrays and the towns' junctions."""
    made = network(land)
    return {
        "n": len(land),
        "indptr": made.indptr,
        "indices": made.heads,
        "w": made.seconds.astype(np.int32),
        "P": land.spots,
        "tnode": land.towns,
        "side": land.side,
        "u": land.start,
        "v": land.end,
        "we": land.ms,
        "cls": land.kind,
    }
