"""Ways out of a place to safety: edge-disjoint, each with its direction and whose places it crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from whyhere.records import Exit
from whyhere.terrain.disjoint import disjoint_ways
from whyhere.terrain.facts import duration, km_values, time_values
from whyhere.terrain.geodesy import compass, great_circle_km
from whyhere.terrain.travel import NEVER, Trips, Way, as_way, names, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.terrain.facts import FactBook
    from whyhere.terrain.ground import Ground
    from whyhere.terrain.network import Network

BEARING_KM: Final = 3.0  # a way's direction is that of the first place on it at least this far off
SAFE_KINDS: Final = frozenset({"capital", "port", "city", "crossing", "aid hub", "hospital"})


def exits(ground: Ground, bloc: Sequence[str], book: FactBook) -> tuple[Exit, ...]:
    """The edge-disjoint ways out of the place to safety, as seen by a bloc; those without a hostile place first.

    Safety is the first place met that is a key site (no airport), is known to be held by the bloc, or lies in another
    country, and is neither hostile nor contested. A way enters as few hostile places as can be, then is the
    quickest. The streets of the place itself may be shared.
    """
    network, control = ground.network, ground.control
    safe, foes = (np.zeros(len(network.places) + 1, dtype=np.bool_) for _ in range(2))  # the last: no place's
    safe[list(safe_places(ground, bloc))] = True
    foes[[i for i in range(len(network.places)) if control.hostile(i, bloc)]] = True
    trips, middle = Trips(network), ground.junction(ground.place)
    footprint = network.footprint(ground.place)
    inside = dict(zip(footprint.tolist(), trips.table([middle], footprint)[0].tolist(), strict=True))
    starts = {j: seconds for j, seconds in inside.items() if seconds < NEVER}
    found = disjoint_ways(network, starts, safe[network.owner], hostile=foes[network.domain])
    heads = [(trips.way(middle, junctions[0]), junctions) for junctions in found]
    ways = [_exit(ground, head.then(as_way(network, junctions)), bloc) for head, junctions in heads if head]
    ordered = sorted(ways, key=lambda way: (len(way.hostile), way.minutes, way.path))
    return tuple(_recorded(ground, way, book) for way in ordered)


def safe_places(ground: Ground, bloc: Sequence[str]) -> frozenset[int]:
    """The places (indices) that count as safety for those who leave the place."""
    key = {end.place for end in ground.ends if end.site.kind in SAFE_KINDS}
    control, places = ground.control, ground.network.places
    country = places[ground.place].country
    return frozenset(
        i
        for i, other in enumerate(places)
        if i != ground.place
        and not control.hostile(i, bloc)
        and i not in control.contested
        and (i in key or control.holder.get(i) in bloc or (country and other.country and other.country != country))
    )


def _exit(ground: Ground, way: Way, bloc: Sequence[str]) -> Exit:
    network, control, place = ground.network, ground.control, ground.place
    along = [i for i in passed(network, way.junctions) if i != place]
    whose = dict.fromkeys(i for i in passed(network, way.junctions, country=True) if i != place)
    return Exit(
        direction=direction(network, place, along),
        to=network.places[along[-1]],
        minutes=way.minutes,
        km=round(way.km, 1),
        path=(network.places[place].id, *(network.places[i].id for i in along)),
        hostile=tuple(network.places[i].name for i in whose if control.hostile(i, bloc)),
        unknown=tuple(network.places[i].name for i in whose if control.unknown(i)),
        fact="",
    )


def direction(network: Network, place: int, along: Sequence[int]) -> str:
    """The compass direction in which a way leaves: that of its first place BEARING_KM off, else of its last."""
    here = network.places[place]
    for i in along:
        there = network.places[i]
        if great_circle_km(here.lat, here.lon, there.lat, there.lon) >= BEARING_KM:
            return compass(here.lat, here.lon, there.lat, there.lon)
    last = network.places[along[-1]]
    return compass(here.lat, here.lon, last.lat, last.lon)


def _recorded(ground: Ground, way: Exit, book: FactBook) -> Exit:
    seconds = round(way.minutes * 60)
    fact = book.add(
        f"exit:{way.direction}:{way.to.name}",
        {
            "place": ground.name(ground.place),
            "direction": way.direction,
            "to": way.to.name,
            **time_values("minutes", seconds),
            **km_values("km", way.km),
            "via": names(ground.network, way.path[1:-1]),
            "hostile": way.hostile,
            "hostile_count": len(way.hostile),
            "unknown": way.unknown,
            "unknown_count": len(way.unknown),
            "text": f"{way.direction} to {way.to.name}, {round(way.km)} km, {duration(seconds)}",
        },
    )
    return Exit(way.direction, way.to, way.minutes, way.km, way.path, way.hostile, way.unknown, fact)
