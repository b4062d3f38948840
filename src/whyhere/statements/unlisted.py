"""Places that the gazetteer does not have: names beside a noun for a place, and names the model marks as places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.statements.place_evidence import armed_words, ground_verbs
from whyhere.statements.place_kinds import describe, kind_of
from whyhere.statements.toponyms import ARTICLES, Toponym, is_abbreviation, is_capital, is_title_case, known_as, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whyhere.gazetteer import Gazetteer
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

LEAST_LABEL = 0.6
_ROAD = re.compile(r"[A-Z]{1,2}-?\d{1,3}")
_JOINTS = frozenset("-–'’")
_PERSON = 0.85  # a label that sure of something else stands against any verb
_LOCATED = frozenset({"settlement", "neighbourhood", "crossing", "airbase", "province"})


def find_unlisted(document: Document, taken: Mapping[int, Mapping[int, int]], gazetteer: Gazetteer) -> list[Toponym]:
    """Names of places in runs of capital words that no known name touches.

    ``taken``: of each sentence the tokens of known names, with how many people live there.
    """
    found: list[Toponym] = []
    for at, sentence in enumerate(document.sentences):
        people = dict(taken.get(at, {}))
        for first, last in (*_runs(sentence), *_numbered(sentence)):
            if any(i in people for i in range(first, last)):
                continue
            toponym = Toponym(at, first, last, document.text(sentence.tokens[first:last]))
            if _ROAD.fullmatch(toponym.name) or _is_place(document, toponym, gazetteer, people):
                found.append(toponym)
                people |= dict.fromkeys(range(first, last), 0)
    return found


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Unbroken runs of capital words with the articles between them; abbreviations end a run."""
    tokens = sentence.tokens
    position = 0
    while position < len(tokens):
        if not _goes_on(tokens, position):
            position += 1
            continue
        end = position + 1
        while end < len(tokens) and (_goes_on(tokens, end) or _is_joint(tokens, end)):
            end += 1
        yield position, end
        position = end


def _numbered(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Roads by number, beside a noun for a road: "the M5 highway"."""
    for token in sentence.tokens[:-1]:
        if _ROAD.fullmatch(token.text) and kind_of(sentence.tokens[token.index + 1].text.lower()) == "road":
            yield token.index, token.index + 1


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    if is_capital(tokens[at]):
        return not is_abbreviation(tokens[at].text) or tokens[at].text == "I"
    following = [t for t in tokens[at + 1 : at + 3] if t.text not in "-–"]
    return tokens[at].text in ARTICLES and bool(following) and is_capital(following[0])


def _is_joint(tokens: Sequence[Token], at: int) -> bool:
    touches = tokens[at].text in _JOINTS and tokens[at].start == tokens[at - 1].end
    return touches and at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and is_capital(tokens[at + 1])


def _is_place(document: Document, toponym: Toponym, gazetteer: Gazetteer, people: Mapping[int, int]) -> bool:
    sentence = document.sentences[toponym.at]
    tokens = sentence.tokens[toponym.first : toponym.last]
    lower = [t.text.lower() for t in tokens]
    if is_title_case(sentence) or any(w in words("bodies", "heads") or w in words("context", "never") for w in lower):
        return False
    if any(countries.is_demonym(t.text) or t.upos in {"PRON", "DET", "ADP", "AUX", "VERB"} for t in tokens):
        return False
    labels = [e for e in sentence.entities if e.first < toponym.last and toponym.first < e.last]
    against = sum(e.score for e in labels if e.label != "LOC")
    described = describe(sentence, toponym, people)
    if described.kind in _LOCATED and _is_told(sentence, toponym, described.last):
        return against < LEAST_LABEL and not known_as(gazetteer, toponym.name)
    following = sentence.tokens[toponym.last] if toponym.last < len(sentence.tokens) else None
    if following is not None and following.text in "-–" and following.start == tokens[-1].end:
        return False  # "X-held": as often a party as a place
    sure = [e for e in labels if e.label == "LOC" and e.score >= LEAST_LABEL]
    covers = any(e.first <= toponym.first and toponym.last <= e.last for e in sure)
    before = sentence.tokens[toponym.first - 1].text.lower() if toponym.first else ""
    behind_name = before == "," and toponym.first - 2 in people  # "X, Y": the place that X lies in
    placed = behind_name or before in words("context", "locative") | {"from", "of", "to", "the"}
    if _is_held(sentence, toponym.first) or _is_ground(sentence, tokens[-1], alone=len(tokens) == 1):
        return covers or against < _PERSON
    return covers and placed and not against and tokens[-1].upos == "PROPN"


def _is_held(sentence: Sentence, first: int) -> bool:
    """Whether the words right before the name say who has it: "rebel-held X"."""
    held, hyphen = sentence.tokens[first - 1 : first], sentence.tokens[first - 2 : first - 1]
    return (
        first > 2  # noqa: PLR2004 - a side, a hyphen, a participle
        and held[0].text.lower() in words("context", "held")
        and hyphen[0].text in "-–"
        and hyphen[0].end == held[0].start
    )


def _is_ground(sentence: Sentence, name: Token, *, alone: bool) -> bool:
    """Whether the name is what an armed side takes, holds, loses, attacks or moves on: "the rebels retook X"."""
    verb = sentence.parent(name)
    if (
        verb is None
        or verb.upos != "VERB"
        or name.upos != "PROPN"
        or not (name.relation in {"obj", "obl"} or name.deprel == "nsubj:pass")
    ):
        return False
    lemma = verb.lemma.lower()
    if lemma not in ground_verbs() and lemma not in words("context", "ground"):
        return False
    doers = [t for t in sentence.children(verb, "nsubj", "obl:agent") if t is not name and t.deprel != "nsubj:pass"]
    doers += [t for t in sentence.children(verb, "obl") if any(c.lemma == "by" for c in sentence.children(t, "case"))]
    return lemma in words("context", "ground") or (alone and any(_is_armed(sentence, t) for t in doers))


def _is_armed(sentence: Sentence, token: Token) -> bool:
    own = {token.lemma.lower(), *(t.lemma.lower() for t in sentence.children(token, "compound", "amod"))}
    return not own.isdisjoint(armed_words())


def _is_told(sentence: Sentence, toponym: Toponym, last: int) -> bool:
    """Whether the noun for a place is joined by "of" or follows in lower case: "village of X", "X neighbourhood"."""
    if last > toponym.last:
        return not is_capital(sentence.tokens[last - 1])
    before = sentence.tokens[toponym.first - 1] if toponym.first else None
    return before is not None and before.text.lower() in {"of", "and", ","}
