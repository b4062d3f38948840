"""Travel times over a hierarchy: made once, changed in place where roads close or open, and changed back.

Basic and partial customization of Dibbelt, Strasser & Wagner (2016). Every upper arc has two times, up and down; each
is the least of its own road's and of the detours by a lower junction ("lower triangles").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.hierarchy import arc_between

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.network import Network
    from whyhere.terrain.search.hierarchy import Hierarchy, Shape

    Ints = NDArray[np.int32]
    Mask = NDArray[np.bool_]


class Times(NamedTuple):
    """Seconds up and down each upper arc, and those of the roads alone (``road_up``, ``road_down``; FAR: none)."""

    up: Ints
    down: Ints
    road_up: Ints
    road_down: Ints

    def copy(self) -> Times:
        """The same times, to be changed apart from these."""
        return Times(*(column.copy() for column in self))


class Bench(NamedTuple):
    """Room to change times in: a heap of arcs, which arcs are on it, and what stood there before."""

    heap: Ints
    queued: NDArray[np.bool_]
    arc: Ints
    up: Ints
    down: Ints
    road: Ints
    road_up: Ints
    road_down: Ints


def times_of(network: Network, over: Hierarchy, *, shut: NDArray[np.bool_] | None = None) -> Times:
    """The times of a network's roads, without the arcs that are ``shut``."""
    road_up, road_down = roads_of(network, over, shut=shut)
    times = Times(road_up.copy(), road_down.copy(), road_up, road_down)
    _customize(over.shape.up_ptr, over.shape.up_head, times.up, times.down)
    return times


def roads_of(network: Network, over: Hierarchy, *, shut: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints]:
    """The seconds of the roads alone, up and down each upper arc."""
    road_up, road_down = (np.full(len(over.shape.up_head), FAR, dtype=np.int32) for _ in range(2))
    none = np.zeros(0, dtype=np.bool_)
    _lay(network.seconds, over.arc_up, over.rises, none if shut is None else shut, road_up, road_down)
    return road_up, road_down


@compiled
def _lay(  # noqa: PLR0913, PLR0917  compiled code takes no settings
    seconds: NDArray[np.int64], arc_up: Ints, rises: Mask, shut: Mask, road_up: Ints, road_down: Ints
) -> None:
    """Lays the arcs that are not shut into the hierarchy, each on its side."""
    for e in range(len(seconds)):
        if len(shut) == 0 or not shut[e]:
            road = road_up if rises[e] else road_down
            road[arc_up[e]] = min(seconds[e], FAR)


def bench_of(shape: Shape) -> Bench:
    """A bench as large as the hierarchy; its pages are touched only as far as changes reach.

    Roads may be given twice, once for either end.
    """
    size = len(shape.up_head) + 1
    arc, up, down = (np.empty(size, dtype=np.int32) for _ in range(3))
    road, road_up, road_down = (np.empty(2 * size, dtype=np.int32) for _ in range(3))
    heap, queued = np.empty(size, dtype=np.int32), np.zeros(size, dtype=np.bool_)
    return Bench(heap, queued, arc, up, down, road, road_up, road_down)


@compiled
def _customize(up_ptr: Ints, up_head: Ints, up: Ints, down: Ints) -> None:
    """Lets every junction, lowest first, offer its detour to each pair of its upper neighbours."""
    for v in range(len(up_ptr) - 1):
        end = up_ptr[v + 1]
        for i in range(up_ptr[v], end):
            j = up_ptr[up_head[i]]
            from_u, to_u = down[i], up[i]
            for k in range(i + 1, end):
                while up_head[j] < up_head[k]:
                    j += 1
                up[j] = min(up[j], from_u + up[k])
                down[j] = min(down[j], down[k] + to_u)


@compiled
def _push(heap: Ints, size: int, arc: int) -> int:
    """Puts an arc on the heap of those whose times are to be made anew, the lowest first; its new size."""
    i = size
    while i > 0:
        above = (i - 1) >> 1
        if heap[above] <= arc:
            break
        heap[i] = heap[above]
        i = above
    heap[i] = arc
    return size + 1


@compiled
def _pop(heap: Ints, size: int) -> int:
    """Takes the first arc off the heap (the caller has read it); its new size."""
    size -= 1
    arc, i = heap[size], 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= arc:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = arc
    return size


@compiled
def change(shape: Shape, times: Times, bench: Bench, arcs: Ints, new: tuple[Ints, Ints]) -> tuple[int, int]:
    """Gives roads (upper arcs) new seconds up and down, and every arc that follows its own; how much was logged."""
    size = 0
    for i in range(len(arcs)):
        a = arcs[i]
        bench.road[i], bench.road_up[i], bench.road_down[i] = a, times.road_up[a], times.road_down[a]
        times.road_up[a], times.road_down[a] = new[0][i], new[1][i]
        if not bench.queued[a]:
            bench.queued[a] = True
            size = _push(bench.heap, size, a)
    logged = 0
    while size > 0:
        a = bench.heap[0]
        size = _pop(bench.heap, size)
        bench.queued[a] = False
        up, down = _anew(shape, times, a)
        if up != times.up[a] or down != times.down[a]:
            bench.arc[logged], bench.up[logged], bench.down[logged] = a, times.up[a], times.down[a]
            logged += 1
            size = _spread(shape, times, bench, a, (up, down), size)
            times.up[a], times.down[a] = up, down
    return logged, len(arcs)


@compiled
def change_back(times: Times, bench: Bench, logged: tuple[int, int]) -> None:
    """Undoes the last change."""
    for i in range(logged[0] - 1, -1, -1):
        a = bench.arc[i]
        times.up[a], times.down[a] = bench.up[i], bench.down[i]
    for i in range(logged[1] - 1, -1, -1):
        a = bench.road[i]
        times.road_up[a], times.road_down[a] = bench.road_up[i], bench.road_down[i]


@compiled
def _anew(shape: Shape, times: Times, a: int) -> tuple[int, int]:
    """The seconds of an upper arc out of its road and its lower triangles."""
    up_ptr, up_head, up_tail, down_arc = shape.up_ptr, shape.up_head, shape.up_tail, shape.down_arc
    all_up, all_down = times.up, times.down
    low, high = up_tail[a], up_head[a]
    up, down = times.road_up[a], times.road_down[a]
    for d in range(shape.down_ptr[low], shape.down_ptr[low + 1]):
        i = down_arc[d]
        k = arc_between(up_ptr, up_head, up_tail[i], high)
        if k >= 0:
            up = min(up, all_down[i] + all_up[k])
            down = min(down, all_down[k] + all_up[i])
    return up, down


@compiled
def _spread(  # noqa: PLR0913, PLR0917  compiled code takes no settings
    shape: Shape, times: Times, bench: Bench, a: int, new: tuple[int, int], size: int
) -> int:
    """Queues the arcs above that took their seconds over this one, or now can; the heap's new size."""
    up_ptr, up_head, up, down = shape.up_ptr, shape.up_head, times.up, times.down
    heap, queued = bench.heap, bench.queued
    low, high = shape.up_tail[a], up_head[a]
    for i in range(up_ptr[low], up_ptr[low + 1]):
        other = up_head[i]
        if i == a:
            continue
        b = arc_between(up_ptr, up_head, min(other, high), max(other, high))
        if queued[b]:
            continue
        before, after = down[i] + up[a], down[i] + new[0]  # other → low → high
        back_before, back_after = down[a] + up[i], new[1] + up[i]  # high → low → other
        forth, back = (up[b], down[b]) if other < high else (down[b], up[b])
        if before == forth or after < forth or back_before == back or back_after < back:
            queued[b] = True
            size = _push(heap, size, b)
    return size
