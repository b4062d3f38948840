"""Claims about ways through a place: does a best way run there, and what breaks without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere.terrain.answers import HALF, NEARLY, Answer, none_of, question, some, verb
from whyhere.terrain.connections import closed_place, way_through
from whyhere.terrain.facts import duration
from whyhere.terrain.travel import NEVER, Trips, Way, place_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Route
    from whyhere.terrain.answers import CheckVerdict
    from whyhere.terrain.ground import Ground


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two ends (place indices): seconds of their best way, the way through the place, seconds without it."""

    start: int
    end: int
    best: int
    via: Way | None
    without: int

    @property
    def carried(self) -> bool:
        return self.via is not None and self.via.seconds <= self.best * (1 + NEARLY)

    @property
    def hurt(self) -> bool:
        return self.without > self.best * (1 + NEARLY)


def ways_through(ground: Ground, route: Route, place: int, pairs: Sequence[tuple[int, int]]) -> Answer:
    """The answer for ways between pairs of places (indices) with ``place`` in between."""
    solved = _solve(ground, place, pairs)
    if not solved:
        return Answer("cannot tell", "no road of the network joins its ends")
    asked = question(route)
    if asked == "carries":
        return _carries(ground, place, solved)
    if asked:
        return _bars(ground, place, solved, enough=0.0 if asked == "hinders" else HALF)
    return Answer("cannot tell", f"the network has no answer to {route.effect.value!r}")


def _solve(ground: Ground, place: int, pairs: Sequence[tuple[int, int]]) -> list[_Pair]:
    opened, shut = Trips(ground.network), Trips(ground.network, closed=closed_place(ground.network, place))
    found = []
    for a, b in pairs:
        start, end = ground.junction(a), ground.junction(b)
        best = int(opened.seconds(start)[end])
        if best < NEVER:
            via, without = way_through(opened, start, end, place), int(shut.seconds(start)[end])
            found.append(_Pair(a, b, best, via, without))
    return found


def _carries(ground: Ground, place: int, solved: Sequence[_Pair]) -> Answer:
    name = ground.name(place)
    carried = [(pair, pair.via) for pair in solved if pair.via and pair.carried]
    if not carried:
        detours = [pair.via.seconds - pair.best for pair in solved if pair.via]
        more = f"; at the least it adds {duration(min(detours))}" if detours else ""
        return Answer("not supported", f"{none_of(len(solved))} runs through {name}{more}", (), len(solved))
    pair, way = max(carried, key=lambda row: (row[0].best - row[1].seconds, row[0].without - row[0].best))
    said = f"{ground.name(pair.start)}–{ground.name(pair.end)} ({round(way.km)} km, {duration(way.seconds)})"
    why = f"{some(len(carried), len(solved))} {verb(len(carried), 'runs', 'run')} through {name}, such as {said}"
    return Answer("supported", why, place_ids(ground.network, way), len(solved), len(carried))


def _bars(ground: Ground, place: int, solved: Sequence[_Pair], *, enough: float) -> Answer:
    name = ground.name(place)
    hurt = [pair for pair in solved if pair.hurt]
    if not hurt:
        pair = min(solved, key=lambda one: one.best)
        way = Trips(ground.network).way(ground.junction(pair.start), ground.junction(pair.end))
        free = f"{ground.name(pair.start)}–{ground.name(pair.end)} goes without it"
        return Answer(
            "not supported", f"{none_of(len(solved))} needs {name}: {free}", place_ids(ground.network, way), len(solved)
        )
    worst = max(hurt, key=lambda one: one.without - one.best)
    toll = "has no way left" if worst.without >= NEVER else f"takes {duration(worst.without - worst.best)} longer"
    breaks = verb(len(hurt), "breaks or gets longer", "break or get longer")
    pair_name = f"{ground.name(worst.start)}–{ground.name(worst.end)}"
    why = f"without {name}, {some(len(hurt), len(solved))} {breaks}: {pair_name} {toll}"
    verdict: CheckVerdict = "supported" if len(hurt) / len(solved) >= enough else "cannot tell"
    why = why if verdict == "supported" else f"in part only: {why}"
    return Answer(verdict, why, place_ids(ground.network, worst.via), len(solved), len(hurt))
