"""Times between a few junctions and very many: one pass down the part of the hierarchy above the many.

Delling, Goldberg & Werneck, "Faster batched shortest paths in road networks" (RPHAST), ATMOS 2011, on the elimination
tree; the few stand side by side in the inner loop.
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
def swept(shape: Shape, seconds: Ints, few: tuple[Ints, Ints], many: Ints) -> Ints:
    """Seconds between each of the many (rows) and each of the few (columns: their ranks and labels).

    With labels of leaving and the seconds down: from the few to the many. With labels of coming and the seconds up:
    from the many to the few.
    """
    ranks, labels = few
    chosen, at = _above(shape.parent, many)
    table = np.full((len(chosen), len(ranks)), FAR, dtype=np.int32)
    for i in range(len(ranks)):
        v = ranks[i]
        while v >= 0:
            if at[v] >= 0:
                table[at[v], i] = labels[i, shape.depth[v]]
            v = shape.parent[v]
    _descend(shape, seconds, chosen, at, table)
    found = np.empty((len(many), len(ranks)), dtype=np.int32)
    for i in range(len(many)):
        found[i] = table[at[many[i]]]
    return found


@compiled
def _above(parent: Ints, many: Ints) -> tuple[Ints, Ints]:
    """The ranks of the many and all their ancestors, rising; and where each rank stands among them (-1: not)."""
    at = np.full(len(parent), -1, dtype=np.int32)
    count = 0
    for i in range(len(many)):
        v = many[i]
        while v >= 0 and at[v] < 0:
            at[v] = 0
            count += 1
            v = parent[v]
    chosen = np.empty(count, dtype=np.int32)
    count = 0
    for v in range(len(parent)):
        if at[v] == 0:
            chosen[count], at[v] = v, count
            count += 1
    return chosen, at


@compiled
def _descend(shape: Shape, seconds: Ints, chosen: Ints, at: Ints, table: Ints) -> None:
    """Hands the times of each rank's ancestors down to it, the highest rank first."""
    up_ptr, up_head = shape.up_ptr, shape.up_head
    for p in range(len(chosen) - 1, -1, -1):
        row = table[p]
        for a in range(up_ptr[chosen[p]], up_ptr[chosen[p] + 1]):
            if seconds[a] < FAR:
                _lower(row, table[at[up_head[a]]], seconds[a])


@compiled
def _lower(row: Ints, above: Ints, seconds: int) -> None:
    for i in range(len(row)):
        row[i] = min(row[i], np.int32(above[i] + seconds))
