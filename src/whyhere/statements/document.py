"""A report as its rules see it: parsed sentences, and the mentions of places, parties and dates found in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import DateRef, PartKind, PartyRef, PlaceRef, Report, Span
    from whyhere.statements.syntax import Sentence, Token


class _Mention(Protocol):
    @property
    def span(self) -> Span: ...


_M = TypeVar("_M", bound=_Mention)


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its parsed sentences; ``parts`` says of each sentence which part of the page it stands in."""

    report: Report
    sentences: tuple[Sentence, ...]
    parts: tuple[PartKind, ...]

    def span(self, first: Token, last: Token) -> Span:
        """From the first token's start to the last token's end (inclusive of both)."""
        return self.report.span(first.start, last.end)

    def text(self, tokens: Sequence[Token]) -> str:
        """The report's own text from the first to the last of the tokens, gaps included."""
        return self.report.text[tokens[0].start : tokens[-1].end]


class _Over(Generic[_M]):
    """Which mention stands over a token: found among the few that begin no further back than the longest reaches."""

    __slots__ = ("_known", "_longest", "_mentions", "_starts")

    def __init__(self, mentions: Sequence[_M]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._mentions]
        self._longest = max((m.span.end - m.span.start for m in mentions), default=0)
        self._known: dict[tuple[int, int], _M | None] = {}

    def at(self, token: Token) -> _M | None:
        """The shortest mention over the token: what it stands in most narrowly; of equals the first."""
        key = (token.start, token.end)
        if key not in self._known:
            self._known[key] = self._shortest(*key)
        return self._known[key]

    def _shortest(self, start: int, end: int) -> _M | None:
        near = range(bisect_right(self._starts, start - self._longest - 1), bisect_right(self._starts, start))
        over = (m for m in map(self._mentions.__getitem__, near) if end <= m.span.end)
        return min(over, key=lambda m: m.span.end - m.span.start, default=None)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every place, party and date mentioned in one document, in text order (anaphors such as "the town" included)."""

    places: tuple[PlaceRef, ...] = ()
    parties: tuple[PartyRef, ...] = ()
    dates: tuple[DateRef, ...] = ()
    _places: _Over[PlaceRef] = field(init=False, repr=False, compare=False)
    _parties: _Over[PartyRef] = field(init=False, repr=False, compare=False)
    _dates: _Over[DateRef] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", _Over(self.places))
        object.__setattr__(self, "_parties", _Over(self.parties))
        object.__setattr__(self, "_dates", _Over(self.dates))

    def place_at(self, token: Token) -> PlaceRef | None:
        """The place whose mention covers the token."""
        return self._places.at(token)

    def party_at(self, token: Token) -> PartyRef | None:
        """The party whose mention covers the token."""
        return self._parties.at(token)

    def date_at(self, token: Token) -> DateRef | None:
        """The date whose mention covers the token."""
        return self._dates.at(token)
