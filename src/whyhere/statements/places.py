"""Places in a report: which words name one, what kind it is there, and which place of the world is meant.

The way: names (:mod:`toponyms`) → what stands beside them (:mod:`place_kinds`) → are they places here
(:mod:`place_evidence`) → which ones (:mod:`place_resolution`) → "the town", "there" (:mod:`place_anaphors`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from whyhere.gazetteer import distance_km
from whyhere.records import PlaceRef
from whyhere.statements.place_anaphors import find_anaphors
from whyhere.statements.place_evidence import judge
from whyhere.statements.place_hints import find_hints
from whyhere.statements.place_kinds import Described, describe, kind_of
from whyhere.statements.place_resolution import Resolver, country_shares
from whyhere.statements.toponyms import Toponym, find_loosely, find_toponyms
from whyhere.statements.unlisted import find_unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.records import Place
    from whyhere.statements.document import Document

SETTLED = frozenset({"settlement", "neighbourhood"})
GREAT_CITY = 200_000  # people: such a name alone is the city, not its province
CITY_KM = 30.0  # a neighbourhood lies this near its city


def find_places(document: Document, gazetteer: Gazetteer, *, countries: Sequence[str] = ()) -> tuple[PlaceRef, ...]:
    """Every place mentioned, in text order; one that cannot be told from its namesakes has no id and says why.

    ``countries`` (ISO codes) are the beat's; without them the countries the report speaks of decide.
    """
    toponyms = find_toponyms(document, gazetteer)
    if countries:
        toponyms = sorted(
            [*toponyms, *find_loosely(document, toponyms, gazetteer, countries)], key=lambda t: (t.at, t.first)
        )
    shares = country_shares(document, toponyms, gazetteer)
    resolver = Resolver(gazetteer, countries, shares)
    kept = judge(document, toponyms, _described(document, toponyms, resolver), resolver)
    kept += find_unlisted(document, _people(kept, resolver), gazetteer)
    kept.sort(key=lambda t: (t.at, t.first))
    described = _described(document, kept, resolver)
    hints = find_hints(document, kept, described, resolver)
    resolver.settle({t.key: (t.name, hints[t.key]) for t in kept if t.known in {"place", "province", ""}})
    maker = _Maker(document, gazetteer, resolver, described)
    named = [(t, maker.make(t)) for t in kept]
    return find_anaphors(document, named, described, gazetteer)


def _people(toponyms: Iterable[Toponym], resolver: Resolver) -> dict[int, dict[int, int]]:
    """Of each sentence the tokens of names, with how many people live in the place."""
    people: dict[int, dict[int, int]] = defaultdict(dict)
    for toponym in toponyms:
        people[toponym.at] |= dict.fromkeys(range(toponym.first, toponym.last), resolver.people(toponym))
    return people


def _described(document: Document, toponyms: Sequence[Toponym], resolver: Resolver) -> dict[Toponym, Described]:
    people = _people(toponyms, resolver)
    return {t: describe(document.sentences[t.at], t, people[t.at]) for t in toponyms}


def _kind_in_name(toponym: Toponym) -> str | None:
    """The kind that the last word of an unlisted name gives it: "Tarn River"."""
    *name, noun = toponym.name.lower().split()
    return kind_of(noun) if name and not toponym.known else None


class _Maker:
    """Turns judged names into records, with the whole report in view."""

    def __init__(
        self,
        document: Document,
        gazetteer: Gazetteer,
        resolver: Resolver,
        described: Mapping[Toponym, Described],
    ) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._resolver = resolver
        self._described = described
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        for toponym, words in described.items():
            if words.kind:
                self._kinds[toponym.key][words.kind] += 1

    def make(self, toponym: Toponym) -> PlaceRef:
        """The record of one mention."""
        described = self._described[toponym]
        kind, place, confidence, reason = self._resolve(toponym, described)
        tokens = self._document.sentences[toponym.at].tokens
        span = self._document.span(tokens[toponym.first], tokens[described.last - 1])
        return PlaceRef(
            text=span.text,
            span=span,
            name=toponym.name,
            id=(place.id or None) if place is not None and _is_itself(place, kind) else None,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            country=place.country if place else None,
            kind=kind,
            part=described.part,
            confidence=confidence if place else 0.0,
            reason=reason,
        )

    def _resolve(self, toponym: Toponym, described: Described) -> tuple[str, Place | None, float, str]:
        if toponym.known == "country":
            place = self._gazetteer.country(toponym.name)
            return "country", place, 0.95, "a country's name"
        if toponym.known == "region" and described.kind is None:
            return "region", None, 0.0, "a part of the world"
        kind = described.kind or _kind_in_name(toponym) or self._usual_kind(toponym)
        if self._is_only_holding(toponym, described):
            kind = "settlement"
        return self._province(toponym) if kind == "province" else (kind, *self._settled(toponym, kind))

    def _settled(self, toponym: Toponym, kind: str) -> tuple[Place | None, float, str]:
        """The settlement of that name, where it can be the one meant by a name of this kind."""
        found = self._resolver.of(toponym.key)
        if found.place is None or kind == "settlement":
            return found.place, found.confidence, found.reason
        if kind == "neighbourhood" and not self._is_near_city(found.place, toponym):
            return None, 0.0, "no place of that name near the city it is told with"
        if not self._is_local(found.place):
            return None, 0.0, "the only namesakes lie in countries the report does not speak of"
        if kind == "neighbourhood":
            return found.place, found.confidence, found.reason
        return found.place, round(found.confidence * 0.7, 2), f"by the settlement of the same name: {found.reason}"

    def _usual_kind(self, toponym: Toponym) -> str:
        """The kind of a name without a noun beside it: a province where the report never means a town by it."""
        kinds = self._kinds.get(toponym.key, Counter())
        if kinds and not kinds["province"] and not kinds["settlement"]:
            usual = kinds.most_common(1)[0][0]
            town = self._resolver.of(toponym.key).place  # "X crossing" is by the town of X, "X district" is X itself
            great = town is not None and town.population >= GREAT_CITY and self._is_local(town)
            return usual if (usual == "neighbourhood" and not great) or town is None else "settlement"
        named = toponym.known == "province" or self._resolver.division(toponym.name) is not None
        if named or self._holds_places(toponym):
            return "province"
        small = kinds["province"] and not kinds["settlement"] and self._is_small(toponym)
        return "province" if small else "settlement"

    def _is_only_holding(self, toponym: Toponym, described: Described) -> bool:
        """Whether "a X neighbourhood" is one of a city's, because X is one."""
        place = self._resolver.of(toponym.key).place
        great = place is not None and place.population >= GREAT_CITY and self._is_local(place)
        return described.kind == "neighbourhood" and great

    def _is_small(self, toponym: Toponym) -> bool:
        """Whether the town is too small to be what is meant by a name that the report gives a province, and no town."""
        place = self._resolver.of(toponym.key).place
        return place is None or place.population < GREAT_CITY

    def _holds_places(self, toponym: Toponym) -> bool:
        """Whether the name tells where another place lies: "the town of W in X"."""
        sentence = self._document.sentences[toponym.at]
        before = sentence.tokens[toponym.first - 1] if toponym.first else None
        if before is None or before.text.lower() not in {"in", "of"}:
            return False
        inside = range(toponym.first, toponym.last)
        head = next((h for i in inside if (h := sentence.tokens[i].head) not in inside), -1)
        inner = next((t for t in self._described if t.at == toponym.at and t.first <= head < t.last), None)
        told = (
            inner is not None and self._described[inner].kind in {None, "settlement"} and inner.known in {"place", ""}
        )
        return told and self._is_small(toponym)

    def _province(self, toponym: Toponym) -> tuple[str, Place | None, float, str]:
        known = self._resolver.division(toponym.name)
        if known is not None:
            return "province", known, 0.85, "far larger than any town of that name"
        context = self._resolver.context
        settled = self._resolver.of(toponym.key).place
        order = ([settled.country] if settled is not None else []) + [
            c for c in context if settled is None or c != settled.country
        ]
        for country in order:
            place = self._gazetteer.province(toponym.name, [country])
            if place is not None:
                return "province", place, 0.9, f"the province of that name in {country}"
        place = self._gazetteer.province(toponym.name) if toponym.known == "province" else None
        if place is None and self._described[toponym].noun == "region":
            return "region", None, 0.0, "no province of that name"
        return "province", place, 0.7 if place else 0.0, "the only province of that name" if place else "unresolved"

    def _is_local(self, place: Place) -> bool:
        return not self._resolver.context or place.country in self._resolver.context

    def _is_near_city(self, place: Place, toponym: Toponym) -> bool:
        """Whether a namesake lies by the last city named before, where there is one to compare with."""
        cities = [
            found
            for other in self._described
            if (other.at, other.first) <= (toponym.at, toponym.last + 4) and other.key != toponym.key
            and self._described[other].kind in {None, "settlement"} and other.known == "place"
            and (found := self._resolver.of(other.key).place) is not None
        ]  # fmt: skip
        if not cities:
            return True
        return min(float(distance_km(place.lat, place.lon, c.lat, c.lon)) for c in cities[-3:]) <= CITY_KM


def _is_itself(place: Place, kind: str) -> bool:
    """Whether the gazetteer's place is the one meant, and not only a settlement of the same name ("X airbase")."""
    return place.kind == kind or (place.kind == "settlement" and kind in SETTLED)
