"""What the map shows: the frame around the place, and the places, roads, ways and exits within it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.records import Connection, Exit, Explainer, MapPlace, MapRoad

Point = tuple[float, float]  # lat, lon
_KM_A_DEGREE = 111.2
_FARTHEST_KM = 160.0  # key sites farther than this from the place stay off the map: they would shrink what is near
_LEAST_KM = 25.0  # half the frame's height at least: nearer in, a country outline is too coarse
_WAYS_AT_MOST = 3
_PLACES_AT_MOST = 36
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of WGS 84 degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        """Whether the point lies in it."""
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east

    def grown(self, part: float) -> Frame:
        """Larger by a part of its size on every side."""
        dy, dx = (self.north - self.south) * part, (self.east - self.west) * part
        return Frame(self.south - dy, self.west - dx, self.north + dy, self.east + dx)


@dataclass(frozen=True, slots=True)
class Way:
    """A line that the map stresses: a key route through the place, or the one that is left without it."""

    kind: Literal["with", "without"]
    name: str
    line: tuple[Point, ...]
    minutes: float | None
    fact: str


@dataclass(frozen=True, slots=True)
class View:
    """All that is drawn. ``weight`` ranks the places for their labels, the greater the sooner."""

    frame: Frame
    here: MapPlace | None
    places: tuple[MapPlace, ...]
    weight: dict[int, float]
    roads: tuple[MapRoad, ...]
    ways: tuple[Way, ...]
    exits: tuple[Exit, ...]


def see(explainer: Explainer, *, aspect: float) -> View:
    """The view of an explainer for a drawing whose width is ``aspect`` times its height."""
    stakes = explainer.stakes
    told = told_connections(explainer)
    near = [p for p in _anchors(explainer, told) if _km(p, _centre(explainer)) <= _FARTHEST_KM]
    frame = _frame([_centre(explainer), *near], aspect)
    spots = {place.id: place for place in explainer.map.places}
    weight = _weights(explainer, told)
    inside = [place for place in explainer.map.places if frame.holds((place.lat, place.lon))]
    inside.sort(key=lambda place: (-weight.get(place.id, 0), -place.population))
    return View(
        frame=frame,
        here=spots.get(explainer.place.id),
        places=tuple(inside[:_PLACES_AT_MOST]),
        weight=weight,
        roads=tuple(road for road in explainer.map.roads if any(frame.grown(0.1).holds(p) for p in road.line)),
        ways=tuple(_ways(told, spots, explainer.map.roads)),
        exits=stakes.exits if stakes else (),
    )


def told_connections(explainer: Explainer) -> list[Connection]:
    """The most telling connections through the place: what the text tells, the map draws."""
    through = [c for c in explainer.stakes.connections if c.through] if explainer.stakes else []
    lost = [c for c in through if c.minutes_without is None]
    longer = [c for c in through if c.minutes_without is not None and c.minutes_without > (c.minutes or 0)]
    return [*lost, *longer][:_WAYS_AT_MOST]


def _centre(explainer: Explainer) -> Point:
    return explainer.place.lat, explainer.place.lon


def _anchors(explainer: Explainer, told: Sequence[Connection]) -> Iterable[Point]:
    stakes = explainer.stakes
    if stakes is None:
        return
    for connection in told:
        yield from ((site.lat, site.lon) for site in (connection.start, connection.end))
    yield from ((way.to.lat, way.to.lon) for way in stakes.exits)
    yield from ((row.place.lat, row.place.lon) for row in stakes.cut_off[:5])
    yield from ((reach.hub.lat, reach.hub.lon) for reach in stakes.aid[:2])


def _km(a: Point, b: Point) -> float:
    dx = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(a[0] - b[0], dx) * _KM_A_DEGREE


def _frame(points: Sequence[Point], aspect: float) -> Frame:
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    lat, lon = (south + north) / 2, (west + east) / 2
    squeeze = math.cos(math.radians(lat))
    tall = max(north - south, 2 * _LEAST_KM / _KM_A_DEGREE) * (1 + 2 * _MARGIN)
    wide = (east - west) * (1 + 2 * _MARGIN) * squeeze
    tall, wide = (wide / aspect, wide) if wide > tall * aspect else (tall, tall * aspect)
    return Frame(lat - tall / 2, lon - wide / squeeze / 2, lat + tall / 2, lon + wide / squeeze / 2)


def _weights(explainer: Explainer, told: Sequence[Connection]) -> dict[int, float]:
    weight: dict[int, float] = {explainer.place.id: 100}
    for connection in told:
        weight |= {site.place: 50 for site in (connection.start, connection.end) if site.place not in weight}
    if explainer.stakes:
        for way in explainer.stakes.exits:
            weight.setdefault(way.to.id, 40)
        for row in explainer.stakes.cut_off[:5]:
            weight.setdefault(row.place.id, 30)
        for reach in explainer.stakes.aid[:2]:
            weight.setdefault(reach.hub.place, 35)
    for place in explainer.map.places:
        if place.state == "disputed":
            weight.setdefault(place.id, 20)
    return weight


def _ways(told: Sequence[Connection], spots: dict[int, MapPlace], roads: Sequence[MapRoad]) -> Iterable[Way]:
    """Every told route with the place; the first one's detour, since more than one makes the map a knot."""
    lines = {(r.start, r.end): r.line for r in roads} | {(r.end, r.start): r.line[::-1] for r in roads}
    for i, connection in enumerate(told):
        name = f"{connection.start.name}–{connection.end.name}"
        line = _line(connection.path, spots, lines)
        if line:
            yield Way("with", name, line, connection.minutes, connection.fact)
        detour = _line(connection.path_without, spots, lines) if i == 0 else ()
        if detour:
            yield Way("without", name, detour, connection.minutes_without, connection.fact)


def _line(
    path: Sequence[int], spots: dict[int, MapPlace], lines: dict[tuple[int, int], tuple[Point, ...]]
) -> tuple[Point, ...]:
    known = [key for key in path if key in spots]
    points: list[Point] = []
    for a, b in itertools.pairwise(known):
        straight = ((spots[a].lat, spots[a].lon), (spots[b].lat, spots[b].lon))
        points += lines.get((a, b), straight)
    return tuple(dict.fromkeys(points))
