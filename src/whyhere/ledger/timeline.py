"""What happened when: dated events and changes of control, oldest first, the same thing side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.ledger.about import best_first, oldest_first, time_of
from whyhere.ledger.claims import CHANGES
from whyhere.ledger.origins import fold
from whyhere.records import Control, Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import When

_PAST = frozenset({"asserted", "estimated"})


def groups(evidence: Iterable[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """Evidence of the same kind, place and time together, the best of each first; the groups oldest first."""
    found: dict[tuple[object, ...], list[Evidence]] = {}
    for one in evidence:
        when = time_of(one)
        if when is not None and _happened(one):
            found.setdefault(_key(one, when), []).append(one)
    sorted_groups = (tuple(sorted(group, key=best_first)) for group in found.values())
    return tuple(sorted(sorted_groups, key=lambda group: oldest_first(group[0])))


def timeline(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """All groups in one row: whatever follows its own kind, place and time again is the same thing told once more."""
    return tuple(one for group in groups(evidence) for one in group)


def _happened(evidence: Evidence) -> bool:
    finding = evidence.finding
    if evidence.statement.certainty not in _PAST or finding is None or finding.negated:
        return False
    return isinstance(finding, Event) or (isinstance(finding, Control) and finding.change.value in CHANGES)


def _key(evidence: Evidence, when: When) -> tuple[object, ...]:
    finding = evidence.finding
    what: tuple[object, ...] = ()
    if isinstance(finding, Control):
        party = finding.party
        what = ("control", finding.change.value, party and (party.id or fold(party.name)))
    if isinstance(finding, Event):
        what = ("event", finding.event.value)
    place = finding.place if isinstance(finding, Control | Event) else None
    return (*what, place and (place.id or fold(place.name)), when.earliest, when.latest)
