"""The key connections: every pair of key sites, with a place and without it, the most telling first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from whyhere.records import Connection
from whyhere.terrain.changes import NEVER
from whyhere.terrain.closures import once
from whyhere.terrain.facts import duration, km_values, time_values
from whyhere.terrain.sites import WEIGHT
from whyhere.terrain.travel import Trips, Way, names, place_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whyhere.terrain.closures import Closure
    from whyhere.terrain.facts import FactBook, Value
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End

TOLD: Final = 8  # connections, the most telling first, of which also the detour's tightest place is worked out


def all_connections(network: Network, ends: Sequence[End], closure: Closure, book: FactBook) -> tuple[Connection, ...]:
    """Every pair of key sites that has a way and neither end in the place, each a fact ``connection:A–B``.

    Those that run through the place come first: the lost ones, then by minutes added and the weight of their ends.
    """
    opened = Trips(network)
    shut = opened.closing(network.footprint(closure.place))
    pairs = zip(*np.nonzero(np.triu(closure.counted, 1)), strict=True)
    middle = _Middle(opened, [end.junction for end in ends], closure.place)
    found = []
    for i, j in pairs:
        start, end = ends[int(i)], ends[int(j)]
        through = bool(closure.through[i, j])
        best = middle.way(int(i), int(j)) if through else None
        best = best or opened.way(start.junction, end.junction)
        other = shut.way(start.junction, end.junction) if through else best
        found.append(connection(network, start, end, (best, other), through=through))
    ordered = sorted(found, key=telling)
    return tuple(
        recorded(network, one, book, f"connection:{title(one)}", tightest(network, shut, one) if n < TOLD else {})
        for n, one in enumerate(ordered)
    )


def way_through(trips: Trips, start: int, end: int, place: int) -> Way | None:
    """The quickest of the ways from start to end that pass a junction of the place; None where there is none."""
    return _Middle(trips, [start, end], place).way(0, 1)


class _Middle:
    """Ways between some junctions by way of a place: times to and from all its junctions, asked once."""

    def __init__(self, trips: Trips, ends: Sequence[int], place: int) -> None:
        self.trips, self.ends = trips, ends
        self.footprint = trips.network.footprint(place)
        self.forth, self.back = trips.table(ends, self.footprint), trips.table(self.footprint, ends)

    def way(self, i: int, j: int) -> Way | None:
        """The quickest from the i-th to the j-th of the ends."""
        costs = self.forth[i] + self.back[:, j]
        if not len(costs) or int(costs.min()) >= NEVER:
            return None
        junction = int(self.footprint[costs.argmin()])
        first, onward = self.trips.way(self.ends[i], junction), self.trips.way(junction, self.ends[j])
        return first.then(onward) if first and onward else None


def tightest(network: Network, shut: Trips, one: Connection) -> dict[str, Value]:
    """The place that the way without the place hangs on most: the one whose loss would lengthen that way most.

    It tells aid what its detour rests on; ``shut`` are the ways without the place. Empty where no place on the detour
    makes a difference.
    """
    along = [network.at(number) for number in one.path_without[1:-1]]
    if not one.through or one.minutes_without is None or not along:
        return {}
    ends = [int(network.anchor[network.at(number)]) for number in (one.path_without[0], one.path_without[-1])]
    sets = [network.footprint(place) for place in along]
    found = shut.solver.close_each(ends, sets, asked=once(2), weight=np.ones(2))
    if not len(found.seconds):
        return {}
    worst = int(found.seconds.argmax())
    lost = int(found.seconds[worst]) >= NEVER
    more = None if lost else int(found.seconds[worst]) - int(shut.table(ends[:1], ends[1:])[0, 0])
    return {
        "tightest": network.places[along[int(found.place[worst])]].name,
        "tightest_lost": lost,
        **time_values("tightest_extra_minutes", more),
    }


def connection(
    network: Network, start: End, end: End, ways: tuple[Way | None, Way | None], *, through: bool
) -> Connection:
    """A pair of sites with its best way and its way without the place (``ways``); the fact is named later."""
    best, other = ways
    return Connection(
        start=start.site,
        end=end.site,
        minutes=best.minutes if best else None,
        km=round(best.km, 1) if best else None,
        path=place_ids(network, best),
        through=through,
        minutes_without=other.minutes if other else None,
        km_without=round(other.km, 1) if other else None,
        path_without=place_ids(network, other),
        fact="",
    )


def title(one: Connection) -> str:
    """A connection's name: its two sites."""
    return f"{one.start.name}–{one.end.name}"


def telling(one: Connection) -> tuple[bool, bool, float, str]:
    """Sorts the most telling first: through the place, lost, then minutes added times the weight of both ends."""
    weight = WEIGHT[one.start.kind] * WEIGHT[one.end.kind]
    lost = one.minutes_without is None and one.minutes is not None
    return not one.through, not lost, -(weight if lost else added(one) * weight), title(one)


def added(one: Connection) -> float:
    """Minutes that a connection takes longer without the place; 0 when either way is missing."""
    return 0.0 if one.minutes is None or one.minutes_without is None else round(one.minutes_without - one.minutes, 1)


def recorded(
    network: Network, one: Connection, book: FactBook, key: str, beside: Mapping[str, Value] | None = None
) -> Connection:
    """The connection with its fact in the book, and what else is known of it."""
    with_s, without_s = _seconds(one.minutes), _seconds(one.minutes_without)
    extra = None if with_s is None or without_s is None else without_s - with_s
    values: dict[str, Value] = {
        **(beside or {}),
        "start": one.start.name,
        "end": one.end.name,
        "start_place": names(network, one.path[:1] or one.path_without[:1])[0],
        "end_place": names(network, one.path[-1:] or one.path_without[-1:])[0],
        "through": one.through,
        "lost": one.minutes is not None and one.minutes_without is None,
        **time_values("minutes", with_s),
        **km_values("km", one.km),
        "via": names(network, one.path[1:-1]),
        **time_values("minutes_without", without_s),
        **km_values("km_without", one.km_without),
        "via_without": names(network, one.path_without[1:-1]),
        **time_values("extra_minutes", extra),
        "extra_km": None if one.km is None or one.km_without is None else round(one.km_without - one.km, 1),
        "text": f"{title(one)}: {duration(with_s)} with it, {duration(without_s)} without",
    }
    return replace(one, fact=book.add(key, values))


def _seconds(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes * 60)
