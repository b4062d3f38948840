"""An OpenStreetMap extract (``.osm.pbf``) → a network for cars, with its one-way roads and its places.

Needs pyosmium. Data © OpenStreetMap contributors, ODbL: whoever shows results names them (``network.credit``).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.geodesy import EARTH_KM, great_circle_km
from whyhere.terrain.network import Arcs, Network
from whyhere.terrain.profiles import load_profile

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from whyhere.terrain.profiles import Profile

CREDIT: Final = "Roads and places: © OpenStreetMap contributors, Open Database Licence (openstreetmap.org/copyright)."
LEAST_PIECE: Final = (
    0.01  # a strongly connected piece with a smaller share of the junctions is car parks and map errors
)
SNAP_KM: Final = 3.0  # a place farther than this from any road is left out


@dataclass(slots=True)
class _Read:
    """What the file holds: roads as node lists with class, number and direction; node positions; places."""

    roads: list[tuple[list[int], str, str, int]] = field(default_factory=list)
    spots: dict[int, tuple[float, float]] = field(default_factory=dict)
    places: list[tuple[Place, str]] = field(default_factory=list)


def read_osm(path: Path, *, profile: str = "car") -> Network:
    """The network of an extract; TerrainError where it cannot be read or has no roads.

    A junction is a node where roads meet or end; roads between junctions keep their length, not their shape. A place
    owns the junctions nearest to it within its reach (``osm.toml``); its id is minus its node's. Turn restrictions,
    barriers and the limits of speed are not read. Borders are not known, so no delay is added.
    """
    traveller = load_profile(profile)
    read = _read(path)
    if not read.roads or not read.places:
        message = f"{path}: no roads for cars or no named places in it (is it an .osm.pbf extract of a region?)"
        raise TerrainError(message)
    nodes = _junctions(read)
    arcs, roads = _arcs(read, nodes, traveller)
    keep = _well_joined(arcs, len(nodes))
    version = f"{path.name.split('.')[0]}-{traveller.name}-{_hash(path, traveller)}"
    return _network(read, nodes, arcs, keep, roads, traveller, version)


@cache
def _tags() -> dict[str, Any]:
    return tomllib.loads((files("whyhere.terrain") / "osm.toml").read_text(encoding="utf-8"))


def _read(path: Path) -> _Read:
    try:
        osmium = import_module("osmium")
    except ImportError as error:
        message = f"{path}: reading OpenStreetMap needs pyosmium (pip install osmium)"
        raise TerrainError(message) from error
    if not path.is_file():
        message = f"{path}: no such file (extracts: download.geofabrik.de)"
        raise TerrainError(message)
    found = _Read()
    try:
        stream = (
            osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter("highway", "place"))
        )
        for entity in stream:
            if entity.is_node():
                _keep_place(found, entity)
            elif entity.is_way():
                _keep_road(found, entity)
    except RuntimeError as error:
        message = f"{path}: cannot be read as an OpenStreetMap extract: {error}"
        raise TerrainError(message) from error
    return found


def _keep_place(found: _Read, node: Any) -> None:  # noqa: ANN401  pyosmium has no types
    kind, name = node.tags.get("place"), node.tags.get("name:en") or node.tags.get("name")
    if kind not in _tags()["place"] or not name:
        return
    spelt = dict.fromkeys(tag.v for tag in node.tags if tag.k == "name" or tag.k.startswith(("name:", "alt_name")))
    digits = (node.tags.get("population") or "").replace(",", "").replace(" ", "")
    place = Place(
        id=-int(node.id),
        name=name,
        lat=node.location.lat,
        lon=node.location.lon,
        country="",
        population=int(digits) if digits.isascii() and digits.isdigit() else 0,
        names=tuple(other for other in spelt if other != name),
    )
    found.places.append((place, kind))


def _keep_road(found: _Read, way: Any) -> None:  # noqa: ANN401  pyosmium has no types
    road_class = _tags()["highway"].get(way.tags.get("highway"))
    if road_class is None or any(way.tags.get(key) in shut for key, shut in _tags()["closed"].items()):
        return
    refs = [node.ref for node in way.nodes if node.location.valid()]
    if len(refs) < 2:  # noqa: PLR2004  a road has two ends
        return
    found.spots.update(
        (node.ref, (node.location.lat, node.location.lon)) for node in way.nodes if node.location.valid()
    )
    found.roads.append((refs, road_class, way.tags.get("ref") or "", _direction(way)))


def _direction(way: Any) -> int:  # noqa: ANN401  pyosmium has no types
    """1: forward only, -1: backward only, 0: both ways."""
    rule, said = _tags()["oneway"], way.tags.get("oneway")
    if said in rule["backward"]:
        return -1
    implied = way.tags.get("junction") in rule["junctions"] or way.tags.get("highway") in rule["highways"]
    return 1 if said in rule["forward"] or (implied and said != "no") else 0


def _junctions(read: _Read) -> dict[int, int]:
    """The nodes where roads meet or end, numbered in the file's order."""
    uses = Counter(ref for refs, *_ in read.roads for ref in refs)
    uses.update(ref for refs, *_ in read.roads for ref in (refs[0], refs[-1]))
    return {ref: i for i, ref in enumerate(ref for ref, count in uses.items() if count > 1)}


def _arcs(read: _Read, nodes: dict[int, int], profile: Profile) -> tuple[Arcs, tuple[tuple[str, str], ...]]:
    roads = tuple(dict.fromkeys((road_class, ref) for _, road_class, ref, _ in read.roads))
    number = {road: i for i, road in enumerate(roads)}
    rows: list[tuple[int, int, int, float, int]] = []
    for refs, road_class, ref, direction in read.roads:
        start, km = refs[0], 0.0
        for here, there in pairwise(refs):
            km += great_circle_km(*read.spots[here], *read.spots[there])
            if there in nodes:
                row = profile.seconds(km, road_class), km, number[road_class, ref]
                a, b = nodes[start], nodes[there]
                rows += [(a, b, *row)] if direction >= 0 else []
                rows += [(b, a, *row)] if direction <= 0 else []
                start, km = there, 0.0
    return Arcs(*(np.array(column) for column in zip(*rows, strict=True))), roads


def _well_joined(arcs: Arcs, size: int) -> NDArray[np.bool_]:
    """The junctions of the large pieces in which every junction reaches every other."""
    graph = csr_matrix((np.ones(len(arcs.tails)), (arcs.tails, arcs.heads)), shape=(size, size))
    _, label = connected_components(graph, directed=True, connection="strong")
    large = np.bincount(label) >= max(2, LEAST_PIECE * size)
    keep: NDArray[np.bool_] = large[label]
    return keep


def _network(  # noqa: PLR0913, PLR0917  the last step puts all the pieces together
    read: _Read,
    nodes: dict[int, int],
    arcs: Arcs,
    keep: NDArray[np.bool_],
    roads: tuple[tuple[str, str], ...],
    profile: Profile,
    version: str,
) -> Network:
    spots = np.array([read.spots[ref] for ref in nodes])[keep]
    number = np.cumsum(keep) - 1
    inside = keep[arcs.tails] & keep[arcs.heads]
    columns = {name: np.asarray(getattr(arcs, name))[inside] for name in ("seconds", "km", "road")}
    joined = Arcs(number[np.asarray(arcs.tails)[inside]], number[np.asarray(arcs.heads)[inside]], **columns)
    places, anchor, owner = _settle(read, spots)
    return Network(
        version=version,
        profile=profile,
        places=places,
        lat=spots[:, 0],
        lon=spots[:, 1],
        owner=owner,
        anchor=anchor,
        roads=roads,
        credit=CREDIT,
        **joined.compressed(len(spots)),
    )


def _settle(read: _Read, spots: NDArray[np.float64]) -> tuple[tuple[Place, ...], NDArray[np.int32], NDArray[np.int32]]:
    """Places on the roads: each with its nearest junction, and every junction with the nearest place that reaches it.

    Of places that share a nearest junction the most populous is kept.
    """
    reach = _tags()["place"]
    away, near = cKDTree(_globe(spots)).query(_globe(np.array([(place.lat, place.lon) for place, _ in read.places])))
    kept: dict[int, int] = {}
    for i in sorted(range(len(near)), key=lambda i: (-read.places[i][0].population, read.places[i][0].name)):
        if away[i] <= SNAP_KM:
            kept.setdefault(int(near[i]), i)
    places = [read.places[i] for i in kept.values()]
    far, nearest = cKDTree(_globe(np.array([(place.lat, place.lon) for place, _ in places]))).query(_globe(spots))
    within = np.array([reach[kind] for _, kind in places])[nearest]
    owner = np.where(far <= within, nearest, -1).astype(np.int32)
    anchor = np.array(list(kept), dtype=np.int32)
    owner[anchor] = np.arange(len(anchor))
    return tuple(place for place, _ in places), anchor, owner


def _globe(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points in degrees as points on a globe in kilometres; chords stand in for arcs, the same to a millimetre here."""
    lat, lon = np.radians(spots[:, 0]), np.radians(spots[:, 1])
    return EARTH_KM * np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _hash(path: Path, profile: Profile) -> str:
    digest = hashlib.sha256(repr((profile.name, sorted(profile.kmh.items()), _tags())).encode())
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()[:12]
