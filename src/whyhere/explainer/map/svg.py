"""The map as one inline SVG: no script, no tile, colours from the page's variables to follow light and dark."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from whyhere.explainer.map.labels import Box, Wish, placed, width
from whyhere.explainer.map.marks import MARKS, mark, patterns
from whyhere.explainer.map.outlines import outlines
from whyhere.explainer.map.view import see

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whyhere.explainer.map.labels import Label
    from whyhere.explainer.map.view import Frame, View
    from whyhere.records import Explainer, MapPlace

Spot = tuple[float, float]  # x, y on the sheet
_ROADS = ("track", "secondary", "primary", "trunk", "motorway")  # drawn in this order, the greatest on top
_ARROW = (15.0, 40.0)  # from and to how far from the place's centre an exit's arrow runs
_TELLING = 20.0  # weight from which a place belongs to the story; others are there for bearing
_SCALE_AT_MOST = 110  # units
_COUNTRY_PART = 0.03  # of the drawing: a country with less of it is not named


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing of ``width`` × ``height`` units over a frame, in web Mercator. ``key`` keeps ids apart on one page."""

    frame: Frame
    width: float
    height: float
    key: str

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point of the world lies on the sheet."""
        x = (lon - self.frame.west) / (self.frame.east - self.frame.west) * self.width
        top, bottom = _mercator(self.frame.north), _mercator(self.frame.south)
        return x, (top - _mercator(lat)) / (top - bottom) * self.height

    def path(self, points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
        """SVG path data of (lat, lon) points, tenths of a unit, points that fall together once."""
        seen: list[str] = []
        for lat, lon in points:
            x, y = self.at(lat, lon)
            said = f"{x:.1f} {y:.1f}"
            if not seen or seen[-1] != said:
                seen.append(said)
        return "M" + "L".join(seen) + ("Z" if closed else "") if len(seen) > 1 else ""


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2))


def svg(explainer: Explainer, *, wide: bool) -> Markup:
    """The map, for a wide column or for a telephone's; texts are escaped."""
    size = (720.0, 480.0) if wide else (360.0, 380.0)
    view = see(explainer, aspect=size[0] / size[1])
    sheet = Sheet(view.frame, *size, "w" if wide else "n")
    order = party_order(explainer, view)
    body = [
        *_land(sheet),
        *_roads(view, sheet),
        *_ways(view, sheet),
        *_exits(explainer, view, sheet),
        *_places(explainer, view, sheet, order),
        *_labels(explainer, view, sheet),
        *_scale(sheet, explainer.place.lat),
    ]
    title = escape(f"Map of {explainer.place.name} and its surroundings")
    description = escape("The table below the map gives the same facts in words.")
    head = (
        f'<svg class="map {"wide" if wide else "narrow"}" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" role="img"'
        f' aria-labelledby="map-t-{sheet.key}"><title id="map-t-{sheet.key}">{title}</title><desc>{description}</desc>'
    )
    return Markup(head + patterns(sheet.key, len(order)) + "".join(body) + "</svg>")  # noqa: S704 - every text in it is escaped where it is set


def party_order(explainer: Explainer, view: View) -> list[str]:
    """The parties on the map, in the beat's order: their number is their colour and mark."""
    held = {place.holder for place in view.places if place.holder}
    if explainer.dossier.control.value_id:
        held.add(explainer.dossier.control.value_id)
    known = [party.id for party in explainer.parties if party.id in held]
    return [*known, *sorted(held - set(known))][: len(MARKS)]


def _land(sheet: Sheet) -> Iterator[str]:
    found = outlines(sheet.frame.grown(0.08))
    data = "".join(sheet.path(((lat, lon) for lon, lat in ring), closed=True) for _, ring in found.land)
    yield f'<rect class="sea" width="{sheet.width:.0f}" height="{sheet.height:.0f}"/><path class="land" d="{data}"/>'
    for name, lines in (("coast", found.coasts), ("border", found.borders)):
        data = "".join(sheet.path((lat, lon) for lon, lat in line) for line in lines)
        if data:
            yield f'<path class="{name}" d="{data}"/>'


def _roads(view: View, sheet: Sheet) -> Iterator[str]:
    for kind in (*sorted({r.road_class for r in view.roads} - set(_ROADS)), *_ROADS):
        data = "".join(sheet.path(road.line) for road in view.roads if road.road_class == kind)
        if data:
            name = kind if kind in _ROADS else "secondary"
            yield f'<path class="road {name}" d="{data}"/>'


def _ways(view: View, sheet: Sheet) -> Iterator[str]:
    for kind in ("with", "without"):
        for way in view.ways:
            if way.kind == kind and (data := sheet.path(way.line)):
                yield f'<path class="way {kind}" d="{data}"><title>{escape(way.name)}</title></path>'


def _exits(explainer: Explainer, view: View, sheet: Sheet) -> Iterator[str]:
    """Short arrows out of the place, towards the first place of each way; a bar across it where the way is hostile."""
    for (a, b), leave in zip(_arrows(explainer, view, sheet), view.exits, strict=True):
        length = math.hypot(b[0] - a[0], b[1] - a[1])
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        wings = [(b[0] - ux * 8 + side * uy * 5, b[1] - uy * 8 - side * ux * 5) for side in (1, -1)]
        strokes = [(a, b), (wings[0], b), (b, wings[1])]
        if leave.hostile:
            c = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            strokes.append(((c[0] + uy * 6, c[1] - ux * 6), (c[0] - uy * 6, c[1] + ux * 6)))
        data = "".join(f"M{p[0]:.1f} {p[1]:.1f}L{q[0]:.1f} {q[1]:.1f}" for p, q in strokes)
        kind = "barred" if leave.hostile else "free"
        name = escape(f"{leave.direction} to {leave.to.name}")
        yield f'<path class="exit {kind}" d="{data}"><title>{name}</title></path>'


def _arrows(explainer: Explainer, view: View, sheet: Sheet) -> list[tuple[Spot, Spot]]:
    """Start and tip of each exit's arrow."""
    spots = {place.id: place for place in view.places}
    x, y = sheet.at(explainer.place.lat, explainer.place.lon)
    found = []
    for leave in view.exits:
        towards = next((spots[key] for key in leave.path[1:] if key in spots), leave.to)
        tx, ty = sheet.at(towards.lat, towards.lon)
        length = math.hypot(tx - x, ty - y)
        ux, uy = ((tx - x) / length, (ty - y) / length) if length else (0.0, -1.0)
        a, b = ((x + ux * reach, y + uy * reach) for reach in _ARROW)
        found.append((a, b))
    return found


def _places(explainer: Explainer, view: View, sheet: Sheet, order: Sequence[str]) -> Iterator[str]:
    for place in sorted(view.places, key=lambda p: p.id == explainer.place.id):
        x, y = sheet.at(place.lat, place.lon)
        number = order.index(place.holder) if place.holder in order else None
        here = place.id == explainer.place.id
        radius = _radius(place, view, here=here)
        yield mark(number, place.state, (x, y), radius, key=sheet.key, name=place.name, here=here)
    if view.here is None:
        x, y = sheet.at(explainer.place.lat, explainer.place.lon)
        held = explainer.dossier.control
        number = order.index(held.value_id) if held.value_id in order else None
        yield mark(number, held.state, (x, y), 8.0, key=sheet.key, name=explainer.place.name, here=True)


def _radius(place: MapPlace, view: View, *, here: bool) -> float:
    if here:
        return 8.0
    size = max(3.5, min(6.5, 2.0 + math.log10(max(place.population, 10))))
    return size if place.holder or view.weight.get(place.id, 0) >= _TELLING else min(size, 3.2)


def _labels(explainer: Explainer, view: View, sheet: Sheet) -> Iterator[str]:
    wishes, taken = [], [Box(8, sheet.height - 34, 150, sheet.height)]  # the scale bar's corner
    for place in view.places:
        here = place.id == explainer.place.id
        x, y = sheet.at(place.lat, place.lon)
        radius = _radius(place, view, here=here)
        reach = radius + (4 if here else 0)
        taken.append(Box(x - reach, y - reach, x + reach, y + reach))
        weight = view.weight.get(place.id, min(10.0, place.population / 100_000))
        size, style = (17, "here") if here else (13, "") if weight >= _TELLING or place.holder else (11, "minor")
        wishes.append(Wish(place.name, x, y, reach, size, weight, style))
    if view.here is None:
        x, y = sheet.at(explainer.place.lat, explainer.place.lon)
        wishes.append(Wish(explainer.place.name, x, y, 12, 17, 100, "here"))
    drawing = Box(4, 4, sheet.width - 4, sheet.height - 4)
    lines = [point for way in view.ways for point in _sampled([sheet.at(*p) for p in way.line])]
    lines += [point for start, end in _arrows(explainer, view, sheet) for point in _sampled([start, end])]
    for label in placed([*wishes, *_countries(sheet)], taken, drawing, lines=lines):
        yield _text(label)


def _sampled(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points along a line, some five units apart."""
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, round(math.hypot(x1 - x0, y1 - y0) / 5))
        for i in range(steps):
            yield x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps


def _countries(sheet: Sheet) -> Iterator[Wish]:
    for name, ring in outlines(sheet.frame).land:
        points = [sheet.at(lat, lon) for lon, lat in ring]
        area, x, y = _centroid(points)
        text = name.upper()
        if area > _COUNTRY_PART * sheet.width * sheet.height:
            yield Wish(text, x - width(text, 11) / 2, y, 0, 11, -1, "country")


def _centroid(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Area and centre of a ring (the shoelace formula)."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross / 2, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area), x / (6 * area), y / (6 * area)) if area else (0.0, 0.0, 0.0)


def _text(label: Label) -> str:
    kind = f"label {label.style}".strip()
    return f'<text class="{kind}" x="{label.x:.1f}" y="{label.y:.1f}">{escape(label.text)}</text>'


def _scale(sheet: Sheet, lat: float) -> Iterator[str]:
    km_wide = (sheet.frame.east - sheet.frame.west) * 111.32 * math.cos(math.radians(lat))
    unit = sheet.width / km_wide
    length = max((n for n in (1, 2, 5, 10, 20, 25, 50, 100, 200) if n * unit <= _SCALE_AT_MOST), default=1)
    y, end = sheet.height - 14, 14 + length * unit
    yield f'<path class="scale" d="M14 {y - 5:.1f}V{y:.1f}H{end:.1f}V{y - 5:.1f}"/>'
    yield f'<text class="label scale-text" x="14" y="{y - 9:.1f}">{length} km</text>'
