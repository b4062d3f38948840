"""Key sites: where connections begin and end, put on the network."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from whyhere.errors import TerrainError
from whyhere.records import Site, SiteKind
from whyhere.terrain.geodesy import great_circle_km
from whyhere.terrain.network import closest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from whyhere.terrain.network import Network

SNAP_KM: Final = 10.0  # a site or place farther than this from any place of the network is not on it
WEIGHT: Final[dict[SiteKind, int]] = {
    # how telling a connection is that ends there: the order in which connections are shown, never what is counted
    "capital": 8,
    "port": 5,
    "city": 4,
    "crossing": 2,
    "airport": 2,
    "aid hub": 1,
    "hospital": 1,
}


@dataclass(frozen=True, slots=True)
class End:
    """A key site on the network: the index of its place and the junction that journeys begin at."""

    site: Site
    place: int
    junction: int


def load_sites(path: Path, network: Network) -> tuple[Site, ...]:
    """The ``[[site]]`` tables of a TOML file, placed by the network; TerrainError names the file and the entry."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: cannot be read as TOML: {error}"
        raise TerrainError(message) from error
    return tuple(_site(path, number, entry, network) for number, entry in enumerate(table.get("site", []), 1))


def _site(path: Path, number: int, entry: dict[str, object], network: Network) -> Site:
    name, place_id, kind = entry.get("name"), entry.get("place"), entry.get("kind")
    if not isinstance(name, str) or not isinstance(place_id, int) or place_id not in network.index:
        message = f"{path}, site {number}: needs a name and a place of the network (has {name!r}, {place_id!r})"
        raise TerrainError(message)
    known = next((one for one in WEIGHT if one == kind), None)
    if known is None:
        message = f"{path}, site {number} ({name}): the kind {kind!r} is none of {', '.join(WEIGHT)}"
        raise TerrainError(message)
    place = network.places[network.index[place_id]]
    return Site(name, place_id, known, place.lat, place.lon, place.country)


def locate(network: Network, site: Site) -> int | None:
    """The index of the place a site stands at: by id, else the nearest within SNAP_KM, else None."""
    if site.place in network.index:
        return network.index[site.place]
    near, _ = closest(network, site.lat, site.lon)
    km = great_circle_km(site.lat, site.lon, near.lat, near.lon)
    return network.index[near.id] if km <= SNAP_KM else None


def ends_of(network: Network, sites: Sequence[Site]) -> tuple[End, ...]:
    """One end a place, named by the weightiest of its sites, in the sites' order. TerrainError for fewer than two."""
    best: dict[int, Site] = {}
    for site in sites:
        place = locate(network, site)
        if place is not None and (place not in best or WEIGHT[site.kind] > WEIGHT[best[place].kind]):
            best[place] = site
    if len(best) < 2:  # noqa: PLR2004  a connection has two ends
        message = (
            f"fewer than two of {len(sites)} key sites stand on the network {network.version}: add [[site]] tables"
        )
        raise TerrainError(message)
    return tuple(_end(network, place, site) for place, site in best.items())


def _end(network: Network, place: int, site: Site) -> End:
    known = network.places[place]
    return End(replace(site, country=site.country or known.country), place, int(network.anchor[place]))
