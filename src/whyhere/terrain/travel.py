"""Best ways over a network with some junctions closed: seconds, kilometres and the places passed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.network import Network

NEVER: Final = 1 << 60  # seconds of a journey that cannot be made; two of them still fit an int64


@dataclass(frozen=True, slots=True)
class Way:
    """One way over the network: seconds, kilometres and the junctions in order."""

    seconds: int
    km: float
    junctions: tuple[int, ...]

    @property
    def minutes(self) -> float:
        """The travel time in minutes, to a tenth."""
        return round(self.seconds / 60, 1)

    def then(self, onward: Way) -> Way:
        """This way and, from its last junction, another."""
        return Way(self.seconds + onward.seconds, self.km + onward.km, self.junctions + onward.junctions[1:])


class Trips:
    """Best ways on a network; one shortest-path tree a start, computed when first asked for (Dijkstra 1959, scipy).

    ``closed`` marks the junctions that nobody passes: no way begins, ends or leads there.
    """

    def __init__(self, network: Network, *, closed: NDArray[np.bool_] | None = None) -> None:
        self.network = network
        self.closed = closed
        self._matrix = network.matrix(closed=closed)
        self._back: Any = None
        self._arrivals: dict[int, NDArray[np.int64]] = {}
        self._trees: dict[int, tuple[NDArray[np.int64], NDArray[np.int32]]] = {}

    def seconds(self, start: int) -> NDArray[np.int64]:
        """Seconds from a junction to every junction, NEVER where there is no way."""
        return self._tree(start)[0]

    def arrivals(self, end: int) -> NDArray[np.int64]:
        """Seconds from every junction to one, NEVER where there is no way."""
        if end not in self._arrivals:
            if self.closed is not None and self.closed[end]:
                return np.full(len(self.network.lat), NEVER, dtype=np.int64)
            if self._back is None:
                self._back = self._matrix.T.tocsr()
            self._arrivals[end] = whole_seconds(dijkstra(self._back, indices=end))
        return self._arrivals[end]

    def way(self, start: int, end: int) -> Way | None:
        """The best way between two junctions, or None."""
        seconds, before = self._tree(start)
        if seconds[end] >= NEVER:
            return None
        junctions = [end]
        while junctions[-1] != start:
            junctions.append(int(before[junctions[-1]]))
        junctions.reverse()
        return Way(int(seconds[end]), length_km(self.network, junctions), tuple(junctions))

    def _tree(self, start: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        if start not in self._trees:
            self._trees[start] = self._grow(start)
        return self._trees[start]

    def _grow(self, start: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        if self.closed is not None and self.closed[start]:
            size = len(self.network.lat)
            return np.full(size, NEVER, dtype=np.int64), np.full(size, -1, dtype=np.int32)
        seconds, before = dijkstra(self._matrix, indices=start, return_predecessors=True)
        return whole_seconds(seconds), before


def tables(network: Network, junctions: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Seconds from each of the junctions to all, and from all to each: two tables of (junctions, all)."""
    matrix: Any = network.matrix()
    forth = dijkstra(matrix, indices=list(junctions))
    back = dijkstra(matrix.T.tocsr(), indices=list(junctions))
    return whole_seconds(forth), whole_seconds(back)


def whole_seconds(seconds: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole seconds, NEVER for endless ones. Exact: sums of whole numbers below 2^53 are exact in a float."""
    return np.where(np.isfinite(seconds), seconds, float(NEVER)).astype(np.int64)


def arc(network: Network, start: int, end: int) -> int:
    """The index of the quickest arc from one junction to the next; ValueError when no road joins them."""
    first, last = int(network.indptr[start]), int(network.indptr[start + 1])
    found = [e for e in range(first, last) if network.heads[e] == end]
    if not found:
        message = f"no road from junction {start} to {end}"
        raise ValueError(message)
    return min(found, key=lambda e: int(network.seconds[e]))


def length_km(network: Network, junctions: Sequence[int]) -> float:
    """The length in kilometres of the roads along these junctions."""
    return float(sum(network.km[arc(network, a, b)] for a, b in pairwise(junctions)))


def passed(network: Network, junctions: Sequence[int]) -> tuple[int, ...]:
    """The indices of the places along these junctions, each once a visit, open road left out."""
    owners = [int(network.owner[junction]) for junction in junctions]
    return tuple(owner for i, owner in enumerate(owners) if owner >= 0 and (i == 0 or owners[i - 1] != owner))


def place_ids(network: Network, way: Way | None) -> tuple[int, ...]:
    """The ids of the places along a way; empty where there is none."""
    return () if way is None else tuple(network.places[place].id for place in passed(network, way.junctions))


def names(network: Network, ids: Sequence[int]) -> tuple[str, ...]:
    """The names of places by id."""
    return tuple(network.places[network.at(place_id)].name for place_id in ids)


def road_names(network: Network, way: Way | None) -> tuple[str, ...]:
    """The numbers of the roads that a way follows ("M5"), in order, each once."""
    if way is None:
        return ()
    steps = pairwise(way.junctions)
    refs = (network.roads[network.road[arc(network, a, b)]][1] for a, b in steps)
    return tuple(dict.fromkeys(ref for ref in refs if ref))
