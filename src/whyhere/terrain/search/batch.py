"""Many closures of one network, one after the other: which pairs of ends each touches, and what they become.

A pair (s, t) uses a set of junctions if and only if d(s, a) + d(a, t) = d(s, t) for a junction ``a`` by which one comes
into the set, for shortest ways are made of shortest ways. Only those pairs are asked again, on times that are changed
where the closed roads lie and then changed back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import FAR, compiled
from whyhere.terrain.search.labels import best, climb
from whyhere.terrain.search.metric import change, change_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from whyhere.terrain.search.hierarchy import Shape
    from whyhere.terrain.search.metric import Bench, Times

    Ints = NDArray[np.int32]


class Between(NamedTuple):
    """Ends of journeys (ranks) with their labels and weights, and how many ancestors each pair shares.

    ``asked`` are the seconds of the pairs asked for that have a way, -1 for all others; ``pairs`` how many those are,
    and the sum of their weights (a pair's is the product of its ends').
    """

    ranks: Ints
    out: Ints
    back: Ints
    common: Ints
    weight: NDArray[np.float64]
    asked: Ints
    pairs: NDArray[np.float64]


class Sets(NamedTuple):
    """Sets of junctions (ranks), one after the other: those of set ``x`` are ``ranks[ptr[x]:ptr[x + 1]]``."""

    ptr: Ints
    ranks: Ints


class Gates(NamedTuple):
    """The junctions by which one comes into each set, and seconds from the ends to them (``to``) and on (``on``)."""

    ptr: Ints
    to: Ints
    on: Ints


class Found(NamedTuple):
    """What a batch found: for each set the pairs counted and those that use it; and every time that is another.

    Row ``r``: with the set ``place[r]`` changed, the seconds from end ``start[r]`` to ``end[r]`` become ``seconds[r]``.
    """

    counted: Ints
    through: Ints
    people: NDArray[np.float64]
    place: Ints
    start: Ints
    end: Ints
    seconds: Ints


@compiled
def gates_of(shape: Shape, times: Times, sets: Sets, mark: Ints) -> tuple[Ints, Ints]:
    """For each set the ranks that a road from outside leads into (pointers, ranks); ``mark`` is room, all -1."""
    ptr, found, count = np.zeros(len(sets.ptr), dtype=np.int32), np.empty(len(sets.ranks), dtype=np.int32), 0
    for x in range(len(sets.ptr) - 1):
        for i in range(sets.ptr[x], sets.ptr[x + 1]):
            mark[sets.ranks[i]] = x
        for i in range(sets.ptr[x], sets.ptr[x + 1]):
            if _entered(shape, times, mark, sets.ranks[i]):
                found[count] = sets.ranks[i]
                count += 1
        ptr[x + 1] = count
        for i in range(sets.ptr[x], sets.ptr[x + 1]):
            mark[sets.ranks[i]] = -1
    return ptr, found[:count].copy()


@compiled
def _entered(shape: Shape, times: Times, mark: Ints, v: int) -> bool:
    for a in range(shape.up_ptr[v], shape.up_ptr[v + 1]):
        if times.road_down[a] < FAR and mark[shape.up_head[a]] != mark[v]:
            return True
    for d in range(shape.down_ptr[v], shape.down_ptr[v + 1]):
        a = shape.down_arc[d]
        if times.road_up[a] < FAR and mark[shape.up_tail[a]] != mark[v]:
            return True
    return False


@compiled
def roads_at(shape: Shape, times: Times, ranks: Ints) -> Ints:
    """The upper arcs with a road that touch these ranks; one inside the set stands twice, which does no harm."""
    count = 0
    for v in ranks:
        count += shape.up_ptr[v + 1] - shape.up_ptr[v] + shape.down_ptr[v + 1] - shape.down_ptr[v]
    found, count = np.empty(count, dtype=np.int32), 0
    for v in ranks:
        for a in range(shape.up_ptr[v], shape.up_ptr[v + 1]):
            if times.road_up[a] < FAR or times.road_down[a] < FAR:
                found[count] = a
                count += 1
        for d in range(shape.down_ptr[v], shape.down_ptr[v + 1]):
            a = shape.down_arc[d]
            if times.road_up[a] < FAR or times.road_down[a] < FAR:
                found[count] = a
                count += 1
    return found[:count]


@compiled
def close_each(  # noqa: PLR0913, PLR0917  one question with many grounds
    shape: Shape, times: Times, bench: Bench, between: Between, sets: Sets, gates: Gates, mark: Ints
) -> Found:
    """Closes one set after the other; ``mark`` is room over all ranks, all -1."""
    count, size = len(sets.ptr) - 1, len(between.ranks)
    counted, through = np.zeros(count, dtype=np.int32), np.zeros(count, dtype=np.int32)
    share = np.zeros(count, dtype=np.float64)
    rows, length = np.empty((4, 1024), dtype=np.int32), 0
    labels = np.empty_like(between.out), np.empty_like(between.back)
    inside = np.zeros(size, dtype=np.bool_)
    used = np.empty((size, size), dtype=np.bool_)
    for x in range(count):
        ranks = sets.ranks[sets.ptr[x] : sets.ptr[x + 1]]
        _inside(between.ranks, ranks, mark, inside)
        counted[x], whole = _counted(between, inside)
        through[x] = users(between, inside, gates, x, used)
        if not through[x]:
            continue
        share[x] = _weight(between.weight, used) / whole if whole else 0.0
        roads = roads_at(shape, times, ranks)
        shut = np.full(len(roads), FAR, dtype=np.int32)
        logged = change(shape, times, bench, roads, (shut, shut))
        _again(shape, times, between.ranks, used, labels)
        if length + through[x] > rows.shape[1]:
            rows = grown(rows, length, through[x])
        length = _record(between, used, labels, rows, length, x)
        change_back(times, bench, logged)
    return Found(counted, through, share, rows[0, :length], rows[1, :length], rows[2, :length], rows[3, :length])


@compiled
def _inside(ends: Ints, ranks: Ints, mark: Ints, inside: NDArray[np.bool_]) -> None:
    """Marks the ends that lie in the set."""
    for v in ranks:
        mark[v] = 0
    for i in range(len(ends)):
        inside[i] = mark[ends[i]] == 0
    for v in ranks:
        mark[v] = -1


@compiled
def _counted(between: Between, inside: NDArray[np.bool_]) -> tuple[int, float]:
    """How many of the pairs asked for have a way and neither end inside; and their weight."""
    count, weight, asked, heavy = between.pairs[0], between.pairs[1], between.asked, between.weight
    for i in range(len(inside)):
        if inside[i]:
            for j in range(len(inside)):
                if asked[i, j] >= 0:
                    count -= 1
                    weight -= heavy[i] * heavy[j]
                if not inside[j] and asked[j, i] >= 0:
                    count -= 1
                    weight -= heavy[i] * heavy[j]
    return int(count), weight


@compiled
def users(between: Between, inside: NDArray[np.bool_], gates: Gates, x: int, used: NDArray[np.bool_]) -> int:
    """Marks the pairs asked for that use a set and have no end in it; how many."""
    used[:] = False
    count = 0
    for p in range(gates.ptr[x], gates.ptr[x + 1]):
        on = gates.on[p]
        for i in range(len(used)):
            to = gates.to[p, i]
            if to < FAR and not inside[i] and _meets(between.asked[i], on, to):
                for j in range(len(used)):
                    if to + on[j] == between.asked[i, j] and not inside[j] and not used[i, j]:
                        used[i, j] = True
                        count += 1
    return count


@compiled
def _meets(asked: Ints, on: Ints, to: int) -> bool:
    """Whether any way on takes just what is left; without a branch, so that many are compared at once."""
    hits = 0
    for j in range(len(asked)):
        hits += np.int32(to + on[j]) == asked[j]
    return hits > 0


@compiled
def _weight(weight: NDArray[np.float64], used: NDArray[np.bool_]) -> float:
    total = 0.0
    for i in range(len(used)):
        for j in range(len(used)):
            if used[i, j]:
                total += weight[i] * weight[j]
    return total


@compiled
def _again(shape: Shape, times: Times, ranks: Ints, used: NDArray[np.bool_], labels: tuple[Ints, Ints]) -> None:
    """New labels for the ends of the pairs to ask again."""
    needed = np.zeros(len(ranks), dtype=np.bool_)
    for i in range(len(ranks)):
        if used[i].any():
            needed |= used[i]
            climb(shape, times.up, ranks[i], labels[0][i])
    for j in range(len(ranks)):
        if needed[j]:
            climb(shape, times.down, ranks[j], labels[1][j])


@compiled
def _record(  # noqa: PLR0913, PLR0917  compiled
    between: Between, used: NDArray[np.bool_], labels: tuple[Ints, Ints], rows: Ints, length: int, x: int
) -> int:
    """Writes the pairs whose seconds are others now; the new length."""
    for i in range(len(used)):
        for j in range(len(used)):
            if used[i, j]:
                seconds = best(labels[0][i], labels[1][j], between.common[i, j])
                if seconds != between.asked[i, j]:
                    rows[0, length], rows[1, length], rows[2, length], rows[3, length] = x, i, j, seconds
                    length += 1
    return length


@compiled
def grown(rows: Ints, length: int, more: int) -> Ints:
    """The same rows with room for so many more, and as many again."""
    found = np.empty((4, 2 * (length + more)), dtype=np.int32)
    found[:, :length] = rows[:, :length]
    return found
