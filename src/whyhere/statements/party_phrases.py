"""Phrases for those who act, found by their words: "Norvian army troops", "rebel fighters", "X's forces", "the regime".

A phrase is its head noun with the words before it that say whose side it is: a country, a leader, a body, a side
("rebel", "regime"). Bare "forces", "fighters" or "troops" say nothing and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.statements.party_evidence import CALENDAR, country_at, listed, surname_of
from whyhere.statements.toponyms import is_title_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.statements.party_evidence import Evidence
    from whyhere.statements.syntax import Sentence, Token

_MOST_BEFORE = 5
_JOINTS = frozenset({"-", "–", "'s", "’s"})
_POSSESSIVE = frozenset({"'s", "’s"})
_ARTICLES = frozenset({"al", "el", "ar", "ash", "as", "an", "ad"})
_CLOSED = frozenset({"VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "DET", "PRON", "NUM", "ADV"})
_OF_STATE = frozenset({"arab", "national", "armed", "federal", "royal", "republican"})
_SOFT = frozenset({"army", "armed", "ground", "air", "security", "defence", "defense", "interior", "military", "naval"})
_SOFT |= {"allied", "loyal", "elite", "special", "moderate", "local"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` up to ``last`` (exclusive) mean ``name``; ``reason`` says by what evidence."""

    first: int
    last: int
    name: str
    reason: str


def find_phrases(sentence: Sentence, evidence: Evidence) -> Iterator[Phrase]:
    """Every phrase of a sentence with the party that its words and the report carry, in text order."""
    position = 0
    while position < len(sentence.tokens):
        found = _at(sentence, position, evidence)
        if found is None:
            position += 1
            continue
        yield found
        position = found.last


def _at(sentence: Sentence, at: int, evidence: Evidence) -> Phrase | None:
    """The phrase whose first head noun is the token, its further heads ("army troops") included."""
    token = sentence.tokens[at]
    if not _is_head(sentence, at):
        return None
    first = _start(sentence, at)
    last = _end(sentence, at)
    if (body := _of_body(sentence, at, last)) is not None:
        return body
    before = sentence.tokens[first:at]
    heads = [_lemma(t) for t in sentence.tokens[at:last]]
    return _classified(sentence, (first, at, last), before, heads, evidence) if token.text.lower() != "state" else None


def _lemma(token: Token) -> str:
    lemma = token.lemma.lower()
    if token.upos == "PROPN":  # a name is its own lemma, also in a headline's capitals
        lemma = lemma.removesuffix("s") if lemma.endswith("s") else lemma
    return lemma


@cache
def _all_heads() -> frozenset[str]:
    tables = ("government", "opposition", "as_said")
    return frozenset().union(*(listed(table, name) for table in tables for name in ("heads", "armed")))


def _is_head(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.upos not in {"NOUN", "PROPN", "ADJ"} or not token.text[0].isalpha():
        return False
    if token.upos == "ADJ" and token.text.lower() not in listed("opposition", "heads"):
        return False  # "military operations", "terrorist attacks" name no one
    return _lemma(token) in _all_heads() or token.text.lower() in _all_heads()


def _start(sentence: Sentence, at: int) -> int:
    """Where the words that say whose side the head is begin."""
    first = at
    while first > max(0, at - _MOST_BEFORE) and _belongs(sentence, first - 1, first):
        first -= 1
    while first < at and (
        sentence.tokens[first].text in _JOINTS or sentence.tokens[first].text.lower() in {"the", "an", "a"}
    ):
        first += 1
    return first


def _belongs(sentence: Sentence, at: int, following: int) -> bool:
    """Whether a word before the head is part of its name: capitals, sides, a hyphen inside a word."""
    token = sentence.tokens[at]
    word = token.text.lower()
    if word in CALENDAR:
        return False
    hyphened = sentence.tokens[following].text in "-–"
    if token.text in _JOINTS:
        return at > 0 and token.start == sentence.tokens[at - 1].end
    if word.startswith(("pro-", "anti-")) or (word in _ARTICLES and hyphened):
        return True
    if token.upos in _CLOSED and word not in _SOFT:
        return word in {"pro", "anti"} and hyphened
    if token.text[0].isupper():
        named = token.upos in {"PROPN", "ADJ", "NOUN"} and token.index > 0
        return named or token.upos == "PROPN" or country_at(sentence, at) is not None
    sides = listed("government", "sides") | listed("opposition", "sides") | listed("as_said", "heads") | {"pro", "anti"}
    return word in sides or _lemma(token) in sides or word in _SOFT


def _end(sentence: Sentence, at: int) -> int:
    """The end of a run of heads: "government army troops"."""
    last = at + 1
    while last < len(sentence.tokens) and _is_head(sentence, last) and sentence.tokens[last].upos != "ADJ":
        last += 1
    return last


def _of_body(sentence: Sentence, at: int, last: int) -> Phrase | None:
    """A body whose name goes on behind its head ("Army of the Dawn"): the whole name, and no one's army.

    What follows "of" must be a name, and of no country or place ("Army of Norvia").
    """
    tokens = sentence.tokens
    start = last + 2 if last + 1 < len(tokens) and tokens[last + 1].text == "the" else last + 1
    if start >= len(tokens) or tokens[last].text != "of" or not tokens[at].text[0].isupper():
        return None
    end = start
    while end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text[0].isupper():
        end += 1
    placed = any(e.label == "LOC" and e.first < end and e.last > start for e in sentence.entities)
    if end == start or placed or any(country_at(sentence, i) for i in range(start, end)):
        return None
    first = _start(sentence, at)
    text = "".join(
        " " * (t.start - tokens[first + i - 1].end if i else 0) + t.text for i, t in enumerate(tokens[first:end])
    )
    return Phrase(first, end, text, "as said")


def _classified(
    sentence: Sentence, bounds: tuple[int, int, int], before: Sequence[Token], heads: list[str], evidence: Evidence
) -> Phrase | None:
    """The phrase's party by the strongest word in it: a leader, then a side, then a country."""
    first, at, last = bounds
    words = {t.text.lower() for t in before} | {_lemma(t) for t in before} | set(heads[:-1])
    owner = surname_of(before, evidence.leaders)
    if owner is not None and any(t.text.lower().startswith("anti") for t in before):
        return _of_opposition(bounds, {"rebel"}, evidence.leaders[owner[0]], f"against {owner[0]}")
    if owner is not None and _is_state(heads):
        return _of_state(
            at - owner[1], last, evidence.leaders[owner[0]], f"{owner[0]} is the country's head in this report"
        )
    chief = surname_of(before, evidence.chiefs)
    if chief is not None:
        return Phrase(at - chief[1], last, evidence.chiefs[chief[0]], f"{chief[0]} leads it in this report")
    country = next((c for i in range(first, at) if (c := country_at(sentence, i))), None)
    code = country[0] if country else evidence.country
    if country is None and evidence.home is not None and "regime" in words | set(heads):
        code = evidence.home  # "the regime" is that of the places told of, whoever else's state is named
    why = "by its country's name" if country else "by the country the report is about"
    against = ({"anti"} & words and {"government", "regime"} & words) or ("free" in words and "army" in heads)
    if against or words & listed("opposition", "sides") or heads[0] in listed("opposition", "heads"):
        own = [] if is_title_case(sentence) else _own_names(sentence, before)
        if own and not against:
            return _as_said(sentence, (own[0].index, at, last), own)
        return _of_opposition(bounds, words | set(heads), code, why)
    return _of_others(sentence, bounds, words, heads, (country[0] if country else None, code, why))


def _own_names(sentence: Sentence, before: Sequence[Token]) -> list[Token]:
    """Names before "rebels" that are no country's: whose rebels they are, as the report says ("Dawn rebels")."""
    words = listed("government", "sides") | listed("opposition", "sides") | _SOFT | _OF_STATE
    run: list[Token] = []
    for token in reversed(before):
        named = token.upos == "PROPN" and token.text[0].isupper() and token.text.lower() not in words
        if not named or _is_country_word(sentence, token.index):
            break
        run.insert(0, token)
    placed = any(e.label == "LOC" and e.first <= t.index < e.last for t in run for e in sentence.entities)
    return [] if placed else run


def _is_state(heads: list[str]) -> bool:
    return any(h in listed("government", "heads") | listed("government", "armed") for h in heads)


def _of_state(first: int, last: int, code: str, reason: str) -> Phrase | None:
    adjective = countries.adjective(code)
    return Phrase(first, last, f"{adjective} government", reason) if adjective else None


def _of_opposition(bounds: tuple[int, int, int], words: set[str], code: str | None, why: str) -> Phrase:
    """Rebels where the words bear arms, the opposition where they do not ("opposition leaders")."""
    first, _, last = bounds
    adjective = countries.adjective(code) if code else None
    political = "opposition" in words and not words & listed("opposition", "armed")
    noun = "opposition" if political else "rebels"
    name = f"{adjective} {noun}" if adjective else noun
    return Phrase(first, last, name, why if adjective else "as said")


def _of_others(
    sentence: Sentence,
    bounds: tuple[int, int, int],
    words: set[str],
    heads: list[str],
    country: tuple[str | None, str | None, str],
) -> Phrase | None:
    """A state's side, or a phrase kept as it is said."""
    first, at, last = bounds
    told, code, why = country
    text = " ".join(t.text.lower() for t in sentence.tokens[max(first, at - 1) : last])
    paired = any(text.endswith(pair) for pair in listed("government", "pairs"))
    sided = bool(words & (listed("government", "sides") | {"pro"})) and heads[-1] in listed("government", "armed")
    alone = heads[0] in listed("government", "heads")
    named = [t for t in sentence.tokens[first:at] if t.text[0].isupper()]
    foreign = [t for t in named if not _is_country_word(sentence, t.index) and t.text.lower() not in _OF_STATE]
    if (
        foreign
        and alone
        and any(e.label == "LOC" and e.first <= t.index < e.last for t in foreign for e in sentence.entities)
    ):
        first, foreign = at, []  # lost commas ran a place into the phrase
    if any(h in listed("as_said", "heads") for h in heads) and not sided:
        return _as_said(sentence, (first, at, last), foreign)
    if foreign and not (sided or told):
        armed = any(h in listed("as_said", "armed") for h in heads)
        return _as_said(sentence, bounds, foreign) if armed or alone else None
    if code and (sided or alone or paired or (told and heads[-1] in listed("government", "own"))) and not foreign:
        return _of_state(first, last, code, why)
    return _as_said(sentence, (first, at, last), ()) if alone or sided else None


def _is_country_word(sentence: Sentence, at: int) -> bool:
    return any((found := country_at(sentence, i)) and i <= at < found[1] for i in range(max(0, at - 2), at + 1))


def _as_said(sentence: Sentence, bounds: tuple[int, int, int], named: Sequence[Token]) -> Phrase:
    """The words themselves; of a body's name with a word for its people ("Ostra Front fighters") the name."""
    first, at, last = bounds
    owned = any(
        t.text in _POSSESSIVE for t in sentence.tokens[first:at]
    )  # "X's forces": a person's, and no body's name
    body = (
        bool(named) and not owned and all(t.upos == "PROPN" for t in named) and not any(t.xpos == "JJ" for t in named)
    )
    while body and at < last and sentence.tokens[at].text[0].isupper():
        at += 1  # "Ostra Defence Forces" is a name to its end
    tokens = sentence.tokens[first : at if body else last]
    while body and tokens[-1].text in _JOINTS:
        tokens = tokens[:-1]
    text = "".join(" " * (t.start - tokens[i - 1].end if i else 0) + t.text for i, t in enumerate(tokens))
    return Phrase(first, last, text, "as said")
