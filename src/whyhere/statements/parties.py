"""Parties in a report: states' sides, rebels, armed groups and organisations, each under one name.

The beat's own names come first; then phrases (:mod:`party_phrases`) and bodies by name (:mod:`party_names`), named from
the report's own evidence (:mod:`party_evidence`). An id is only given where the beat has the name; nothing else is one.
Countries that act are left to the syntax of their clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.gazetteer.fold import strict
from whyhere.records import PartyRef
from whyhere.statements.party_evidence import gather, listed
from whyhere.statements.party_names import expanded, find_names, short_forms
from whyhere.statements.party_phrases import Phrase, find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.records import Party
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence

_OWN = "|".join(sorted(map(re.escape, listed("government", "own"))))
_ARMED = "|".join(sorted(map(re.escape, listed("government", "armed") | listed("opposition", "armed"))))
_SIDES = "regime|government|army|military|air|ground|security"
_SHORT_NAME = 4  # letters: a name in capitals this short must be in capitals in the text as well


def find_parties(document: Document, *, parties: Sequence[Party] = (), home: str | None = None) -> tuple[PartyRef, ...]:
    """Every party mentioned, in text order; ``parties`` are the beat's, whose names and leaders give the ids.

    ``home`` is the country that the report's places lie in: its government is "the government" of a report that speaks
    of no one country's state.
    """
    evidence = gather(document)
    evidence = replace(evidence, home=home)
    if home is not None and not evidence.told:
        evidence = replace(evidence, country=home)
    names, full = find_names(document), short_forms(document)
    beat = Beat(parties)
    found: list[PartyRef] = []
    for at, sentence in enumerate(document.sentences):
        phrases: list[tuple[Phrase, Party | None]] = [*beat.find(document, sentence)]
        for phrase in sorted(
            [*(expanded(p, full) for p in find_phrases(sentence, evidence)), *names[at]], key=lambda p: p.first - p.last
        ):
            if all(phrase.last <= other.first or other.last <= phrase.first for other, _ in phrases):
                phrases.append((phrase, beat.party_of(phrase.name)))
        for phrase, party in sorted(phrases, key=lambda row: row[0].first):
            found.append(_ref(document, sentence, phrase, party))
    return tuple(found)


def _ref(document: Document, sentence: Sentence, phrase: Phrase, party: Party | None) -> PartyRef:
    span = document.span(sentence.tokens[phrase.first], sentence.tokens[phrase.last - 1])
    if party is None:
        return PartyRef(span.text, span, phrase.name, reason=phrase.reason)
    how = phrase.reason if phrase.reason.startswith("the beat") else f"the beat's name; {phrase.reason}"
    return PartyRef(span.text, span, party.name, id=party.id, reason=how)


@dataclass(frozen=True, slots=True)
class _Name:
    pattern: re.Pattern[str]
    party: Party
    reason: str
    word: str
    """Its first word in small letters: where that does not stand, the pattern need not be tried."""


class Beat:
    """A beat's parties by every name they go by."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._names = sorted(_names(parties), key=lambda name: -len(name.pattern.pattern))
        self._by_key = {strict(n): p for p in reversed(parties) for n in (p.name, *p.aliases)}
        self._by_key |= {
            strict(f"{p.adjective} government"): p for p in parties if p.adjective and countries.is_demonym(p.adjective)
        }

    def party_of(self, name: str) -> Party | None:
        """The party whose name or alias this is, in any capitals and up to script habits."""
        return self._by_key.get(strict(name))

    def find(self, document: Document, sentence: Sentence) -> Iterator[tuple[Phrase, Party]]:
        """The stretches of a sentence that are a party's name, the longest first, without overlap."""
        taken: set[int] = set()
        words = document.report.text[sentence.start : sentence.end].lower()
        for name in self._names:
            if name.word not in words:
                continue
            for match in name.pattern.finditer(document.report.text, sentence.start, sentence.end):
                inside = [t.index for t in sentence.tokens if match.start() <= t.start and t.end <= match.end()]
                if inside and not taken & set(inside):
                    taken |= set(inside)
                    yield Phrase(inside[0], inside[-1] + 1, name.party.name, name.reason), name.party


def _names(parties: Sequence[Party]) -> Iterator[_Name]:
    for party in parties:
        for text in dict.fromkeys((party.name, *party.aliases)):
            yield _Name(_pattern(re.escape(text), text), party, f"the beat's name for {party.name}", _first(text))
        for text in party.leaders:
            words = (
                rf"(?:(?-i:[A-Z][\w-]+)\s+){{0,2}}{re.escape(text)}(?:['’]s?|s)?\s+(?:(?:{_SIDES})\s+)?(?:{_ARMED})s?"
            )
            yield _Name(_pattern(words, text), party, f"the beat has {text} as its leader", _first(text))
        if party.adjective:
            yield from _adjectival(party, party.adjective)


def _adjectival(party: Party, adjective: str) -> Iterator[_Name]:
    """Of "rebel fighters", "rebel-held"; a country's adjective only with what a state alone has."""
    armed = _OWN if countries.is_demonym(adjective) else _ARMED
    word = _first(adjective)
    words = rf"{re.escape(adjective)}\s+(?:(?:{_SIDES})\s+)?(?:{armed})s?"
    yield _Name(_pattern(words, adjective), party, f"the beat's adjective for {party.name}", word)
    held = rf"{re.escape(adjective)}(?=-(?:held|controlled|run|backed|besieged))"
    yield _Name(_pattern(held, adjective), party, f"the beat's adjective for {party.name}", word)


def _first(text: str) -> str:
    return next(iter(text.lower().split()), "")


def _pattern(words: str, text: str) -> re.Pattern[str]:
    exact = text.isupper() and len(text.replace(".", "")) <= _SHORT_NAME
    spaced = words.replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w-]){spaced}(?!\w)", 0 if exact else re.IGNORECASE)
