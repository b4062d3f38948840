"""Who is cut off when a place is closed, and how aid reaches it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from whyhere.records import AidReach, CutOff
from whyhere.terrain.facts import duration, km_values, time_values
from whyhere.terrain.sites import locate
from whyhere.terrain.solvers import solver
from whyhere.terrain.travel import NEVER, Trips, names, passed, place_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Site, SiteKind
    from whyhere.terrain.facts import FactBook, Value
    from whyhere.terrain.ground import Ground
    from whyhere.terrain.network import Network

LIMIT_MINUTES: Final = 60  # a place that gets this much farther from every capital and port counts as cut off
CARE_MINUTES: Final = 60  # an hour to a hospital or an aid hub
CARE_KINDS: Final[tuple[SiteKind, ...]] = ("hospital", "aid hub")
HAVEN_KINDS: Final = frozenset({"capital", "port"})


def cut_off(ground: Ground, book: FactBook) -> tuple[CutOff, ...]:
    """The settlements that lose every way to all capitals and ports, or get LIMIT_MINUTES farther from the nearest.

    Lost ones first, then by people. The place itself is not counted; without any capital or port nothing is cut off.
    """
    network, place = ground.network, ground.place
    havens = [end.junction for end in ground.ends if end.site.kind in HAVEN_KINDS and end.place != place]
    opened = solver(network)
    before = opened.nearest(havens, network.anchor)
    after = opened.closing(network.footprint(place)).nearest(havens, network.anchor)
    found = [
        (i, int(before[i]), int(after[i]))
        for i in np.flatnonzero((before < NEVER) & (after != before)).tolist()
        if i != place and network.places[i].kind == "settlement" and _gone(int(before[i]), int(after[i]))
    ]
    found.sort(key=lambda row: (row[2] < NEVER, -network.places[row[0]].population, -row[2]))
    rows = tuple(_cut(network, row, book) for row in found)
    _summary(ground, rows, book)
    return rows


def _gone(before: int, after: int) -> bool:
    return after >= NEVER or after - before > LIMIT_MINUTES * 60


def _cut(network: Network, row: tuple[int, int, int], book: FactBook) -> CutOff:
    i, before, after = row
    lost = None if after >= NEVER else after
    place = network.places[i]
    values: dict[str, Value] = {
        "place": place.name,
        "people": place.population,
        "lost": lost is None,
        **time_values("minutes", before),
        **time_values("minutes_without", lost),
        **time_values("extra_minutes", None if lost is None else lost - before),
    }
    fact = book.add(f"cutoff:{place.name}", values)
    return CutOff(place, place.population, round(before / 60, 1), None if lost is None else round(lost / 60, 1), fact)


def _summary(ground: Ground, rows: Sequence[CutOff], book: FactBook) -> None:
    lost = [row for row in rows if row.minutes_without is None]
    values: dict[str, Value] = {
        "place": ground.name(ground.place),
        "places": len(rows),
        "people": sum(row.people for row in rows),
        "places_lost": len(lost),
        "people_lost": sum(row.people for row in lost),
        "limit_minutes": LIMIT_MINUTES,
        "names": tuple(row.place.name for row in rows),
        "names_lost": tuple(row.place.name for row in lost),
    }
    book.add("cutoff", values)


def within(ground: Ground, sites: Sequence[Site], book: FactBook) -> None:
    """Facts ``within:hospital`` and ``within:aid hub``: people near one now and with the place closed.

    People of the settlements (but the place itself) within CARE_MINUTES of the nearest site of the kind; sites in the
    place are closed with it. No fact for a kind that has no site elsewhere.
    """
    network, place = ground.network, ground.place
    opened = solver(network)
    shut = opened.closing(network.footprint(place))
    people = np.array([one.population if one.kind == "settlement" else 0 for one in network.places], dtype=np.int64)
    people[place] = 0
    for kind in CARE_KINDS:
        stands = {at for site in sites if site.kind == kind and (at := locate(network, site)) is not None}
        goals = [ground.junction(at) for at in sorted(stands)]
        if not stands - {place}:
            continue
        limit = CARE_MINUTES * 60
        before = opened.nearest(goals, network.anchor) <= limit
        after = shut.nearest(goals, network.anchor) <= limit
        lost = before & ~after & (people > 0)
        values: dict[str, Value] = {
            "place": ground.name(place),
            "kind": kind,
            "limit_minutes": CARE_MINUTES,
            "people": int(people[before].sum()),
            "people_without": int(people[after].sum()),
            "people_lost": int(people[lost].sum()),
            "names_lost": tuple(network.places[i].name for i in np.flatnonzero(lost).tolist()),
            "text": f"{int(people[before].sum())} people within {duration(limit)} of {_an(kind)}",
        }
        book.add(f"within:{kind}", values)


def _an(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def aid(ground: Ground, sites: Sequence[Site], book: FactBook) -> tuple[AidReach, ...]:
    """Each aid hub's best way to a place, quickest first, with the parties whose places it crosses, in order.

    The way is the quickest there is, whoever holds it: whose leave the aid needs is what ``crosses`` tells.
    """
    network, place = ground.network, ground.place
    trips = Trips(network)
    hubs = [(site, hub) for site in sites if site.kind == "aid hub" and (hub := locate(network, site)) is not None]
    rows = [_reach(ground, trips, site, hub) for site, hub in hubs if hub != place]
    rows.sort(key=lambda row: (row.minutes is None, row.minutes or 0, row.hub.name))
    return tuple(_recorded(ground, trips, row, book) for row in rows)


def _reach(ground: Ground, trips: Trips, site: Site, hub: int) -> AidReach:
    network, control = ground.network, ground.control
    way = trips.way(ground.junction(hub), ground.junction(ground.place))
    path = place_ids(network, way)
    along = passed(network, way.junctions, country=True) if way else ()
    holders = [control.holder[i] for i in along if i in control.holder]
    return AidReach(
        hub=site,
        minutes=way.minutes if way else None,
        km=round(way.km, 1) if way else None,
        path=path,
        crosses=tuple(dict.fromkeys(control.name(party) for party in holders)),
        fact="",
    )


def _recorded(ground: Ground, trips: Trips, row: AidReach, book: FactBook) -> AidReach:
    network, control = ground.network, ground.control
    seconds = None if row.minutes is None else round(row.minutes * 60)
    hub = locate(network, row.hub)
    way = None if hub is None else trips.way(ground.junction(hub), ground.junction(ground.place))
    along = passed(network, way.junctions, country=True) if way else ()
    turns = [control.holder[i] for i in along if i in control.holder]
    values: dict[str, Value] = {
        "hub": row.hub.name,
        "place": ground.name(ground.place),
        "reached": row.minutes is not None,
        **time_values("minutes", seconds),
        **km_values("km", row.km),
        "via": names(network, row.path[1:-1]),
        "crosses": row.crosses,
        "lines_crossed": sum(a != b for a, b in pairwise(turns)),
        "unknown": tuple(network.places[i].name for i in along if control.unknown(i)),
        "contested": tuple(network.places[i].name for i in along if i in control.contested),
        "text": f"from {row.hub.name}: {duration(seconds)}",
    }
    return replace(row, fact=book.add(f"aid:{row.hub.name}", values))
