"""The junctions of a shortest way, found in the hierarchy: up one end's chain, down the other's, detours unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.hierarchy import arc_between
from whyhere.terrain.search.labels import climb, shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.hierarchy import Shape
    from whyhere.terrain.search.metric import Times

    Ints = NDArray[np.int32]


@compiled
def way_of(shape: Shape, times: Times, start: int, end: int, deepest: int) -> tuple[int, Ints]:
    """Seconds of the best way between two ranks and the ranks along it; FAR and none where there is no way."""
    out, back = np.empty(deepest, dtype=np.int32), np.empty(deepest, dtype=np.int32)
    climb(shape, times.up, start, out)
    climb(shape, times.down, end, back)
    least, top = FAR, -1
    for k in range(shared(shape.parent, shape.depth, start, end)):
        if out[k] + back[k] < least:
            least, top = out[k] + back[k], k
    if top < 0:
        return FAR, np.empty(0, dtype=np.int32)
    rising = _chain(shape, times.up, start, out, top)
    falling = _chain(shape, times.down, end, back, top)
    return least, _unfolded(shape, times, rising, falling)


@compiled
def _chain(shape: Shape, seconds: Ints, start: int, label: Ints, top: int) -> Ints:
    """The upper arcs from a rank to its ancestor at a depth, in order: found backwards, by whose sum each time is."""
    chain = np.empty(shape.depth[start] + 1, dtype=np.int32)
    v = start
    while v >= 0:
        chain[shape.depth[v]] = v
        v = shape.parent[v]
    arcs, count, k = np.empty(shape.depth[start] + 1, dtype=np.int32), 0, top
    while k < shape.depth[start]:
        for below in range(k + 1, shape.depth[start] + 1):
            if label[below] < label[k]:
                a = arc_between(shape.up_ptr, shape.up_head, chain[below], chain[k])
                if a >= 0 and label[below] + seconds[a] == label[k]:
                    arcs[count], k = a, below
                    count += 1
                    break
    return arcs[:count][::-1].copy()


@compiled
def _unfolded(shape: Shape, times: Times, rising: Ints, falling: Ints) -> Ints:
    """The ranks along upper arcs passed up, then others passed down (given upwards)."""
    stack = np.empty(2 * (len(rising) + len(falling)) + 256, dtype=np.int64)
    size = 0
    for a in falling:  # the stack gives back the last first: the way down is read from the top
        stack[size] = -(np.int64(a) + 1)
        size += 1
    for i in range(len(rising) - 1, -1, -1):
        stack[size] = np.int64(rising[i]) + 1
        size += 1
    ranks, count = np.empty(256, dtype=np.int32), 0
    if len(rising):
        ranks[0], count = shape.up_tail[rising[0]], 1
    elif len(falling):
        ranks[0], count = shape.up_head[falling[-1]], 1
    while size > 0:
        size -= 1
        signed = stack[size]
        upward, a = signed > 0, abs(signed) - 1
        first, second = _parts(shape, times, a, upward)
        if first == 0:
            if count == len(ranks):
                ranks = np.concatenate((ranks, np.empty(count, dtype=np.int32)))
            ranks[count] = shape.up_head[a] if upward else shape.up_tail[a]
            count += 1
        else:
            if size + 2 > len(stack):
                stack = np.concatenate((stack, np.empty(len(stack), dtype=np.int64)))
            stack[size], stack[size + 1] = second, first
            size += 2
    return ranks[:count].copy()


@compiled
def _parts(shape: Shape, times: Times, a: int, upward: bool) -> tuple[int, int]:  # noqa: FBT001  compiled code has no keywords
    """The two arcs (signed: up is positive, counted from 1) that a passed arc stands for; zeros where it is a road."""
    seconds = times.up[a] if upward else times.down[a]
    if seconds == (times.road_up[a] if upward else times.road_down[a]):
        return 0, 0
    low, high = shape.up_tail[a], shape.up_head[a]
    for d in range(shape.down_ptr[low], shape.down_ptr[low + 1]):
        i = shape.down_arc[d]
        k = arc_between(shape.up_ptr, shape.up_head, shape.up_tail[i], high)
        if k >= 0:
            if upward and times.down[i] + times.up[k] == seconds:
                return -(int(i) + 1), int(k) + 1
            if not upward and times.down[k] + times.up[i] == seconds:
                return -(int(k) + 1), int(i) + 1
    return 0, 0
