"""One question about a place, without the rest of its dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.errors import LedgerError
from whyhere.ledger.about import About
from whyhere.ledger.control import Controls
from whyhere.ledger.dossier import figure_groups
from whyhere.ledger.timeline import timeline
from whyhere.records import Access, Event, Figure, Route

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from whyhere.ledger.ledger import Ledger
    from whyhere.records import Evidence, FigureGroup, Place, Stance, Verdict


def control(ledger: Ledger, place: Place, *, as_of: date | None = None, stances: Iterable[Stance] = ()) -> Verdict:
    """Who holds a place; ``stances`` are the beat's, so that allies do not contradict each other."""
    return Controls(ledger.seen(as_of), stances=tuple(stances)).verdict(place.id, kind=place.kind)


def holders(ledger: Ledger, *, as_of: date | None = None, stances: Iterable[Stance] = ()) -> dict[int, Verdict]:
    """Who holds every place of which control is reported, by its GeoNames id; ``stances`` are the beat's."""
    return ledger.holders(as_of, stances=stances)


def figures(ledger: Ledger, place: Place, *, as_of: date | None = None) -> tuple[FigureGroup, ...]:
    """All figures about a place by what they count, the oldest of each first."""
    return figure_groups(About(ledger.seen(as_of), place).findings(Figure))


def evidence(ledger: Ledger, question: str, place: Place, *, as_of: date | None = None) -> tuple[Evidence, ...]:
    """What is said of a place: quotes, routes or access (newest first), or its timeline (oldest first).

    Raises:
        LedgerError: any other question.
    """
    about = About(ledger.seen(as_of), place)
    if question == "quotes":
        return tuple(about.quotes())
    if question == "timeline":
        return timeline([*Controls(about.seen).about(place.id, kind=place.kind), *about.findings(Event)])
    kinds: dict[str, type[Route | Access]] = {"routes": Route, "access": Access}
    if question not in kinds:
        message = f"no question {question!r}: quotes, timeline, routes or access"
        raise LedgerError(message)
    return tuple(about.findings(kinds[question]))
