"""Make ``src/whyhere/data/centres.json``: the middle of each country's main land, from the outlines beside it.

    python scripts/build_centres.py src/whyhere/data/outlines.json src/whyhere/data/centres.json

The middle is the centroid of the largest ring, areas scaled by the cosine of latitude. Towns tell where a country's
people live; where the country itself lies, its outline tells.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from whyhere.gazetteer import countries

Spot = tuple[float, float]  # lon, lat
SHORT = {
    "Rep.": "Republic", "Dem.": "Democratic", "Herz.": "Herzegovina", "Is.": "Islands", "Eq.": "Equatorial",
    "S. Sudan": "South Sudan", "W. Sahara": "Western Sahara", "Faeroe": "Faroe", "Fr. Polynesia": "French Polynesia",
    "Barb.": "Barbuda",
}  # fmt: skip


def line(document: dict[str, Any], number: int) -> list[Spot]:
    """One line of the outlines as points."""
    flat, grid = document["lines"][number], document["grid"]
    return [(x * grid, y * grid) for x, y in zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)]


def whole(name: str) -> str:
    """A name without the abbreviations of map labels."""
    for short, long in SHORT.items():
        name = name.replace(short, long)
    return name


def unbroken(ring: list[Spot]) -> list[Spot]:
    """The ring with no jump at the antimeridian."""
    made = ring[:1]
    for lon, lat in ring[1:]:
        turns = round((made[-1][0] - lon) / 360)
        made.append((lon + 360 * turns, lat))
    return made


def centroid(ring: list[Spot]) -> tuple[float, float, float]:
    """Area (square degrees at the equator), latitude and longitude of a ring's centroid (the shoelace formula)."""
    middle = math.cos(math.radians(sum(lat for _, lat in ring) / len(ring)))
    area = lon_sum = lat_sum = 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        cross = (x1 * y2 - x2 * y1) * middle
        area += cross / 2
        lon_sum += (x1 + x2) * cross
        lat_sum += (y1 + y2) * cross
    return (abs(area), lat_sum / (6 * area), lon_sum / (6 * area)) if area else (0.0, ring[0][1], ring[0][0])


def main() -> None:
    """Command line."""
    source, target = map(Path, sys.argv[1:3])
    document = json.loads(source.read_text(encoding="utf-8"))
    centres = {}
    for country in document["countries"]:
        code = countries.code_of(whole(country["name"])) or countries.code_of(country["name"])
        rings = [
            [p for n in ring for p in (line(document, n) if n >= 0 else line(document, ~n)[::-1])]
            for ring in country["rings"]
        ]
        if code is None:
            print(f"no code: {country['name']}", file=sys.stderr)
        elif rings:
            _, lat, lon = max(centroid(unbroken(ring)) for ring in rings)
            centres[code] = [round(lat, 2), round((lon + 180) % 360 - 180, 2)]
    rows = ",\n".join(f"{json.dumps(code)}: {json.dumps(spot)}" for code, spot in sorted(centres.items()))
    target.write_text("{\n" + rows + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
