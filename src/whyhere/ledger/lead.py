"""Who is ahead in the claims on a place: the newest change, what backs it, and what speaks against it.

1. A voice's newest word replaces its older ones (of one day: a change before a state, a recapture before a capture).
2. The newest change wins. Of one day's changes the side with more origins leads; with as many, nobody does.
   Where no change is told, the same goes for states.
3. A party that left leaves the place to whoever is said to have taken it, up to ``WINDOW`` before or any time after;
   else to nobody.
4. A state ("held") newer than the last word for the leader takes over after ``WINDOW`` when two origins say it, after
   ``DECAY`` when one does: somebody missed a change. Before that it contradicts.
5. A contradiction counts while it is no more than ``WINDOW`` older than the newest claim of anybody. It is: another
   side's change within ``WINDOW`` of the leader's (unless both texts give their day, the leader retook it, or that side
   is said to have left since); another side's state after the leader came; the leader's leaving; a denial; another side
   that denies having left; a part of the place that is not the leader's, or that the leader itself took only later.
6. Allies do not contradict each other; nor do they corroborate, for a claim names one party.

``WINDOW`` is three days because a day that is borrowed from a report's date lags by the hours until print and by the
day or two that a weekly or a reprint takes; ``DECAY`` is thirty because one stale phrase in a background paragraph may
not overturn what several origins reported. Both were set by hand on invented cases, not tuned on any data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.ledger.allies import Allies
    from whyhere.ledger.claims import Claim

WINDOW = timedelta(days=3)
DECAY = timedelta(days=30)
_PLACED = frozenset({"holds", "left", "denies", "stays"})


@dataclass(frozen=True)
class Lead:
    """The side ahead (None: nobody) since ``start``, by its newest change (or state) on ``day``."""

    side: str | None
    claim: Claim
    start: date

    @property
    def day(self) -> date:
        """The day of the claim that put the side ahead."""
        return self.claim.day


@dataclass(frozen=True)
class Case:
    """All counted claims on one place."""

    claims: Sequence[Claim]
    allies: Allies

    @cached_property
    def positions(self) -> Sequence[Claim]:
        """Each voice's newest word."""
        newest: dict[str, Claim] = {}
        for claim in sorted((claim for claim in self.claims if claim.stance in _PLACED), key=recency):
            newest[claim.voice] = claim
        return sorted(newest.values(), key=recency)

    @cached_property
    def lead(self) -> Lead | None:
        """The side ahead; None when nobody is said to hold or to have left the place."""
        changes = [claim for claim in self.positions if claim.is_change and claim.stance in {"holds", "left"}]
        holds = [claim for claim in self.positions if claim.stance == "holds"]
        if not changes and not holds:
            return None
        ahead = self._taker(changes[-1] if changes else holds[-1])
        side = ahead.side if ahead.stance == "holds" else None
        later = self._taken_over(side, ahead, holds)
        if later is not None:
            return Lead(later.side, later, self._start(later.side, later.day))
        return Lead(side, ahead, self._start(side, ahead.day))

    def _taker(self, newest: Claim) -> Claim:
        """Rule 2 and 3: the claim that puts a side ahead, beginning from the newest change."""
        if newest.stance == "left":
            others = [one for one in self.positions if one.stance == "holds" and not self._same(one.side, newest.side)]
            own = [one.day for one in self.claims if one.stance == "holds" and one.side == newest.side]
            taker = max(others, key=recency, default=None)
            return taker if taker and taker.day >= back(max(own, default=taker.day)) else newest
        alike = [one for one in self.positions if one.stance == "holds" and one.is_change == newest.is_change]
        rivals = [one for one in alike if one.day == newest.day]
        return max(rivals, key=lambda one: (len(self._origins(one)), recency(one)))

    def _origins(self, claim: Claim) -> set[str]:
        near = (one for one in self.positions if one.stance == "holds" and one.day >= back(claim.day))
        return {one.evidence.origin for one in near if one.side == claim.side}

    def _taken_over(self, side: str | None, ahead: Claim, holds: Sequence[Claim]) -> Claim | None:
        """Rule 3 and 4: the newest state of another side, when it is enough to overturn the leader."""
        last = max((one.day for one in self.claims if one.stance == "holds" and one.side == side), default=ahead.day)
        newer = [one for one in holds if not one.is_change and one.day > last and not self._same(one.side, side)]
        if not newer:
            return None
        rival = newer[-1]
        backing = {one.evidence.origin for one in newer if one.side == rival.side and one.day > last + WINDOW}
        vacant = side is None and rival.side != ahead.side
        if vacant or len(backing) > 1 or rival.day > last + DECAY:
            return rival
        return None

    def _start(self, side: str | None, day: date) -> date:
        """The first day of the leader's present run: back through its claims until another side's stands between."""
        run = {one.day for one in self.claims if one.stance == "holds" and one.side == side and one.day < day}
        others = {(one.day, one.is_change) for one in self.claims if self._is_against(one, side)}
        start = day
        for first in sorted(run, reverse=True):
            if any(first < other < start and (change or start - first > WINDOW) for other, change in others):
                break  # a state may only lag, within the window
            start = first
        return start

    def _is_against(self, claim: Claim, side: str | None) -> bool:
        if claim.stance == "left":
            return claim.side == side
        return claim.stance == "holds" and not self._same(claim.side, side)

    @cached_property
    def opposing(self) -> Sequence[Claim]:
        """Rule 5: what speaks against the leader, and is not too old to."""
        if self.lead is None:
            return []
        newest = max(one.day for one in self.claims if one.stance in {"holds", "left", "partly"})
        found = [one for one in self.positions if self._contradicts(one, self.lead)]
        found += [one for one in self.claims if _leaves_a_part(one, self.lead)]
        return [one for one in found if one.day >= back(newest)]

    def _contradicts(self, claim: Claim, lead: Lead) -> bool:
        if claim.stance == "holds":
            if lead.side is None:
                return claim.day > lead.day
            return not self._same(claim.side, lead.side) and self._clashes(claim, lead)
        if claim.stance == "left":
            return claim.side == lead.side and claim.day >= lead.start
        if claim.stance == "denies":
            return claim.side in {None, lead.side} and claim.day >= lead.start
        return not self._same(claim.side, lead.side) and claim.day >= lead.start

    def _clashes(self, claim: Claim, lead: Lead) -> bool:
        """Whether another side's holding contradicts the leader's, or only came before it."""
        if not lead.claim.is_change and not claim.is_change:
            return True
        if not claim.is_change:
            return claim.day > lead.start
        return abs(claim.day - lead.day) <= WINDOW and not self._succeeds(lead, claim)

    def _succeeds(self, lead: Lead, claim: Claim) -> bool:
        in_order = claim.day < lead.day
        told = claim.dated and lead.claim.dated
        retook = lead.claim.control.change.value == "retook"
        left = any(one.stance == "left" and one.side == claim.side and one.day >= claim.day for one in self.positions)
        return in_order and (told or retook or left)

    @cached_property
    def supporting(self) -> Sequence[Claim]:
        """What says that the leader holds the place in its present run, or that another party left it then."""
        if self.lead is None:
            return []
        against = {claim.voice for claim in self.opposing if claim.stance != "partly"}
        return [one for one in self.claims if one.voice not in against and self._supports(one, self.lead)]

    def _supports(self, claim: Claim, lead: Lead) -> bool:
        if claim.stance == "left" and not self._same(claim.side, lead.side):
            return back(lead.start) <= claim.day <= lead.day + WINDOW
        return claim.stance == "holds" and lead.side is not None and claim.side == lead.side and claim.day >= lead.start

    def _same(self, one: str | None, other: str | None) -> bool:
        return self.allies.same(one, other)


def recency(claim: Claim) -> tuple[date, bool, bool, date, int]:
    """Orders claims, newest last."""
    published = claim.evidence.report.published
    printed = (published and (published.latest or published.earliest)) or date.min
    retook = claim.control.change.value == "retook"
    return claim.day, claim.is_change, retook, printed, claim.evidence.statement.span.start


def back(day: date) -> date:
    """A window before a day."""
    return day - WINDOW if day > date.min + WINDOW else date.min


def origins(claims: Iterable[Claim]) -> int:
    """How many independent origins stand behind claims."""
    return len({claim.evidence.origin for claim in claims})


def _leaves_a_part(claim: Claim, lead: Lead) -> bool:
    if claim.stance != "partly":
        return False
    others = claim.side is not None and claim.side != lead.side
    return claim.day > lead.start or (others and claim.day == lead.start)
