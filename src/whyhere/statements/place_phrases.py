"""Where a place stands in a sentence: what leads to its name, and whether the name only describes something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements.counted import listed
from whyhere.statements.lexicon import reporting
from whyhere.statements.toponyms import words

if TYPE_CHECKING:
    from whyhere.records import PlaceRef
    from whyhere.statements.document import Mentions
    from whyhere.statements.syntax import Sentence, Token

WITHIN = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "on", "over", "from", "within", "throughout"}
)
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "flat"})
_TAILS = reporting("kinds", "tails")
_LOOKBACK = 9


def is_said_of_another(sentence: Sentence, ref: PlaceRef, head: Token, mentions: Mentions) -> bool:
    """Whether the name describes a side or another thing: "Norland-led strikes", "Norland soldiers"."""
    behind = next((t for t in sentence.tokens if t.start >= ref.span.end), None)
    if behind is not None and behind.text in "-–" and behind.start == ref.span.end:
        return True
    side = mentions.party_at(head)
    if side is not None and side.span.end - side.span.start > ref.span.end - ref.span.start:
        return True  # "the Ardun Front"
    top = phrase_head(sentence, head)
    if top is head or top.lemma.lower() in _TAILS:
        return False
    people = listed("who", "people")
    armed = mentions.party_at(top) is not None or top.lemma.lower() in people
    return armed or (
        ref.kind == "country" and not _is_in(sentence, ref) and top.lemma.lower() in listed("setting", "attack_nouns")
    )


def _is_in(sentence: Sentence, ref: PlaceRef) -> bool:
    """Whether "in" stands before the name, words of position between: "in central Norland attack"."""
    before = [t.text.lower() for t in sentence.tokens if t.end <= ref.span.start][-2:]
    return before[:1] == ["in"] and before[-1] in words("context", "positions")


def phrase_head(sentence: Sentence, head: Token) -> Token:
    """The noun that the name stands before: "suburb" of "Ardun suburb"."""
    top = head
    while (top.relation in _MODIFIERS or top.deprel in _MODIFIERS) and (over := sentence.parent(top)) is not None:
        if over.index < top.index:
            break
        top = over
    return top


def head_of_place(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word that heads a mention's words in its sentence; None in another sentence."""
    if end <= sentence.start or sentence.end <= start:
        return None
    inside = [t for t in sentence.tokens if start <= t.start and t.end <= end]
    indices = {t.index for t in inside}
    return next((t for t in inside if t.head not in indices), None)


def lead_to(sentence: Sentence, ref: PlaceRef) -> str:
    """The preposition of place that leads to the mention, over small words and what describes it; empty: none does."""
    first = next((t.index for t in sentence.tokens if t.start >= ref.span.start), 0)
    for token in reversed(sentence.tokens[max(0, first - _LOOKBACK) : first]):
        word = token.text.lower()
        if word == "with":
            return ""  # "near the border with X"
        if word in WITHIN:
            return word
        if token.upos in {"PRON", "SCONJ"} or (token.upos in {"VERB", "AUX"} and not _describes(sentence, token)):
            return ""
        if token.upos == "PUNCT" and token.text not in "-–,":
            return ""
    return ""


def _describes(sentence: Sentence, verb: Token) -> bool:
    """Whether the participle stands before a noun: "rebel-held X", "besieged X"."""
    return is_half(sentence, verb) or (verb.relation == "amod" and verb.xpos in {"VBN", "VBG"})


def is_half(sentence: Sentence, verb: Token) -> bool:
    """Whether the participle is half of a word: "rebel-held"."""
    return verb.index > 0 and sentence.tokens[verb.index - 1].text in "-–"
