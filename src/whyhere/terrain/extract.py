"""One pass over an OpenStreetMap file: its roads and ferries as flat arrays, its barriers, places and key sites.

The file is streamed (pyosmium); what is kept of a road's shape is 16 bytes a node.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.tagging import FERRY, plain, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from whyhere.records import SiteKind
    from whyhere.terrain.tagging import Rules

    Tell = Callable[[str], None]

UNITS: Final = 1e7  # OpenStreetMap's whole units in a degree
EVERY: Final = 50_000  # things read between two words of progress


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something that may be a key site: kind, name (may be empty), where."""

    kind: SiteKind
    name: str
    lat: float
    lon: float


@dataclass(slots=True)
class Extract:
    """What the file holds. ``refs``, ``x``, ``y`` (1e-7 degrees): the nodes of all roads, one road after the other.

    For road ``w``: ``size[w]`` nodes, ``road[w]`` (an index of ``roads``: class and number), km/h along and against
    its drawing (0: shut), ``minutes[w]`` of a ferry (0: not said), whether it is a service road. ``delay`` tells the
    seconds that a barrier's node costs, endless where it shuts the road.
    """

    refs: array[int] = field(default_factory=lambda: array("q"))
    x: array[int] = field(default_factory=lambda: array("i"))
    y: array[int] = field(default_factory=lambda: array("i"))
    size: array[int] = field(default_factory=lambda: array("i"))
    road: array[int] = field(default_factory=lambda: array("i"))
    forward: array[float] = field(default_factory=lambda: array("d"))
    backward: array[float] = field(default_factory=lambda: array("d"))
    minutes: array[float] = field(default_factory=lambda: array("d"))
    service: array[int] = field(default_factory=lambda: array("b"))
    roads: dict[tuple[str, str], int] = field(default_factory=dict)
    delay: dict[int, float] = field(default_factory=dict)
    places: list[tuple[Place, str]] = field(default_factory=list)
    capitals: set[tuple[float, float]] = field(default_factory=set)
    landmarks: list[Landmark] = field(default_factory=list)
    unreadable: int = 0

    def column(self, name: str) -> NDArray[Any]:
        """A column as an array over the same memory; empty columns too."""
        held: array[Any] = getattr(self, name)
        return np.frombuffer(held, dtype=held.typecode) if held else np.zeros(0, dtype=held.typecode)


def extract(path: Path, rules: Rules, tell: Tell) -> Extract:
    """Read a file once. TerrainError when pyosmium is absent or the file is missing, broken or of another kind."""
    try:
        osmium = import_module("osmium")
    except ImportError as error:
        message = f"{path}: reading OpenStreetMap needs pyosmium (pip install 'whyhere[osm]')"
        raise TerrainError(message) from error
    if not path.is_file():
        message = f"{path}: no such file (extracts of every country: download.geofabrik.de)"
        raise TerrainError(message)
    if not path.stat().st_size:
        message = f"{path}: the file is empty (download it again)"
        raise TerrainError(message)
    found = Extract()
    try:
        _stream(osmium, path, rules, found, tell)
    except (RuntimeError, ValueError, OSError) as error:
        message = f"{path}: cannot be read as an OpenStreetMap extract: {error} (download it again)"
        raise TerrainError(message) from error
    return found


def _stream(osmium: Any, path: Path, rules: Rules, found: Extract, tell: Tell) -> None:  # noqa: ANN401  has no types
    wanted = osmium.osm.NODE | osmium.osm.WAY
    chosen = osmium.filter.TagFilter(*_wanted(rules))
    for count, entity in enumerate(osmium.FileProcessor(str(path), wanted).with_locations().with_filter(chosen), 1):
        try:
            tags = dict(entity.tags)
        except UnicodeDecodeError:  # one entity's tags are no text: it is left out, and counted
            found.unreadable += 1
            continue
        if entity.is_node():
            _node(found, rules, entity, tags)
        else:
            _way(found, rules, entity, tags)
        if not count % EVERY:
            tell(f"reading: {len(found.size):,} roads, {len(found.places):,} places")


def _wanted(rules: Rules) -> list[tuple[str, str]]:
    """The tags that anything kept has at least one of; all else is passed over without leaving C++."""
    barrier = [value for values in tables()["barrier"].values() for value in values]
    return [
        *(("highway", value) for value in rules.highways),
        ("route", FERRY),
        *(("barrier", value) for value in barrier),
        ("military", "checkpoint"),
        *(("place", value) for value in tables()["place"]),
        *((key, value) for key, _, value in (tag.partition("=") for tag in tables()["sites"])),
    ]


def _node(found: Extract, rules: Rules, node: Any, tags: Mapping[str, str]) -> None:  # noqa: ANN401  has no types
    if not node.location.valid():
        return
    lat, lon = node.location.lat, node.location.lon
    if "barrier" in tags or tags.get("military") == "checkpoint":
        delay = rules.delay(tags)
        if delay is not None:
            found.delay[int(node.id)] = delay
    if tags.get("place") in tables()["place"] and (place := _place(-int(node.id), tags, lat, lon)):
        found.places.append((place, tags["place"]))
        if tags.get("capital") == "yes":
            found.capitals.add((lat, lon))
    _landmark(found, tags, lat, lon)


def _way(found: Extract, rules: Rules, way: Any, tags: Mapping[str, str]) -> None:  # noqa: ANN401  has no types
    road = rules.road(tags)
    nodes = way.nodes
    if road is not None and (road.forward or road.backward) and len(nodes) > 1:
        held = list(nodes)
        found.refs.extend([node.ref for node in held])
        found.x.extend([node.x for node in held])
        found.y.extend([node.y for node in held])
        found.size.append(len(nodes))
        found.road.append(found.roads.setdefault((road.road_class, road.ref), len(found.roads)))
        found.forward.append(road.forward)
        found.backward.append(road.backward)
        found.minutes.append(road.minutes)
        found.service.append(tags.get("highway") in tables()["service"])
    elif any(key in tags for key in ("amenity", "landuse", "industrial", "harbour", "aeroway")):
        spots = [(node.lat, node.lon) for node in nodes if node.location.valid()]
        if spots:
            _landmark(found, tags, *(sum(axis) / len(spots) for axis in zip(*spots, strict=True)))


def _landmark(found: Extract, tags: Mapping[str, str], lat: float, lon: float) -> None:
    for tag, kind in tables()["sites"].items():
        key, _, value = tag.partition("=")
        if tags.get(key) == value and (kind != "airport" or "iata" in tags):  # airstrips have no IATA code
            found.landmarks.append(Landmark(kind, _name(tags), lat, lon))
            return


def _place(number: int, tags: Mapping[str, str], lat: float, lon: float) -> Place | None:
    name = _name(tags)
    if not name:
        return None
    spelt = dict.fromkeys(
        plain(part)
        for key, value in tags.items()
        if key == "name" or key.startswith(("name:", "alt_name", "int_name", "old_name"))
        for part in value.split(";")
    )
    digits = tags.get("population", "").replace(",", "").replace(" ", "")
    return Place(
        id=number,
        name=name,
        lat=lat,
        lon=lon,
        country="",
        population=int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0,  # noqa: PLR2004
        names=tuple(other for other in spelt if other and other != name),
    )


def _name(tags: Mapping[str, str]) -> str:
    return plain(tags.get("name:en") or tags.get("name") or "")
