"""Places of a map and places of GeoNames: a name and ten kilometres."""

from __future__ import annotations

import pytest

from whyhere.gazetteer.index import distance_km
from whyhere.records import Place
from whyhere.terrain import joined


class Known:
    """A gazetteer of an invented district."""

    places = (
        Place(101, "Elmere", 0.10, 0.10, "XA", "Mid Vale", 2000, names=("Al-Mir",)),
        Place(102, "Elmere", 0.10, 0.13, "XB", "Kellshire", 90),
        Place(103, "Heath", 0.50, 0.50, "XA", "South Vale", 600),
        Place(104, "Qadrun", 0.20, 0.20, "XA", "North Vale", 700),
    )

    def near(self, lat: float, lon: float, km: float) -> list[Place]:
        far = {place: float(distance_km(lat, lon, place.lat, place.lon)) for place in self.places}
        return sorted((place for place in self.places if far[place] <= km), key=far.__getitem__)


def at(name: str, lat: float, lon: float, *names: str, population: int = 0) -> Place:
    return Place(-7, name, lat, lon, "", population=population, names=names)


# places, countries, the ids they get
ROWS = [
    ([at("Elmere", 0.10, 0.11)], (), [101]),
    ([at("Elmere", 0.10, 0.11)], ("XB",), [102]),
    ([at("Elmere", 0.10, 0.11), at("Elmere", 0.10, 0.12, population=5)], (), [101, 102]),  # each id once
    ([at("Old Elmere", 0.10, 0.11, "al Mir")], (), [101]),  # by another name of both
    ([at("Heath", 0.10, 0.10)], (), [-7]),  # the same name, far off
    ([at("Kadroun", 0.20, 0.21)], (), [104]),  # another romanisation
    ([at("Brook", 0.10, 0.10)], (), [-7]),  # near, of no such name
    ([], (), []),
]


@pytest.mark.parametrize(("places", "countries", "ids"), ROWS)
def test_ids(places: list[Place], countries: tuple[str, ...], ids: list[int]) -> None:
    assert [place.id for place in joined(places, Known(), countries=countries)] == ids  # type: ignore[arg-type]


def test_what_is_taken_over() -> None:
    (place,) = joined([at("Elmere North", 0.10, 0.11, "Elmere")], Known())  # type: ignore[arg-type]
    assert (place.name, place.country, place.admin, place.population) == ("Elmere North", "XA", "Mid Vale", 2000)
    assert (place.lat, place.lon) == (0.10, 0.11)  # the map's, where its roads are
    assert place.names == ("Elmere", "Al-Mir")
