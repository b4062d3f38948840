"""A control finding as a claim: who is said to hold a place, or not to, from which day on.

What the changes establish:

========================  =============================================================================
captured, retook          ``party`` holds the place (a change)
held                      ``party`` holds the place (a state; with ``until``: it ended then, as ``lost``)
lost, withdrew            ``party`` no longer holds it; ``other`` does where one is named (a change)
holds part, contested     nobody holds the whole of it (noted; opposes a holder)
entered, advanced,        fighting (noted only)
besieged
========================  =============================================================================

Only what is asserted or estimated counts. A denial ("denied", or negated) opposes: of holding, that the party holds; of
leaving, that anybody else does. What is expected, speculated or
conditional never counts, nor does a time that the text names but nobody could place. A claim about a part of a place
says that nobody holds the whole. A claim's day is the end of its time, else the day its report was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from whyhere.ledger.origins import fold
from whyhere.records import Control, Evidence, PartyRef, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Stance = Literal["holds", "left", "denies", "stays", "partly", "fights"]

CHANGES = frozenset({"captured", "retook", "lost", "withdrew"})
_HOLDS = frozenset({"captured", "retook", "held"})
_LEFT = frozenset({"lost", "withdrew"})
_PARTLY = frozenset({"holds part", "contested"})
_PARTS = frozenset({"neighbourhood"})  # a kind of place that is a part of the one it resolves to
_COUNTED = frozenset({"asserted", "estimated"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice's word on a place: ``side`` holds it, has left it, is denied to hold it, or is denied to have left it.

    ``day`` is ``date.min`` when nothing tells it; ``dated``: the text itself gives the day. ``voice`` tells speakers
    apart, also unnamed ones: finer than the evidence's origin, for a denial inside one report must not be lost.
    """

    evidence: Evidence
    stance: Stance
    side: str | None
    is_change: bool
    day: date
    dated: bool
    voice: str

    @property
    def control(self) -> Control:
        """The finding that the claim was made from."""
        finding = self.evidence.finding
        assert isinstance(finding, Control)  # noqa: S101  (claims are made from control findings only)
        return finding


@dataclass(frozen=True, slots=True)
class Sides:
    """Parties under one key each, however they are named: by id, or by a name that goes with one id only."""

    _ids: Mapping[str, str]

    @classmethod
    def among(cls, evidence: Iterable[Evidence]) -> Sides:
        """Learns from the evidence which names go with which ids."""
        ids: dict[str, set[str]] = {}
        for one in evidence:
            for party in _parties(one):
                if party.id is not None:
                    ids.setdefault(fold(party.name), set()).add(party.id)
        return cls({name: next(iter(found)) for name, found in ids.items() if len(found) == 1})

    def key(self, party: PartyRef | None) -> str | None:
        """The key of a party: its id, else its folded name."""
        if party is None:
            return None
        return party.id or self.named(party.name)

    def named(self, name: str) -> str:
        """The key of a party that is known by a name (or an id) only."""
        return self._ids.get(fold(name), fold(name)) if name not in self._ids.values() else name


def claim_of(evidence: Evidence, sides: Sides) -> Claim | None:
    """What a control finding claims; None when it does not count (see the module's table)."""
    finding, certainty = evidence.finding, evidence.statement.certainty
    if not isinstance(finding, Control) or finding.place is None:
        return None
    denied = finding.negated or certainty == "denied"
    timed, said = day_of(finding, evidence), _stance(finding, denied=denied)
    if timed is None or said is None or (certainty not in _COUNTED and not denied):
        return None
    stance, party = said
    return Claim(
        evidence=evidence,
        stance=stance,
        side=sides.key(party),
        is_change=finding.change.value in CHANGES or finding.until is not None,
        day=timed[0],
        dated=timed[1],
        voice=_voice(evidence),
    )


def day_of(finding: Control, evidence: Evidence) -> tuple[date, bool] | None:
    """The day of a control finding and whether its text gives it; None for a time that could not be placed."""
    published = _last_day(evidence.report.published)
    named = finding.until or finding.when or (finding.since if finding.change.value != "held" else None)
    if named is None:
        return published or date.min, False
    day = _last_day(named.when)
    if day is None:
        return None
    exact = named.when is not None and named.when.precision == "day"
    return (min(day, published) if published else day), exact  # "this year" ends no later than it was printed


def _stance(finding: Control, *, denied: bool) -> tuple[Stance, PartyRef | None] | None:
    change = finding.change.value
    holds, left = change in _HOLDS and finding.until is None, change in _LEFT or finding.until is not None
    if denied:
        return ("denies" if holds else "stays", finding.party) if holds or left else None
    in_part = finding.place is not None and (bool(finding.place.part) or finding.place.kind in _PARTS)
    if change in _PARTLY or (in_part and (holds or left)):  # an advance on a part tells nothing of who holds the rest
        return "partly", finding.party
    if change in _LEFT and finding.other is not None:
        return "holds", finding.other
    if finding.party is None or not (holds or left):
        return "fights", finding.party
    return ("holds" if holds else "left"), finding.party


def _voice(evidence: Evidence) -> str:
    first = evidence.statement.voice[0] if evidence.statement.voice else None
    if first is None or first.named:
        return evidence.origin
    return f"{evidence.report.family}|{fold(first.name)}"


def _parties(evidence: Evidence) -> Iterable[PartyRef]:
    finding = evidence.finding
    if isinstance(finding, Control):
        return [party for party in (finding.party, finding.other) if party is not None]
    return []


def _last_day(when: When | None) -> date | None:
    return None if when is None else when.latest or when.earliest
