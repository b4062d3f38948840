"""The key connections: every pair of key sites, with a place and without it, the most telling first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from whyhere.records import Connection
from whyhere.terrain.facts import duration, km_values, time_values
from whyhere.terrain.sites import WEIGHT
from whyhere.terrain.travel import NEVER, Trips, Way, names, place_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from whyhere.terrain.closures import Closure
    from whyhere.terrain.facts import FactBook
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End


def all_connections(network: Network, ends: Sequence[End], closure: Closure, book: FactBook) -> tuple[Connection, ...]:
    """Every pair of key sites that has a way and neither end in the place, each a fact ``connection:A–B``.

    Those that run through the place come first: the lost ones, then by minutes added and the weight of their ends.
    """
    opened, shut = Trips(network), Trips(network, closed=closed_place(network, closure.place))
    pairs = zip(*np.nonzero(np.triu(closure.counted, 1)), strict=True)
    found = []
    for i, j in pairs:
        start, end = ends[int(i)], ends[int(j)]
        through = bool(closure.through[i, j])
        best = way_through(opened, start.junction, end.junction, closure.place) if through else None
        best = best or opened.way(start.junction, end.junction)
        other = shut.way(start.junction, end.junction) if through else best
        found.append(connection(network, start, end, (best, other), through=through))
    return tuple(recorded(network, one, book, f"connection:{title(one)}") for one in sorted(found, key=telling))


def closed_place(network: Network, place: int) -> NDArray[np.bool_]:
    """The junctions that closing one place closes."""
    closed: NDArray[np.bool_] = network.owner == place
    return closed


def way_through(trips: Trips, start: int, end: int, place: int) -> Way | None:
    """The quickest of the ways from start to end that pass a junction of the place; None where there is none."""
    footprint = trips.network.footprint(place)
    if not len(footprint):
        return None
    costs = trips.seconds(start)[footprint] + trips.arrivals(end)[footprint]
    total, junction = int(costs.min()), int(footprint[costs.argmin()])
    if total >= NEVER:
        return None
    first, onward = trips.way(start, junction), trips.way(junction, end)
    return first.then(onward) if first and onward else None


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


def recorded(network: Network, one: Connection, book: FactBook, key: str) -> Connection:
    """The connection with its fact in the book."""
    with_s, without_s = _seconds(one.minutes), _seconds(one.minutes_without)
    extra = None if with_s is None or without_s is None else without_s - with_s
    values = {
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
