"""Claims about ways through a place: does a best way run there, and what breaks without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.terrain.answers import HALF, NEARLY, Answer, none_of, some, verb
from whyhere.terrain.connections import way_through
from whyhere.terrain.control import closed_to
from whyhere.terrain.facts import duration
from whyhere.terrain.travel import NEVER, Trips, Way, place_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.terrain.answers import CheckVerdict, Claim
    from whyhere.terrain.ground import Ground


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two ends (place indices): their best way, the way through the place, seconds without it."""

    start: int
    end: int
    best: Way
    via: Way | None
    without: int

    @property
    def carried(self) -> bool:
        return self.via is not None and self.via.seconds <= self.best.seconds * (1 + NEARLY)

    @property
    def hurt(self) -> bool:
        return self.without > self.best.seconds * (1 + NEARLY)


def ways_through(ground: Ground, claim: Claim, place: int, pairs: Sequence[tuple[int, int]]) -> Answer:
    """The answer for ways between pairs of places (indices) with ``place`` in between.

    Asked of all roads first; where those do not bear the claim out, of the roads that the claim's party can pass.
    """
    network = ground.network
    opened = Trips(network)
    everyone = opened, opened.closing(network.footprint(place))
    answer = _ask(ground, claim, place, _solve(ground, place, pairs, everyone))
    if answer.verdict == "supported" or not claim.bloc:
        return answer
    control, bloc = ground.control, claim.bloc
    theirs = tuple(
        Trips(network, closed=closed_to(network, control, bloc, place=place, opened=opened)) for opened in (True, False)
    )
    given = _ask(ground, claim, place, _solve(ground, place, pairs, (theirs[0], theirs[1])))
    return (
        replace(given, why=f"given who holds the places around, {given.why}")
        if given.verdict == "supported"
        else answer
    )


def _ask(ground: Ground, claim: Claim, place: int, solved: Sequence[_Pair]) -> Answer:
    if not solved:
        return Answer("cannot tell", "no road of the network joins its ends")
    if claim.asks == "carries":
        return _carries(ground, place, solved)
    return _bars(ground, place, solved, enough=0.0 if claim.asks == "hinders" else HALF)


def _solve(ground: Ground, place: int, pairs: Sequence[tuple[int, int]], trips: tuple[Trips, Trips]) -> list[_Pair]:
    """The pairs that have a way, with the place open (first of the trips) and closed (second)."""
    opened, shut = trips
    found = []
    for a, b in pairs:
        start, end = ground.junction(a), ground.junction(b)
        best = opened.way(start, end)
        if best is not None:
            via, without = way_through(opened, start, end, place), shut.seconds(start, end)
            found.append(_Pair(a, b, best, via, without))
    return found


def _carries(ground: Ground, place: int, solved: Sequence[_Pair]) -> Answer:
    name = ground.name(place)
    carried = [(pair, pair.via) for pair in solved if pair.via and pair.carried]
    if not carried:
        detours = [pair.via.seconds - pair.best.seconds for pair in solved if pair.via]
        more = f"; at the least it adds {duration(min(detours))}" if detours else ""
        one = f"{ground.pair(solved[0].start, solved[0].end)} does not run" if len(solved) == 1 else ""
        why = f"{one or none_of(len(solved)) + ' runs'} through {name}{more}"
        return Answer("not supported", why, (), len(solved))
    pair, way = max(
        carried, key=lambda row: (row[0].best.seconds - row[1].seconds, row[0].without - row[0].best.seconds)
    )
    said, size = ground.pair(pair.start, pair.end), f"({round(way.km)} km, {duration(way.seconds)})"
    many = (
        f"{some(len(carried), len(solved))} {verb(len(carried), 'runs', 'run')} through {name}, such as {said} {size}"
    )
    why = many if len(solved) > 1 else f"{said} runs through {name} {size}"
    return Answer("supported", why, place_ids(ground.network, way), len(solved), len(carried))


def _bars(ground: Ground, place: int, solved: Sequence[_Pair], *, enough: float) -> Answer:
    name = ground.name(place)
    hurt = [pair for pair in solved if pair.hurt]
    if not hurt:
        pair = min(solved, key=lambda one: one.best.seconds)
        said = ground.pair(pair.start, pair.end)
        many = f"{none_of(len(solved))} needs {name}: {said}, for one, goes without it"
        why = many if len(solved) > 1 else f"{said} goes without {name}"
        return Answer("not supported", why, place_ids(ground.network, pair.best), len(solved))
    worst = max(hurt, key=lambda one: one.without - one.best.seconds)
    toll = (
        "has no way left" if worst.without >= NEVER else f"takes {duration(worst.without - worst.best.seconds)} longer"
    )
    said = f"{ground.pair(worst.start, worst.end)} {toll}"
    breaks = f"{some(len(hurt), len(solved))} {verb(len(hurt), 'breaks or gets longer', 'break or get longer')}: {said}"
    why = f"without {name}, {breaks if len(solved) > 1 else said}"
    verdict: CheckVerdict = "supported" if len(hurt) / len(solved) >= enough else "cannot tell"
    why = why if verdict == "supported" else f"in part only: {why}"
    return Answer(verdict, why, place_ids(ground.network, worst.via), len(solved), len(hurt))
