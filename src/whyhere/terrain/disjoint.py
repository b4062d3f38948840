"""Edge-disjoint ways from a place to any of several junctions: as many as there are, together as quick as can be.

Successive shortest ways with potentials (Suurballe 1974; Ahuja, Magnanti & Orlin, *Network Flows*, 1993, section 9.7):
every road carries one way at most, in one direction, so the number of ways equals the maximum flow (Menger 1927).
"""

from __future__ import annotations

from collections import Counter
from heapq import heapify, heappop, heappush
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from whyhere.terrain.plain import MANY
from whyhere.terrain.travel import arc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from whyhere.terrain.changes import Mask
    from whyhere.terrain.network import Network

_SINK: Final = -1  # the one goal behind all goals
_SOURCE: Final = -2  # the one start before all starts
_PENALTY: Final = 1 << 40  # seconds that entering a hostile place outweighs: longer than any journey


def disjoint_ways(
    network: Network, starts: Mapping[int, int], goals: Mask, *, hostile: Mask | None = None
) -> tuple[tuple[int, ...], ...]:
    """Junction lists of edge-disjoint ways from ``starts`` to the nearest ``goals``; each ends at the first it meets.

    ``starts`` are the junctions of a place with the seconds it takes to get to each; no way comes back to one.
    ``goals`` and ``hostile`` mark junctions. The ways together enter as few hostile places as can be, then take the
    least seconds; the best one comes first. A place with a goal in it has no way.
    """
    if goals[list(starts)].any():
        return ()
    price = prices(network, hostile)
    if len(network.lat) >= MANY and find_spec("numba"):
        grown = import_module("whyhere.terrain.search.flow").flow_of(network, price, starts, goals)
        return tuple(_Flow(network, starts, goals, price, *grown).ways())
    flow = _Flow(network, starts, goals, price)
    while flow.augment():
        pass
    return tuple(flow.ways())


def prices(network: Network, hostile: Mask | None) -> NDArray[np.int64]:
    """What each arc costs: its seconds, and a penalty where it enters a hostile place."""
    if hostile is None:
        return network.seconds
    enters = hostile[network.heads] & (network.domain[network.heads] != network.domain[network.tails])
    found: NDArray[np.int64] = network.seconds + _PENALTY * enters
    return found


class _Flow:
    """Unit flow over the network's roads, grown by one cheapest augmenting way at a time."""

    def __init__(  # noqa: PLR0913, PLR0917  its last two are a flow that was grown elsewhere
        self,
        network: Network,
        starts: Mapping[int, int],
        goals: Mask,
        price: NDArray[np.int64],
        onward: dict[int, set[int]] | None = None,
        supply: Counter[int] | None = None,
    ) -> None:
        self.network = network
        self.starts = starts
        self.goals = goals
        self.price = price
        self.onward: dict[int, set[int]] = onward or {}  # the flow: junction → junctions it runs to
        self.inward: dict[int, set[int]] = {}  # the same, backwards
        self.supply: Counter[int] = supply or Counter()  # how many ways begin at each start
        self.potential: dict[int, int] = {}

    def augment(self) -> bool:
        """Adds one unit of flow by a cheapest way of the residual network; False when there is none."""
        cost, before = self._search()
        if _SINK not in cost:
            return False
        for junction, reached in cost.items():  # those not reached keep theirs: all are lowered by the same constant
            self.potential[junction] = self.potential.get(junction, 0) + reached - cost[_SINK]
        here = before[_SINK]
        while before[here] != _SOURCE:
            self._turn(before[here], here)
            here = before[here]
        self.supply[here] += 1
        return True

    def _turn(self, tail: int, head: int) -> None:
        """Sends a unit from tail to head, or takes back the one that runs the other way."""
        if head in self.inward.get(tail, ()):
            self.inward[tail].discard(head)
            self.onward[head].discard(tail)
        else:
            self.onward.setdefault(tail, set()).add(head)
            self.inward.setdefault(head, set()).add(tail)

    def _search(self) -> tuple[dict[int, int], dict[int, int]]:
        """Dijkstra over reduced costs until the sink is settled: cost of the settled junctions, and the step before."""
        cost: dict[int, int] = {_SOURCE: 0}
        before: dict[int, int] = {}
        settled: dict[int, int] = {}
        heap = [(0, _SOURCE)]
        while heap and _SINK not in settled:
            here, junction = heappop(heap)
            if junction in settled:
                continue
            settled[junction] = here
            for head, price in self._steps(junction):
                total = here + price + self.potential.get(junction, 0) - self.potential.get(head, 0)
                if head not in cost or total < cost[head]:
                    cost[head], before[head] = total, junction
                    heappush(heap, (total, head))
        return settled, before

    def _steps(self, junction: int) -> Iterator[tuple[int, int]]:
        """The residual roads out of a junction and their price: flow taken back at a gain, free roads, the sink."""
        if junction == _SOURCE:  # never taken back: a way that came back to it would begin there anew
            yield from self.starts.items()
            return
        back = self.inward.get(junction, set())
        for tail in back:
            yield tail, -self._price(tail, junction)
        if self.goals[junction]:
            yield _SINK, 0
            return
        used = self.onward.get(junction, set())
        network = self.network
        heads: list[int] = network.heads[network.indptr[junction] : network.indptr[junction + 1]].tolist()
        for head in dict.fromkeys(heads):
            if head not in used and head not in back and head not in self.starts:
                yield head, self._price(junction, head)

    def _price(self, tail: int, head: int) -> int:
        return int(self.price[arc(self.network, tail, head)])

    def ways(self) -> Iterator[tuple[int, ...]]:
        """The flow taken apart into ways, the best first: where two cross, the better halves are joined to one."""
        while self.supply.total():
            way = self._best()
            self.supply[way[0]] -= 1
            for tail, head in pairwise(way):
                self.onward[tail].discard(head)
            yield way

    def _best(self) -> tuple[int, ...]:
        """The cheapest way along the flow; there is one, since what comes in goes on until it meets a goal."""
        heap: list[tuple[int, tuple[int, ...]]] = [(self.starts[j], (j,)) for j in self.starts if self.supply[j]]
        heapify(heap)
        done: set[int] = set()
        while True:
            price, way = heappop(heap)
            if self.goals[way[-1]]:
                return way
            if way[-1] in done:
                continue
            done.add(way[-1])
            for head in self.onward.get(way[-1], ()):
                heappush(heap, (price + self._price(way[-1], head), (*way, head)))
