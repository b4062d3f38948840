"""The two CSV tables of a hand-made network, read with errors that name file and line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere.errors import TerrainError
from whyhere.records import Place
from whyhere.terrain.geodesy import great_circle_km

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024  # a table of places or links is small; a larger file is a mistake or an attack
SHORTEST = 0.99  # a road shorter than this share of the great circle is a typing error


@dataclass(frozen=True, slots=True)
class Link:
    """A road between two places: ids, class, kilometres, its number or name, and whether it runs one way only."""

    start: int
    end: int
    road_class: str
    km: float
    ref: str = ""
    oneway: bool = False


def read_places(path: Path) -> tuple[Place, ...]:
    """The places of ``places.csv``; TerrainError names the file, the line and what is wrong there."""
    places: dict[int, Place] = {}
    for line, row in _rows(path, ("id", "name", "lat", "lon")):
        place = _place(path, line, row)
        if place.id in places:
            raise _broken(path, line, f"the id {place.id} stands twice")
        places[place.id] = place
    if not places:
        raise _broken(path, 1, "no place in it")
    return tuple(places.values())


def read_links(path: Path, places: Mapping[int, Place], classes: Collection[str]) -> tuple[Link, ...]:
    """The roads of ``links.csv`` between known places; TerrainError names the file, the line and the fault."""
    links: list[Link] = []
    seen: set[tuple[int, int]] = set()
    for line, row in _rows(path, ("start", "end", "class", "km")):
        link = _link(path, line, row)
        _check_link(path, line, link, places, classes)
        pair = (min(link.start, link.end), max(link.start, link.end))
        if pair in seen:
            raise _broken(path, line, f"the road between {link.start} and {link.end} stands twice")
        seen.add(pair)
        links.append(link)
    return tuple(links)


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _broken(path, 1, f"larger than {MAX_BYTES} bytes")
        with path.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise _broken(path, 1, f"no column {', '.join(missing)}")
            for row in reader:
                yield reader.line_num, {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: cannot be read as a CSV table in UTF-8: {error}"
        raise TerrainError(message) from error


def _place(path: Path, line: int, row: dict[str, str]) -> Place:
    lat, lon = _number(path, line, row, "lat"), _number(path, line, row, "lon")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004  degrees of the globe
        raise _broken(path, line, f"lat {lat}, lon {lon} is no point on Earth")
    if not row["name"].strip():
        raise _broken(path, line, "the name is empty")
    return Place(
        id=_whole(path, line, row, "id"),
        name=row["name"].strip(),
        lat=lat,
        lon=lon,
        country=row.get("country", ""),
        admin=row.get("admin", ""),
        population=_whole(path, line, row, "population") if row.get("population") else 0,
        kind=row.get("kind") or "settlement",
        names=tuple(name for name in row.get("names", "").split("|") if name),
    )


def _link(path: Path, line: int, row: dict[str, str]) -> Link:
    return Link(
        start=_whole(path, line, row, "start"),
        end=_whole(path, line, row, "end"),
        road_class=row["class"].strip(),
        km=_number(path, line, row, "km"),
        ref=row.get("ref", "").strip(),
        oneway=row.get("oneway", "").strip().lower() == "yes",
    )


def _check_link(path: Path, line: int, link: Link, places: Mapping[int, Place], classes: Collection[str]) -> None:
    for end in (link.start, link.end):
        if end not in places:
            raise _broken(path, line, f"the id {end} is not in places.csv")
    if link.start == link.end:
        raise _broken(path, line, "a road from a place to itself")
    if link.road_class not in classes:
        raise _broken(path, line, f"the class {link.road_class!r} is none of {', '.join(classes)}")
    a, b = places[link.start], places[link.end]
    straight = great_circle_km(a.lat, a.lon, b.lat, b.lon)
    if link.km <= 0 or link.km < straight * SHORTEST:
        raise _broken(path, line, f"{link.km} km is shorter than the straight line of {straight:.1f} km")


def _number(path: Path, line: int, row: dict[str, str], column: str) -> float:
    try:
        value = float(row[column])
    except ValueError:
        raise _broken(path, line, f"{column} {row[column]!r} is no number") from None
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124  NaN is the one number that differs from itself
        raise _broken(path, line, f"{column} {row[column]!r} is no number")
    return value


def _whole(path: Path, line: int, row: dict[str, str], column: str) -> int:
    try:
        return int(row[column])
    except ValueError:
        raise _broken(path, line, f"{column} {row[column]!r} is no whole number") from None


def _broken(path: Path, line: int, reason: str) -> TerrainError:
    return TerrainError(f"{path}, line {line}: {reason}")
