"""Which place a name means: the beat's countries first, otherwise what the report itself is about.

One sense per name and report (Gale, Church & Yarowsky 1992): all mentions of a name share what any of them is told with
("X, Y", "the Y-ish town of X"). Candidates are scored by the share their country has of the report's country words, by
people (log10), by what the name is told with, and, in a second pass, by nearness to the places that were sure in the
first (the "spatial minimality" of Leidner 2007). The weights were set by
reading some forty reports and the first half of GeoVirus.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries, distance_km
from whyhere.gazetteer.fold import strict
from whyhere.statements.toponyms import is_capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.records import Place
    from whyhere.statements.document import Document
    from whyhere.statements.toponyms import Toponym

UNKNOWN = "not in the gazetteer"
SURE = 0.75
LEAST = 0.45  # below this a name stays unresolved
_COUNTRY, _PEOPLE, _OWN, _TOLD, _NEAR, _FAR, _WORLD = 2.0, 2.0, 0.5, 2.0, 1.0, 3.0, 1.5
_BESIDE_KM = 120.0  # a place told with a province or town lies this near its middle, or is another one
_NEAR_KM = 80.0
_DEMONYM_WEIGHT = 0.7
_CITY_WEIGHT = 0.7
_CITY_PEOPLE = 100_000
_CLEARLY = 3
_KNOWN_TO_ALL = 15_000  # people: a smaller place outside the report's countries is hardly meant
_GUESSED = 100_000  # people: a smaller place outside the report's countries is not guessed
_WORLD_CITY = 900_000
_COUNTRY_PEOPLE = 0  # "X province of <country>" is X, whatever its size
_MAIN = 0.5  # of that share: what the report is about; elsewhere a by-name is unlikely
_NO_VILLAGE = 100_000  # people
_SMALL = frozenset({"village", "hamlet"})
_PRESENT = 0.2  # of the strongest country's share: the report speaks of this country


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place with how sure it is (0 to 1) and why, in words; ``place`` None: which one is open."""

    place: Place | None
    confidence: float
    reason: str


@dataclass(slots=True)
class Hints:
    """What a report tells a name with: countries (codes), provinces and places by it (names), kind nouns."""

    countries: Counter[str] = field(default_factory=Counter)
    provinces: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)


def country_shares(document: Document, toponyms: Iterable[Toponym], gazetteer: Gazetteer) -> dict[str, float]:
    """Country code → how much the report speaks of it, the most being 1; names count 1, demonyms and cities 0.7."""
    weights: dict[str, float] = {}
    for toponym in toponyms:
        if (
            toponym.known == "country"
            and not _is_seat(document, toponym)
            and (place := gazetteer.country(toponym.name))
        ):
            weights[place.country] = weights.get(place.country, 0.0) + 1.0
    for sentence in document.sentences:
        for token in sentence.tokens:
            if is_capital(token) and countries.is_demonym(token.text) and (place := gazetteer.country(token.text)):
                weights[place.country] = weights.get(place.country, 0.0) + _DEMONYM_WEIGHT
    top = max(weights.values(), default=1.0)
    return {code: weight / top for code, weight in weights.items()}


def _of_city(gazetteer: Gazetteer, toponym: Toponym) -> str | None:
    """The country of a city whose name says by itself which one is meant."""
    found = gazetteer.candidates(toponym.name, loose=False)
    if not found or strict(found[0].name) != toponym.key or found[0].population < _CITY_PEOPLE:
        return None
    clear = len(found) == 1 or found[0].population > _CLEARLY * max(p.population for p in found[1:])
    return found[0].country if clear else None


def _is_seat(document: Document, toponym: Toponym) -> bool:
    """Whether the country only says where someone has their desk: "X-based"."""
    rest = document.sentences[toponym.at].tokens[toponym.last : toponym.last + 2]
    return len(rest) > 1 and rest[0].text in "-–" and rest[1].text.lower() == "based"


def _keys(place: Place) -> set[str]:
    return {strict(name) for name in (place.name, *place.names)}


class Resolver:
    """Resolves the settlement names of one report; ask :meth:`settle` once with all names, then :meth:`of` for each."""

    def __init__(self, gazetteer: Gazetteer, countries: Sequence[str], shares: Mapping[str, float]) -> None:
        self._gazetteer = gazetteer
        self._beat = tuple(countries)
        self._shares = shares
        self._found: dict[str, Resolved] = {}
        self._candidates: dict[str, list[Place]] = {}

    @property
    def context(self) -> tuple[str, ...]:
        """The countries a name is looked for first: the beat's, otherwise those the report speaks of most."""
        if self._beat:
            return self._beat
        ranked = sorted(self._shares, key=lambda code: -self._shares[code])
        return tuple(code for code in ranked if self._shares[code] >= _PRESENT)[:4]

    def prior(self, toponym: Toponym) -> float:
        """What is known before a mention is read: countries and well-known places are likely places, others are not."""
        if toponym.known in {"country", "region"}:
            return 1.2
        if self.division(toponym.name) is not None:
            return 0.6
        if toponym.known != "place":
            return 0.1
        found = self.candidates(toponym.name)
        own = [p for p in found if strict(p.name) == toponym.key]
        if any(p.country in self.context for p in found):
            return 0.5 if self._beat or any(self._weight(p.country) >= _MAIN for p in found) or own else 0.1
        people = max((p.population for p in own), default=0)
        return 0.4 if people >= 100_000 else 0.2 if people >= _KNOWN_TO_ALL else -0.1  # noqa: PLR2004

    def people(self, toponym: Toponym) -> int:
        """How many people live in the likeliest place of a name, before it is resolved."""
        if toponym.known == "country":
            return _COUNTRY_PEOPLE
        found = self.candidates(toponym.name) if toponym.known == "place" else []
        inside = [p for p in found if p.country in self.context]
        return max((p.population for p in inside or found), default=0)

    def division(self, name: str) -> Place | None:
        """The province that a bare name means: one far larger than any town of that name."""
        found = self.candidates(name)
        own = [p for p in found if not self.context or p.country in self.context] or found
        people = max((p.population for p in own), default=0)
        return self._gazetteer.divisions.well_known(name, self.context, people)

    def candidates(self, name: str) -> list[Place]:
        """Candidates for a name, those of a near spelling only where no place of the countries in question has it."""
        key = strict(name)
        if key not in self._candidates:
            found = self._gazetteer.candidates(name, countries=self.context, loose=bool(self.context))
            self._candidates[key] = [p for p in found if key in _keys(p) or self._weight(p.country) >= _MAIN]
        return self._candidates[key]

    def settle(self, names: Mapping[str, tuple[str, Hints]]) -> None:
        """Resolve all names of a report (key → name, hints): the sure ones first, the others by nearness to them."""
        for key, (name, hints) in names.items():
            self._found[key] = self._choose(name, hints, ())
        sure = [(k, r.place) for k, r in self._found.items() if r.place is not None and r.confidence >= SURE]
        for key, (name, hints) in names.items():
            anchors = [place for other, place in sure if other != key and place is not None]
            if hints.beside or (self._found[key].confidence < 0.9 and anchors):  # noqa: PLR2004
                self._found[key] = self._choose(name, hints, anchors)

    def of(self, key: str) -> Resolved:
        """What a settled name means."""
        return self._found.get(key, Resolved(None, 0.0, "unresolved"))

    # ------------------------------------------------------------------------------------------------------ choosing

    def _choose(self, name: str, hints: Hints, anchors: Sequence[Place]) -> Resolved:
        found = self.candidates(name)
        if not found:
            return Resolved(None, 0.0, UNKNOWN)
        key = strict(name)
        if self._beat and not hints.countries.keys() - set(self._beat):
            found = self._inside(found, key)
        scored = sorted(((self._score(p, key, hints, anchors), -i, p) for i, p in enumerate(found)), reverse=True)
        best, _, place = scored[0]
        margin = best - scored[1][0] if len(scored) > 1 else 2.0
        return self._explained(place, margin, len(found), hints, near=bool(anchors))

    def _inside(self, found: list[Place], key: str) -> list[Place]:
        """The beat's own places of the name, unless that is a by-name there and the own name of a world city."""
        inside = [p for p in found if p.country in self._beat]
        outside = [p for p in found if p.population >= _WORLD_CITY and strict(p.name) == key and p not in inside]
        if inside and not (outside and all(strict(p.name) != key for p in inside)):
            return inside
        return outside or found

    def _score(self, place: Place, key: str, hints: Hints, anchors: Sequence[Place]) -> float:
        weight = self._weight(place.country)
        score = _COUNTRY * weight * (1.0 if weight >= _MAIN else 0.5)
        score += _PEOPLE * math.log10(place.population + 100) / 7
        score += _OWN if strict(place.name) == key else -2 * _OWN * (weight < 1.0)
        score += _WORLD * (place.population >= _WORLD_CITY and strict(place.name) == key)
        score -= _TOLD * (bool(hints.nouns & _SMALL) and place.population > _NO_VILLAGE)
        if hints.countries:
            score += _TOLD if place.country in hints.countries else -_TOLD
        score -= _FAR * self._is_far(place, hints)
        if anchors:
            nearest = min(float(distance_km(place.lat, place.lon, a.lat, a.lon)) for a in anchors)
            score += _NEAR * math.exp(-nearest / _NEAR_KM)
        return score

    def _called(self, code: str) -> str:
        country = self._gazetteer.country(code)
        return country.name if country is not None else code

    def _weight(self, code: str) -> float:
        return 1.0 if code in self._beat else self._shares.get(code, 0.0)

    def _is_far(self, place: Place, hints: Hints) -> bool:
        """Whether the place lies far from all that it is told with ("W in X province", "W near Y")."""
        provinces = hints.provinces | hints.beside
        told = [p for name in provinces if (p := self._gazetteer.province(name, [place.country])) is not None]
        if any(place.admin == province.name for province in told):
            return False
        told += [
            r.place for name in hints.beside if (r := self.of(strict(name))).place is not None and r.confidence >= SURE
        ]
        return bool(told) and all(distance_km(place.lat, place.lon, t.lat, t.lon) > _BESIDE_KM for t in told)

    def _explained(self, place: Place, margin: float, count: int, hints: Hints, *, near: bool) -> Resolved:
        if self._is_far(place, hints):
            return Resolved(None, 0.3, "the only namesakes lie far from what the report tells it with")
        told = place.country in hints.countries
        in_beat = place.country in self._beat
        present = self._shares.get(place.country, 0.0) >= _PRESENT
        far_off = not (told or in_beat or present)
        elsewhere = bool(self._beat) and not (told or in_beat)
        if (far_off or elsewhere) and (place.population < _GUESSED or hints.nouns & _SMALL):
            return Resolved(None, 0.3, "only far-off places have this name")
        if told:
            why, base = f"told with {self._called(place.country)}", 0.95
        elif count == 1:
            why, base = (
                f"the only place of that name in {self._called(place.country)}"
                if in_beat
                else "the only place of that name",
                0.9,
            )
        elif in_beat or present:
            why, base = (
                f"the likeliest of {count} by the report's country, people" + (" and nearness" if near else ""),
                0.85,
            )
        else:
            why, base = f"the largest of {count} places of that name", 0.7
        confidence = base * (0.6 + 0.4 * min(1.0, margin / 0.5))
        if far_off:
            confidence = min(confidence, 0.7)
        return Resolved(place if confidence >= LEAST else None, round(confidence, 2), why)
