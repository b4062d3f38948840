"""Reported claims about routes beside what the road network says.

A check tells whether the roads bear a claim out, never whether a report is true: people use roads that are not on the
map, and roads on the map may be impassable. Rules, each with its reason:

1. A place that cannot be put on the network makes the claim one that nobody can tell: no guess is made.
2. "Lies on", "allowed" and the like hold when a way through the place is the best or at most NEARLY longer, for
   speeds are rough.
3. "Denied" and "cut" hold when at least half of the ways in question break or get NEARLY longer with the place closed,
   fail when none does, and cannot be told in between: a claim about passage is about passage as a whole.
4. "Hindered" holds when one way does: it claims less.
5. Rules 2 to 4 are asked of all roads, then of those that the claim's party can pass: a place may be needed only
   because others hold the rest.
6. A way out of (or into) the place is looked for among the edge-disjoint exits, in the direction named.
7. A claim that names two ends and no place between them is asked of the places that its actor, or the party's foes,
   hold.
8. A negated or denied claim gets the opposite verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Route, RouteCheck
from whyhere.terrain.answers import Answer, Claim, listed, question, questions
from whyhere.terrain.outward import ways_between, ways_out
from whyhere.terrain.resolve import Meant, meant
from whyhere.terrain.through import ways_through
from whyhere.terrain.travel import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.records import Evidence, PlaceRef
    from whyhere.terrain.facts import FactBook, Value
    from whyhere.terrain.ground import Ground


def check_routes(ground: Ground, routes: Sequence[Evidence], book: FactBook) -> tuple[RouteCheck, ...]:
    """One check for each route finding, in the order given; other findings are passed over."""
    return tuple(
        _recorded(ground, evidence, evidence.finding, book)
        for evidence in routes
        if isinstance(evidence.finding, Route)
    )


def check(ground: Ground, route: Route, *, speaks_for: str | None = None, denied: bool = False) -> Answer:
    """What the network says to one route finding.

    ``speaks_for`` is the party (id) of the voice that says it; ``denied`` when its statement is a denial.
    """
    claim = Claim(route, question(route), _bloc(ground, route, speaks_for))
    if not claim.asks:
        return Answer("cannot tell", f"the network has no answer to {route.effect.value!r}")
    vague = [one.name for one in _meant(ground, [route.via, route.frm, *route.to, *route.between]) if not one.places]
    if vague:
        return Answer("cannot tell", f"{listed(vague)} cannot be put on the road network")
    answer = _asked(ground, claim)
    return answer.opposite() if route.negated != denied else answer


def _asked(ground: Ground, claim: Claim) -> Answer:
    route = claim.route
    via = _via(ground, route)
    if via is None and route.via is not None:
        return Answer("cannot tell", f"{route.via.name} is an area, not a point on a way")
    subject = ground.place if via is None else via
    origins, goals = _both_ends(ground, route, via)
    ends = set(origins) | set(goals)
    if ends <= {subject} and (ends or _is_way_out(route)):
        return ways_out(ground, claim, subject)
    if not ends and via is None:
        return Answer("cannot tell", "it names no place that could be put on the road network")
    pairs = _pairs(ground, claim, subject, (origins, goals))
    if via is None:
        return ways_between(ground, claim, pairs)
    pairs = [pair for pair in pairs if via not in pair]
    if not pairs:
        return Answer("cannot tell", f"it names no two ends with {ground.name(via)} between them")
    return ways_through(ground, claim, via, pairs)


def _meant(ground: Ground, refs: Iterable[PlaceRef | None]) -> list[Meant]:
    """What references mean on the network, missing ones left out."""
    return [meant(ground.network, ground.ends, ref) for ref in refs if ref is not None]


def _via(ground: Ground, route: Route) -> int | None:
    """The one place that a claim says the way runs through, None where it names none or a whole area."""
    found = _meant(ground, [route.via])
    return found[0].places[0] if found and not found[0].area else None


def _both_ends(ground: Ground, route: Route, via: int | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if len(route.between) > 1:
        first, *rest = _meant(ground, route.between)
        return first.places, tuple(place for one in rest for place in one.places)
    origins = tuple(place for one in _meant(ground, [route.frm, *route.between]) for place in one.places)
    goals = tuple(place for one in _meant(ground, route.to) for place in one.places)
    return (() if goals and set(origins) == {via} else origins), goals


def _pairs(
    ground: Ground, claim: Claim, subject: int, ends: tuple[Sequence[int], Sequence[int]]
) -> list[tuple[int, int]]:
    """The pairs in question; an end that is not named stands for the key sites that the claim can mean."""
    origins, goals = ends
    key = _own_sites(ground, claim)
    first = origins or [place for place in _abroad(ground, claim, subject) or key if place not in goals]
    last = goals or [place for place in key if place not in origins]
    seen = {(min(a, b), max(a, b)): (a, b) for a in first for b in last if a != b}
    return list(seen.values())


def _own_sites(ground: Ground, claim: Claim) -> list[int]:
    """The key sites that the claim's bloc is known to hold; every key site where none is known."""
    every = [end.place for end in ground.ends]
    return [place for place in every if ground.control.holder.get(place) in claim.bloc] or every


def _abroad(ground: Ground, claim: Claim, subject: int) -> list[int]:
    """The key sites of other countries than the place's, for the kinds of route that come from abroad."""
    places, kind = ground.network.places, claim.route.kind
    if kind is None or kind.value not in questions()["from_abroad"]:
        return []
    return [end.place for end in ground.ends if places[end.place].country != places[subject].country]


def _bloc(ground: Ground, route: Route, speaks_for: str | None) -> tuple[str, ...]:
    """The bloc that would use the way: the claim's party, else the one its voice speaks for."""
    party = (route.party.id if route.party else None) or speaks_for
    return ground.control.bloc(party) if party else ()


def _speaks_for(ground: Ground, evidence: Evidence) -> str | None:
    """The party (id) that the words' origin speaks for, where the beat knows it."""
    said = next((voice.party for voice in evidence.statement.voice[:1] if voice.party), None)
    known = (party for party in ground.control.parties if said in (party.id, party.name, *party.aliases))
    return next((party.id for party in known if not party.civilian), None)


def _is_way_out(route: Route) -> bool:
    return route.kind is not None and route.kind.value in questions()["ways_out"]


def _recorded(ground: Ground, evidence: Evidence, route: Route, book: FactBook) -> RouteCheck:
    answer = check(
        ground, route, speaks_for=_speaks_for(ground, evidence), denied=evidence.statement.certainty == "denied"
    )
    number = next((i for i, one in enumerate(evidence.statement.findings) if one == route), 0)
    values: dict[str, Value] = {
        "verdict": answer.verdict,
        "why": answer.why,
        "effect": route.effect.value,
        "ways": answer.of,
        "borne_out": answer.borne,
        "via": names(ground.network, answer.path),
    }
    fact = book.add(f"check:{evidence.statement.id}:{number}", values)
    return RouteCheck(evidence, answer.verdict, answer.why, answer.path, fact)
