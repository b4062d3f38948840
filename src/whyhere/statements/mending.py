"""Parses mended: a noun beside a finite verb is its subject; no argument of a quote's verb stands outside the quote.

The parser reads marks as it reads any word, and at times hangs the speaker on a verb of the quote. Where it does, the
speaker moves to the verb outside that the quote hangs on, or that hangs on the quote.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.statements.lexicon import reporting
from whyhere.statements.quotes import find_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.quotes import Quote
    from whyhere.statements.syntax import Sentence, Token

_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "csubj"})
_NOMINAL, _FINITE = frozenset({"NOUN", "PROPN"}), frozenset({"VBD", "VBZ", "VBP"})
_FEWEST = 4  # words of a quote that may have a verb of its own


def mend(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with arguments moved out of quotes they do not stand in; all others as they are."""
    quotes = [quote for quote in find_quotes(text) if quote.depth == 0 and quote.opened and quote.closed]
    mended: list[Sentence] = []
    place = 0
    for sentence in map(_charged, map(_subjected, sentences)):
        while place < len(quotes) and quotes[place].end <= sentence.start:
            place += 1
        step = place
        while step < len(quotes) and quotes[step].start < sentence.end:
            sentence = _mended(sentence, quotes[step])  # noqa: PLW2901 - each quote mends what the one before left
            step += 1
        mended.append(sentence)
    return mended


def _subjected(sentence: Sentence) -> Sentence:
    """Read "the army retook X": no noun is a compound of a finite verb that has no subject."""
    tokens = list(sentence.tokens)
    for token in sentence.tokens:
        if token.deprel != "compound" or token.upos not in _NOMINAL or token.head <= token.index:
            continue
        verb = tokens[token.head]
        if verb.xpos in _FINITE and not sentence.children(verb, "nsubj", "csubj", "aux:pass"):
            tokens[token.index] = replace(token, deprel="nsubj")
    return sentence if tokens == list(sentence.tokens) else replace(sentence, tokens=tuple(tokens))


def _charged(sentence: Sentence) -> Sentence:
    """Read "X accused Y of killing Z": the deed is charged, it does not describe Y; whose it is, Y's."""
    tokens = list(sentence.tokens)
    for deed in sentence.tokens:
        if deed.relation != "acl" or deed.xpos != "VBG" or deed.head < 0:
            continue
        accused = tokens[deed.head]
        verb = tokens[accused.head] if accused.relation == "obj" and accused.head >= 0 else None
        of = any(c.text.lower() == "of" for c in sentence.children(deed, "mark", "case"))
        if of and verb is not None and verb.lemma in reporting("charges", "verbs"):
            tokens[deed.index] = replace(deed, head=verb.index, deprel="advcl")
    return sentence if tokens == list(sentence.tokens) else replace(sentence, tokens=tuple(tokens))


def _mended(sentence: Sentence, quote: Quote) -> Sentence:
    inside = {t.index for t in sentence.tokens if quote.start <= t.start and t.end <= quote.end}
    strays = [
        t for t in sentence.tokens if t.index not in inside and t.head in inside and t.relation in _ARGUMENTS
    ]  # fmt: skip
    if len(inside) < _FEWEST or not strays:
        return sentence
    verb = _outer_verb(sentence, inside)
    if verb is None:
        return sentence
    moved = {t.index for t in strays if t is not verb}
    tokens = tuple(replace(t, head=verb.index) if t.index in moved else t for t in sentence.tokens)
    return replace(sentence, tokens=tokens)


def _outer_verb(sentence: Sentence, inside: set[int]) -> Token | None:
    """The verb outside that the quote hangs on, or the one outside that hangs on the quote."""
    for token in sentence.tokens:
        if token.index in inside and token.head >= 0 and token.head not in inside and token.upos in {"VERB", "AUX"}:
            head = sentence.tokens[token.head]
            if head.upos == "VERB":
                return head
    tags = [t for t in sentence.tokens if t.index not in inside and t.head in inside and t.deprel == "parataxis"]
    return tags[0] if tags and tags[0].upos == "VERB" else None
