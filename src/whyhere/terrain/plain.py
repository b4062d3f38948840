"""Best ways by Dijkstra's method on the network itself: for small networks, and as the measure of other methods.

Closures of larger networks go through the compiled subtree method, where numba is installed.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse.csgraph import dijkstra

from whyhere.terrain.changes import NEVER, Changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Ints, Mask
    from whyhere.terrain.network import Network

    Table = NDArray[np.int64]

MANY: Final = 2_000  # junctions: below, compiling a loop takes longer than the loop


class PlainSolver:
    """Shortest-path trees of scipy, one a start, kept while the solver lives."""

    def __init__(self, network: Network, closed: Mask | None = None) -> None:
        self.network = network
        self.closed = np.zeros(len(network.lat), dtype=np.bool_) if closed is None else closed
        self._matrix = network.matrix(closed=self.closed)
        self._trees: dict[int, tuple[Table, Ints]] = {}

    def table(self, starts: Sequence[int] | Ints, ends: Sequence[int] | Ints) -> Table:
        """As in :class:`Solver`. Grows trees from the fewer side."""
        starts, ends = [int(j) for j in starts], [int(j) for j in ends]
        if len(ends) < len(starts) and not all(start in self._trees for start in starts):
            turned: Table = self._arrivals(ends)[:, starts].T
            return turned
        found = np.full((len(starts), len(ends)), NEVER, dtype=np.int64)
        for i, start in enumerate(starts):
            found[i] = self._tree(start)[0][ends]
        return found

    def path(self, start: int, end: int) -> tuple[int, ...]:
        """As in :class:`Solver`."""
        seconds, before = self._tree(start)
        if seconds[end] >= NEVER:
            return ()
        junctions = [end]
        while junctions[-1] != start:
            junctions.append(int(before[junctions[-1]]))
        return tuple(reversed(junctions))

    def nearest(self, goals: Sequence[int] | Ints, many: Ints) -> Table:
        """As in :class:`Solver`."""
        open_goals = [int(goal) for goal in goals if not self.closed[goal]]
        if not open_goals:
            return np.full(len(many), NEVER, dtype=np.int64)
        back: Any = self._matrix.T.tocsr()
        found: Table = whole_seconds(dijkstra(back, indices=open_goals, min_only=True))[many]
        found[self.closed[many]] = NEVER
        return found

    def through(self, ends: Sequence[int], junctions: Ints) -> Mask:
        """As in :class:`Solver`."""
        between = self.table(ends, ends)
        forth, back = self.table(ends, junctions), self._arrivals(ends)[:, junctions]
        found = np.zeros(between.shape, dtype=np.bool_)
        for k in range(len(junctions)):
            found |= forth[:, k, None] + back[None, :, k] == between
        return found & (between < NEVER)

    def closing(self, junctions: Ints) -> PlainSolver:
        """As in :class:`Solver`."""
        closed = self.closed.copy()
        closed[junctions] = True
        return PlainSolver(self.network, closed)

    def opening(self, junctions: Ints) -> PlainSolver:
        """The same network with these junctions open."""
        closed = self.closed.copy()
        closed[junctions] = False
        return PlainSolver(self.network, closed)

    def close_each(
        self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask, weight: NDArray[np.float64]
    ) -> Changes:
        """As in :class:`Solver`."""
        if len(self.network.lat) >= MANY and find_spec("numba"):
            loops = import_module("whyhere.terrain.search.trees")
            found: Changes = loops.close_each(self.network, self.closed, ends, sets, asked=asked, weight=weight)
            return found
        return self._one_by_one(ends, sets, asked=asked, weight=weight)

    def open_each(self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask) -> Changes:
        """As in :class:`Solver`."""
        between = self.table(ends, ends)
        heard = asked & ~self.closed[list(ends)][:, None] & ~self.closed[list(ends)][None, :]
        rows = []
        for x, junctions in enumerate(sets):
            after = self.opening(junctions).table(ends, ends)
            rows.append(_rows(x, heard & (after < between), after))
        count = np.array([row.shape[1] for row in rows], dtype=np.int32)
        return _changes(count, count, np.zeros(len(sets)), rows)

    def _one_by_one(
        self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask, weight: NDArray[np.float64]
    ) -> Changes:
        """Every set by the filter and, for the pairs that use it, trees on the network without it."""
        between = self.table(ends, ends)
        forth, back = self.table(ends, np.arange(len(self.network.lat), dtype=np.int32)), self._arrivals(ends)
        heavy = weight[:, None] * weight[None, :]
        counted, through, share, rows = [], [], [], []
        for x, junctions in enumerate(sets):
            valid, used = _uses(np.array(ends), junctions, asked, (forth, back, between))
            whole = float(heavy[valid].sum())
            counted.append(int(valid.sum()))
            through.append(int(used.sum()))
            share.append(float(heavy[used].sum()) / whole if whole else 0.0)
            if used.any():
                after = self.closing(junctions).table(
                    [ends[i] for i in np.flatnonzero(used.any(axis=1)).tolist()], ends
                )
                rows.append(_rows_of(x, used, after, between))
        return _changes(np.array(counted), np.array(through), np.array(share), rows)

    def _arrivals(self, ends: Sequence[int]) -> Table:
        """Seconds from every junction (columns) to each end (rows)."""
        back: Any = self._matrix.T.tocsr()
        found = whole_seconds(dijkstra(back, indices=[int(j) for j in ends]))
        found[self.closed[list(ends)]] = NEVER
        found[:, self.closed] = NEVER
        return found

    def _tree(self, start: int) -> tuple[Table, Ints]:
        if start not in self._trees:
            size = len(self.network.lat)
            if self.closed[start]:
                self._trees[start] = np.full(size, NEVER, dtype=np.int64), np.full(size, -1, dtype=np.int32)
            else:
                seconds, before = dijkstra(self._matrix, indices=start, return_predecessors=True)
                self._trees[start] = whole_seconds(seconds), before
        return self._trees[start]


def whole_seconds(seconds: NDArray[np.float64]) -> Table:
    """Whole seconds, NEVER for endless ones. Exact: sums of whole numbers below 2^53 are exact in a float."""
    return np.where(np.isfinite(seconds), seconds, float(NEVER)).astype(np.int64)


def _uses(
    ends: NDArray[np.int64], junctions: Ints, asked: Mask, tables: tuple[Table, Table, Table]
) -> tuple[Mask, Mask]:
    """The pairs that count for a set (a way, and no end in it), and those of them that use it."""
    forth, back, between = tables
    outside = ~np.isin(ends, junctions)
    valid: Mask = asked & (between < NEVER) & outside[:, None] & outside[None, :]
    used = np.zeros_like(valid)
    for junction in junctions:
        used |= forth[:, junction, None] + back[None, :, junction] == between
    return valid, used & valid


def _rows_of(x: int, used: Mask, after: Table, between: Table) -> NDArray[np.int64]:
    whole = between.copy()
    whole[used.any(axis=1)] = after
    return _rows(x, used & (whole != between), whole)


def _rows(x: int, changed: Mask, after: Table) -> NDArray[np.int64]:
    start, end = np.nonzero(changed)
    return np.stack((np.full(len(start), x), start, end, after[start, end]))


def _changes(
    counted: NDArray[Any], through: NDArray[Any], share: NDArray[np.float64], rows: list[NDArray[np.int64]]
) -> Changes:
    place, start, end, seconds = np.concatenate([np.empty((4, 0), dtype=np.int64), *rows], axis=1)
    at, first, last = (column.astype(np.int32) for column in (place, start, end))
    return Changes(counted.astype(np.int32), through.astype(np.int32), share, at, first, last, seconds)
