"""Who travels: car, truck or foot, with speeds by road class and the delay at a border."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from whyhere.errors import TerrainError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of traveller: km/h by road class, minutes lost at a border. Table and source: ``profiles.toml``."""

    name: str
    kmh: Mapping[str, float]
    border_minutes: float

    def seconds(self, km: float, road_class: str, *, border: bool = False) -> int:
        """Travel time of a road in whole seconds (at least 1), the border's delay included where it crosses one."""
        delay = self.border_minutes * 60 if border else 0
        return max(1, round(km / self.kmh[road_class] * 3600 + delay))

    @property
    def words(self) -> str:
        """The profile as a line of assumptions."""
        speeds = ", ".join(f"{road} {speed:g}" for road, speed in self.kmh.items())
        return (
            f"Travel by {self.name} in peacetime, at best: {speeds} km/h, {self.border_minutes:g} minutes at a border."
        )


def load_profile(name: str) -> Profile:
    """The profile of that name; TerrainError when there is none."""
    table = tomllib.loads(_text())
    if name not in table:
        message = f"no travel profile {name!r} (choose one of {', '.join(table)})"
        raise TerrainError(message)
    entry = table[name]
    return Profile(name, dict(entry["kmh"]), float(entry["border_minutes"]))


def _text() -> str:
    return (files("whyhere.terrain") / "profiles.toml").read_text(encoding="utf-8")
