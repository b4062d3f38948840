"""What the parties there would win or lose with the place, by the roads.

1. Only parties that the evidence puts in or around the place: its holder, and those named in what is said of control
   and of the fighting there, within ``_THERE`` of the explainer's day.
2. A change under ``_WORTH`` minutes is no stake.
3. Parties with the same stake share a sentence; three sentences at most, the holder's first.
4. The connection named is that between the weightiest sites, capitals and ports before cities, hospitals last.
"""

from __future__ import annotations

from datetime import timedelta
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.sentences.grammar import definite, is_plural, listed
from whyhere.explainer.sentences.scene import Draft, printed_day
from whyhere.explainer.spoken import counted, minutes
from whyhere.records import FactCitation, PartyRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Connection, PartyStake, Place, Site, Stakes

_THERE = timedelta(days=730)
_WORTH = 20.0  # minutes
_AT_MOST = 3
_OWN = 15.0  # km: a site nearer than that is the place's own
_DEGREE = 111.2  # km
_SLOTS = ("party", "other", "actor", "target", "beside", "against")


def added(connection: Connection) -> float:
    """By how many minutes the way without the place is longer."""
    return (connection.minutes_without or 0.0) - (connection.minutes or 0.0)


def what_if(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """The stakes of the parties there, the holder's first, those alike together."""
    there = parties_there(scene, stakes.holder)
    held = next((set(stake.bloc) for stake in stakes.parties if stake.holds), set())
    groups: dict[tuple[object, ...], list[PartyStake]] = {}
    for stake in sorted(stakes.parties, key=lambda stake: not stake.holds):
        if stake.party in there and (stake.holds or stake.party not in held) and any(_telling(stake, stakes)):
            key = (stake.holds, *((way.start.name, way.end.name) if way else None for way in _telling(stake, stakes)))
            groups.setdefault(key, []).append(stake)
    for group in list(groups.values())[:_AT_MOST]:
        yield _stake(group, stakes, scene)


def parties_there(scene: Scene, holder: str | None) -> set[str]:
    """Ids of the parties that recent evidence puts in or around the place."""
    dossier = scene.dossier
    evidence = (*dossier.control.supporting, *dossier.control.opposing, *dossier.control_history, *dossier.timeline)
    found = {holder} if holder else set()
    for item in (*evidence, *dossier.involvement):
        day, place = printed_day(item), getattr(item.finding, "place", None)
        if place is not None and not scene.is_here(place):
            continue
        if day is None or scene.today - day <= _THERE:
            refs = (getattr(item.finding, slot, None) for slot in _SLOTS)
            found |= {ref.id for ref in refs if isinstance(ref, PartyRef) and ref.id}
    return found


def _changed(stake: PartyStake, stakes: Stakes) -> list[Connection]:
    """The connections that are won or lost, or worth telling."""
    ways = stake.lost if stake.holds else stake.gained
    far = [way for way in ways if is_far(way, stakes)]
    return [way for way in far if way.minutes_without is None or added(way) >= _WORTH]


def is_far(way: Connection, stakes: Stakes) -> bool:
    """Whether neither end is the place's own (its airport, its hospital): that one needs the place is no news."""
    own = vocabulary.load("wording")["sites"]["own"]
    return all(site.kind not in own or _km(stakes.place, site) > _OWN for site in (way.start, way.end))


def _km(place: Place, site: Site) -> float:
    """Kilometres between them, on a plane: good enough for a few of them."""
    wide = cos(radians(place.lat))
    return _DEGREE * hypot(place.lat - site.lat, (place.lon - site.lon) * wide)


def _telling(stake: PartyStake, stakes: Stakes) -> tuple[Connection | None, Connection | None]:
    """The weightiest connection that is won or lost, and the weightiest of those that get much longer."""
    changed = _changed(stake, stakes)
    ended = [way for way in changed if way.minutes_without is None]
    longer = [way for way in changed if way.minutes_without is not None]
    most = max(map(added, longer), default=0.0)
    return (
        max(ended, key=lambda way: _weight(way, stakes), default=None),
        max((way for way in longer if added(way) * 2 >= most), key=lambda way: _weight(way, stakes), default=None),
    )


def _stake(group: Sequence[PartyStake], stakes: Stakes, scene: Scene) -> Draft:
    first = group[0]
    ended, longer = _telling(first, stakes)
    names = [definite(scene.parties[s.party].name if s.party in scene.parties else s.party) for s in group]
    who, its = listed(names, last="or"), "their" if len(names) == 1 and is_plural(names[0]) else "its"
    parts = []
    if ended is not None:
        counts = {sum(way.minutes_without is None for way in _changed(stake, stakes)) for stake in group}
        others = min(counts) - 1
        more = f" and for {counted(others)} other{'s' if others > 1 else ''}" if others and len(counts) == 1 else ""
        what = f"{its} only road" if first.holds else "a road where there is none now"
        parts.append(f"{'cost' if first.holds else 'give'} {who} {what} between {_ends(ended)}{more}")
    if longer is not None:
        owner = f"{who}{'’' if who.endswith('s') else '’s'} way" if len(names) == 1 else f"the way of {who}"
        whose, change = f"{its} way" if parts else owner, "longer" if first.holds else "shorter"
        times = sorted({minutes(added(way)) for stake in group if (way := _telling(stake, stakes)[1]) is not None})
        parts.append(f"make {whose} between {_ends(longer)} {times[0]} {change}" if len(times) == 1 else
                     f"make {whose} between {_ends(longer)} {change}")  # fmt: skip
    text = f"{'losing' if first.holds else 'taking'} {scene.here()} would {listed(parts)}"
    keys = [stake.fact for stake in group] + [way.fact for stake in group for way in _changed(stake, stakes)]
    facts = tuple(FactCitation(stakes.facts[key]) for key in dict.fromkeys(keys) if key in stakes.facts)
    return Draft(text, facts)


def _ends(way: Connection) -> str:
    return f"{way.start.name} and {way.end.name}"


def _weight(way: Connection, stakes: Stakes) -> tuple[int, int, float]:
    """The less weighty end counts first, so that no capital makes up for a hospital; then ends in the country."""
    order: list[str] = vocabulary.load("wording")["sites"]["weight"]
    ranks = sorted(len(order) - order.index(kind) if kind in order else 0 for kind in (way.start.kind, way.end.kind))
    at_home = sum(site.country == stakes.place.country for site in (way.start, way.end))
    return ranks[0] * 10 + ranks[1], at_home, way.minutes or 0.0
