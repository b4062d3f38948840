"""The reading half in one class: a report in, its statements out."""

from __future__ import annotations

import logging
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from whyhere.statements import dates, figures, frames, parties, places
from whyhere.statements.attribution import find_claims
from whyhere.statements.composing import Composer
from whyhere.statements.document import Document, Mentions
from whyhere.statements.mending import mend
from whyhere.statements.place_resolution import UNKNOWN
from whyhere.statements.sentences import split
from whyhere.statements.syntax import unlooped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.records import Figure, Finding, Part, PartKind, Party, PartyRef, PlaceRef, Report, Statement
    from whyhere.statements.composing import Located
    from whyhere.statements.parsers import Parser
    from whyhere.statements.syntax import Token

LOG = logging.getLogger(__name__)
RULE_FAULTS = (LookupError, ValueError, TypeError, AttributeError, RecursionError, ArithmeticError)
_UNREAD = frozenset({"furniture", "byline", "credit", "dateline", "related"})

_T = TypeVar("_T")


class Reader:
    """Reads reports into statements with one model, one gazetteer and a beat's countries and parties.

    A rule that fails on a sentence costs that sentence's findings of its kind, never the report: the failure is logged
    and noted in the statement's ``unresolved``.
    """

    def __init__(
        self, model: Parser, gazetteer: Gazetteer, *, countries: Sequence[str] = (), parties: Sequence[Party] = ()
    ) -> None:
        self.model = model
        self.gazetteer = gazetteer
        self.countries = tuple(countries)
        self.parties = tuple(parties)

    def read(self, report: Report) -> list[Statement]:
        """All statements of a report in text order; empty where it has no text to read."""
        document = self.parse(report)
        if not document.sentences:
            return []
        notes: list[tuple[int, str]] = []
        mentions = self.mentions(document, notes)
        composer = Composer(document, mentions, find_claims(document), self.parties, self.model.version)
        return composer.statements(self._findings(document, mentions, notes), notes)

    def parse(self, report: Report) -> Document:
        """The report's parsed sentences, part by part; bylines, credits, links and page furniture are not read."""
        bounds, kinds = [], []
        for part in _readable(report):
            for span in split(report.text, start=part.start, end=part.end):
                bounds.append(span)
                kinds.append(part.kind)
        sentences = [unlooped(s) for s in mend(report.text, self.model.parse(report.text, bounds))]
        by_start: dict[int, PartKind] = {start: kind for (start, _), kind in zip(bounds, kinds, strict=True)}
        return Document(report, tuple(sentences), tuple(by_start[s.start] for s in sentences))

    def mentions(self, document: Document, notes: list[tuple[int, str]] | None = None) -> Mentions:
        """Every place, party and date of the document; a failing finder leaves its own list empty."""
        notes = [] if notes is None else notes
        found: tuple[PlaceRef, ...] = _guarded(
            lambda: places.find_places(document, self.gazetteer, countries=self.countries), (), "places", notes
        )
        known = partial(parties.find_parties, document, parties=self.parties, home=_home(found))
        named: tuple[PartyRef, ...] = _guarded(known, (), "parties", notes)
        return Mentions(
            places=tuple(p for p in found if not _is_party(p, named)),
            parties=named,
            dates=_guarded(lambda: dates.find_dates(document), (), "dates", notes),
        )

    def _findings(self, document: Document, mentions: Mentions, notes: list[tuple[int, str]]) -> list[Located]:
        found: list[Located] = []
        for at in range(len(document.sentences)):
            count = partial(figures.find_figures, document, at, mentions)
            frame = partial(frames.find_findings, document, at, mentions)
            counted: list[tuple[Figure, Token]] = _guarded(count, [], "figures", notes, at)
            framed: list[tuple[Finding, Token]] = _guarded(frame, [], "findings", notes, at)
            found += [(finding, trigger, at) for finding, trigger in (*counted, *framed)]
        return found


def _is_party(place: PlaceRef, named: Sequence[PartyRef]) -> bool:
    """Whether a name that no gazetteer has is a party's of the beat."""
    if place.id is not None or place.anaphor or place.reason != UNKNOWN:
        return False
    start, end = place.span.start, place.span.end
    return any(p.id is not None and p.span.start <= start and end <= p.span.end for p in named)


def _home(found: Sequence[PlaceRef]) -> str | None:
    """The country that two thirds or more of the resolved settlements lie in."""
    lying = Counter(place.country for place in found if place.id is not None and place.country and not place.anaphor)
    country, count = next(iter(lying.most_common(1)), (None, 0))
    return country if count * 3 >= lying.total() * 2 else None


def _readable(report: Report) -> list[Part]:
    return [part for part in report.parts if part.kind not in _UNREAD]


def _guarded(rule: Callable[[], _T], empty: _T, name: str, notes: list[tuple[int, str]], at: int = 0) -> _T:
    """What the rule finds, or nothing and a note when it fails."""
    try:
        return rule()
    except RULE_FAULTS:
        LOG.exception("reading %s failed in sentence %d", name, at)
        notes.append((at, f"{name}: could not be read"))
        return empty
