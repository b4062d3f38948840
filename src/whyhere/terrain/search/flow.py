"""Edge-disjoint ways at country size: the augmenting search of :mod:`whyhere.terrain.disjoint`, compiled."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from whyhere.terrain.search.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from whyhere.terrain.changes import Ints, Mask
    from whyhere.terrain.network import Network

    Costs = NDArray[np.int64]


class Roads(NamedTuple):
    """The arcs out of each junction and into each (``into``: arc numbers), the arc back (-1: none), their prices."""

    ptr: Ints
    heads: Ints
    tails: Ints
    into_ptr: Ints
    into: Ints
    back: Ints
    price: Costs


class Search(NamedTuple):
    """Room for one search: costs, whether settled, the arc that led there, potentials, what was touched, the heap."""

    cost: Costs
    settled: Mask
    by: Ints
    potential: Costs
    touched: Ints
    key: Costs
    item: Ints


def flow_of(
    network: Network, price: Costs, starts: Mapping[int, int], goals: Mask
) -> tuple[dict[int, set[int]], Counter[int]]:
    """The cheapest flow of the most ways: the junctions it runs to from each, and how many ways begin at each start."""
    roads = _roads(network, price)
    flow = np.zeros(len(network.heads), dtype=np.bool_)
    begin = np.full(len(network.lat), -1, dtype=np.int64)
    begin[list(starts)] = list(starts.values())
    supply = np.zeros(len(network.lat), dtype=np.int32)
    _grow(roads, _search_of(network), flow, begin, goals, supply)
    onward: dict[int, set[int]] = {}
    for e in np.flatnonzero(flow).tolist():
        onward.setdefault(int(network.tails[e]), set()).add(int(network.heads[e]))
    return onward, Counter({j: int(supply[j]) for j in np.flatnonzero(supply).tolist()})


def _roads(network: Network, price: Costs) -> Roads:
    if "roads in" not in network.derived:
        network.derived["roads in"] = _turned(network.indptr, network.heads, network.tails)
    into_ptr, into, back = network.derived["roads in"]
    columns = (network.indptr, network.heads, network.tails, into_ptr, into, back, price)
    views: list[NDArray[Any]] = [column.view() for column in columns]
    for view in views:
        view.setflags(write=False)
    return Roads(*views)


@compiled
def _turned(ptr: Ints, heads: Ints, tails: Ints) -> tuple[Ints, Ints, Ints]:
    """The arcs into each junction (pointers, arcs), and for each arc the one that runs back (-1: none)."""
    into_ptr = np.zeros(len(ptr), dtype=np.int32)
    for e in range(len(heads)):
        into_ptr[heads[e] + 1] += 1
    for v in range(len(ptr) - 1):
        into_ptr[v + 1] += into_ptr[v]
    at, into, back = into_ptr[:-1].copy(), np.empty(len(heads), dtype=np.int32), np.full(len(heads), -1, dtype=np.int32)
    for e in range(len(heads)):
        w = heads[e]
        into[at[w]] = e
        at[w] += 1
        for other in range(ptr[w], ptr[w + 1]):
            if heads[other] == tails[e]:
                back[e] = other
    return into_ptr, into, back


def _search_of(network: Network) -> Search:
    size, arcs = len(network.lat) + 2, 2 * len(network.heads) + len(network.lat) + 8
    return Search(
        cost=np.full(size, -1, dtype=np.int64),
        settled=np.zeros(size, dtype=np.bool_),
        by=np.empty(size, dtype=np.int32),
        potential=np.zeros(size, dtype=np.int64),
        touched=np.empty(size, dtype=np.int32),
        key=np.empty(arcs, dtype=np.int64),
        item=np.empty(arcs, dtype=np.int32),
    )


@compiled
def _grow(  # noqa: PLR0913, PLR0917  compiled code takes no settings
    roads: Roads, room: Search, flow: Mask, begin: Costs, goals: Mask, supply: Ints
) -> None:
    """Adds one unit of flow after the other, each by a cheapest way of what is left."""
    sink = len(begin)
    while True:
        count = _find(roads, room, flow, begin, goals)
        found, least = room.settled[sink], room.cost[sink]
        for i in range(count):  # those not settled keep theirs: all are lowered by the same constant
            v = room.touched[i]
            if found and room.settled[v]:
                room.potential[v] += room.cost[v] - least
            room.cost[v], room.settled[v] = -1, False
        if not found:
            return
        room.potential[sink + 1] -= least
        here = room.by[sink]
        while room.by[here] != -1:
            forward = room.by[here] >= 0
            e = room.by[here] if forward else -2 - room.by[here]
            flow[e] = forward
            here = roads.tails[e] if forward else roads.heads[e]
        supply[here] += 1


@compiled
def _find(  # noqa: C901  one loop, written out so that it compiles to one
    roads: Roads, room: Search, flow: Mask, begin: Costs, goals: Mask
) -> int:
    """Dijkstra over reduced costs until the sink behind all goals is settled; how many junctions were touched.

    The sink's number is that of all junctions, the source's one more. ``by``: the arc taken forwards, or -2 less the
    arc whose flow is taken back, or -1 at a start; the sink's is the goal before it.
    """
    ptr, heads, tails, into_ptr, into = roads.ptr, roads.heads, roads.tails, roads.into_ptr, roads.into
    back, price, potential, settled = roads.back, roads.price, room.potential, room.settled
    sink, held = len(begin), (0, 0)
    for v in range(len(begin)):
        if begin[v] >= 0:
            held = _offer(room, held, v, begin[v] + potential[sink + 1] - potential[v], -1)
    while held[0] > 0:
        here, v = room.key[0], room.item[0]
        held = _drop(room.key, room.item, held[0]), held[1]
        if settled[v]:
            continue
        settled[v] = True
        if v == sink:
            break
        for d in range(into_ptr[v], into_ptr[v + 1]):
            e = into[d]
            if flow[e] and not settled[tails[e]]:
                w = tails[e]
                held = _offer(room, held, w, here - price[e] + potential[v] - potential[w], -2 - e)
        if goals[v]:
            held = _offer(room, held, sink, here + potential[v] - potential[sink], v)
            continue
        for e in range(ptr[v], ptr[v + 1]):
            w = heads[e]
            if not flow[e] and (back[e] < 0 or not flow[back[e]]) and begin[w] < 0 and not settled[w]:
                held = _offer(room, held, w, here + price[e] + potential[v] - potential[w], e)
    return held[1]


@compiled
def _offer(room: Search, held: tuple[int, int], v: int, cost: int, by: int) -> tuple[int, int]:
    """Offers a cost to a junction; the new sizes of the heap and of what was touched."""
    size, count = held
    if room.cost[v] >= 0 and room.cost[v] <= cost:
        return size, count
    if room.cost[v] < 0:
        room.touched[count] = v
        count += 1
    room.cost[v], room.by[v] = cost, by
    key, item, i = room.key, room.item, size
    while i > 0:
        above = (i - 1) >> 1
        if key[above] <= cost:
            break
        key[i], item[i] = key[above], item[above]
        i = above
    key[i], item[i] = cost, v
    return size + 1, count


@compiled
def _drop(key: Costs, item: Ints, size: int) -> int:
    """Takes the first off the heap (the caller has read it); its new size."""
    size -= 1
    cost, v, i = key[size], item[size], 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and key[child + 1] < key[child]:
            child += 1
        if key[child] >= cost:
            break
        key[i], item[i] = key[child], item[child]
        i = child
    key[i], item[i] = cost, v
    return size
