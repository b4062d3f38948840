"""The ground of an answer about one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whyhere.terrain.control import Control
    from whyhere.terrain.network import Network
    from whyhere.terrain.sites import End


@dataclass(frozen=True, slots=True)
class Ground:
    """What every answer stands on: the network, its key sites, control, and the place (by index) asked about."""

    network: Network
    ends: tuple[End, ...]
    control: Control
    place: int

    def name(self, place: int) -> str:
        """The name of a place by index."""
        return self.network.places[place].name

    def pair(self, start: int, end: int) -> str:
        """The name of a pair of places: "Homs–Tripoli"."""
        return f"{self.name(start)}–{self.name(end)}"

    def junction(self, place: int) -> int:
        """The junction of a place by index."""
        return int(self.network.anchor[place])

    def bloc(self, party: str | None = None) -> tuple[str, ...]:
        """The bloc of a party, else of the holder of the place asked about; empty where nobody is known to hold it."""
        named = party or self.control.holder.get(self.place)
        return self.control.bloc(named) if named else ()
