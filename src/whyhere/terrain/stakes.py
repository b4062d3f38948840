"""What hangs on a place: every computed answer about it, with the facts that a sentence may cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Control as ControlFinding
from whyhere.records import Stakes
from whyhere.terrain.checks import check_routes
from whyhere.terrain.closures import baseline, close, people_at, weighed
from whyhere.terrain.connections import all_connections, title
from whyhere.terrain.control import Passage, read_control
from whyhere.terrain.exits import exits
from whyhere.terrain.facts import FactBook, percent
from whyhere.terrain.geodesy import great_circle_km
from whyhere.terrain.ground import Ground
from whyhere.terrain.parties import party_stakes
from whyhere.terrain.reach import LIMIT_MINUTES, aid, cut_off, within
from whyhere.terrain.sites import ends_of, locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from whyhere.records import Connection, Evidence, Party, Site, Stance, Verdict
    from whyhere.terrain.closures import Closure
    from whyhere.terrain.facts import Value
    from whyhere.terrain.network import Network


def stakes(  # noqa: PLR0913  one question with many grounds; all but the first three have a default
    network: Network,
    place_id: int,
    *,
    sites: Sequence[Site],
    parties: Sequence[Party] = (),
    holders: Mapping[int, Verdict] | None = None,
    stances: Sequence[Stance] = (),
    as_of: date | None = None,
    holder: str | None = None,
    routes: Sequence[Evidence] = (),
    passage: Passage | None = None,
) -> Stakes:
    """The stakes of a place: connections, people cut off, parties, exits, aid and reported routes, each with its fact.

    ``holders`` are verdicts by place id; ``holder`` asks "what if this party (id) held the place?"; ``passage`` sets
    which places without a known holder are passable. TerrainError for a place off the network or too few key sites.
    """
    place = network.at(place_id)
    verdicts = holders or {}
    what_if = (place, holder) if holder is not None else None
    control = read_control(network, verdicts, parties=parties, stances=stances, passage=passage, what_if=what_if)
    ends = ends_of(network, sites)
    book = FactBook(network.version)
    closure = close(baseline(network, [end.junction for end in ends]), place)
    connections = all_connections(network, ends, closure, book)
    ground = Ground(network, ends, control, place)
    _share_fact(network, closure, connections, book)
    _holder_fact(ground, book, what_if=holder is not None)
    within(ground, sites, book)
    return Stakes(
        place=network.places[place],
        as_of=as_of,
        terrain=network.version,
        profile=network.profile.name,
        holder=control.holder.get(place),
        share=closure.share,
        pairs=closure.pairs,
        connections=connections,
        cut_off=cut_off(ground, book),
        parties=party_stakes(ground, _named(verdicts.get(place_id)), book),
        exits=exits(ground, ground.bloc(), book),
        aid=aid(ground, sites, book),
        checks=check_routes(ground, routes, book),
        facts=book.facts,
        assumptions=_assumptions(ground, sites, holder),
    )


def _named(verdict: Verdict | None) -> tuple[str, ...]:
    """The parties that the evidence on this place's control names, by id."""
    if verdict is None:
        return ()
    found = [evidence.finding for evidence in (*verdict.supporting, *verdict.opposing)]
    refs = [ref for finding in found if isinstance(finding, ControlFinding) for ref in (finding.party, finding.other)]
    ids = [ref.id for ref in refs if ref is not None and ref.id is not None]
    return tuple(dict.fromkeys(([verdict.value_id] if verdict.value_id else []) + ids))


def _share_fact(network: Network, closure: Closure, connections: Sequence[Connection], book: FactBook) -> None:
    by_people = weighed(closure, people_at(network, closure.ends))
    through = [one for one in connections if one.through]
    lost = [one for one in through if one.minutes_without is None]
    values: dict[str, Value] = {
        "place": network.places[closure.place].name,
        "share": round(closure.share, 4),
        "percent": percent(closure.share),
        "percent_text": f"{percent(closure.share)} percent",
        "percent_people": percent(by_people),
        "pairs": closure.pairs,
        "through": len(through),
        "lost": len(lost),
        "longer": len(
            [one for one in through if one.minutes_without is not None and one.minutes_without > (one.minutes or 0)]
        ),
        "names": tuple(title(one) for one in through),
        "text": f"{len(through)} of {closure.pairs}",
    }
    book.add("share", values)


def _holder_fact(ground: Ground, book: FactBook, *, what_if: bool) -> None:
    control, place = ground.control, ground.place
    party = control.holder.get(place)
    values: dict[str, Value] = {
        "place": ground.name(place),
        "holder": control.name(party) if party else None,
        "bloc": tuple(control.name(member) for member in ground.bloc()),
        "contested": place in control.contested,
        "what_if": what_if,
    }
    book.add("holder", values)


def _assumptions(ground: Ground, sites: Sequence[Site], what_if: str | None) -> tuple[str, ...]:
    """Everything an answer rests on besides its sources, in words."""
    network, control = ground.network, ground.control
    off = [site.name for site in sites if locate(network, site) is None]
    lines = [
        network.profile.words,
        f"{len(ground.ends)} key sites; the best way is the quickest; those that end in the place are not counted.",
        "Closing a place closes every junction in it. A way runs through it when one of the quickest ways does.",
        f"Cut off: no way left to any capital or port, or over {LIMIT_MINUTES} minutes farther from the nearest.",
        *control.passage.words,
        "A bloc is a party and those said to stand with it; places of other parties are closed and hostile to it.",
        "Open road counts to the place nearest along it: who holds a town is taken to hold the road about it.",
        _known(ground),
        *_snapped(network, sites),
    ]
    if off:
        lines.append(f"Left out, for they are not on the network: {', '.join(off)}.")
    lines += _doubts(ground)
    if what_if is not None:
        lines.append(f"What if: {ground.name(ground.place)} is taken to be held by {control.name(what_if)}.")
    if network.credit:
        lines.append(network.credit)
    return tuple(lines)


def _known(ground: Ground) -> str:
    """How much of the country's control the answer rests on."""
    every, known, disputed = len(ground.network.places), len(ground.control.holder), len(ground.control.contested)
    rest = every - known - disputed
    return f"Of {every} places the holder of {known} is known, of {disputed} disputed, of {rest} unknown."


def _snapped(network: Network, sites: Sequence[Site]) -> list[str]:
    """The key sites that stand off the network's places and were put on the nearest one, with the distance."""
    lines = []
    for site in sites:
        at = locate(network, site) if site.place not in network.index else None
        if at is not None:
            place = network.places[at]
            km = great_circle_km(site.lat, site.lon, place.lat, place.lon)
            lines.append(f"{site.name} is put on {place.name}, {km:.1f} km off.")
    return lines


def _doubts(ground: Ground) -> list[str]:
    """What the reader must know of this case: an unknown or disputed holder, disputed stances, a network in pieces."""
    control, place, name = ground.control, ground.place, ground.name(ground.place)
    lines = []
    if place in control.contested:
        lines.append(f"Control of {name} is disputed: no party is taken to hold it.")
    elif place not in control.holder:
        lines.append(f"Nobody is known to hold {name}: a party's row tells what it has while it may pass the place.")
    both = [
        stance.parties for stance in control.stances if stance.relation == "with" and control.against(*stance.parties)
    ]
    if both:
        pairs = dict.fromkeys(f"{control.name(a)} and {control.name(b)}" for a, b in both)
        lines.append(f"Said to stand both together and against each other, so taken apart: {'; '.join(pairs)}.")
    pieces = len(ground.network.pieces())
    if pieces > 1:
        lines.append(f"The network is in {pieces} pieces: between them there is no way at all.")
    return lines
