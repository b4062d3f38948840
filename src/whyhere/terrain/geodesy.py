"""Distances and compass directions on a sphere."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius (IUGG); the sphere errs by less than 0.6 percent
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def compass(lat1: float, lon1: float, lat2: float, lon2: float) -> str:
    """The one of eight winds in which the second point lies from the first (initial bearing)."""
    phi1, phi2, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    bearing = degrees(atan2(sin(turn) * cos(phi2), cos(phi1) * sin(phi2) - sin(phi1) * cos(phi2) * cos(turn)))
    return _WINDS[round((bearing % 360) / 45) % 8]
