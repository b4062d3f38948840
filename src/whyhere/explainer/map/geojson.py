"""The map as GeoJSON (RFC 7946): the place, the places with who holds them, roads, key routes, ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whyhere.explainer.map.view import see

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.map.view import View
    from whyhere.records import Explainer

_DIGITS = 5  # of a degree: about a metre


def geojson(explainer: Explainer) -> dict[str, Any]:
    """A FeatureCollection; a feature's ``kind`` is place, settlement, road, route or exit."""
    view = see(explainer, aspect=1.5)
    frame = view.frame
    box = [round(v, _DIGITS) for v in (frame.west, frame.south, frame.east, frame.north)]
    return {"type": "FeatureCollection", "bbox": box, "features": list(_features(explainer, view))}


def _features(explainer: Explainer, view: View) -> Iterator[dict[str, Any]]:
    place = explainer.place
    names = {party.id: party.name for party in explainer.parties}
    held = explainer.dossier.control
    yield _point(
        place.lat, place.lon, kind="place", id=place.id, name=place.name, holder=held.value_id, state=held.state
    )
    for spot in view.places:
        if spot.id != place.id:
            holder = names.get(spot.holder or "", spot.holder)
            about = {"id": spot.id, "name": spot.name, "holder": holder, "state": spot.state}
            yield _point(spot.lat, spot.lon, kind="settlement", **about)
    for road in view.roads:
        yield _line(road.line, kind="road", road_class=road.road_class)
    for way in view.ways:
        yield _line(way.line, kind="route", place=way.kind, name=way.name, minutes=way.minutes, fact=way.fact)
    for leave in view.exits:
        line = ((place.lat, place.lon), (leave.to.lat, leave.to.lon))
        about = {"to": leave.to.name, "minutes": leave.minutes, "hostile": list(leave.hostile), "fact": leave.fact}
        yield _line(line, kind="exit", direction=leave.direction, **about)


def _point(lat: float, lon: float, **properties: object) -> dict[str, Any]:
    at = [round(lon, _DIGITS), round(lat, _DIGITS)]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties}


def _line(points: Sequence[tuple[float, float]], **properties: object) -> dict[str, Any]:
    line = [[round(lon, _DIGITS), round(lat, _DIGITS)] for lat, lon in points]
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": line}, "properties": properties}
