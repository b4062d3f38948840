"""Who holds what: the verdict on one place, or on every place of the ledger, as of a date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from whyhere.ledger.allies import Allies
from whyhere.ledger.claims import Sides, claim_of
from whyhere.ledger.store import Query
from whyhere.ledger.weigh import weigh
from whyhere.records import Control, Evidence, Involvement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from whyhere.ledger.seen import Seen
    from whyhere.records import PlaceRef, Stance, Verdict

_CONTROL = frozenset({"control"})
_INVOLVED = frozenset({"involvement"})
_WIDE = frozenset({"province", "country", "region", "river", "road", "area"})  # no verdict of theirs is a town's
_TOWN = frozenset({"settlement", "neighbourhood"})


def holders(seen: Seen, *, stances: Iterable[Stance] = ()) -> dict[int, Verdict]:
    """The verdict on every place of which control is reported, by its GeoNames id; ``stances`` are the beat's."""
    found = Controls(seen, stances=tuple(stances))
    return {place: found.verdict(place) for place in found.places}


@dataclass(frozen=True)
class Controls:
    """All control evidence that is seen, told apart by place."""

    seen: Seen
    stances: tuple[Stance, ...] = ()

    @cached_property
    def evidence(self) -> Mapping[int, Sequence[Evidence]]:
        """Every control finding with a resolved place, by the place's id."""
        found: dict[int, list[Evidence]] = {}
        for statement in self.seen.statements(Query(roles=_CONTROL)):
            for finding in statement.findings:
                if isinstance(finding, Control) and finding.place is not None and finding.place.id is not None:
                    found.setdefault(finding.place.id, []).append(self.seen.evidence(statement, finding))
        return found

    @property
    def places(self) -> list[int]:
        """The places whose own control is reported, not their province's alone, or on which an editor has spoken."""
        reported = [place for place, found in self.evidence.items() if _kinds(found, None)]
        return list(dict.fromkeys((*reported, *self.seen.verdict_reviews)))

    def about(self, place: int, *, kind: str | None = None) -> list[Evidence]:
        """The control evidence on a place of a kind: a province's findings are not the city's of the same name."""
        found = self.evidence.get(place, ())
        kinds = _kinds(found, kind)
        return [one for one in found if _ref(one).kind in kinds]

    def verdict(self, place: int, *, kind: str | None = None) -> Verdict:
        """The verdict on a place."""
        claims = [claim for one in self.about(place, kind=kind) if (claim := claim_of(one, self._sides)) is not None]
        review = self.seen.verdict_reviews.get(place)
        return weigh(claims, allies=self._allies, sides=self._sides, review=review)

    @cached_property
    def _sides(self) -> Sides:
        return Sides.among(one for found in self.evidence.values() for one in found)

    @cached_property
    def _allies(self) -> Allies:
        found = [
            self.seen.evidence(statement, finding)
            for statement in self.seen.statements(Query(roles=_INVOLVED))
            for finding in statement.findings
            if isinstance(finding, Involvement)
        ]
        return Allies.among(found, self.stances, self._sides)


def _kinds(found: Iterable[Evidence], kind: str | None) -> frozenset[str]:
    """The kinds of mention that speak of a place of ``kind``; without one: of the town, if any does, else its sites."""
    if kind is not None:
        return _TOWN if kind in _TOWN else frozenset({kind})
    kinds = frozenset(_ref(one).kind for one in found) - _WIDE
    return kinds & _TOWN or kinds


def _ref(evidence: Evidence) -> PlaceRef:
    finding = evidence.finding
    assert isinstance(finding, Control)  # noqa: S101  (only control evidence is kept here)
    assert finding.place is not None  # noqa: S101
    return finding.place
