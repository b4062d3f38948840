"""Where and when a figure holds: the places and dates that its own clause is told with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements.counted import listed
from whyhere.statements.lexicon import reporting
from whyhere.statements.toponyms import words

if TYPE_CHECKING:
    from whyhere.records import DateRef, PlaceRef
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Sentence, Token

_BOUNDARY = frozenset({"ccomp", "parataxis"})
_COARSE = {"area": 1, "province": 1, "region": 2, "country": 3}  # every other kind is fine
_WITHIN = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "on", "from", "within", "throughout"})
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss"})
_SOURCES = reporting("kinds", "person") | {"source", "reporter", "correspondent", "observatory", "group", "network"}
_OUTSIDE = 10
_LOOKBACK = 9


def place_of(document: Document, at: int, target: Token, state: Token, mentions: Mentions) -> PlaceRef | None:
    """The place of a figure: the finest in its clause behind a preposition of place, the nearest of several."""
    sentence = document.sentences[at]
    clause = _clause(sentence, target, state)
    found: list[tuple[tuple[bool, bool, int, int], PlaceRef]] = []
    for ref in mentions.places:
        head = _head(sentence, ref.span.start, ref.span.end)
        if (
            head is None
            or (head.relation in _MODIFIERS or head.deprel in _MODIFIERS)
            or not _is_inside(sentence, head, clause)
        ):
            continue
        lead = _lead(sentence, ref) or _struck(sentence, head, clause)
        if lead:
            fine = _COARSE.get(ref.kind, 0)
            far = abs(head.index - state.index) + _OUTSIDE * (lead in {"outside", "near"})
            found.append(((fine > 1, ref.anaphor, fine, far), ref))
    best = min(found, key=lambda row: row[0])[1] if found else None
    return _narrowed(document, best, mentions) if best is not None and best.kind == "country" else best


def _is_inside(sentence: Sentence, head: Token, clause: set[int]) -> bool:
    """Whether the place is told in the figure's clause itself: its nearest verb is one of the clause's."""
    steps = (head, *sentence.ancestors(head))
    if any(s.lemma.lower() in _SOURCES and s.upos == "NOUN" for s in steps[:3] if s is not head):
        return False  # "according to a source in X"
    verb = next((s for s in steps if s.upos in {"VERB", "AUX"} and not _is_compound(sentence, s)), None)
    return not clause or verb is None or verb.index in clause


def _is_compound(sentence: Sentence, verb: Token) -> bool:
    """Whether the participle is half of a word: "rebel-held"."""
    return verb.index > 0 and sentence.tokens[verb.index - 1].text in "-–"


def _narrowed(document: Document, country: PlaceRef, mentions: Mentions) -> PlaceRef:
    """Of "the bastion of X in Y" X: a settlement right before "in" and the country is what is meant."""
    text = document.report.text
    for ref in mentions.places:
        between = text[ref.span.end : country.span.start].split() if ref.span.end < country.span.start else []
        if ref.kind == "settlement" and between[:1] == ["in"] and set(between[1:]) <= words("context", "positions"):
            return ref
    return country


def _head(sentence: Sentence, start: int, end: int) -> Token | None:
    inside = [t for t in sentence.tokens if start <= t.start and t.end <= end]
    indices = {t.index for t in inside}
    return next((t for t in inside if t.head not in indices), None)


def _lead(sentence: Sentence, ref: PlaceRef) -> str:
    """The preposition of place that leads to the mention, over small words and what describes it; empty: none does."""
    first = next((t.index for t in sentence.tokens if t.start >= ref.span.start), 0)
    for token in reversed(sentence.tokens[max(0, first - _LOOKBACK) : first]):
        word = token.text.lower()
        if word == "with":
            return ""  # "near the border with X"
        if word in _WITHIN:
            return word
        held = token.index and sentence.tokens[token.index - 1].text in "-–"  # "rebel-held"
        if token.upos in {"PRON", "SCONJ"} or (token.upos in {"VERB", "AUX"} and not held):
            return ""
        if token.upos == "PUNCT" and token.text not in "-–,":
            return ""
    return ""


def _struck(sentence: Sentence, head: Token, clause: set[int]) -> str:
    """The verb of attack in the clause that the place is the object of: "struck X, killing 12"."""
    for step in (head, *sentence.ancestors(head)):
        if step.upos in {"VERB", "AUX"}:
            return step.lemma if step.index in clause and step.lemma in listed("setting", "attacks") else ""
        if step.relation not in {"nmod", "compound", "flat", "appos", "obj", "conj"} and step.deprel != "nsubj:pass":
            return ""
    return ""


def _clause(sentence: Sentence, target: Token, state: Token) -> set[int]:
    """Verbs from the figure up to the border of its clause; what is reported inside it is not told of its reporter."""
    verbs: set[int] = set()
    for start in (state, target):
        for step in (start, *sentence.ancestors(start)):
            if step.upos in {"VERB", "AUX"}:
                verbs.add(step.index)
                verbs |= {c.index for c in sentence.children(step, "conj") if not sentence.children(c, "nsubj")}
            own = step.relation == "conj" and step.upos == "VERB" and bool(sentence.children(step, "nsubj"))
            if step.relation in _BOUNDARY or own:
                break
    return verbs


def date_of(sentence: Sentence, target: Token, state: Token, mentions: Mentions) -> DateRef | None:
    """The date told in the figure's clause, the nearest to its state; None where only another clause has one."""
    clause = _clause(sentence, target, state)
    found = []
    for ref in mentions.dates:
        head = _head(sentence, ref.span.start, ref.span.end)
        if head is None:
            continue
        verb = next((s for s in (head, *sentence.ancestors(head)) if s.upos in {"VERB", "AUX"} and s is not head), None)
        if (verb is None and not clause) or (verb is not None and verb.index in clause):
            found.append((abs(head.index - state.index), ref.span.start, ref))
    return min(found, key=lambda row: row[:2])[2] if found else None
