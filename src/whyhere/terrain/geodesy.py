"""Distances and compass directions on a sphere."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

EARTH_KM = 6371.0088  # mean radius (IUGG); the sphere errs by less than 0.6 percent
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def great_circles_km(lat1: Real, lon1: Real, lat2: Real, lon2: Real) -> Real:
    """The same for arrays of points."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    found: Real = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return found


def globe(lat: Real, lon: Real) -> Real:
    """Points in degrees as points on a globe in kilometres, for chords that stand in for short arcs."""
    phi, turn = np.radians(lat), np.radians(lon)
    return EARTH_KM * np.column_stack((np.cos(phi) * np.cos(turn), np.cos(phi) * np.sin(turn), np.sin(phi)))


def compass(lat1: float, lon1: float, lat2: float, lon2: float) -> str:
    """The one of eight winds in which the second point lies from the first (initial bearing)."""
    phi1, phi2, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    bearing = degrees(atan2(sin(turn) * cos(phi2), cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(turn)))
    return _WINDS[round((bearing % 360) / 45) % 8]
