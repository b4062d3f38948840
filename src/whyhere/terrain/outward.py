"""Claims about ways out of, or into, a place, and about ways between two ends that somebody holds or bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from whyhere.terrain.answers import HALF, NEARLY, Answer, listed, none_of, some, verb
from whyhere.terrain.exits import exits
from whyhere.terrain.facts import FactBook, duration
from whyhere.terrain.travel import NEVER, Trips, place_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Exit
    from whyhere.terrain.answers import CheckVerdict, Claim
    from whyhere.terrain.ground import Ground


_POINTS = ("north", "south", "east", "west")  # in the order in which the eight winds name them


def ways_out(ground: Ground, claim: Claim, place: int) -> Answer:
    """The edge-disjoint exits in the direction named (ways in are the same roads), and the hostile places on them."""
    every = exits(replace(ground, place=place), claim.bloc or ground.bloc(), FactBook(""))
    toward = _wind(claim.route.direction.value) if claim.route.direction else ""
    exact = [way for way in every if way.direction == toward]
    found = exact or [way for way in every if toward in way.direction.split("-") or not toward]
    where = ground.name(place) + (f" to the {toward}" if toward else "")
    if not found:
        return Answer("not supported", f"no road of the network leads out of {where}")
    if claim.asks == "carries":
        return _open(where, found)
    return _shut(where, found, one_is_enough=claim.asks == "hinders")


def _open(where: str, found: Sequence[Exit]) -> Answer:
    free = [way for way in found if not way.hostile]
    if not free:
        foes = listed(found[0].hostile)
        return Answer(
            "not supported", f"every way out of {where} crosses a hostile place ({foes})", found[0].path, len(found)
        )
    way = free[0]
    unsure = f"; who holds {listed(way.unknown)} is unknown" if way.unknown else ""
    why = (
        f"a way out of {where} leads to {way.to.name} ({round(way.km)} km, {duration(round(way.minutes * 60))}){unsure}"
    )
    return Answer("supported", why, way.path, len(found), len(free))


def _shut(where: str, found: Sequence[Exit], *, one_is_enough: bool) -> Answer:
    shut, free = [way for way in found if way.hostile], [way for way in found if not way.hostile]
    crossing = f"{some(len(shut), len(found))} out of {where} {verb(len(shut), 'crosses', 'cross')} hostile places"
    if shut and (not free or one_is_enough):
        return Answer("supported", f"{crossing}, such as {shut[0].hostile[0]}", shut[0].path, len(found), len(shut))
    if shut:
        return Answer("cannot tell", f"in part only: {crossing}", free[0].path, len(found), len(shut))
    if any(way.unknown for way in free):
        why = f"no hostile place is known on {len(found)} ways out of {where}, but not every holder is known"
        return Answer("cannot tell", why, free[0].path, len(found))
    return Answer(
        "not supported", f"{none_of(len(found))} out of {where} crosses a hostile place", free[0].path, len(found)
    )


def _wind(said: str) -> str:
    """The wind that a compass word names: "northern", "northward" → north, "Northwest" → north-west."""
    return "-".join(point for point in _POINTS if point in said.casefold())


@dataclass(frozen=True, slots=True)
class _Barred:
    """Pairs of ends (place indices), those that places held against the claim break, and both kinds of trips."""

    asked: list[tuple[int, int]]
    barred: list[tuple[int, int]]
    opened: Trips
    shut: Trips

    @property
    def clear(self) -> list[tuple[int, int]]:
        return [pair for pair in self.asked if pair not in self.barred]


def ways_between(ground: Ground, claim: Claim, pairs: Sequence[tuple[int, int]]) -> Answer:
    """Ways between ends when the claim names no place on them: do places held against it stand in the way?"""
    barring = _barring(ground, claim)
    if not barring:
        return Answer("cannot tell", "it names no place on the way, and none is known to be held against it")
    closed = np.isin(ground.network.domain, sorted(barring))
    opened, shut = Trips(ground.network), Trips(ground.network, closed=closed)
    asked = [(a, b) for a, b in pairs if opened.seconds(ground.junction(a), ground.junction(b)) < NEVER]
    if not asked:
        return Answer("cannot tell", "no road of the network joins its ends")
    barred = [pair for pair in asked if _longer(ground, opened, shut, pair)]
    ways = _Barred(asked, barred, opened, shut)
    return _unbarred(ground, ways) if claim.asks == "carries" else _held(ground, claim, ways)


def _barring(ground: Ground, claim: Claim) -> set[int]:
    """The places held by the claim's actor and its bloc; without an actor, those hostile to the claim's party."""
    control = ground.control
    actor = claim.route.actor
    if actor is not None and actor.id is not None:
        bloc = control.bloc(actor.id)
        return {place for place, holder in control.holder.items() if holder in bloc}
    return {place for place in control.holder if control.hostile(place, claim.bloc or ground.bloc())}


def _longer(ground: Ground, opened: Trips, shut: Trips, pair: tuple[int, int]) -> bool:
    a, b = (ground.junction(end) for end in pair)
    return shut.seconds(a, b) > opened.seconds(a, b) * (1 + NEARLY)


def _unbarred(ground: Ground, ways: _Barred) -> Answer:
    """The claim that a way carries: one that is not broken is enough."""
    if ways.clear:
        pair = ways.clear[0]
        why = f"{ground.pair(*pair)} needs no place held against it"
        return Answer("supported", why, _path(ground, ways.shut, pair), len(ways.asked), len(ways.clear))
    pair = ways.barred[0]
    why = f"{ground.pair(*pair)} breaks or gets longer round the places held against it"
    return Answer("not supported", why, _path(ground, ways.opened, pair), len(ways.asked))


def _held(ground: Ground, claim: Claim, ways: _Barred) -> Answer:
    """The claim that ways are barred: half of them for a bar, one for a hindrance."""
    asked, barred = len(ways.asked), len(ways.barred)
    if not barred:
        path = _path(ground, ways.shut, ways.clear[0])
        subject = f"{none_of(asked)} needs" if asked > 1 else f"{ground.pair(*ways.clear[0])} does not need"
        return Answer("not supported", f"{subject} a place held against it", path, asked)
    pair = ways.barred[0]
    breaks = verb(barred, "breaks or gets longer", "break or get longer")
    subject = f"{some(barred, asked)} {breaks}" if asked > 1 else f"{ground.pair(*pair)} breaks or gets longer"
    why = f"{subject} round the places held against it" + (f", such as {ground.pair(*pair)}" if asked > 1 else "")
    enough = claim.asks == "hinders" or barred / asked >= HALF
    verdict: CheckVerdict = "supported" if enough else "cannot tell"
    return Answer(verdict, why if enough else f"in part only: {why}", _path(ground, ways.opened, pair), asked, barred)


def _path(ground: Ground, trips: Trips, pair: tuple[int, int]) -> tuple[int, ...]:
    a, b = (ground.junction(end) for end in pair)
    return place_ids(ground.network, trips.way(a, b))
