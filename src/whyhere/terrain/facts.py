"""Numbers as facts that a sentence may cite: a stable key, the exact values and the forms in which people say them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whyhere.records import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float | bool | None | tuple[str, ...]


@dataclass(slots=True)
class FactBook:
    """The facts of one answer, by key. A key that is taken gets "#2", "#3", … so that none is overwritten."""

    terrain: str
    facts: dict[str, Fact] = field(default_factory=dict)

    def add(self, key: str, values: Mapping[str, Value]) -> str:
        """Keeps a fact and returns the key it stands under."""
        count, free = 1, key
        while free in self.facts:
            count += 1
            free = f"{key}#{count}"
        self.facts[free] = Fact(free, self.terrain, dict(values))
        return free


def duration(seconds: int | None) -> str:
    """Seconds as people say them: "25 min", "2 h 40", "3 h"; "no way" for None. Rounded to the minute."""
    if seconds is None:
        return "no way"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"


def time_values(name: str, seconds: int | None) -> dict[str, Value]:
    """A travel time as values: exact minutes (a tenth), whole minutes and the words."""
    if seconds is None:
        return {name: None, f"{name}_text": duration(None)}
    return {
        name: round(seconds / 60, 1),
        f"{name}_rounded": round(seconds / 60),
        f"{name}_text": duration(seconds),
    }


def km_values(name: str, km: float | None) -> dict[str, Value]:
    """A length as values: kilometres to a tenth and whole."""
    if km is None:
        return {name: None}
    return {name: round(km, 1), f"{name}_rounded": round(km)}


def percent(share: float) -> int:
    """A share of 0 to 1 as whole percent."""
    return round(share * 100)
