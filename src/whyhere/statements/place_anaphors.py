"""Which place of the report "the town", "this village", "the area", "there" and "the country" point back to.

A noun fits the kinds of its own row in the vocabulary; a report that calls X a town and Y a city has "the town" mean X.
Of what fits, the nearest sentence wins, then the place the report names most; two that are equally near leave it open,
and then nothing is said. "There" only reaches back to the sentence before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements.toponyms import is_capital, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.records import PlaceRef
    from whyhere.statements.document import Document
    from whyhere.statements.place_kinds import Described
    from whyhere.statements.syntax import Sentence, Token
    from whyhere.statements.toponyms import Toponym

REACH = 5  # sentences back; beyond it only the report's main place is meant
THERE_REACH = 1
LARGE = 150_000  # people: such a place is a city whether or not it is called so
_FAR_FROM_MAIN = 12
_CLOSE = 0.75  # points: two places nearer to each other than this leave the phrase open
_DEFINITE = frozenset({"the", "this", "that"})
_FITS = {
    "settlement": frozenset({"settlement"}),
    "province": frozenset({"province"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "airbase": frozenset({"airbase", "facility"}),
    "crossing": frozenset({"crossing"}),
    "country": frozenset({"country"}),
    "any": frozenset({"settlement", "neighbourhood", "area"}),
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A named mention with where it stands."""

    at: int
    first: int
    ref: PlaceRef


def find_anaphors(
    document: Document,
    named: Sequence[tuple[Toponym, PlaceRef]],
    described: Mapping[Toponym, Described],
    gazetteer: Gazetteer,
) -> tuple[PlaceRef, ...]:
    """The named places and what points back to them, in text order."""
    called = _called(named, described)
    sizes: dict[int | None, int] = {
        ref.id: place.population for _, ref in named if ref.id and (place := gazetteer.place(ref.id))
    }
    finder = _Finder(document, [_Seen(t.at, t.first, r) for t, r in named], called, sizes)
    found = [ref for _, ref in named] + list(finder.all())
    return tuple(sorted(found, key=lambda ref: (ref.span.start, ref.span.end)))


def identity(ref: PlaceRef) -> tuple[object, ...]:
    """What two mentions of one place share."""
    return (ref.id, ref.kind) if ref.id is not None else (ref.name.lower(), ref.kind)


def _called(
    named: Sequence[tuple[Toponym, PlaceRef]], described: Mapping[Toponym, Described]
) -> dict[tuple[object, ...], set[str]]:
    """The nouns that the report calls each place by, last words only ("port city": city)."""
    called: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for toponym, ref in named:
        if noun := described[toponym].noun:
            called[identity(ref)].add(noun.split()[-1].rstrip("s"))
    return called


class _Finder:
    """Walks a document with its named places in hand."""

    def __init__(
        self,
        document: Document,
        seen: list[_Seen],
        called: Mapping[tuple[object, ...], set[str]],
        sizes: Mapping[int | None, int],
    ) -> None:
        self._document = document
        self._seen = seen
        self._called = called
        self._sizes = sizes
        self._often = Counter(identity(s.ref) for s in seen)
        self._back: list[_Seen] = []

    def all(self) -> Iterator[PlaceRef]:
        """Every phrase that points back and can be resolved."""
        for at, sentence in enumerate(self._document.sentences):
            for token in sentence.tokens:
                found = self._phrase(sentence, at, token) or self._there(at, token)
                if found is not None:
                    self._back.append(_Seen(at, token.index, found))
                    yield found

    def _phrase(self, sentence: Sentence, at: int, token: Token) -> PlaceRef | None:
        noun = token.lemma.lower() if token.upos == "NOUN" else ""
        row = _rows().get(noun)
        if row is None or token.xpos == "NNS" or not _points_back(sentence, token):
            return None
        start = _determiner(sentence, token)
        target = self._country() if row == "country" else self._best(at, token.index, noun, row)
        return self._made(target, start, token, noun) if start is not None and target is not None else None

    def _there(self, at: int, token: Token) -> PlaceRef | None:
        if token.text.lower() != "there" or token.relation == "expl" or token.xpos == "EX" or token.upos != "ADV":
            return None
        fits = [s for s in self._before(at, token.index) if s.at >= at - THERE_REACH and s.ref.kind != "region"]
        nearest = [s for s in fits if s.at == max((f.at for f in fits), default=at)]
        if len({identity(s.ref) for s in nearest}) != 1 or self._rivals(nearest[-1], at, token):
            return None
        return self._made(nearest[-1].ref, token, token, "there")

    def _rivals(self, seen: _Seen, at: int, there: Token) -> bool:
        """Whether a place without a name ("the coastal plain") stands nearer to "there" than the named one."""
        nouns = frozenset(vocabulary.load("places")["anaphors"]["nameless"])
        return any(
            token.upos == "NOUN" and token.lemma.lower() in nouns and seen.ref.span.end <= token.start < there.start
            for sentence in self._document.sentences[seen.at : at + 1]
            for token in sentence.tokens
        )

    def _before(self, at: int, first: int) -> list[_Seen]:
        return [s for s in [*self._seen, *self._back] if (s.at, s.first) < (at, first)]

    def _country(self) -> PlaceRef | None:
        """The country the report names most; None where two are named as often."""
        counts = Counter({i: n for i, n in self._often.items() if i[1] == "country"}).most_common(2)
        if not counts or (len(counts) > 1 and counts[1][1] * 2 > counts[0][1]):
            return None
        return next(s.ref for s in self._seen if identity(s.ref) == counts[0][0])

    def _best(self, at: int, first: int, noun: str, row: str) -> PlaceRef | None:
        scores: dict[tuple[object, ...], float] = {}
        refs: dict[tuple[object, ...], PlaceRef] = {}
        for seen in self._before(at, first):
            who = identity(seen.ref)
            if seen.ref.kind not in _FITS[row] or not self._fits(who, seen.ref, noun):
                continue
            far = at - seen.at
            if far > REACH and not (self._is_main(who) and far <= _FAR_FROM_MAIN):
                continue
            points = -float(far) + 0.5 * min(4, self._often[who]) + 1.5 * (noun in self._called.get(who, ()))
            points += 0.5 * self._is_subject(seen) - 0.5 * (seen.ref.part is not None)
            if points >= scores.get(who, -99.0):
                scores[who], refs[who] = points, seen.ref
        ranked = sorted(scores, key=lambda who: -scores[who])
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _CLOSE):
            return None
        return refs[ranked[0]]

    def _is_main(self, who: tuple[object, ...]) -> bool:
        settlements = [n for i, n in self._often.items() if i[1] == "settlement"]
        return bool(settlements) and self._often[who] == max(settlements)

    def _fits(self, who: tuple[object, ...], ref: PlaceRef, noun: str) -> bool:
        """Whether a place may be called so: what is only called a city, or is one by its people, is no village."""
        called = self._called.get(who, set())
        large, small = words("anaphors", "large"), words("anaphors", "small")
        people = self._sizes.get(ref.id, 0)
        if noun in words("anaphors", "any"):
            return people < LARGE
        if noun in called or noun not in large | small:
            return True
        if noun in small:
            return not (called & large and not called & small) and people < LARGE
        return bool(called & large) or people >= LARGE or not called & small

    def _is_subject(self, seen: _Seen) -> bool:
        return self._document.sentences[seen.at].tokens[seen.first].relation == "nsubj"

    def _made(self, target: PlaceRef, start: Token, end: Token, noun: str) -> PlaceRef:
        span = self._document.span(start, end)
        return replace(
            target,
            text=span.text,
            span=span,
            anaphor=True,
            part=None,
            confidence=round(target.confidence * 0.85, 2),
            reason=f"“{noun}” points back to {target.name}",
        )


@cache
def _rows() -> dict[str, str]:
    table = vocabulary.load("places")["anaphors"]
    return {noun: row for row in _FITS for noun in table[row]}


def _points_back(sentence: Sentence, token: Token) -> bool:
    """A definite noun phrase that names no place itself and is not told by an "of" or a clause."""
    if _determiner(sentence, token) is None:
        return False
    for child in sentence.children(token):
        if child.relation in {"nmod", "appos", "flat", "acl", "nummod"} and child.deprel != "nmod:unmarked":
            cases = {c.text.lower() for c in sentence.children(child, "case")}
            told = child.index > token.index and (not cases or cases & {"of", "in", "near"} or child.relation == "acl")
            if told or child.deprel == "nmod:poss":
                return False
        if child.relation == "compound":
            return False
    following = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    named = following is not None and is_capital(following) and following.upos == "PROPN"
    of = following is not None and following.text.lower() in {"of", "where", "called", "named", "between"}
    compound = token.relation == "compound"
    return not (named or of or compound)


def _determiner(sentence: Sentence, token: Token) -> Token | None:
    """The "the" of the phrase, with at most three small words between it and the noun."""
    for step in range(token.index - 1, max(-1, token.index - 5), -1):
        word = sentence.tokens[step]
        if word.text.lower() in _DEFINITE:
            return word
        if word.upos not in {"ADJ", "ADV", "PUNCT", "VERB", "NOUN"} or is_capital(word) or word.text == ",":
            return None
        if word.lemma.lower() in {
            "other",
            "same",
            "first",
            "second",
            "next",
            "last",
            "surrounding",
            "neighbouring",
            "nearby",
        }:
            return None
    return None
