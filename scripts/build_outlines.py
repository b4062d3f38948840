"""Make ``src/whyhere/data/outlines.json`` from world-atlas (Natural Earth 1:10m, public domain).

Get the source with ``npm pack world-atlas@2`` and unpack it, then::

    python scripts/build_outlines.py package/countries-10m.json src/whyhere/data/outlines.json

The result keeps the topology (each border once, so neighbours never gape), drops points that move a line by less than
``TOLERANCE`` degrees (Douglas–Peucker, 1973) and rings smaller than ``SMALLEST`` on both sides.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TOLERANCE = 0.009  # degrees: about 900 m, three pixels on a map of a 150 km district that is 500 pixels wide
SMALLEST = 0.03  # degrees: islets below 3 km are no help to a reader
GRID = 0.002  # degrees: about 200 m, finer than the tolerance
CREDIT = "Country outlines: Natural Earth 1:10m (public domain), by way of world-atlas 2.0.2"

Point = tuple[float, float]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc as (lon, lat) points: undoes quantisation and delta coding (TopoJSON specification, 2.1.3–2.1.4)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def thinned(points: list[Point]) -> list[Point]:
    """Douglas–Peucker, iterative; both ends stay, so that arcs still meet."""
    keep = {0, len(points) - 1}
    open_runs = [(0, len(points) - 1)]
    while open_runs:
        first, last = open_runs.pop()
        far, best = 0, -1.0
        for i in range(first + 1, last):
            away = _distance(points[i], points[first], points[last])
            if away > best:
                far, best = i, away
        if best > TOLERANCE:
            keep.add(far)
            open_runs += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    x, y = p[0] - a[0] - t * dx, p[1] - a[1] - t * dy
    return float((x * x + y * y) ** 0.5)


def kept_rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[int]]:
    """The rings (lists of arc numbers) of a country that are large enough; its largest always stays."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring for polygon in polygons for ring in polygon]
    sizes = [_size(ring, arcs) for ring in rings]
    largest = max(sizes)
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= SMALLEST or size == largest]


def _size(ring: list[int], arcs: list[list[Point]]) -> float:
    points = [p for i in ring for p in arcs[i if i >= 0 else ~i]]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def coded(points: list[Point]) -> list[int]:
    """One flat list of grid steps: x, y, dx, dy and so on."""
    flat: list[int] = []
    x = y = 0
    for i, (lon, lat) in enumerate(points):
        nx, ny = round(lon / GRID), round(lat / GRID)
        if i == 0 or (nx, ny) != (x, y) or i == len(points) - 1:
            flat += [nx - x, ny - y]
        x, y = nx, ny
    return flat


def main(source: Path, target: Path) -> None:
    """Read, thin, renumber, write."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = decoded(topology)
    countries = []
    used: dict[int, int] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if "arcs" not in geometry:
            continue
        rings = []
        for ring in kept_rings(geometry, arcs):
            numbers = [used.setdefault(i if i >= 0 else ~i, len(used)) for i in ring]
            rings.append([n if i >= 0 else ~n for i, n in zip(ring, numbers, strict=True)])
        countries.append({"name": geometry["properties"]["name"], "rings": rings})
    lines = [coded(thinned(arcs[i])) for i in sorted(used, key=lambda i: used[i])]
    countries.sort(key=lambda c: str(c["name"]))
    document = {"credit": CREDIT, "grid": GRID, "countries": countries, "lines": lines}
    target.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(countries)} countries, {len(lines)} lines, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
