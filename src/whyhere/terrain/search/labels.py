"""Times from and to single junctions as labels over their ancestors; a pair's time is the best sum over common ones.

All shortest ways go up the elimination tree and down again, so that a junction is described by its seconds to (or from)
each of its ancestors: one number a depth. Bauer, Columbus, Rutter & Wagner, "Search-space size in contraction
hierarchies", Theor. Comput. Sci. 645 (2016); Abraham et al., "Hub labels", ESA 2012.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.hierarchy import Shape

    Ints = NDArray[np.int32]


@compiled
def climb(shape: Shape, seconds: Ints, start: int, label: Ints) -> None:
    """Writes the seconds from a rank to each of its ancestors, by depth, over upper arcs of these ``seconds``.

    With the seconds up they are those of leaving the rank, with the seconds down those of coming to it.
    """
    up_ptr, up_depth, parent = shape.up_ptr, shape.up_depth, shape.parent
    v, deep = start, shape.depth[start]
    label[: deep + 1] = FAR
    label[deep] = 0
    while v >= 0:
        here = label[deep]
        if here < FAR:
            for a in range(up_ptr[v], up_ptr[v + 1]):
                k, over = up_depth[a], here + seconds[a]
                label[k] = min(label[k], over)
        v = parent[v]
        deep -= 1


@compiled
def shared(parent: Ints, depth: Ints, a: int, b: int) -> int:
    """How many ancestors two ranks have in common, themselves counted as their own; 0 in different trees."""
    while a != b:
        if a < b:
            a = parent[a]
            if a < 0:
                return 0
        else:
            b = parent[b]
            if b < 0:
                return 0
    return int(depth[a]) + 1


@compiled
def best(out: Ints, back: Ints, count: int) -> int:
    """The least sum of two labels over the first ``count`` depths, FAR where there is none."""
    least = 2 * FAR
    for k in range(count):
        least = min(least, out[k] + back[k])
    return min(least, FAR)


@compiled
def labels_of(shape: Shape, seconds: Ints, ranks: Ints, deepest: int) -> Ints:
    """A label a rank, in rows."""
    rows = np.empty((len(ranks), deepest), dtype=np.int32)
    for i in range(len(ranks)):
        climb(shape, seconds, ranks[i], rows[i])
    return rows


@compiled
def common_of(shape: Shape, starts: Ints, ends: Ints) -> Ints:
    """For each start and end, how many ancestors they share."""
    found = np.empty((len(starts), len(ends)), dtype=np.int32)
    for i in range(len(starts)):
        for j in range(len(ends)):
            found[i, j] = shared(shape.parent, shape.depth, starts[i], ends[j])
    return found


@compiled
def table_of(out: Ints, back: Ints, common: Ints) -> Ints:
    """Seconds from each start (rows of ``out``) to each end (rows of ``back``)."""
    found = np.empty(common.shape, dtype=np.int32)
    for i in range(common.shape[0]):
        for j in range(common.shape[1]):
            found[i, j] = best(out[i], back[j], common[i, j])
    return found
