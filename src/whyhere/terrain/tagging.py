"""OpenStreetMap tags → what a traveller makes of a road: its class, its speed each way, whether it is open at all.

Every rule and its source stands in ``osm.toml``; speeds by class stand in ``profiles.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whyhere.terrain.profiles import Profile

FERRY: Final = "ferry"
MILE_KM: Final = 1.609344
WALK_KMH: Final = 7.0  # maxspeed=walk: the upper end of what courts take walking pace to be
TOLD: Final = (
    # the keys that a road is made of
    *("highway", "route", "ref", "area", "oneway", "junction", "surface", "duration"),
    *("access", "vehicle", "motor_vehicle", "motorcar", "hgv", "foot", "bicycle"),
    *("maxspeed", "maxspeed:hgv", "maxspeed:forward", "maxspeed:backward"),
)
_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*(mph|km/?h|kph)?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3})(?::(\d{2}))?", re.ASCII)
_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Road:
    """A way as one traveller sees it: class, number, km/h along and against its drawing (0: shut).

    ``minutes`` is a ferry's stated time from end to end, 0 where none is stated.
    """

    road_class: str
    ref: str
    forward: float
    backward: float
    minutes: float = 0.0


@cache
def tables() -> dict[str, Any]:
    """The rules of ``osm.toml``."""
    return tomllib.loads((files("whyhere.terrain") / "osm.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)  # no slots: what follows from the profile is worked out once
class Rules:
    """The rules for one kind of traveller."""

    profile: Profile
    known: dict[tuple[str | None, ...], Road | None] = field(default_factory=dict)

    @cached_property
    def walks(self) -> bool:
        """Whether this traveller goes on foot: no one-way roads, limits or surfaces then."""
        return self.profile.name == "foot"

    @cached_property
    def highways(self) -> Mapping[str, str]:
        """The road class of each ``highway=`` value that may be open."""
        known: dict[str, str] = tables()["highway"] | tables()["service"]
        if self.walks:
            known |= {key: value for key, value in tables()["walking"].items() if isinstance(value, str)}
        return known

    def road(self, tags: Mapping[str, str]) -> Road | None:
        """The road or ferry that a way's tags make for this traveller, or None where it has none."""
        said = tuple(map(tags.get, TOLD))  # few ways differ in these: each kind of way is worked out once
        if said not in self.known:
            self.known[said] = self._road({key: value for key, value in zip(TOLD, said, strict=True) if value})
        return self.known[said]

    def _road(self, tags: Mapping[str, str]) -> Road | None:
        if tags.get("route") == FERRY and "highway" not in tags:
            return self._ferry(tags)
        highway = tags.get("highway", "")
        road_class = self.highways.get(highway)
        if road_class is None or tags.get("area") == "yes" or not self._open(tags, highway):
            return None
        pace = self.profile.kmh[road_class] * self._kept(tags, road_class)
        along, against = self._limits(tags)
        ahead, back = self._directions(tags)
        return Road(road_class, plain(tags.get("ref", "")), min(pace, along) * ahead, min(pace, against) * back)

    def delay(self, tags: Mapping[str, str]) -> float | None:
        """Seconds that a barrier on a road costs, endless where it shuts the road, None where it is none."""
        rule, barrier, said = tables()["barrier"], tags.get("barrier", ""), self.access(tags)
        if said in tables()["access"]["shut"]:
            return float("inf")
        if barrier in rule["border"]:
            return self.profile.border_minutes * 60
        if barrier in rule["checkpoint"] or tags.get("military") == "checkpoint":
            return float(tables()["checkpoint"][self.profile.name]) * 60
        shuts = barrier in rule["shut"] and not self.walks and said not in tables()["access"]["open"]
        return float("inf") if shuts else None

    def access(self, tags: Mapping[str, str]) -> str | None:
        """What the most particular access key says to this traveller; None where all are silent."""
        return next((tags[key] for key in tables()["access"][self.profile.name] if key in tags), None)

    def _open(self, tags: Mapping[str, str], highway: str) -> bool:
        said = self.access(tags)
        if self.walks and highway in tables()["walking"]["shut"]:
            return tags.get("foot") in tables()["access"]["open"]
        return said not in tables()["access"]["shut"]

    def _ferry(self, tags: Mapping[str, str]) -> Road | None:
        """A ferry takes cars when it says so, or says nothing of anybody (the rule of GraphHopper's car parser)."""
        said, silent = self.access(tags), not ({"foot", "bicycle"} & tags.keys())
        if said in tables()["access"]["shut"] or not (self.walks or silent or said in tables()["access"]["open"]):
            return None
        kmh, (ahead, back) = float(tables()["ferry"]["kmh"]), self._directions(tags)
        return Road(FERRY, plain(tags.get("ref", "")), kmh * ahead, kmh * back, duration_minutes(tags.get("duration")))

    def _kept(self, tags: Mapping[str, str], road_class: str) -> float:
        """The part of the class's speed that the surface leaves."""
        if self.walks or road_class == "track":
            return 1.0
        return float(tables()["surface"].get(tags.get("surface", ""), 1.0))

    def _limits(self, tags: Mapping[str, str]) -> tuple[float, float]:
        if self.walks:
            return float("inf"), float("inf")
        both = limit_kmh(tags.get("maxspeed"))
        if self.profile.name == "truck":
            both = min(both, limit_kmh(tags.get("maxspeed:hgv")))
        along, against = (limit_kmh(tags.get(f"maxspeed:{way}")) for way in ("forward", "backward"))
        return min(both, along), min(both, against)

    def _directions(self, tags: Mapping[str, str]) -> tuple[bool, bool]:
        """Whether it is open along its drawing, and against it."""
        rule, said = tables()["oneway"], tags.get("oneway")
        if self.walks:
            return True, True
        if said in rule["backward"]:
            return False, True
        implied = tags.get("junction") in rule["junctions"] or tags.get("highway") in rule["highways"]
        return True, not (said in rule["forward"] or (implied and said != "no"))


@cache
def limit_kmh(text: str | None) -> float:
    """A ``maxspeed`` in km/h: "50", "50 km/h", "30 mph", "walk"; of several ("50;30") the least.

    Endless for "none", for codes of a country's rule ("XA:urban"), "signals", "variable" and all that is no speed.
    """
    return min((_one_limit(part.strip()) for part in re.split(r"[;|,]", text or "")), default=float("inf"))


def _one_limit(text: str) -> float:
    if text == "walk":
        return WALK_KMH
    found = _LIMIT.fullmatch(text)
    if found is None or not float(found[1]):
        return float("inf")
    return float(found[1]) * (MILE_KM if found[2] == "mph" else 1.0)


def duration_minutes(text: str | None) -> float:
    """A ``duration`` in minutes: "25", "1:45", "00:05:00" or ISO 8601 ("PT1H30M"); 0 where it is none of these."""
    if clock := _CLOCK.fullmatch((text or "").strip()):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 60 + minutes + seconds / 60
    if iso := _ISO.fullmatch((text or "").strip()):
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return days * 1440 + hours * 60 + minutes + seconds / 60
    return 0.0


def plain(text: str) -> str:
    """A tag's words on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
