"""The party a source speaks for, as far as its own phrase says: a party's name, an office of a state, "its leader"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.records import PartyRef
    from whyhere.statements.syntax import Sentence, Token
    from whyhere.statements.voices import Context

_DIRECT = frozenset({"amod", "compound", "flat", "appos", "nmod"})
_OF = frozenset({"of", "for", "from", "with", "in", "at", "'s", "’s"})


def party_of(context: Context, at: int, tokens: Sequence[Token], head: Token, named: Sequence[Token]) -> str | None:
    """The party's name, or None where the phrase does not say it."""
    sentence = context.document.sentences[at]
    tokens = _own(tokens)
    if any(t.lemma.lower() in reporting("media", "journalists") for t in tokens):
        return None  # who reports speaks for no party
    for token in _bearers(sentence, tokens, head, named):
        party = context.mentions.party_at(token)
        if party is not None and party.id is None and _is_own_name(sentence, token, tokens, party):
            continue
        if party is not None and named and party.text.islower() and _of_another(context, tokens, party):
            continue  # "military commander and spokesman for X"
        if party is not None and not (named and party.span.start <= named[0].start and named[-1].end <= party.span.end):
            return party.name
    owner = _possessor(context, tokens, at)
    return owner.name if owner is not None else _state(context, sentence, tokens)


def _of_another(context: Context, tokens: Sequence[Token], party: PartyRef) -> bool:
    """Whether behind a party's common noun the phrase names whom its bearer is of: a name that is no place."""
    for place, token in enumerate(tokens[:-1]):
        name = tokens[place + 1]
        if token.text.lower() in {"for", "of"} and token.start >= party.span.end and name.upos == "PROPN":
            return context.mentions.place_at(name) is None
    return False


def _own(tokens: Sequence[Token]) -> Sequence[Token]:
    """The phrase without its relative clause: "X, whose country has backed the rebels" is no rebel."""
    stop = next((i for i, t in enumerate(tokens) if i and t.xpos in {"WP", "WDT", "WP$", "WRB"}), len(tokens))
    return tokens[:stop]


def _is_own_name(sentence: Sentence, token: Token, tokens: Sequence[Token], party: PartyRef) -> bool:
    """Whether the mention is the body's own name, known to no beat: it speaks for itself, not for a party."""
    own = any(e.first <= token.index < e.last and e.label == "ORG" for e in sentence.entities)
    return own and party.span.start <= tokens[-1].start and not any(t.upos == "NOUN" for t in tokens)


def _bearers(sentence: Sentence, tokens: Sequence[Token], head: Token, named: Sequence[Token]) -> Iterator[Token]:
    """The tokens whose party is the source's own: the head, the words that modify it or its apposition, and "of X"."""
    inside = {t.index for t in tokens}
    tops = [head, *(t for t in named if t is not head)]
    tops += [t for t in tokens if t.relation in {"appos", "flat"} or t.deprel == "nmod:desc"]
    if named:  # "Y, spokesman for X": the words around a name are its role
        tops += [t for t in tokens if t.upos == "NOUN" and t.lemma.lower() in reporting("titles", "names")]
    seen: set[int] = set()
    for top in tops:
        for token in (top, *sentence.children(top)):
            if token.index in seen or token.index not in inside:
                continue
            seen.add(token.index)
            if token is top or (token.relation in _DIRECT and _attached(sentence, token)):
                yield token


def _attached(sentence: Sentence, token: Token) -> bool:
    cases = {c.text.lower() for c in sentence.children(token, "case")}
    return not cases or bool(cases & _OF)


def _possessor(context: Context, tokens: Sequence[Token], at: int) -> PartyRef | None:
    """Read "its leader": the one party that the sentence, or the one before it, has named as a subject."""
    if not any(t.text.lower() in {"its", "their"} and t.deprel == "nmod:poss" for t in tokens):
        return None
    first = tokens[0].index
    for place in (at, at - 1):
        if place < 0:
            break
        here = context.document.sentences[place]
        named = [
            p for t in here.tokens if t.relation == "nsubj" and (place != at or t.index < first)
            and (p := context.mentions.party_at(t)) is not None
        ]  # fmt: skip
        if named:
            return named[-1] if len({p.name for p in named}) == 1 else None
    return None


def _state(context: Context, sentence: Sentence, tokens: Sequence[Token]) -> str | None:
    """A state's office: "Norland's foreign minister", "a Norlandic general" speak for their government."""
    stop = next((i for i, t in enumerate(tokens) if t.upos == "ADP" and t.text.lower() != "of"), len(tokens))
    tokens = tokens[:stop]
    words = [t.lemma.lower() for t in tokens]
    if not any(part in reporting("titles", "state") for word in words for part in word.split("-")):
        return None
    if any(w in {"former", "ex", "exiled", "defected", "rebel", "opposition", "revolution", "activist"} for w in words):
        return None
    for token in tokens:
        if _hyphened(sentence, token):
            continue  # "Norland-based" says where, not for whom
        for party in context.parties:
            if party.adjective and token.text == party.adjective and not party.civilian:
                return party.name
        place = context.mentions.place_at(token)
        country = demonyms().get(token.text) or (
            place.country if place is not None and place.kind == "country" else None
        )
        if country is not None and (token.relation in {"amod", "compound", "nmod", "flat"} or token is tokens[0]):
            return f"{_adjective(country, token.text)} government"
    return None


def _hyphened(sentence: Sentence, token: Token) -> bool:
    after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    return after is not None and after.text == "-" and after.start == token.end and token.upos == "PROPN"


def _adjective(country: str, said: str) -> str:
    forms = vocabulary.load("demonyms")["demonyms"].get(country, [])
    return said if said in forms or not forms else str(forms[0])


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and names of countries as printed, each with its ISO code."""
    data = vocabulary.load("demonyms")
    return {form: code for table in ("names", "demonyms") for code, forms in data[table].items() for form in forms}
