"""What each party wins or loses in connections when control of a place changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whyhere.records import PartyStake
from whyhere.terrain.closures import once
from whyhere.terrain.connections import added, connection, recorded, telling, title
from whyhere.terrain.control import closed_to
from whyhere.terrain.facts import duration
from whyhere.terrain.travel import Trips, passed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.records import Connection
    from whyhere.terrain.control import Control
    from whyhere.terrain.facts import FactBook, Value
    from whyhere.terrain.ground import Ground


def party_stakes(ground: Ground, named: Iterable[str], book: FactBook) -> tuple[PartyStake, ...]:
    """For the holder's bloc and each other at stake: connections it has only, or sooner, while it may pass the place.

    A bloc passes only what it holds and what the passage settings leave open. ``named``: parties that the reports on
    this place name. Connections that begin or end in the place itself are not counted.
    """
    holder = ground.control.holder.get(ground.place)
    return tuple(_stake(ground, party, holder, book) for party in at_stake(ground.control, holder, named))


def at_stake(control: Control, holder: str | None, named: Iterable[str]) -> tuple[str, ...]:
    """The parties to ask for: the holder; then, outside its bloc, those who hold a place, fight it or are named.

    One party a bloc; civilian bodies hold nothing and are left out.
    """
    civilian = {party.id for party in control.parties if party.civilian}
    ours = control.bloc(holder) if holder else ()
    holding = set(control.holder.values())
    listed = [*(party.id for party in control.parties), *sorted(holding), *named]
    fighting = {party for party in listed if any(control.against(party, own) for own in ours)}
    asked = [party for party in listed if party in holding | fighting | set(named) and party not in ours]
    found: dict[frozenset[str], str] = {}
    for party in ([holder] if holder else []) + asked:
        if party not in civilian:
            found.setdefault(frozenset(control.bloc(party)), party)
    return tuple(found.values())


def _changed(ground: Ground, bloc: Sequence[str]) -> list[Connection]:
    network, control, place = ground.network, ground.control, ground.place
    opened = Trips(network, closed=closed_to(network, control, bloc, place=place, opened=True))
    shut = opened.closing(np.flatnonzero(network.domain == place).astype(np.int32))
    ends = [end for end in ground.ends if end.place != place]
    junctions = [end.junction for end in ends]
    sooner = once(len(ends)) & (opened.table(junctions, junctions) < shut.table(junctions, junctions))
    found = []
    for i, j in zip(*(index.tolist() for index in np.nonzero(sooner)), strict=True):
        ways = opened.way(junctions[i], junctions[j]), shut.way(junctions[i], junctions[j])
        through = ways[0] is not None and place in passed(network, ways[0].junctions, country=True)
        found.append(connection(network, ends[i], ends[j], ways, through=through))
    return sorted(found, key=telling)


def _stake(ground: Ground, party: str, holder: str | None, book: FactBook) -> PartyStake:
    network, control, bloc = ground.network, ground.control, ground.control.bloc(party)
    holds = holder is not None and holder in bloc
    changed = _changed(ground, bloc)
    cut = [one for one in changed if one.minutes_without is None]
    longer = [one for one in changed if one.minutes_without is not None]
    most = max(longer, key=added, default=None)
    values: dict[str, Value] = {
        "party": control.name(party),
        "bloc": tuple(control.name(member) for member in bloc),
        "place": ground.name(ground.place),
        "holds": holds,
        "connections": len(changed),
        "cut": len(cut),
        "longer": len(longer),
        "cut_names": tuple(title(one) for one in cut),
        "longer_names": tuple(title(one) for one in longer),
        "most_telling": title(changed[0]) if changed else None,
        "most_added": title(most) if most else None,
        "most_added_minutes": added(most) if most else None,
        "most_added_text": duration(round(added(most) * 60)) if most else None,
    }
    fact = book.add(f"party:{party}", values)
    kept = tuple(recorded(network, one, book, f"party:{party}:connection:{title(one)}") for one in changed)
    return PartyStake(party, bloc, holds, kept if holds else (), () if holds else kept, fact)
