"""Which ends' trees must be settled anew for a closed set: a small cover of the pairs that use it.

A pair is answered by the tree out of its first end or by the tree into its second; the end with the most pairs left is
taken first (Chvátal 1979, greedy covering).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.batch import Sets

    Ints = NDArray[np.int32]
    Mask = NDArray[np.bool_]


class Pairs(NamedTuple):
    """Pairs of ends: their seconds, which are asked for, each end's weight, and seconds from and to the sets' gates.

    ``to[p, i]``: from end ``i`` to gate ``p``; ``on[p, j]``: from there to end ``j``. ``ptr``: the gates of each set.
    """

    table: Ints
    asked: Mask
    weight: NDArray[np.float64]
    ptr: Ints
    to: Ints
    on: Ints


@compiled
def entries(back_ptr: Ints, back_heads: Ints, back_seconds: Ints, sets: Sets) -> tuple[Ints, Ints]:
    """For each set the junctions that a road from outside leads into: pointers and junctions."""
    mark = np.full(len(back_ptr) - 1, -1, dtype=np.int32)
    ptr, found, count = np.zeros(len(sets.ptr), dtype=np.int32), np.empty(len(sets.ranks), dtype=np.int32), 0
    for x in range(len(sets.ptr) - 1):
        for i in range(sets.ptr[x], sets.ptr[x + 1]):
            mark[sets.ranks[i]] = x
        for i in range(sets.ptr[x], sets.ptr[x + 1]):
            v = sets.ranks[i]
            for e in range(back_ptr[v], back_ptr[v + 1]):
                if mark[back_heads[e]] != x and back_seconds[e] < FAR:
                    found[count] = v
                    count += 1
                    break
        ptr[x + 1] = count
    return ptr, found[:count].copy()


@compiled
def uses(pairs: Pairs, x: int, i: int, inside: Mask, used: Mask) -> int:
    """Marks the ends to which the best way from end ``i`` uses set ``x``; how many."""
    used[:] = False
    if inside[i]:
        return 0
    for p in range(pairs.ptr[x], pairs.ptr[x + 1]):
        to = pairs.to[p, i]
        if to < FAR:
            for j in range(len(used)):
                used[j] |= to + pairs.on[p, j] == pairs.table[i, j]
    count = 0
    for j in range(len(used)):
        used[j] = used[j] and pairs.asked[i, j] and not inside[j] and pairs.table[i, j] < FAR
        count += used[j]
    return count


@compiled
def covers(
    pairs: Pairs,
    sets: Sets,
    ends: Ints,
    junctions: int,
    both: bool,  # noqa: FBT001  compiled code takes it in its place
) -> tuple[Ints, Ints, Ints, Ints, NDArray[np.float64]]:
    """For each set the turn at which each end's tree is taken (0: not), first out of ends, then into them.

    Also the pairs counted, the pairs that use it and their part by weight. With ``both`` a tree serves both ways, and
    only the first of the two tables is filled.
    """
    count, size = len(sets.ptr) - 1, len(ends)
    outward, inward = np.zeros((count, size), dtype=np.int32), np.zeros((count, size), dtype=np.int32)
    counted, through = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    share = np.zeros(count, dtype=np.float64)
    mark, inside = np.full(junctions, -1, dtype=np.int32), np.zeros(size, dtype=np.bool_)
    used = np.zeros((size, size), dtype=np.bool_)
    for x in range(count):
        for q in range(sets.ptr[x], sets.ptr[x + 1]):
            mark[sets.ranks[q]] = x
        for i in range(size):
            inside[i] = mark[ends[i]] == x
        whole, part = 0.0, 0.0
        for i in range(size):
            through[x] += uses(pairs, x, i, inside, used[i])
            for j in range(size):
                if pairs.asked[i, j] and pairs.table[i, j] < FAR and not inside[i] and not inside[j]:
                    counted[x] += 1
                    whole += pairs.weight[i] * pairs.weight[j]
                    if used[i, j]:
                        part += pairs.weight[i] * pairs.weight[j]
        share[x] = part / whole if whole else 0.0
        if through[x]:
            _cover(used, outward[x], inward[x], both)
    return outward, inward, counted, through, share


@compiled
def _cover(used: Mask, outward: Ints, inward: Ints, both: bool) -> None:  # noqa: FBT001  compiled
    """Takes ends until every pair is answered; empties ``used``."""
    size = len(used)
    out, into = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for i in range(size):
        for j in range(size):
            if used[i, j]:
                out[i] += 1
                into[j] += 1
    turn = 0
    while True:
        a, b = out.argmax(), into.argmax()
        if both:
            a = (out + into).argmax()
        if not out[a] and not into[b]:
            return
        turn += 1
        row = both or out[a] >= into[b]
        column = both or not row
        (outward if row else inward)[a if row else b] = turn
        for k in range(size):
            if row and used[a, k]:
                used[a, k] = False
                out[a] -= 1
                into[k] -= 1
            c = a if both else b
            if column and used[k, c]:
                used[k, c] = False
                out[k] -= 1
                into[c] -= 1
