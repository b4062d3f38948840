"""Many closures without a hierarchy: of each end's shortest-path tree only what hung on the closed set is settled anew.

What does not hang on it keeps its seconds, for its way is untouched; the rest is reached from there or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.covers import uses
from whyhere.terrain.search.dijkstra import grow, pop, push

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.batch import Sets
    from whyhere.terrain.search.covers import Pairs
    from whyhere.terrain.search.dijkstra import Graph

    Ints = NDArray[np.int32]


class Room(NamedTuple):
    """Arrays over the junctions that one end's tree and its closures are worked out in."""

    dist: Ints
    before: Ints
    enter: Ints
    leave: Ints
    order: Ints
    child: Ints
    sibling: Ints
    stack: Ints
    anew: Ints
    mark: Ints
    inside: Ints
    waits: Ints
    heap: NDArray[np.int64]


def room_of(junctions: int, arcs: int) -> Room:
    """Room for a network of that size."""
    columns: list[NDArray[Any]] = [np.empty(junctions, dtype=np.int32) for _ in range(9)]
    columns += [np.full(junctions, -1, dtype=np.int32) for _ in range(3)]
    columns.append(np.empty(junctions + arcs + 8, dtype=np.int64))
    return Room(*columns)


@compiled
def trees(graph: Graph, ends: Ints, wanted: Ints) -> Ints:
    """Seconds from each end (columns) to each wanted junction (rows)."""
    found = np.empty((len(wanted), len(ends)), dtype=np.int32)
    size = len(graph.ptr) - 1
    dist, before = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    heap = np.empty(len(graph.heads) + 8, dtype=np.int64)
    for i in range(len(ends)):
        grow(graph, ends[i], dist, before, heap)
        for p in range(len(wanted)):
            found[p, i] = dist[wanted[p]]
    return found


@compiled
def close_from(  # noqa: C901, PLR0913, PLR0917  one question with many grounds, and one loop
    graph: Graph, room: Room, ends: Ints, i: int, pairs: Pairs, sets: Sets, turns: tuple[Ints, Ints]
) -> Ints:
    """Rows (set, end ``i``, other end, seconds) of every time from that end which a closed set changes.

    ``turns``: at which turn this end's tree is taken for each set (0: not), and at which the tree into each other end.
    """
    grow(graph, ends[i], room.dist, room.before, room.heap)
    _preorder(room, ends[i])
    rows, length = np.empty((4, 1024), dtype=np.int32), 0
    used, inside = np.empty(len(ends), dtype=np.bool_), np.zeros(len(ends), dtype=np.bool_)
    room.mark[:] = -1
    room.inside[:] = -1
    for x in range(len(sets.ptr) - 1):
        mine = turns[0][x, i]
        if not mine:
            continue
        for q in range(sets.ptr[x], sets.ptr[x + 1]):
            room.inside[sets.ranks[q]] = x
        for j in range(len(ends)):
            inside[j] = room.inside[ends[j]] == x
        uses(pairs, x, i, inside, used)
        for j in range(len(ends)):
            theirs = turns[1][x, j]
            used[j] = used[j] and (theirs == 0 or mine <= theirs)
        spans = _hanging(room, sets, x)
        waiting = _waiting(room, ends, used, x)
        if waiting:
            _settle(graph, room, spans, x, waiting)
            if length + len(ends) > rows.shape[1]:
                rows = np.concatenate((rows, np.empty((4, length + len(ends)), dtype=np.int32)), axis=1)
            for j in range(len(ends)):
                if used[j] and room.waits[ends[j]] == x and room.anew[ends[j]] != room.dist[ends[j]]:
                    rows[0, length], rows[1, length], rows[2, length] = x, i, j
                    rows[3, length] = room.anew[ends[j]]
                    length += 1
            for j in range(len(ends)):
                room.waits[ends[j]] = -1
    return rows[:, :length].copy()


@compiled
def _preorder(room: Room, start: int) -> None:
    """Numbers the tree so that what hangs on a junction stands in one stretch ``enter … leave`` of ``order``."""
    before, enter, leave, order = room.before, room.enter, room.leave, room.order
    child, sibling, stack = room.child, room.sibling, room.stack
    child[:] = -1
    enter[:] = -1
    for v in range(len(before)):
        above = before[v]
        if above >= 0:
            sibling[v] = child[above]
            child[above] = v
    count, size = 0, 1
    stack[0] = start
    while size > 0:
        v = stack[size - 1]
        if enter[v] < 0:
            enter[v] = count
            order[count] = v
            count += 1
        w = child[v]
        if w >= 0:
            child[v] = sibling[w]
            stack[size] = w
            size += 1
        else:
            leave[v] = count
            size -= 1


@compiled
def _hanging(room: Room, sets: Sets, x: int) -> Ints:
    """The stretches of the order that hang on the set, none inside another; their junctions get the set's mark."""
    starts, count = np.empty(sets.ptr[x + 1] - sets.ptr[x], dtype=np.int32), 0
    for q in range(sets.ptr[x], sets.ptr[x + 1]):
        if room.enter[sets.ranks[q]] >= 0:
            starts[count] = room.enter[sets.ranks[q]]
            count += 1
    starts = starts[:count]
    starts.sort()
    order, mark, anew = room.order, room.mark, room.anew
    kept, end = 0, -1
    for k in range(count):
        if starts[k] >= end:
            end = room.leave[order[starts[k]]]
            starts[kept] = starts[k]
            kept += 1
            for at in range(starts[k], end):
                mark[order[at]] = x
                anew[order[at]] = FAR
    return starts[:kept]


@compiled
def _waiting(room: Room, ends: Ints, used: NDArray[np.bool_], x: int) -> int:
    """How many junctions of ends that use the set, and do not lie in it, hang on it in this tree."""
    count = 0
    for j in range(len(ends)):
        v = ends[j]
        if used[j] and room.mark[v] == x and room.inside[v] != x:
            if room.waits[v] < 0:
                count += 1
            room.waits[v] = x
    return count


@compiled
def _settle(  # noqa: C901  one loop, written out so that it compiles to one
    graph: Graph, room: Room, spans: Ints, x: int, waiting: int
) -> None:
    """Settles what hung on the set from what did not, until all that wait are settled."""
    ptr, heads, seconds = graph.ptr, graph.heads, graph.seconds
    back_ptr, back_heads, back_seconds = graph.back_ptr, graph.back_heads, graph.back_seconds
    dist, anew, mark, inside, waits = room.dist, room.anew, room.mark, room.inside, room.waits
    order, leave, heap = room.order, room.leave, room.heap
    size = 0
    for k in range(len(spans)):
        for at in range(spans[k], leave[order[spans[k]]]):
            v = order[at]
            if inside[v] == x:
                continue
            least = FAR
            for e in range(back_ptr[v], back_ptr[v + 1]):
                u = back_heads[e]
                if mark[u] != x and dist[u] < FAR:
                    least = min(least, dist[u] + back_seconds[e])
            if least < FAR:
                anew[v] = least
                size = push(heap, size, (np.int64(least) << 32) | v)
    while size > 0:
        top = heap[0]
        size = pop(heap, size)
        here, v = np.int32(top >> 32), np.int32(top & 0xFFFFFFFF)
        if here > anew[v]:
            continue
        if waits[v] == x:
            waiting -= 1
            if not waiting:
                return
        for e in range(ptr[v], ptr[v + 1]):
            w, over = heads[e], here + seconds[e]
            if mark[w] == x and inside[w] != x and over < anew[w]:
                anew[w] = over
                size = push(heap, size, (np.int64(over) << 32) | w)
