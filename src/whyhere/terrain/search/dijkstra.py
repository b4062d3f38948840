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


def graph_of(network: Network, *, shut: NDArray[np.bool_] | None = None) -> Graph:
    """The network's arcs, those that are ``shut`` endless."""
    seconds = np.minimum(network.seconds, FAR).astype(np.int32)
    if shut is not None:
        seconds = np.where(shut, np.int32(FAR), seconds)
    order = np.argsort(network.heads, kind="stable")
    back_ptr = np.zeros(len(network.indptr), dtype=np.int32)
    np.cumsum(np.bincount(network.heads, minlength=len(network.lat)), out=back_ptr[1:])
    columns = (network.indptr, network.heads, seconds, back_ptr, network.tails[order], seconds[order])
    return Graph(*(_locked(column) for column in columns))


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
