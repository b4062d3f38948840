"""Countries by name and demonym, provinces by name and by their main city."""

from __future__ import annotations

import json
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from whyhere import vocabulary
from whyhere.gazetteer import countries
from whyhere.gazetteer.fold import loose, strict, words
from whyhere.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.gazetteer.index import Division, Index

NO_ID = 0
_FAR_LARGER = 20
_KNOWN_TO_ALL = 3_000_000  # people: a smaller division of another country is hardly meant
_LEAST_PEOPLE = 5_000  # a settlement of unknown size counts as this large


@cache
def _centres() -> dict[str, tuple[float, float]]:
    """The middle of each country's main land (scripts/build_centres.py)."""
    text = files("whyhere").joinpath("data/centres.json").read_text(encoding="utf-8")
    return {code: (lat, lon) for code, (lat, lon) in json.loads(text).items()}


class Divisions:
    """The two levels above settlements."""

    def __init__(self, index: Index) -> None:
        self._index = index

    # ---------------------------------------------------------------------------------------------------- countries

    @cached_property
    def _countries(self) -> dict[str, Place]:
        return {code: self._country(code, known) for code, known in countries.facts().items()}

    def _country(self, code: str, known: dict[str, Any]) -> Place:
        lat, lon = _centres().get(code) or self._settled_middle(code)
        people, names = int(known["population"]), countries.other_names(code)
        return Place(int(known["geonameid"]), known["name"], lat, lon, code, "", people, "country", names)

    def _settled_middle(self, code: str) -> tuple[float, float]:
        """The middle of where a country is settled, for one too small for the outlines."""
        middle = self._index.countries.get(code)
        return (middle.lat, middle.lon) if middle is not None else (0.0, 0.0)

    def country(self, name: str) -> Place | None:
        """The country of a name, a demonym or an ISO code in capitals."""
        return self._countries.get(countries.code_of(name) or "")

    def country_by_id(self, number: int) -> Place | None:
        """The country of a GeoNames id."""
        return next((place for place in self._countries.values() if place.id == number), None)

    def names_of(self, codes: Sequence[str]) -> set[str]:
        """The names, adjectives and peoples' names of countries, and the names of their divisions."""
        own = {name for code in codes if (known := self._countries.get(code)) for name in (known.name, *known.names)}
        return own | {d.name for d in self._index.divisions if d.country in codes and d.name}

    # ---------------------------------------------------------------------------------------------------- provinces

    def is_province_name(self, name: str) -> bool:
        """Whether some country has a division of this name."""
        return bool(self._behind(strict(name)))

    def name(self, admin: int) -> str:
        """The province's name as said: its own, otherwise its main city's; empty where the data have no division."""
        return self._index.divisions[admin].name

    def _behind(self, key: str) -> list[int]:
        """The numbers of the divisions with a strict or loose key."""
        return [number for number, _ in self._index.rows(key, "division")] if key else []

    def province(self, name: str, within: Sequence[str] = ()) -> Place | None:
        """The division of that name in ``within``, or of the only country that has one."""
        for key in dict.fromkeys(fold(form) for form in forms(name) for fold in (strict, loose)):
            found = self._behind(key)
            if within:
                found = [a for a in found if self._index.divisions[a].country in within]
            if len(found) == 1:
                return self._province(found[0])
        return None

    def well_known(self, name: str, within: Sequence[str], people: int) -> Place | None:
        """A division that a bare name means before a town of ``people``: far larger, and not named for its city."""
        found = [self._index.divisions[a] for a in self._behind(strict(name))]
        found = [d for d in found if not within or d.country in within or d.people >= _KNOWN_TO_ALL]
        best = max(found, key=lambda d: d.people, default=None)
        if best is None or best.people < _FAR_LARGER * max(people, _LEAST_PEOPLE):
            return None
        city = self._index.names(best.main)
        if strict(name) in {strict(n) for n in city}:
            return None
        return self._province(self._index.divisions.index(best))

    def province_of(self, cities: Iterable[Place]) -> Place | None:
        """The division whose main city is among ``cities`` (best first)."""
        for city in cities:
            row = self._index.row_of(city.id)
            if row is None:
                continue
            admin = self._index.admins[row]
            if self._index.divisions[admin].main == row:
                return self._province(admin)
        return None

    def _province(self, admin: int) -> Place:
        division: Division = self._index.divisions[admin]
        name, people = self.name(admin), division.people
        return Place(NO_ID, name, division.lat, division.lon, division.country, name, people, "province")


def forms(name: str) -> list[str]:
    """The name, and the name without the word for its kind ("Anbar Governorate", "Muhafazat Kirkuk")."""
    generic = frozenset(vocabulary.load("places")["division_words"])
    kept = [word for word in words(name) if word not in generic]
    return [name, " ".join(kept)] if kept else [name]
