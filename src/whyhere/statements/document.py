"""A report as its rules see it: parsed sentences, and the mentions of places, parties and dates found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

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


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every place, party and date mentioned in one document, in text order (anaphors such as "the town" included)."""

    places: tuple[PlaceRef, ...] = ()
    parties: tuple[PartyRef, ...] = ()
    dates: tuple[DateRef, ...] = ()

    def place_at(self, token: Token) -> PlaceRef | None:
        """The place whose mention covers the token."""
        return _covering(self.places, token)

    def party_at(self, token: Token) -> PartyRef | None:
        """The party whose mention covers the token."""
        return _covering(self.parties, token)

    def date_at(self, token: Token) -> DateRef | None:
        """The date whose mention covers the token."""
        return _covering(self.dates, token)


def _covering(mentions: Sequence[_M], token: Token) -> _M | None:
    """The shortest mention over the token: what it stands in most narrowly."""
    found = [m for m in mentions if m.span.start <= token.start and token.end <= m.span.end]
    return min(found, key=lambda m: m.span.end - m.span.start, default=None)
