"""Who stands together: an ally that holds a place beside its holder contradicts nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere.records import Involvement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.ledger.claims import Sides
    from whyhere.records import Evidence, Stance

_ORIGINS = 2  # one voice alone makes no allies: it may be an enemy's


@dataclass(frozen=True, slots=True)
class Allies:
    """Pairs of sides (keys of :class:`~whyhere.ledger.claims.Sides`) that stand together; no chains of friends."""

    _pairs: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def among(cls, evidence: Iterable[Evidence], stances: Iterable[Stance], sides: Sides) -> Allies:
        """Allies by a beat's ``stances``, or because two origins say that one takes part beside the other."""
        pairs = {frozenset(map(sides.named, one.parties)) for one in stances if one.relation == "with"}
        said: dict[frozenset[str], set[str]] = {}
        for one in evidence:
            finding = one.finding
            sure = one.statement.certainty in {"asserted", "estimated"}
            if not isinstance(finding, Involvement) or finding.negated or finding.beside is None or not sure:
                continue
            pair = frozenset(key for key in (sides.key(finding.actor), sides.key(finding.beside)) if key)
            said.setdefault(pair, set()).add(one.origin)
        return cls(frozenset(pairs | {pair for pair, origins in said.items() if len(origins) >= _ORIGINS}))

    def same(self, one: str | None, other: str | None) -> bool:
        """Whether two sides are one, or stand together."""
        if one is None or other is None:
            return False
        return one == other or frozenset((one, other)) in self._pairs
