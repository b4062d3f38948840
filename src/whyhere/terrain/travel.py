"""Best ways over a network with some junctions closed: seconds, kilometres and the places passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.changes import NEVER
from whyhere.terrain.plain import whole_seconds
from whyhere.terrain.solvers import solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Solver
    from whyhere.terrain.network import Network

    Junctions = Sequence[int] | NDArray[np.int32]

__all__ = [
    "NEVER",
    "Trips",
    "Way",
    "arc",
    "arcs_along",
    "as_way",
    "names",
    "passed",
    "place_ids",
    "road_names",
    "whole_seconds",
]


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
    """Best ways on a network, found by its :func:`solver`; each way is looked for once.

    ``closed`` marks the junctions that nobody passes: no way begins, ends or leads there.
    """

    def __init__(self, network: Network, *, closed: NDArray[np.bool_] | None = None, by: Solver | None = None) -> None:
        self.network = network
        self.solver = by or solver(network, closed)
        self._ways: dict[tuple[int, int], Way | None] = {}

    def closing(self, junctions: NDArray[np.int32]) -> Trips:
        """The same with these junctions closed too."""
        return Trips(self.network, by=self.solver.closing(junctions))

    def seconds(self, start: int, end: int) -> int:
        """Seconds from a junction to another, NEVER where there is no way."""
        return int(self.solver.table([start], [end])[0, 0])

    def table(self, starts: Junctions, ends: Junctions) -> NDArray[np.int64]:
        """Seconds from each start (rows) to each end (columns), NEVER where there is no way."""
        return self.solver.table(starts, ends)

    def way(self, start: int, end: int) -> Way | None:
        """The best way between two junctions, or None."""
        if (start, end) not in self._ways:
            junctions = self.solver.path(start, end)
            self._ways[start, end] = as_way(self.network, junctions) if junctions else None
        return self._ways[start, end]


def arc(network: Network, start: int, end: int) -> int:
    """The index of the arc from one junction to the next; ValueError when no road joins them."""
    return int(arcs_along(network, (start, end))[0])


def as_way(network: Network, junctions: Sequence[int]) -> Way:
    """The way along these junctions; ValueError where no road joins two of them."""
    arcs = arcs_along(network, junctions)
    return Way(int(network.seconds[arcs].sum()), float(network.km[arcs].sum()), tuple(junctions))


def arcs_along(network: Network, junctions: Sequence[int]) -> NDArray[np.int64]:
    """The index of the arc of each step."""
    steps = np.asarray(junctions, dtype=np.int64)
    first, last = network.indptr[steps[:-1]].astype(np.int64), network.indptr[steps[:-1] + 1]
    found = np.full(len(first), -1, dtype=np.int64)
    for k in range(int((last - first).max(initial=0))):  # the k-th road out of each junction, all at once
        there = first + k < last
        here = np.where(there, first + k, 0)
        found = np.where(there & (network.heads[here] == steps[1:]), here, found)
    if (found < 0).any():
        message = f"no road along the junctions {steps.tolist()}"
        raise ValueError(message)
    return found


def passed(network: Network, junctions: Sequence[int], *, country: bool = False) -> tuple[int, ...]:
    """The indices of the places along these junctions, each once a visit, open road left out.

    With ``country`` the open road counts to the place nearest along the roads.
    """
    owners = (network.domain if country else network.owner)[np.asarray(junctions, dtype=np.int64)]
    turns = np.flatnonzero(np.diff(owners, prepend=-2) != 0)
    return tuple(owner for owner in owners[turns].tolist() if owner >= 0)


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
    refs = (network.roads[road][1] for road in network.road[arcs_along(network, way.junctions)])
    return tuple(dict.fromkeys(ref for ref in refs if ref))
