"""Roads as drawn, node by node → links between junctions: length, seconds each way, and the nodes passed.

A junction is a node where roads meet, end, or change class, number or direction, and every node that is asked for.
All other nodes only give a road its shape: the links keep their length, time and line (the usual simplification of
street networks; Boeing, "OSMnx", Computers, Environment and Urban Systems 65, 2017). Times stay exact before rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from whyhere.terrain.extract import UNITS
from whyhere.terrain.geodesy import great_circles_km
from whyhere.terrain.tagging import FERRY, tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.extract import Extract

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

MISSING = 2_147_483_647  # the coordinate that osmium gives a node which the file lacks


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Every step from node to node of every road, in the roads' order; nodes are numbered by ``lat`` and ``lon``.

    ``along`` and ``against`` are seconds, endless where the direction is shut.
    """

    lat: Real
    lon: Real
    tail: Whole
    head: Whole
    way: Whole
    road: Whole
    km: Real
    along: Real
    against: Real

    def only(self, keep: NDArray[np.bool_]) -> Steps:
        """The steps that are kept; nodes keep their numbers."""
        names = ("tail", "head", "way", "road", "km", "along", "against")
        return Steps(self.lat, self.lon, *(getattr(self, name)[keep] for name in names))


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Links between junctions; link ``i`` passes the nodes ``nodes[start[i]:start[i + 1]]``, its ends among them."""

    road: Whole
    km: Real
    along: Real
    against: Real
    start: Whole
    nodes: Whole

    @property
    def tail(self) -> Whole:
        """The node that each link begins at."""
        return self.nodes[self.start[:-1]]

    @property
    def head(self) -> Whole:
        """The node that each link ends at."""
        return self.nodes[self.start[1:] - 1]


def steps_of(found: Extract) -> Steps:
    """The steps of an extract; those at a shut barrier or a node that the file lacks are left out."""
    x, y, size = (found.column(name) for name in ("x", "y", "size"))
    names, first, node = np.unique(found.column("refs"), return_index=True, return_inverse=True)
    lat, lon = y[first] / UNITS, x[first] / UNITS
    way = np.repeat(np.arange(len(size)), size)
    i = np.flatnonzero((way[1:] == way[:-1]) & (x[1:] != MISSING) & (x[:-1] != MISSING))
    tail, head, way = node[i].astype(np.int64), node[i + 1].astype(np.int64), way[i]
    km = great_circles_km(lat[tail], lon[tail], lat[head], lon[head])
    forward, backward = _pace(found, way, km)
    delay = _delays(found, names)
    steps = Steps(
        lat=lat,
        lon=lon,
        tail=tail,
        head=head,
        way=way,
        road=found.column("road").astype(np.int64)[way],
        km=km,
        along=_seconds(km, forward[way]) + delay[head],
        against=_seconds(km, backward[way]) + delay[tail],
    )
    shut = np.isinf(delay)
    steps = steps.only(~(shut[tail] | shut[head]) & (tail != head))
    return steps.only(_leading(found, steps))


def _leading(found: Extract, steps: Steps) -> NDArray[np.bool_]:
    """All but the service roads that lead to no ferry: yards and car parks."""
    ferry = np.array([road_class == FERRY for road_class, _ in found.roads], dtype=np.bool_)[steps.road]
    service = found.column("service").astype(np.bool_)[steps.way]
    size = len(steps.lat)
    graph = csr_matrix(
        (np.ones(int(service.sum()), dtype=np.int8), (steps.tail[service], steps.head[service])), shape=(size, size)
    )
    _, label = connected_components(graph, directed=False)
    harbour = np.zeros(size, dtype=np.bool_)
    harbour[label[steps.tail[ferry]]] = harbour[label[steps.head[ferry]]] = True
    leading: NDArray[np.bool_] = ~service | harbour[label[steps.tail]]
    return leading


def _delays(found: Extract, names: NDArray[np.int64]) -> Real:
    """Seconds that each node costs whoever comes to it."""
    delay = np.zeros(len(names))
    for ref, seconds in found.delay.items():
        at = int(np.searchsorted(names, ref))
        if at < len(names) and names[at] == ref:
            delay[at] = seconds
    return delay


def _pace(found: Extract, way: Whole, km: Real) -> tuple[Real, Real]:
    """km/h along and against each road; a ferry's follow from its stated time where that can be believed."""
    forward, backward, minutes = (found.column(name).copy() for name in ("forward", "backward", "minutes"))
    long = np.bincount(way, weights=km, minlength=len(minutes))
    stated = np.divide(long * 60, minutes, out=np.zeros_like(minutes), where=minutes > 0)
    least, most = tables()["ferry"]["believed"]
    sound = (stated >= least) & (stated <= most)
    return np.where(sound & (forward > 0), stated, forward), np.where(sound & (backward > 0), stated, backward)


def _seconds(km: Real, kmh: Real) -> Real:
    return np.divide(km * 3600, kmh, out=np.full_like(km, np.inf), where=kmh > 0)


def pieces_of(steps: Steps) -> NDArray[np.int32]:
    """For each node the number of its piece: within one, every node reaches every other (strong components)."""
    ahead, back = np.isfinite(steps.along), np.isfinite(steps.against)
    tails = np.concatenate((steps.tail[ahead], steps.head[back]))
    heads = np.concatenate((steps.head[ahead], steps.tail[back]))
    size = len(steps.lat)
    graph = csr_matrix((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(size, size))
    _, label = connected_components(graph, directed=True, connection="strong")
    found: NDArray[np.int32] = label
    return found


def contract(steps: Steps, keep: Whole) -> Links:
    """The links of the steps; the nodes of ``keep`` stay junctions."""
    kept = np.zeros(len(steps.lat), dtype=np.bool_)
    kept[keep] = True
    return _joined(_runs(steps, kept), kept)


def _runs(steps: Steps, kept: NDArray[np.bool_]) -> Links:
    """Steps of one road put together up to the next junction or end of the road."""
    fresh = np.ones(len(steps.tail), dtype=np.bool_)
    fresh[1:] = (steps.way[1:] != steps.way[:-1]) | (steps.tail[1:] != steps.head[:-1])
    ends = np.bincount(np.concatenate((steps.tail, steps.head)), minlength=len(steps.lat))
    fresh |= (ends != 2)[steps.tail] | kept[steps.tail]  # noqa: PLR2004  a node amid one road
    first = np.flatnonzero(fresh)
    start = np.append(first, len(fresh)) + np.arange(len(first) + 1)
    nodes = np.empty(len(fresh) + len(first), dtype=np.int64)
    nodes[start[:-1]] = steps.tail[first]
    nodes[np.arange(len(fresh)) + np.cumsum(fresh)] = steps.head
    km, along, against = (np.add.reduceat(column, first) for column in (steps.km, steps.along, steps.against))
    return Links(steps.road[first], km, along, against, start, nodes)


def _joined(runs: Links, kept: NDArray[np.bool_]) -> Links:
    """Runs that meet end to end, with nothing else there and of the same road and directions, put together."""
    count, partner = len(runs.road), _partners(runs, kept)
    walks = _walks(partner.tolist(), count)
    taken = np.zeros(count, dtype=np.bool_)
    taken[[half % count for walk in walks for half in walk]] = True
    alone = np.flatnonzero(~taken)
    order = np.concatenate((alone, np.array([half for walk in walks for half in walk], dtype=np.int64)))
    sizes = np.concatenate(
        (np.ones(len(alone), dtype=np.int64), np.array([len(walk) for walk in walks], dtype=np.int64))
    )
    return _in_order(runs, order, np.append(0, np.cumsum(sizes)))


def _in_order(runs: Links, order: Whole, start: Whole) -> Links:
    """Links made of runs: ``order`` lists run ends (a run at its far end is taken backwards), ``start`` cuts it."""
    run, back = order % len(runs.road), order >= len(runs.road)
    first = start[:-1]
    ahead = np.add.reduceat(np.where(back, runs.against[run], runs.along[run]), first)
    behind = np.add.reduceat(np.where(back, runs.along[run], runs.against[run]), first)
    size = np.diff(runs.start)[run]
    begins = np.zeros(len(order), dtype=np.bool_)
    begins[first] = True
    skip = (~begins).astype(np.int64)  # a run after the first begins at the node where the one before it ended
    total = size - skip
    at = np.append(0, np.cumsum(total))
    within = np.arange(at[-1]) - np.repeat(at[:-1], total) + np.repeat(skip, total)
    low, high = runs.start[run], runs.start[run + 1] - 1
    nodes = runs.nodes[
        np.where(np.repeat(back, total), np.repeat(high, total) - within, np.repeat(low, total) + within)
    ]
    return Links(runs.road[run[first]], np.add.reduceat(runs.km[run], first), ahead, behind, at[start], nodes)


def _partners(runs: Links, kept: NDArray[np.bool_]) -> Whole:
    """For each end of a run (its near end ``r``, its far end ``r + count``) the end it may be joined to, else -1."""
    count = len(runs.road)
    at = np.concatenate((runs.tail, runs.head))
    order = np.argsort(at, kind="stable")
    ends = np.bincount(at, minlength=len(kept))
    two = order[(ends[at] == 2)[order] & ~kept[at[order]]].reshape(-1, 2)  # noqa: PLR2004  two ends meet, none else
    a, b = two[:, 0], two[:, 1]
    leave = np.isfinite(np.concatenate((runs.along, runs.against)))
    enter = np.isfinite(np.concatenate((runs.against, runs.along)))
    same = (runs.road[a % count] == runs.road[b % count]) & (enter[a] == leave[b]) & (enter[b] == leave[a])
    same &= a % count != b % count
    partner = np.full(2 * count, -1, dtype=np.int64)
    partner[a[same]], partner[b[same]] = b[same], a[same]
    return partner


def _walks(partner: list[int], count: int) -> list[list[int]]:
    """The chains of two and more runs, each from one end to the other; rings without an end stay apart."""
    walks = []
    for half, other in enumerate(partner):
        if other >= 0 or partner[_far(half, count)] < 0:
            continue  # not the end of a chain, or a chain of one
        walk = [half]
        while (onward := partner[_far(walk[-1], count)]) >= 0:
            walk.append(onward)
        if half < _far(walk[-1], count):  # each chain is found from both its ends
            walks.append(walk)
    return walks


def _far(half: int, count: int) -> int:
    return half + count if half < count else half - count
