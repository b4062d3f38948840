"""A contraction hierarchy whose shape does not depend on travel times: the road graph made chordal in a given order.

Dibbelt, Strasser & Wagner, "Customizable contraction hierarchies", ACM J. Exp. Algorithmics 21 (2016). Junctions are
numbered by rank here: 0 is contracted first. The arcs from a junction to the higher ones that it meets when it is
contracted are its *upper* arcs; the lowest of those junctions is its parent in the elimination tree, and every upper
neighbour of a junction is an ancestor of it. All shortest ways go up that tree and down again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from whyhere.errors import TerrainError
from whyhere.terrain.search.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.network import Network

    Ints = NDArray[np.int32]


_FOREIGN: Final = "the network {} keeps a contraction that is not its own (build it again: whyhere terrain build)"


class Shape(NamedTuple):
    """The chordal graph in CSR form over ranks, both ways.

    Upper arc ``a`` of ``up_ptr[v] … up_ptr[v + 1]`` joins ``v`` to ``up_head[a]`` (rising). Arcs that come up into
    ``w`` are ``down_arc[down_ptr[w]:down_ptr[w + 1]]``, their lower ends ``up_tail[a]`` rising. ``depth`` is the number
    of ancestors of a rank, ``up_depth[a]`` that of an arc's upper end.
    """

    up_ptr: Ints
    up_head: Ints
    up_tail: Ints
    up_depth: NDArray[np.uint16]
    down_ptr: Ints
    down_arc: Ints
    parent: Ints
    depth: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """The shape, and where the network lies in it.

    Junction ``j`` has the rank ``rank[j]``, ``node`` is the way back. Arc ``e`` of the network lies along upper arc
    ``arc_up[e]``, rising where ``rises[e]``.
    """

    shape: Shape
    rank: Ints
    node: Ints
    arc_up: Ints
    rises: NDArray[np.bool_]

    @property
    def deepest(self) -> int:
        """The length of the longest chain of ancestors, the junction itself counted."""
        return int(self.shape.depth.max(initial=-1)) + 1


def hierarchy_of(network: Network, order: Ints) -> Hierarchy:
    """The hierarchy of a network in an order of its junctions (``order[rank]`` is a junction)."""
    size = len(order)
    rank = np.empty(size, dtype=np.int32)
    rank[order] = np.arange(size, dtype=np.int32)
    low, high = _ends(network, rank)
    keys = np.unique(low.astype(np.int64) * size + high)
    start = np.searchsorted(keys, np.arange(size + 1, dtype=np.int64) * size).astype(np.int32)
    up_ptr, up_head = _chordal(start, (keys % max(size, 1)).astype(np.int32), size)
    return assembled(network, order, up_ptr, up_head)


def assembled(network: Network, order: Ints, up_ptr: Ints, up_head: Ints) -> Hierarchy:
    """A hierarchy out of what a file keeps of it: the order and the upper arcs; all else follows from them.

    TerrainError where the arcs are not those of a contraction of this network: the loops over them trust that they are.
    """
    size = len(order)
    if not _is_chordal(up_ptr, up_head):
        raise TerrainError(_FOREIGN.format(network.version))
    rank = np.empty(size, dtype=np.int32)
    rank[order] = np.arange(size, dtype=np.int32)
    up_tail = np.repeat(np.arange(size, dtype=np.int32), np.diff(up_ptr))
    parent, depth = _tree(up_ptr, up_head, size)
    down_ptr, down_arc = _downward(up_head, size)
    low, high = _ends(network, rank)
    arc_up = _places(up_ptr, up_head, low, high)
    if (arc_up < 0).any():
        raise TerrainError(_FOREIGN.format(network.version))
    rises = rank[network.tails] < rank[network.heads]
    if depth.max(initial=0) > np.iinfo(np.uint16).max:
        raise TerrainError(_FOREIGN.format(network.version))
    shape = Shape(up_ptr, up_head, up_tail, _depths(depth, up_head), down_ptr, down_arc, parent, depth)
    for column in (*shape, rank, order, arc_up, rises):
        column.setflags(write=False)
    return Hierarchy(shape, rank, order, arc_up, rises)


def _ends(network: Network, rank: Ints) -> tuple[Ints, Ints]:
    tails, heads = rank[network.tails], rank[network.heads]
    return np.minimum(tails, heads), np.maximum(tails, heads)


@compiled
def _chordal(start: Ints, heads: Ints, size: int) -> tuple[Ints, Ints]:
    """Every junction's upper neighbours once those below it are contracted: its own and its children's but itself."""
    up_ptr = np.zeros(size + 1, dtype=np.int32)
    up_head = np.empty(max(16, 4 * len(heads)), dtype=np.int32)
    first, following = np.full(size, -1, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    seen, found = np.full(size, -1, dtype=np.int32), np.empty(size, dtype=np.int32)
    end = 0
    for v in range(size):
        count = 0
        for e in range(start[v], start[v + 1]):
            found[count] = heads[e]
            seen[heads[e]] = v
            count += 1
        child = first[v]
        while child >= 0:
            for a in range(up_ptr[child] + 1, up_ptr[child + 1]):
                w = up_head[a]
                if seen[w] != v:
                    seen[w] = v
                    found[count] = w
                    count += 1
            child = following[child]
        if end + count > len(up_head):
            grown = np.empty(2 * len(up_head) + count, dtype=np.int32)
            grown[:end] = up_head[:end]
            up_head = grown
        if count:
            found[:count].sort()
            up_head[end : end + count] = found[:count]
            following[v] = first[found[0]]
            first[found[0]] = v
        end += count
        up_ptr[v + 1] = end
    return up_ptr, up_head[:end].copy()


@compiled
def _is_chordal(up_ptr: Ints, up_head: Ints) -> bool:
    """Whether every junction's upper neighbours but the lowest are neighbours of that one."""
    for v in range(len(up_ptr) - 1):
        if up_ptr[v] == up_ptr[v + 1]:
            continue
        parent = up_head[up_ptr[v]]
        j, end = up_ptr[parent], up_ptr[parent + 1]
        for a in range(up_ptr[v] + 1, up_ptr[v + 1]):
            while j < end and up_head[j] < up_head[a]:
                j += 1
            if j == end or up_head[j] != up_head[a]:
                return False
    return True


@compiled
def _tree(up_ptr: Ints, up_head: Ints, size: int) -> tuple[Ints, Ints]:
    parent, depth = np.full(size, -1, dtype=np.int32), np.zeros(size, dtype=np.int32)
    for v in range(size - 1, -1, -1):
        if up_ptr[v] < up_ptr[v + 1]:
            parent[v] = up_head[up_ptr[v]]
            depth[v] = depth[parent[v]] + 1
    return parent, depth


@compiled
def _depths(depth: Ints, up_head: Ints) -> NDArray[np.uint16]:
    """The depth of each upper arc's upper end, in half the room: no chain is so long that it would not fit."""
    found = np.empty(len(up_head), dtype=np.uint16)
    for a in range(len(up_head)):
        found[a] = depth[up_head[a]]
    return found


@compiled
def _downward(up_head: Ints, size: int) -> tuple[Ints, Ints]:
    """The upper arcs by the rank that they come up into, rising within each."""
    down_ptr = np.zeros(size + 1, dtype=np.int32)
    for a in range(len(up_head)):
        down_ptr[up_head[a] + 1] += 1
    for v in range(size):
        down_ptr[v + 1] += down_ptr[v]
    at, down_arc = down_ptr[:-1].copy(), np.empty(len(up_head), dtype=np.int32)
    for a in range(len(up_head)):
        w = up_head[a]
        down_arc[at[w]] = a
        at[w] += 1
    return down_ptr, down_arc


@compiled
def arc_between(up_ptr: Ints, up_head: Ints, low: int, high: int) -> int:
    """The upper arc that joins two ranks, -1 where none does."""
    first, last = up_ptr[low], up_ptr[low + 1]
    while first < last:
        middle = (first + last) >> 1
        if up_head[middle] < high:
            first = middle + 1
        else:
            last = middle
    return first if first < up_ptr[low + 1] and up_head[first] == high else -1


@compiled
def _places(up_ptr: Ints, up_head: Ints, low: Ints, high: Ints) -> Ints:
    found = np.empty(len(low), dtype=np.int32)
    for e in range(len(low)):
        found[e] = arc_between(up_ptr, up_head, low[e], high[e])
    return found
