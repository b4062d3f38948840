"""What closing a place does to the best ways between other places: exact, without asking every pair again.

A pair (s, t) uses the place x if and only if d(s, a) + d(a, t) = d(s, t) for a junction a of x, because shortest ways
are made of shortest ways. Only those pairs are solved again with x closed; every other time stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.changes import NEVER
from whyhere.terrain.solvers import solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Changes
    from whyhere.terrain.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Ends of journeys (junctions) on the open network, and the seconds from each to each (NEVER: no way)."""

    network: Network
    ends: tuple[int, ...]
    between: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """One place closed: which pairs of ends (in order of the baseline) used it, and every pair's seconds without it."""

    place: int
    ends: tuple[int, ...]
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
    """The travel times that closures of a network are measured against; ``ends`` are junctions."""
    return Baseline(network, tuple(ends), solver(network).table(ends, ends))


def once(size: int) -> NDArray[np.bool_]:
    """Every pair of so many ends once, from the first to the second."""
    return np.triu(np.ones((size, size), dtype=np.bool_), 1)


def close(base: Baseline, place: int) -> Closure:
    """Closes a place (by index) and solves again only the pairs that used it."""
    method, ends = solver(base.network), list(base.ends)
    footprint = base.network.footprint(place)
    outside = ~np.isin(np.array(ends), footprint)
    counted = (base.between < NEVER) & outside[:, None] & outside[None, :]
    np.fill_diagonal(counted, val=False)
    through = method.through(ends, footprint) & counted
    found = method.close_each(ends, [footprint], asked=counted, weight=np.ones(len(ends)))
    without = base.between.copy()
    without[found.start, found.end] = found.seconds
    return Closure(place, base.ends, counted, through, without)


def people_at(network: Network, ends: Sequence[int]) -> NDArray[np.float64]:
    """The people of the place that each end (junction) stands in, at least one."""
    owners = [int(network.owner[end]) for end in ends]
    return np.array([max(1, network.places[owner].population) if owner >= 0 else 1 for owner in owners], dtype=float)


def weighed(closure: Closure, weight: NDArray[np.float64]) -> float:
    """The share of a closure with each pair weighed by the product of its two ends, 0 to 1."""
    heavy = np.triu(weight[:, None] * weight, 1)
    whole = float(heavy[closure.counted].sum())
    return float(heavy[closure.through].sum()) / whole if whole else 0.0


def close_all(
    network: Network,
    ends: Sequence[int],
    *,
    places: Sequence[int] | None = None,
    weight: NDArray[np.float64] | None = None,
) -> Changes:
    """Closes places (indices; default: all) one at a time: what becomes of each pair of ends, first to second.

    ``weight`` is what each end counts in ``share`` (people, say); default: one. The work for all places together is
    little more than for a few: see ``docs/terrain.md``.
    """
    chosen = range(len(network.places)) if places is None else places
    sets = footprints(network.owner, len(network.places))
    heavy = np.ones(len(ends)) if weight is None else weight
    return solver(network).close_each(ends, [sets[place] for place in chosen], asked=once(len(ends)), weight=heavy)


def footprints(owner: NDArray[np.int32], places: int) -> list[NDArray[np.int32]]:
    """The junctions of every place, by a column that names each junction's place (-1: none)."""
    order = np.argsort(owner, kind="stable").astype(np.int32)
    cuts = np.searchsorted(owner[order], np.arange(places + 1))
    return [order[first:last] for first, last in pairwise(cuts.tolist())]
