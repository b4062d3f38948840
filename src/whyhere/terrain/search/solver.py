"""Best ways by a customizable contraction hierarchy: see :mod:`whyhere.terrain.search.hierarchy` for the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from whyhere.terrain.changes import NEVER, Changes
from whyhere.terrain.search.batch import Between, Gates, Sets, close_each, gates_of, roads_at, users
from whyhere.terrain.search.compiled import FAR
from whyhere.terrain.search.labels import common_of, labels_of, table_of
from whyhere.terrain.search.metric import bench_of, change, roads_of, times_of
from whyhere.terrain.search.opening import open_each
from whyhere.terrain.search.sweep import swept
from whyhere.terrain.search.unpack import way_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Ints, Mask
    from whyhere.terrain.network import Network
    from whyhere.terrain.search.batch import Found
    from whyhere.terrain.search.hierarchy import Hierarchy
    from whyhere.terrain.search.metric import Bench, Times

ROOM: Final = 1 << 25  # entries of a table of seconds to many junctions: what one chunk of places may take
FEW: Final = 0.1  # closing this part of the junctions, or more, is quicker done by making all times anew


class HierarchySolver:
    """Times over a hierarchy with some junctions closed. What-ifs on it change its times and change them back."""

    def __init__(self, network: Network, over: Hierarchy, *, closed: Mask | None = None) -> None:
        self.network = network
        self.over = over
        self.closed = np.zeros(len(network.lat), dtype=np.bool_) if closed is None else closed
        shut = self.closed[network.tails] | self.closed[network.heads] if self.closed.any() else None
        self.times: Times = times_of(network, over, shut=shut)
        self._bench: Bench | None = None

    def table(self, starts: Sequence[int] | Ints, ends: Sequence[int] | Ints) -> NDArray[np.int64]:
        """As in :class:`Solver`."""
        rows, columns = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
        if max(len(rows), len(columns)) > 8 * min(len(rows), len(columns)):
            found = self._swept(rows, columns)
        else:
            found = table_of(self._labels(rows), self._labels(columns, back=True), self._common(rows, columns))
        seconds = _wide(found)
        seconds[self.closed[rows]] = NEVER
        seconds[:, self.closed[columns]] = NEVER
        return seconds

    def path(self, start: int, end: int) -> tuple[int, ...]:
        """As in :class:`Solver`."""
        if self.closed[start] or self.closed[end]:
            return ()
        rank = self.over.rank
        _, ranks = way_of(self.over.shape, self.times, int(rank[start]), int(rank[end]), self.over.deepest)
        found: list[int] = self.over.node[ranks].tolist()
        return tuple(found) if start != end else (start,)

    def nearest(self, goals: Sequence[int] | Ints, many: Ints) -> NDArray[np.int64]:
        """As in :class:`Solver`."""
        open_goals = np.asarray([goal for goal in goals if not self.closed[goal]], dtype=np.int64)
        if not len(open_goals):
            return np.full(len(many), NEVER, dtype=np.int64)
        found = _wide(self._back_swept(open_goals, np.asarray(many)).min(axis=1))
        found[self.closed[many]] = NEVER
        return found

    def through(self, ends: Sequence[int], junctions: Ints) -> Mask:
        """As in :class:`Solver`."""
        every = np.ones((len(ends), len(ends)), dtype=np.bool_)
        between, _ = self._between(ends, every, np.ones(len(ends)))
        mark = np.full(len(self.closed), -1, dtype=np.int32)
        _, gates = self._gates(between, self._sets([junctions]), mark)
        inside = np.zeros(len(ends), dtype=np.bool_)
        found = np.empty((len(ends), len(ends)), dtype=np.bool_)
        users(between, inside, gates, 0, found)
        lies_in = np.isin(ends, junctions)
        found |= (lies_in[:, None] | lies_in[None, :]) & (between.asked >= 0)
        return found

    def closing(self, junctions: Ints) -> HierarchySolver:
        """As in :class:`Solver`."""
        closed = self.closed.copy()
        closed[junctions] = True
        if len(junctions) > FEW * len(closed):
            return HierarchySolver(self.network, self.over, closed=closed)
        other = object.__new__(HierarchySolver)
        other.network, other.over, other.closed, other.times = self.network, self.over, closed, self.times.copy()
        other._bench = self.bench
        roads = roads_at(self.over.shape, other.times, self.over.rank[junctions])
        shut = np.full(len(roads), FAR, dtype=np.int32)
        change(self.over.shape, other.times, other.bench, roads, (shut, shut))
        return other

    def close_each(
        self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask, weight: NDArray[np.float64]
    ) -> Changes:
        """As in :class:`Solver`. Places are taken in chunks, so that memory stays bounded."""
        between, _ = self._between(ends, asked, weight)
        mark = np.full(len(self.closed), -1, dtype=np.int32)
        return _joined([self._chunk(between, chunk, mark) for chunk in _chunks(sets, len(ends))])

    def open_each(self, ends: Sequence[int], sets: Sequence[Ints], *, asked: Mask) -> Changes:
        """As in :class:`Solver`."""
        between, table = self._between(ends, asked, np.ones(len(ends)))
        roads = roads_of(self.network, self.over)
        passable = ~self.closed[self.over.node]
        found = open_each(self.over.shape, self.times, self.bench, between, table, self._sets(sets), roads, passable)
        return _joined([found])

    @property
    def bench(self) -> Bench:
        """Room to change times in, made when first needed."""
        if self._bench is None:
            self._bench = bench_of(self.over.shape)
        return self._bench

    def _chunk(self, between: Between, sets: Sequence[Ints], mark: Ints) -> Found:
        held, gates = self._gates(between, self._sets(sets), mark)
        return close_each(self.over.shape, self.times, self.bench, between, held, gates, mark)

    def _gates(self, between: Between, held: Sets, mark: Ints) -> tuple[Sets, Gates]:
        """The sets, and the ways into each with seconds from and to the ends."""
        shape, times = self.over.shape, self.times
        ptr, ranks = gates_of(shape, times, held, mark)
        to = swept(shape, times.down, (between.ranks, between.out), ranks)
        on = swept(shape, times.up, (between.ranks, between.back), ranks)
        return held, Gates(ptr, to, on)

    def _between(self, ends: Sequence[int], asked: Mask, weight: NDArray[np.float64]) -> tuple[Between, Ints]:
        """The ends as a batch takes them, and the seconds of the pairs asked for (-1: not asked, FAR: no way)."""
        junctions = np.asarray(ends, dtype=np.int64)
        out, back = self._labels(junctions), self._labels(junctions, back=True)
        common = self._common(junctions, junctions)
        seconds = table_of(out, back, common)
        shut = self.closed[junctions]
        seconds[shut[:, None] | shut[None, :]] = FAR
        table = np.where(asked, seconds, np.int32(-1))
        known = np.where(seconds < FAR, table, np.int32(-1))
        pairs = np.array([(known >= 0).sum(), (weight[:, None] * weight)[known >= 0].sum()], dtype=np.float64)
        return Between(self.over.rank[junctions], out, back, common, weight, known, pairs), table

    def _labels(self, junctions: NDArray[np.int64], *, back: bool = False) -> Ints:
        seconds = self.times.down if back else self.times.up
        found: Ints = labels_of(self.over.shape, seconds, self.over.rank[junctions], self.over.deepest)
        return found

    def _common(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Ints:
        found: Ints = common_of(self.over.shape, self.over.rank[starts], self.over.rank[ends])
        return found

    def _swept(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Ints:
        if len(rows) > len(columns):
            return self._back_swept(columns, rows)
        few = self.over.rank[rows], self._labels(rows)
        found: Ints = swept(self.over.shape, self.times.down, few, self.over.rank[columns])
        return found.T

    def _back_swept(self, goals: NDArray[np.int64], many: NDArray[np.int64] | Ints) -> Ints:
        """Seconds from each of many (rows) to each goal."""
        few = self.over.rank[goals], self._labels(goals, back=True)
        found: Ints = swept(self.over.shape, self.times.up, few, self.over.rank[many])
        return found

    def _sets(self, sets: Sequence[Ints]) -> Sets:
        ptr = np.zeros(len(sets) + 1, dtype=np.int32)
        np.cumsum([len(junctions) for junctions in sets], out=ptr[1:])
        joined = np.concatenate(sets) if sets else np.zeros(0, dtype=np.int32)
        return Sets(ptr, self.over.rank[joined])


def _chunks(sets: Sequence[Ints], ends: int) -> list[Sequence[Ints]]:
    """The sets in stretches of so many junctions that a table of them and the ends stays within ROOM."""
    limit, found, first, size = max(1, ROOM // max(1, ends)), [], 0, 0
    for i, junctions in enumerate(sets):
        if size and size + len(junctions) > limit:
            found.append(sets[first:i])
            first, size = i, 0
        size += len(junctions)
    return [*found, sets[first:]]


def _joined(parts: Sequence[Found]) -> Changes:
    """The outcomes of all chunks as one, places numbered on."""
    shift = np.cumsum([0, *(len(part.counted) for part in parts)])
    return Changes(
        counted=np.concatenate([part.counted for part in parts]),
        through=np.concatenate([part.through for part in parts]),
        share=np.concatenate([part.people for part in parts]),
        place=np.concatenate([part.place + np.int32(shift[i]) for i, part in enumerate(parts)]),
        start=np.concatenate([part.start for part in parts]),
        end=np.concatenate([part.end for part in parts]),
        seconds=_wide(np.concatenate([part.seconds for part in parts])),
    )


def _wide(seconds: Ints) -> NDArray[np.int64]:
    return np.where(seconds >= FAR, NEVER, seconds.astype(np.int64))
