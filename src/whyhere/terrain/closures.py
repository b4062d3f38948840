"""What closing a place does to the best ways between other places: exact, without asking every pair again.

A pair (s, t) uses the place x if and only if d(s, a) + d(a, t) = d(s, t) for a junction a of x, because shortest ways
are made of shortest ways. Only those pairs are solved again with x closed; every other time stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from whyhere.terrain.travel import NEVER, tables, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Seconds on the open network: from each end to every junction, back from every junction, and between the ends."""

    network: Network
    ends: tuple[int, ...]
    forth: NDArray[np.int64]
    back: NDArray[np.int64]

    @property
    def between(self) -> NDArray[np.int64]:
        """Seconds from end to end, NEVER where there is no way."""
        return self.forth[:, list(self.ends)]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """One place closed: which pairs of ends (in order of the baseline) used it, and every pair's seconds without it."""

    place: int
    counted: NDArray[np.bool_]
    through: NDArray[np.bool_]
    without: NDArray[np.int64]

    @property
    def pairs(self) -> int:
        """The unordered pairs that have a way and neither end in the place."""
        return int(np.triu(self.counted, 1).sum())

    @property
    def share(self) -> float:
        """The part of those pairs whose best way runs through the place, 0 to 1."""
        return int(np.triu(self.through, 1).sum()) / self.pairs if self.pairs else 0.0


def baseline(network: Network, ends: Sequence[int]) -> Baseline:
    """The travel times that all closures of a network are measured against; ``ends`` are junctions."""
    forth, back = tables(network, ends)
    return Baseline(network, tuple(ends), forth, back)


def uses(base: Baseline, place: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pairs of ends count for a place (a way, and no end in it), and which of them have a best way through it."""
    footprint = base.network.footprint(place)
    between = base.between
    outside = ~np.isin(np.array(base.ends), footprint)
    counted = (between < NEVER) & outside[:, None] & outside[None, :]
    through = np.zeros_like(counted)
    for junction in footprint:
        through |= base.forth[:, junction, None] + base.back[None, :, junction] == between
    np.fill_diagonal(counted, val=False)
    return counted, through & counted


def close(base: Baseline, place: int) -> Closure:
    """Closes a place (by index) and solves again only the pairs that used it."""
    network = base.network
    counted, through = uses(base, place)
    without = base.between.copy()
    again = np.flatnonzero(through.any(axis=1))
    if len(again):
        closed = np.zeros(len(network.lat), dtype=np.bool_)
        closed[network.footprint(place)] = True
        solved = dijkstra(network.matrix(closed=closed), indices=[base.ends[i] for i in again])
        rows = whole_seconds(solved)[:, list(base.ends)]
        without[again] = np.where(through[again], rows, without[again])
    return Closure(place, counted, through, without)
