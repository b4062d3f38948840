"""Country outlines around a place: land to fill, coasts and borders to draw, from Natural Earth."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from whyhere.explainer.map.view import Frame

Spot = tuple[float, float]  # lon, lat


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings of land by country, and lines told apart as coast (one country) or border (two)."""

    land: tuple[tuple[str, tuple[Spot, ...]], ...]
    coasts: tuple[tuple[Spot, ...], ...]
    borders: tuple[tuple[Spot, ...], ...]


@cache
def _document() -> dict[str, Any]:
    text = (files("whyhere") / "data" / "outlines.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def credit() -> str:
    """Whose outlines they are."""
    return str(_document()["credit"])


@cache
def _line(number: int) -> tuple[Spot, ...]:
    flat, grid = _document()["lines"][number], _document()["grid"]
    xs, ys = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple((x * grid, y * grid) for x, y in zip(xs, ys, strict=True))


def outlines(frame: Frame) -> Outlines:
    """The outlines within a frame; rings are clipped to it, lines may run a little over it."""
    users: Counter[int] = Counter()
    land = []
    for country in _document()["countries"]:
        for ring in country["rings"]:
            users.update(n if n >= 0 else ~n for n in ring)
            points = [p for n in ring for p in (_line(n) if n >= 0 else _line(~n)[::-1])]
            clipped = _clipped(points, frame) if _touches(points, frame) else []
            if clipped:
                land.append((str(country["name"]), tuple(clipped)))
    near = [number for number in users if _touches(_line(number), frame)]
    parts = {number: tuple(_runs(_line(number), frame)) for number in near}
    coasts = tuple(run for number in near if users[number] == 1 for run in parts[number])
    borders = tuple(run for number in near if users[number] > 1 for run in parts[number])
    return Outlines(tuple(land), coasts, borders)


def _touches(points: Sequence[Spot], frame: Frame) -> bool:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(xs) >= frame.west and min(xs) <= frame.east and max(ys) >= frame.south and min(ys) <= frame.north


def _runs(points: Sequence[Spot], frame: Frame) -> Iterator[tuple[Spot, ...]]:
    """The stretches of a line near the frame, each with a point beyond it at both ends."""
    box = frame.grown(0.05)
    run: list[Spot] = []
    for a, b in pairwise(points):
        if _touches((a, b), box):
            run = run or [a]
            run.append(b)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _clipped(ring: Sequence[Spot], frame: Frame) -> list[Spot]:
    """The ring within the frame (Sutherland and Hodgman, 1974)."""
    sides: tuple[tuple[Callable[[Spot], bool], int, float], ...] = (
        (lambda p: p[0] >= frame.west, 0, frame.west),
        (lambda p: p[0] <= frame.east, 0, frame.east),
        (lambda p: p[1] >= frame.south, 1, frame.south),
        (lambda p: p[1] <= frame.north, 1, frame.north),
    )
    points = list(ring)
    for inside, axis, at in sides:
        kept: list[Spot] = []
        for a, b in zip([points[-1], *points[:-1]], points, strict=True) if points else ():
            if inside(a) != inside(b):
                kept.append(_crossing(a, b, axis, at))
            if inside(b):
                kept.append(b)
        points = kept
    return points


def _crossing(a: Spot, b: Spot, axis: int, at: float) -> Spot:
    t = (at - a[axis]) / (b[axis] - a[axis])
    x, y = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
    return (at, y) if axis == 0 else (x, at)
