"""Questions to an open beat: what the ledger holds on a place, what hangs on it, and the explainer of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.errors import TerrainError

if TYPE_CHECKING:
    from datetime import date

    from whyhere.forms import Question
    from whyhere.pipeline.desk import Desk
    from whyhere.records import Dossier, Evidence, Explainer, MapData, Place, Stakes, Verdict

NEAR_KM = 12.0  # the villages and bases of a place: what happens there is part of its story


@dataclass(frozen=True, slots=True)
class Covered:
    """A place that the ledger speaks of.

    ``verdict`` is None where nothing is reported of who holds it; ``statements`` counts those that mention it.
    """

    place: Place
    verdict: Verdict | None
    statements: int


def gather(desk: Desk, place: Place, *, as_of: date | None = None) -> Dossier:
    """All that the ledger holds on a place as of a date."""
    from whyhere.ledger import dossier

    near = [other.id for other in desk.gazetteer.near(place.lat, place.lon, NEAR_KM)]
    return dossier(desk.ledger, place, as_of=as_of, near=near, stances=desk.beat.stances)


def held_places(desk: Desk, *, as_of: date | None = None) -> dict[int, Verdict]:
    """The verdict on every place of which control is reported, by its GeoNames id."""
    return desk.ledger.holders(as_of, stances=desk.beat.stances)


def covered(desk: Desk, *, as_of: date | None = None) -> list[Covered]:
    """Every settlement or other place below a country that the ledger speaks of, the most mentioned first."""
    held = held_places(desk, as_of=as_of)
    mentioned = Counter(
        number
        for statement in desk.ledger.statements(as_of=as_of)
        for number in {place.id for place in statement.places if place.id and place.kind != "country"}
    )
    places = {number: desk.place_of(number) for number in (*mentioned, *held)}
    rows = [Covered(place, held.get(n), mentioned[n]) for n, place in places.items() if place is not None]
    return sorted(rows, key=lambda row: (-row.statements, row.place.name, row.place.id))


def rows_of(question: Question, found: Dossier) -> tuple[Evidence, ...]:
    """The evidence that answers a question, in the dossier's order."""
    if question == "figures":
        return tuple(row for group in found.figures for row in group.rows)
    if question == "control":
        return found.control_history
    rows: tuple[Evidence, ...] = getattr(found, question)
    return rows


def weigh_stakes(
    desk: Desk, place: Place, *, as_of: date | None = None, holder: str | None = None, held: Dossier | None = None
) -> Stakes | None:
    """What hangs on the place, computed from the beat's roads; None without roads or where they do not reach it.

    ``holder`` asks the what-if: the party's id that would hold the place.
    """
    from whyhere.terrain import stakes

    network = desk.network
    if network is None or place.id not in network.index:
        return None
    return stakes(
        network,
        place.id,
        sites=desk.sites,
        parties=desk.beat.parties,
        holders=held_places(desk, as_of=as_of),
        stances=desk.beat.stances,
        as_of=as_of,
        holder=holder,
        routes=(held or gather(desk, place, as_of=as_of)).routes,
    )


def draw(desk: Desk, held: dict[int, Verdict]) -> MapData | None:
    """What the map of an explainer may draw, or None for a beat without roads."""
    from whyhere.terrain import map_data

    return map_data(desk.network, held) if desk.network else None


def explain(desk: Desk, name: str, *, as_of: date | None = None) -> Explainer:
    """The explainer of a place as of a date.

    Raises:
        PlaceError: the name fits no place, or several.
    """
    from whyhere.explainer import compose

    place = desk.place(name)
    found = gather(desk, place, as_of=as_of)
    found = replace(found, gaps=(*found.gaps, *_terrain_gap(desk, place)))
    return compose(
        found,
        weigh_stakes(desk, place, as_of=as_of, held=found),
        parties=desk.beat.parties,
        stances=desk.beat.stances,
        drawn=draw(desk, held_places(desk, as_of=as_of)),
    )


def rank_places(desk: Desk, *, party: str | None = None, as_of: date | None = None) -> list[tuple[Place, float, str]]:
    """Every place of the beat's roads by the share of key connections through it, each with a reason.

    With a ``party`` (id) those that its bloc has only, or sooner, while it may pass the place, as of a date.

    Raises:
        TerrainError: the beat names no roads.
    """
    from whyhere.terrain import rank

    if desk.network is None:
        message = "the beat names no roads ([terrain] file or folder in beat.toml): nothing can be ranked"
        raise TerrainError(message)
    if party is None:
        return rank(desk.network, desk.sites)
    return rank(
        desk.network,
        desk.sites,
        party=party,
        holders=held_places(desk, as_of=as_of),
        parties=desk.beat.parties,
        stances=desk.beat.stances,
    )


def _terrain_gap(desk: Desk, place: Place) -> tuple[str, ...]:
    if desk.network is None:
        return ("The beat names no roads, so nothing was computed about routes.",)
    if place.id not in desk.network.index:
        return (f"The beat's roads do not reach {place.name}, so nothing was computed about routes.",)
    return ()
