"""Many openings of one network, one after the other: what each pair of ends gains where a closed set is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.search.batch import Between, Found, Sets, grown
from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.labels import best, climb
from whyhere.terrain.search.metric import change, change_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.hierarchy import Shape
    from whyhere.terrain.search.metric import Bench, Times

    Ints = NDArray[np.int32]


@compiled
def open_each(  # noqa: PLR0913, PLR0917  one question with many grounds
    shape: Shape,
    times: Times,
    bench: Bench,
    between: Between,
    table: Ints,
    sets: Sets,
    roads: tuple[Ints, Ints],
    passable: NDArray[np.bool_],
) -> Found:
    """Opens one closed set after the other. ``roads``: the open seconds up and down; ``passable``: ranks open now.

    ``table``: the seconds of the pairs asked for, -1 of others, FAR where there is no way yet.
    Ends that are closed themselves, those inside a set among them, gain nothing.
    """
    count, size = len(sets.ptr) - 1, len(between.ranks)
    rows, length = np.empty((4, 1024), dtype=np.int32), 0
    gained = np.zeros(count, dtype=np.int32)
    out, back = np.empty_like(between.out), np.empty_like(between.back)
    alive = passable[between.ranks]
    for x in range(count):
        ranks = sets.ranks[sets.ptr[x] : sets.ptr[x + 1]]
        arcs, up, down, touches = _opened(shape, ranks, roads, passable)
        if touches:
            logged = change(shape, times, bench, arcs, (up, down))
            for i in range(size):
                if alive[i]:
                    climb(shape, times.up, between.ranks[i], out[i])
                    climb(shape, times.down, between.ranks[i], back[i])
            if length + size * size > rows.shape[1]:
                rows = grown(rows, length, size * size)
            before = length
            length = _sooner(between, table, alive, (out, back), (rows, length), x)
            gained[x] = length - before
            change_back(times, bench, logged)
        for v in ranks:
            passable[v] = False
    none = np.zeros(count, dtype=np.float64)
    return Found(gained, gained, none, rows[0, :length], rows[1, :length], rows[2, :length], rows[3, :length])


@compiled
def _opened(
    shape: Shape, ranks: Ints, roads: tuple[Ints, Ints], passable: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints, bool]:
    """The roads to open, their seconds, and whether any leads to what is open already.

    Leaves the set marked as passable.
    """
    touches = _touches(shape, ranks, roads, passable)
    for v in ranks:
        passable[v] = True
    count = 0
    for v in ranks:
        count += shape.up_ptr[v + 1] - shape.up_ptr[v] + shape.down_ptr[v + 1] - shape.down_ptr[v]
    arcs, up, down = (np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32))
    count = 0
    if touches:
        for v in ranks:
            for a in range(shape.up_ptr[v], shape.up_ptr[v + 1]):
                if passable[shape.up_head[a]] and (roads[0][a] < FAR or roads[1][a] < FAR):
                    arcs[count], up[count], down[count] = a, roads[0][a], roads[1][a]
                    count += 1
            for d in range(shape.down_ptr[v], shape.down_ptr[v + 1]):
                a = shape.down_arc[d]
                if passable[shape.up_tail[a]] and (roads[0][a] < FAR or roads[1][a] < FAR):
                    arcs[count], up[count], down[count] = a, roads[0][a], roads[1][a]
                    count += 1
    return arcs[:count], up[:count], down[:count], touches


@compiled
def _touches(shape: Shape, ranks: Ints, roads: tuple[Ints, Ints], passable: NDArray[np.bool_]) -> bool:
    for v in ranks:
        for a in range(shape.up_ptr[v], shape.up_ptr[v + 1]):
            if passable[shape.up_head[a]] and (roads[0][a] < FAR or roads[1][a] < FAR):
                return True
        for d in range(shape.down_ptr[v], shape.down_ptr[v + 1]):
            a = shape.down_arc[d]
            if passable[shape.up_tail[a]] and (roads[0][a] < FAR or roads[1][a] < FAR):
                return True
    return False


@compiled
def _sooner(  # noqa: PLR0913, PLR0917  as above
    between: Between,
    table: Ints,
    alive: NDArray[np.bool_],
    labels: tuple[Ints, Ints],
    into: tuple[Ints, int],
    x: int,
) -> int:
    rows, length = into
    for i in range(len(between.ranks)):
        for j in range(len(between.ranks)):
            if table[i, j] >= 0 and alive[i] and alive[j]:
                seconds = best(labels[0][i], labels[1][j], between.common[i, j])
                if seconds < table[i, j]:
                    rows[0, length], rows[1, length], rows[2, length], rows[3, length] = x, i, j, seconds
                    length += 1
    return length
