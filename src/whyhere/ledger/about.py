"""What is about a place: the findings that name it, and those that name no place where only this one can be meant.

1. A finding that names places is about these, and about nothing else.
2. A finding that names none is about the place if its statement mentions it and no other town, or mentions no place at
   all in a report that is about this place alone. Never so for control; for routes only by the statement's mention.
3. A quote is about every place it mentions; one that names no town, about the only place its report is about.
4. Places nearby lend what names them to the timeline, to routes and to access only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from whyhere.ledger.entries import places_of
from whyhere.ledger.store import Query
from whyhere.records import Control, Event, Evidence, Figure, Route, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.ledger.seen import Seen
    from whyhere.records import Finding, Place, ReportCard, Statement

_WIDE = frozenset({"country", "region", "province", "river", "area"})  # what a town lies in or on: no other town
_SURE = ("asserted", "estimated", "expected", "speculated", "conditional", "denied")


@dataclass(frozen=True)
class About:
    """Everything that is seen of one place; ``near`` are the ids of places nearby."""

    seen: Seen
    place: Place
    near: frozenset[int] = frozenset()

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """The statements that may be about the place, each once."""
        named = self.seen.statements(Query(places=self.near | {self.place.id}))
        implied = self.seen.statements(Query(focus=self.place.id))
        return tuple({(one.report, one.id, one.span.start): one for one in (*named, *implied)}.values())

    def findings(self, kind: type[Finding], *, nearby: bool = False) -> list[Evidence]:
        """The findings of a kind about the place, newest first; ``nearby``: and about places nearby."""
        found = [
            self.seen.evidence(statement, finding)
            for statement in self.statements
            for finding in statement.findings
            if isinstance(finding, kind) and self._is_about(finding, statement, nearby=nearby)
        ]
        return sorted(found, key=newest_first)

    def quotes(self) -> list[Evidence]:
        """The quotes about the place, newest first, each once however many copies print it."""
        found = [
            self.seen.evidence(one, None) for one in self.statements if one.kind == "quote" and self._speaks_of(one)
        ]
        best: dict[tuple[str, str], Evidence] = {}
        for one in sorted(found, key=best_first):
            best.setdefault((one.report.family, " ".join(one.statement.span.text.split())), one)
        return sorted(best.values(), key=newest_first)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return self.seen.focus(self.place.id, alone=True)

    def _is_about(self, finding: Finding, statement: Statement, *, nearby: bool) -> bool:
        named = {place.id for place in places_of(finding)}
        if named:
            return self.place.id in named or (nearby and not named.isdisjoint(self.near))
        if isinstance(finding, Control):
            return False
        others = {place.id for place in statement.places if place.kind not in _WIDE}
        if self.place.id in {place.id for place in statement.places}:
            return others <= {self.place.id}
        return not isinstance(finding, Route) and not statement.places and statement.report in self._alone

    def _speaks_of(self, quote: Statement) -> bool:
        found = (*quote.places, *(place for finding in quote.findings for place in places_of(finding)))
        if self.place.id in {place.id for place in found}:
            return True
        return all(place.kind in _WIDE for place in found) and quote.report in self._alone


def newest_first(evidence: Evidence) -> tuple[int, str, int]:
    """Orders evidence by its report's day, newest first, then as it stands in the text."""
    return -printed(evidence.report).toordinal(), evidence.report.id, _start(evidence)


def oldest_first(evidence: Evidence) -> tuple[date, str, int]:
    """Orders evidence by its own time, else by its report's day, oldest first."""
    when = time_of(evidence)
    day = (when.latest or when.earliest) if when is not None else None
    return day or printed(evidence.report), evidence.report.id, _start(evidence)


def best_first(evidence: Evidence) -> tuple[int, bool, bool, date, str, int]:
    """Orders evidence for one thing: the surest, dated to the day, by a named voice, printed first."""
    when, voice = time_of(evidence), evidence.statement.voice
    return (
        _SURE.index(evidence.statement.certainty),
        when is None or when.precision != "day",
        not (voice and voice[0].named),
        printed(evidence.report),
        evidence.report.id,
        _start(evidence),
    )


def time_of(evidence: Evidence) -> When | None:
    """The time that a finding itself gives and that could be placed."""
    finding = evidence.finding
    named = (
        [finding.when or finding.since or finding.until]
        if isinstance(finding, Control)
        else [finding.when]
        if isinstance(finding, Event | Figure)
        else []
    )
    found = next((date.when for date in named if date is not None), None)
    return None if found is None or found.precision == "unknown" else found


def printed(card: ReportCard) -> date:
    """The day of a report, ``date.min`` when it carries none."""
    published = card.published
    return (published and (published.latest or published.earliest)) or date.min


def _start(evidence: Evidence) -> int:
    return (evidence.finding or evidence.statement).span.start
