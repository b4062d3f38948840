"""Closures by the subtree method: which ends' trees to settle anew, and what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.changes import NEVER, Changes
from whyhere.terrain.search.batch import Sets
from whyhere.terrain.search.compiled import FAR
from whyhere.terrain.search.covers import Pairs, covers, entries
from whyhere.terrain.search.dijkstra import graph_of, near_numbers
from whyhere.terrain.search.subtree import close_from, room_of, trees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Ints, Mask
    from whyhere.terrain.network import Network
    from whyhere.terrain.search.dijkstra import Graph


def close_each(  # noqa: PLR0913  the question of a solver, and its network
    network: Network,
    closed: Mask,
    ends: Sequence[int],
    sets: Sequence[Ints],
    *,
    asked: Mask,
    weight: NDArray[np.float64],
) -> Changes:
    """Closes one set of junctions after the other: as :class:`Solver`, without any preparation of the network."""
    number = near_numbers(network.lat, network.lon)
    graph = graph_of(network, number, shut=closed[network.tails] | closed[network.heads])
    junctions, held, shut = number[list(ends)], _held(sets, number), closed[list(ends)]
    both = _two_way(graph)
    pairs = _pairs(graph, junctions, held, asked | asked.T if both else asked, weight, both=both)
    pairs.table[shut] = FAR
    pairs.table[:, shut] = FAR
    found = pairs._replace(asked=asked)
    _, _, counted, through, share = covers(found, held, junctions, len(closed), both)
    outward, inward, *_ = covers(pairs, held, junctions, len(closed), both)
    room = room_of(len(closed), len(graph.heads))
    rows = [
        close_from(graph, room, junctions, i, pairs, held, (outward, outward if both else inward))
        for i in np.flatnonzero(outward.any(axis=0)).tolist()
    ]
    if both:
        rows = _told(rows, asked)
    else:
        turned = Pairs(pairs.table.T.copy(), asked.T.copy(), weight, pairs.ptr, pairs.on, pairs.to)
        for j in np.flatnonzero(inward.any(axis=0)).tolist():
            back = close_from(graph.turned(), room, junctions, j, turned, held, (inward, outward))
            rows.append(back[[0, 2, 1, 3]])
    return _changes(counted, through, share, rows)


def _pairs(  # noqa: PLR0913  the grounds of a batch
    graph: Graph, ends: Ints, sets: Sets, asked: Mask, weight: NDArray[np.float64], *, both: bool
) -> Pairs:
    ptr, gates = entries(graph.back_ptr, graph.back_heads, graph.back_seconds, sets)
    forth = trees(graph, ends, np.concatenate((gates, ends)))
    to, table = forth[: len(gates)], forth[len(gates) :].T.copy()
    on = to if both else trees(graph.turned(), ends, gates)
    return Pairs(table, asked, weight, ptr, to, on)


def _two_way(graph: Graph) -> bool:
    """Whether every road takes as long either way: one tree then answers for both."""
    same = np.array_equal(graph.ptr, graph.back_ptr) and np.array_equal(graph.heads, graph.back_heads)
    return same and np.array_equal(graph.seconds, graph.back_seconds)


def _held(sets: Sequence[Ints], number: Ints) -> Sets:
    ptr = np.zeros(len(sets) + 1, dtype=np.int32)
    np.cumsum([len(junctions) for junctions in sets], out=ptr[1:])
    return Sets(ptr, number[np.concatenate(sets)] if sets else np.zeros(0, dtype=np.int32))


def _told(rows: list[Ints], asked: Mask) -> list[Ints]:
    """The rows as they were asked for: a tree answers for either direction."""
    found = []
    for part in rows:
        found += [part[:, asked[part[1], part[2]]], part[[0, 2, 1, 3]][:, asked[part[2], part[1]]]]
    return found


def _changes(counted: Ints, through: Ints, share: NDArray[np.float64], rows: list[Ints]) -> Changes:
    place, start, end, seconds = np.concatenate([np.empty((4, 0), dtype=np.int32), *rows], axis=1)
    order = np.lexsort((end, start, place))
    wide = np.where(seconds >= FAR, NEVER, seconds.astype(np.int64))
    return Changes(counted, through, share, place[order], start[order], end[order], wide[order])
