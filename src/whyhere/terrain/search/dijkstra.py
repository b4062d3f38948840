"""Shortest-path trees over the network itself (Dijkstra 1959), compiled; for networks without a hierarchy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.network import Network

    Ints = NDArray[np.int32]


class Graph(NamedTuple):
    """Arcs in CSR form, out of each junction and (``back_…``) into each; seconds in 32 bits."""

    ptr: Ints
    heads: Ints
    seconds: Ints
    back_ptr: Ints
    back_heads: Ints
    back_seconds: Ints

    def turned(self) -> Graph:
        """The same roads driven the other way."""
        return Graph(self.back_ptr, self.back_heads, self.back_seconds, self.ptr, self.heads, self.seconds)


def graph_of(network: Network, number: Ints, *, shut: NDArray[np.bool_]) -> Graph:
    """The network's arcs, those that are ``shut`` endless; ``number`` is the new number of each junction."""
    size, tails, heads = len(number), number[network.tails], number[network.heads]
    seconds = np.where(shut, FAR, np.minimum(network.seconds, FAR)).astype(np.int32)
    columns = [*_ordered(size, tails, heads, seconds), *_ordered(size, heads, tails, seconds)]
    return Graph(*(_locked(column) for column in columns))


def _ordered(size: int, first: Ints, second: Ints, seconds: Ints) -> tuple[Ints, Ints, Ints]:
    """Arcs in CSR form by their first junction, then their second."""
    order = np.lexsort((second, first))
    ptr = np.searchsorted(first[order], np.arange(size + 1)).astype(np.int32)
    return ptr, second[order], seconds[order]


def near_numbers(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> Ints:
    """New numbers for junctions so that neighbours have near ones, and so stand together in memory (Morton 1966)."""
    key = np.zeros(len(lat), dtype=np.int64)
    for shift, column in enumerate((lat, lon)):
        span = float(np.ptp(column)) or 1.0
        cell = ((column - column.min()) / span * 65_535).astype(np.int64)
        for bit in range(16):
            key |= (cell >> bit & 1) << (2 * bit + shift)
    number = np.empty(len(lat), dtype=np.int32)
    number[np.argsort(key, kind="stable")] = np.arange(len(lat), dtype=np.int32)
    return number


def _locked(column: Ints) -> Ints:
    """A view that nobody writes to: compiled code tells the two kinds apart, and is compiled for one."""
    view = column.view()
    view.setflags(write=False)
    return view


@inlined
def push(heap: NDArray[np.int64], size: int, item: int) -> int:
    """Puts an item on a heap, the least first; its new size. Of a junction: seconds << 32 | junction."""
    i = size
    while i > 0:
        above = (i - 1) >> 2
        if heap[above] <= item:
            break
        heap[i] = heap[above]
        i = above
    heap[i] = item
    return size + 1


@inlined
def pop(heap: NDArray[np.int64], size: int) -> int:
    """Takes the first item off (the caller has read it); the heap's new size."""
    size -= 1
    item, i = heap[size], 0
    while True:
        child = 4 * i + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if heap[other] < heap[least]:
                least = other
        if heap[least] >= item:
            break
        heap[i] = heap[least]
        i = least
    heap[i] = item
    return size


@compiled
def grow(graph: Graph, start: int, dist: Ints, before: Ints, heap: NDArray[np.int64]) -> None:
    """The shortest-path tree out of a junction: seconds to each, and the junction before it (-1)."""
    ptr, heads, seconds = graph.ptr, graph.heads, graph.seconds
    dist[:] = FAR
    before[:] = -1
    dist[start] = 0
    size = push(heap, 0, start)
    while size > 0:
        top = heap[0]
        size = pop(heap, size)
        here, v = np.int32(top >> 32), np.int32(top & 0xFFFFFFFF)
        if here > dist[v]:
            continue
        for e in range(ptr[v], ptr[v + 1]):
            w, over = heads[e], here + seconds[e]
            if over < dist[w]:
                dist[w], before[w] = over, v
                size = push(heap, size, (np.int64(over) << 32) | w)
