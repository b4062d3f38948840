"""An order of junctions by nested dissection along straight lines, for where no package finds a better one.

Each part of the map is cut in two by the line, of eight directions, that fewest roads cross and that leaves three
tenths on either side at least (after Schild & Sommer, 2015, without their flows); the ends of the cut roads on one side
come last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.search.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Real = NDArray[np.float64]

LEAST = 0.3  # of a part's junctions on either side of its cut
SMALL = 2  # junctions of a part that is not cut


@compiled
def dissected(ptr: Ints, heads: Ints, x: Real, y: Real) -> Ints:
    """The junctions, the least important first. ``ptr``, ``heads``: roads both ways; ``x``, ``y``: where they are."""
    nodes = np.arange(len(x), dtype=np.int32)
    part, at = np.full(len(x), -1, dtype=np.int32), np.empty(len(x), dtype=np.int32)
    stack, size, number = [(0, len(x))], 1, 0
    while size > 0:
        size -= 1
        first, last = stack.pop()
        if last - first <= SMALL:
            continue
        number += 1
        here = nodes[first:last].copy()
        part[here] = number
        cut = _cut(ptr, heads, here, part, at, (x, y))
        left, middle = _split(ptr, heads, here, part, at, cut, nodes[first:last])
        stack.append((first, first + left))
        stack.append((first + left, last - middle))
        size += 2
    return nodes


@compiled
def _place(here: Ints, at: Ints, where: tuple[Real, Real], direction: int) -> None:
    """Numbers the junctions of a part along a direction."""
    turn = np.pi * direction / 8
    across, up = np.cos(turn), np.sin(turn)
    key = np.empty(len(here), dtype=np.float64)
    for i in range(len(here)):
        key[i] = where[0][here[i]] * across + where[1][here[i]] * up
    order = np.argsort(key)
    for i in range(len(here)):
        at[here[order[i]]] = i


@compiled
def _cut(ptr: Ints, heads: Ints, here: Ints, part: Ints, at: Ints, where: tuple[Real, Real]) -> int:  # noqa: PLR0913, PLR0917
    """How many junctions lie before the line that fewest roads cross; leaves them numbered along its direction."""
    fewest, best, direction = len(heads) + 1, 0, 0
    number = part[here[0]]
    for turn in range(8):
        _place(here, at, where, turn)
        change = np.zeros(len(here) + 1, dtype=np.int32)
        for v in here:
            for e in range(ptr[v], ptr[v + 1]):
                w = heads[e]
                if part[w] == number and at[v] < at[w]:
                    change[at[v] + 1] += 1
                    change[at[w] + 1] -= 1
        crossing, low = 0, int(len(here) * LEAST)
        for p in range(1, len(here)):
            crossing += change[p]
            if low <= p <= len(here) - low and crossing < fewest:
                fewest, best, direction = crossing, p, turn
    _place(here, at, where, direction)
    return best


@compiled
def _split(  # noqa: PLR0913, PLR0917  compiled code takes no settings
    ptr: Ints, heads: Ints, here: Ints, part: Ints, at: Ints, cut: int, into: Ints
) -> tuple[int, int]:
    """Puts what lies before the cut first, what lies beyond second, and last the ends of the cut roads on one side.

    How many came first, and how many last; those belong to no part any more.
    """
    ends = np.zeros(2, dtype=np.int64)
    on_cut = np.zeros(len(here), dtype=np.bool_)
    for i in range(len(here)):
        v = here[i]
        beyond = at[v] >= cut
        for e in range(ptr[v], ptr[v + 1]):
            w = heads[e]
            on_cut[i] |= part[w] == part[v] and (at[w] >= cut) != beyond
        ends[int(beyond)] += on_cut[i]
    side = ends[1] < ends[0]
    left, right, end = 0, cut if side else cut - ends[0], len(here)
    before = right
    for i in range(len(here)):
        v = here[i]
        beyond = at[v] >= cut
        if on_cut[i] and beyond == side:
            end -= 1
            into[end] = v
        elif beyond:
            into[right] = v
            right += 1
        else:
            into[left] = v
            left += 1
    for i in range(end, len(here)):
        part[into[i]] = -1
    return before, len(here) - end
