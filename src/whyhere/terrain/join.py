"""The map's places ↔ GeoNames' ids: what a ledger says of a place then meets the place on the roads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whyhere.gazetteer.fold import loose, strict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.records import Place

    Join = Callable[[Sequence[Place]], Sequence[Place]]

NEAR_KM: Final = 10.0


def joined(places: Sequence[Place], gazetteer: Gazetteer, *, countries: Collection[str] = ()) -> tuple[Place, ...]:
    """The places, in order; where GeoNames has one of the same name within 10 km, with its id, country and names.

    Spellings that agree strictly go before those that agree loosely, then the nearest; each GeoNames place is joined
    to one place, the most populous first. With ``countries`` (ISO codes) only theirs are looked at. Others stay as
    they are.
    """
    found: dict[int, Place] = {}
    taken: set[int] = set()
    for i in sorted(range(len(places)), key=lambda i: (-places[i].population, places[i].name)):
        near = [p for p in gazetteer.near(places[i].lat, places[i].lon, NEAR_KM) if p.id not in taken]
        match = _match(places[i], [p for p in near if not countries or p.country in countries])
        if match is not None:
            taken.add(match.id)
            found[i] = _merged(places[i], match)
    return tuple(found.get(i, place) for i, place in enumerate(places))


def _match(place: Place, near: Sequence[Place]) -> Place | None:
    """The first of the candidates, nearest first, that shares a name."""
    for fold in (strict, loose):
        wanted = {fold(name) for name in (place.name, *place.names)} - {""}
        for other in near:
            if any(fold(name) in wanted for name in (other.name, *other.names)):
                return other
    return None


def _merged(place: Place, known: Place) -> Place:
    names = dict.fromkeys((*place.names, known.name, *known.names))
    return replace(
        place,
        id=known.id,
        country=known.country,
        admin=known.admin,
        population=place.population or known.population,
        names=tuple(name for name in names if name != place.name),
    )
