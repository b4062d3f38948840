"""An OpenStreetMap extract (``.osm.pbf``) → a network of its roads and ferries, with its places.

Needs pyosmium. Data © OpenStreetMap contributors, ODbL: whoever shows results names them (``network.credit``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from whyhere.errors import TerrainError
from whyhere.terrain.contract import contract, pieces_of, steps_of
from whyhere.terrain.extract import extract
from whyhere.terrain.lines import Lines, simplified
from whyhere.terrain.network import Arcs, Network
from whyhere.terrain.offered import offered
from whyhere.terrain.profiles import load_profile
from whyhere.terrain.settle import SNAP_KM, owners, settle
from whyhere.terrain.tagging import FERRY, Rules, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from whyhere.records import Site
    from whyhere.terrain.contract import Links, Steps
    from whyhere.terrain.extract import Extract, Tell
    from whyhere.terrain.join import Join
    from whyhere.terrain.profiles import Profile
    from whyhere.terrain.settle import Settled

CREDIT: Final = "Roads and places: © OpenStreetMap contributors, Open Database Licence (openstreetmap.org/copyright)."
LEAST_PIECE: Final = 0.01  # beside the biggest piece others are kept (islands, exclaves) from this share of its nodes
LEAST_NODES: Final = 1000  # and this many nodes; smaller ones are car parks, islets and map errors
RULES: Final = 2  # counts changes of this reading, so that a version names what it was read by


@dataclass(frozen=True, slots=True)
class Built:
    """A network read from a map, and the key sites that the map offers for it."""

    network: Network
    sites: tuple[Site, ...]


def read_osm(path: Path, *, profile: str = "car", join: Join | None = None) -> Network:
    """The network of an extract: as :func:`build`, without the offered sites."""
    return build(path, profile=profile, join=join).network


def build(path: Path, *, profile: str = "car", join: Join | None = None, tell: Tell = lambda _: None) -> Built:
    """The network of an extract for a car, a truck or on foot, and the key sites it offers.

    ``join`` gives places the ids by which others know them (an unjoined place's id is minus its node's); ``tell`` is
    told how far the reading is. TerrainError when the file cannot be read or has no roads or places. Rules, speeds and
    delays: ``osm.toml`` and ``profiles.toml``. Turn restrictions are not read.
    """
    rules = Rules(load_profile(profile))
    found = extract(path, rules, tell)
    tell(f"read: {len(found.size):,} roads, {len(found.places):,} places")
    _refuse(path, profile, found)
    steps = steps_of(found)
    whole = _well_joined(steps)
    kept = steps.only(whole)
    if not len(kept.km):
        message = f"{path}: its roads for a {profile} lead nowhere and back (is it an extract of a region?)"
        raise TerrainError(message)
    tell(f"placing {len(found.places):,} places")
    settled = settle(_joined(found, join), _ashore(found, kept), steps.lat, steps.lon)
    if not settled.places:
        message = f"{path}: no named place within {SNAP_KM:g} km of a road for a {profile}"
        raise TerrainError(message)
    tell("joining roads")
    links = contract(kept, settled.nodes)
    about = _about(path, found, steps, whole, settled)
    network = _network(found, steps, links, settled, rules.profile, about, _version(path, rules.profile, settled))
    return Built(network, offered(network, found.landmarks, found.capitals, settled.kinds))


def _refuse(path: Path, profile: str, found: Extract) -> None:
    if not found.size or not found.places:
        lacks = f"no roads for a {profile}" if not found.size else "no named places"
        message = f"{path}: {lacks} in it (is it an .osm.pbf extract of a region, with its nodes?)"
        raise TerrainError(message)


def _joined(found: Extract, join: Join | None) -> list[tuple[Any, str]]:
    places = [place for place, _ in found.places]
    known = join(places) if join else places
    return list(zip(known, (kind for _, kind in found.places), strict=True))


def _ashore(found: Extract, steps: Steps) -> NDArray[np.int64]:
    """The nodes of roads: no place stands at sea."""
    ferry = np.array([road_class == FERRY for road_class, _ in found.roads])
    dry = ~ferry[steps.road]
    if not dry.any():
        dry[:] = True
    return np.unique(np.concatenate((steps.tail[dry], steps.head[dry])))


def _well_joined(steps: Steps) -> NDArray[np.bool_]:
    """The steps of the pieces in which every node reaches every other: the biggest, and others of no small size."""
    label = pieces_of(steps)
    used = np.unique(np.concatenate((steps.tail, steps.head)))
    size = np.bincount(label[used], minlength=1)
    large = size >= max(LEAST_NODES, LEAST_PIECE * size.max(initial=0))
    large[size.argmax()] = True
    found: NDArray[np.bool_] = (label[steps.tail] == label[steps.head]) & large[label[steps.tail]]
    return found


def _network(  # noqa: PLR0913, PLR0917  the last step puts all the pieces together
    found: Extract,
    steps: Steps,
    links: Links,
    settled: Settled,
    profile: Profile,
    about: Mapping[str, str | int],
    version: str,
) -> Network:
    junctions = np.unique(np.concatenate((links.tail, links.head)))
    tail, head = (np.searchsorted(junctions, ends) for ends in (links.tail, links.head))
    lat, lon = steps.lat[junctions], steps.lon[junctions]
    ahead, back = np.flatnonzero(np.isfinite(links.along)), np.flatnonzero(np.isfinite(links.against))
    link = np.concatenate((ahead, back))
    arcs = Arcs(
        np.concatenate((tail[ahead], head[back])),
        np.concatenate((head[ahead], tail[back])),
        np.maximum(1, np.rint(np.concatenate((links.along[ahead], links.against[back])))).astype(np.int64),
        links.km[link],
        links.road[link],
    )
    order = arcs.order()
    anchor = np.searchsorted(junctions, settled.nodes).astype(np.int32)
    return Network(
        version=version,
        profile=profile,
        places=settled.places,
        lat=lat,
        lon=lon,
        owner=owners(settled, anchor, lat, lon),
        anchor=anchor,
        roads=tuple(found.roads),
        credit=CREDIT,
        about=about,
        lines=_lines(steps, links, link[order], order >= len(ahead)),
        **arcs.compressed(len(junctions)),
    )


def _lines(steps: Steps, links: Links, link: NDArray[np.int64], back: NDArray[np.bool_]) -> Lines:
    """The line of every arc (in the network's order), out of the link that it runs along or back."""
    keep = simplified(steps.lat[links.nodes], steps.lon[links.nodes], links.start)
    keep[links.start[:-1]] = keep[links.start[1:] - 1] = False  # the ends are junctions
    nodes, start = links.nodes[keep], np.append(0, np.cumsum(keep))[links.start]
    size = np.diff(start)[link]
    at = np.append(0, np.cumsum(size))
    within = np.arange(at[-1]) - np.repeat(at[:-1], size)
    low, high = np.repeat(start[link], size), np.repeat(start[link + 1] - 1, size)
    chosen = nodes[np.where(np.repeat(back, size), high - within, low + within)]
    return Lines(at, np.column_stack((steps.lat[chosen], steps.lon[chosen])).astype(np.float32))


def _about(
    path: Path, found: Extract, steps: Steps, whole: NDArray[np.bool_], settled: Settled
) -> dict[str, str | int]:
    """What was read and what was left out, in the words of ``whyhere terrain show``."""
    left = steps.only(~whole)
    ends = np.unique(np.concatenate((left.tail, left.head)))
    tails, heads = np.searchsorted(ends, left.tail), np.searchsorted(ends, left.head)
    graph = csr_matrix((np.ones(len(tails), dtype=np.int8), (tails, heads)), shape=(len(ends), len(ends)))
    scraps = connected_components(graph, directed=False)[0] if len(ends) else 0
    return {
        "source": path.name,
        "places with a GeoNames id": sum(place.id > 0 for place in settled.places),
        f"places left out, over {SNAP_KM:g} km from a road": settled.off,
        "places left out, at the same junction as a larger one": settled.shared,
        "disconnected scraps left out": int(scraps),
        "km of scraps": round(float(left.km.sum())),
        "borders and checkpoints with a delay": sum(0 < delay < float("inf") for delay in found.delay.values()),
        "entities left out, tags not UTF-8": found.unreadable,
    }


def _version(path: Path, profile: Profile, settled: Settled) -> str:
    """Changes with the file, the profile, the rules and the places' ids, and only then."""
    ids = [place.id for place in settled.places]
    rules = (RULES, profile.name, sorted(profile.kmh.items()), profile.border_minutes, tables(), ids)
    digest = hashlib.sha256(repr(rules).encode())
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return f"{path.name.split('.')[0]}-{profile.name}-{digest.hexdigest()[:12]}"
