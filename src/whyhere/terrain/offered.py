"""Key sites that a map offers: capitals and cities, ports, airports, border crossings, hospitals; a desk chooses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial import cKDTree

from whyhere.records import Site
from whyhere.terrain.geodesy import globe
from whyhere.terrain.sites import SNAP_KM, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from whyhere.records import SiteKind
    from whyhere.terrain.extract import Landmark
    from whyhere.terrain.network import Network

HEAD: Final = """\
# Key sites that the map offers for {version}.
# Keep those that matter: connections are counted between them. Name this file as [terrain] sites in beat.toml.
# {credit}
"""


def offered(
    network: Network, landmarks: Sequence[Landmark], capitals: Collection[tuple[float, float]], kinds: Sequence[str]
) -> tuple[Site, ...]:
    """One site a place and kind, the weightiest kinds first; a landmark stands at the nearest place within 10 km.

    ``capitals`` are the points of capitals, ``kinds`` the places' kinds in OpenStreetMap.
    """
    found: dict[tuple[int, SiteKind], str] = {}
    for place, kind in zip(network.places, kinds, strict=True):
        if (place.lat, place.lon) in capitals:
            found[place.id, "capital"] = place.name
        elif kind == "city":
            found[place.id, "city"] = place.name
    if landmarks:
        spots = globe(*(np.array([getattr(p, axis) for p in network.places]) for axis in ("lat", "lon")))
        where = globe(*(np.array([getattr(mark, axis) for mark in landmarks]) for axis in ("lat", "lon")))
        away, near = cKDTree(spots).query(where)
        for mark, km, i in zip(landmarks, away, near, strict=True):
            key = network.places[i].id, mark.kind
            if km <= SNAP_KM:
                found[key] = found.get(key) or mark.name
    rows = sorted(found.items(), key=lambda row: (-WEIGHT[row[0][1]], row[0][1], row[1], row[0][0]))
    return tuple(_site(network, place_id, kind, name) for (place_id, kind), name in rows)


def _site(network: Network, place_id: int, kind: SiteKind, name: str) -> Site:
    place = network.places[network.at(place_id)]
    return Site(name or f"{place.name} {kind}", place_id, kind, place.lat, place.lon, place.country)


def sites_toml(network: Network, sites: Sequence[Site]) -> str:
    """The sites as the ``[[site]]`` tables that ``load_sites`` reads."""
    rows = (
        f"\n[[site]]\nname = {_quoted(site.name)}\nplace = {site.place}\nkind = {_quoted(site.kind)}\n"
        for site in sites
    )
    return HEAD.format(version=network.version, credit=network.credit) + "".join(rows)


def _quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON, and one more control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
