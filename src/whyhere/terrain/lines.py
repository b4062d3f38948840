"""The lines that roads follow between junctions, simplified for the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

TOLERANCE_KM: Final = 0.03  # no point of a road is drawn farther than this from where it is
KM_A_DEGREE: Final = 111.195


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The points between the ends of each arc: those of arc ``e`` are ``points[start[e]:start[e + 1]]`` (lat, lon)."""

    start: NDArray[np.int64]
    points: NDArray[np.float32]

    def between(self, arc: int) -> tuple[tuple[float, float], ...]:
        """The points between the ends of an arc, from its tail to its head."""
        part = self.points[int(self.start[arc]) : int(self.start[arc + 1])].astype(np.float64).round(5)
        return tuple((float(lat), float(lon)) for lat, lon in part)


def simplified(lat: Real, lon: Real, start: Whole, *, tolerance_km: float = TOLERANCE_KM) -> NDArray[np.bool_]:
    """Which points of lines to keep so that no other lies farther than the tolerance from what is drawn.

    Line ``i`` is the points ``start[i] … start[i + 1]``; its ends are kept. Douglas & Peucker, "Algorithms for the
    reduction of the number of points required to represent a digitized line", Cartographica 10 (1973); all lines are
    split in the same rounds.
    """
    x, y = lon * np.cos(np.radians(lat)) * KM_A_DEGREE, lat * KM_A_DEGREE
    keep = np.zeros(len(lat), dtype=np.bool_)
    low, high = start[:-1].astype(np.int64), start[1:].astype(np.int64) - 1
    keep[low] = keep[high] = True
    while True:
        long = high - low > 1
        low, high = low[long], high[long]
        if not len(low):
            return keep
        middle, far = _farthest(x, y, low, high)
        split = far > tolerance_km
        low, middle, high = low[split], middle[split], high[split]
        keep[middle] = True
        low, high = np.concatenate((low, middle)), np.concatenate((middle, high))


def _farthest(x: Real, y: Real, low: Whole, high: Whole) -> tuple[Whole, Real]:
    """For each stretch the point between its ends farthest from the straight line, and how far that is."""
    size = high - low - 1
    first = np.append(0, np.cumsum(size)[:-1])
    group = np.repeat(np.arange(len(low)), size)
    point = np.arange(len(group)) - first[group] + low[group] + 1
    far = _away(x, y, point, low[group], high[group])
    most = np.maximum.reduceat(far, first)
    at = np.flatnonzero(far == most[group])
    return point[at[np.searchsorted(group[at], np.arange(len(low)))]], most


def _away(x: Real, y: Real, point: Whole, a: Whole, b: Whole) -> Real:
    """The distance of points from the stretches a–b."""
    dx, dy, px, py = x[b] - x[a], y[b] - y[a], x[point] - x[a], y[point] - y[a]
    square = dx * dx + dy * dy
    along = np.divide(px * dx + py * dy, square, out=np.zeros_like(square), where=square > 0).clip(0, 1)
    found: Real = np.hypot(px - along * dx, py - along * dy)
    return found
