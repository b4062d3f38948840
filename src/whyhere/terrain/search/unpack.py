"""The junctions of a shortest way, found in the hierarchy: up one end's chain, down the other's, detours unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.hierarchy import arc_between
from whyhere.terrain.search.labels import shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.hierarchy import Shape
    from whyhere.terrain.search.metric import Times

    Ints = NDArray[np.int32]


@compiled
def way_of(shape: Shape, times: Times, start: int, end: int, deepest: int) -> tuple[int, Ints]:
    """Seconds of the best way between two ranks and the ranks along it; FAR and none where there is no way."""
    out, back = np.empty(deepest, dtype=np.int32), np.empty(deepest, dtype=np.int32)
    out_by, back_by = np.empty(deepest, dtype=np.int32), np.empty(deepest, dtype=np.int32)
    _climb(shape, times.up, start, out, out_by)
    _climb(shape, times.down, end, back, back_by)
    least, top = FAR, -1
    for k in range(shared(shape.parent, shape.depth, start, end)):
        if out[k] + back[k] < least:
            least, top = out[k] + back[k], k
    if top < 0:
        return FAR, np.empty(0, dtype=np.int32)
    return least, _unfolded(shape, times, _chain(shape, start, out_by, top), _chain(shape, end, back_by, top))


@compiled
def _climb(shape: Shape, seconds: Ints, start: int, label: Ints, by: Ints) -> None:
    """As ``labels.climb``, and ``by`` is the upper arc that each time came over."""
    label[:] = FAR
    v, deep = start, shape.depth[start]
    label[deep] = 0
    while v >= 0:
        here = label[deep]
        if here < FAR:
            for a in range(shape.up_ptr[v], shape.up_ptr[v + 1]):
                k, over = shape.up_depth[a], here + seconds[a]
                if over < label[k]:
                    label[k], by[k] = over, a
        v = shape.parent[v]
        deep -= 1


@compiled
def _chain(shape: Shape, start: int, by: Ints, top: int) -> Ints:
    """The upper arcs from a rank to its ancestor at a depth, in order."""
    deep = shape.depth[start]
    arcs, count, k = np.empty(deep + 1, dtype=np.int32), 0, top
    while k < deep:
        arcs[count] = by[k]
        k = shape.depth[shape.up_tail[by[k]]]
        count += 1
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
