"""Noun phrases and clauses of a parsed sentence, mended where lost commas led the parser astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from whyhere.statements.syntax import Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTS = frozenset({"flat", "compound", "nmod", "appos", "goeswith", "fixed"})
_NOT_IN_PHRASE = frozenset(
    {"ccomp", "parataxis", "advcl", "discourse", "nsubj", "cop", "aux", "orphan", "mark", "dislocated"}
)
_EDGES = frozenset({"PUNCT", "CCONJ", "SCONJ", "ADP", "ADV", "SYM"})
_LONGEST = 45  # tokens: what is longer is no phrase but a parser's slip


def phrase(
    sentence: Sentence, head: Token, *, without: Collection[int] = (), relative: bool = True
) -> tuple[Token, ...]:
    """The unbroken noun phrase around its head, without its preposition; ``without`` are tokens it may not hold.

    Relative clauses stay unless ``relative`` is false: "a smuggler who helped carry the wounded" is one description.
    """
    dropped = _NOT_IN_PHRASE if relative else _NOT_IN_PHRASE | {"acl"}
    kept = {t.index for t in sentence.subtree(head, without=dropped)}
    if relative:
        for clause in sentence.children(head, "acl:relcl", "acl"):
            kept |= {t.index for t in sentence.subtree(clause)}
    kept -= set(without)
    kept.add(head.index)
    first = last = head.index
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept and last + 1 - first < _LONGEST:
        last += 1
    tokens = list(sentence.tokens[first : last + 1])
    while tokens and tokens[0].upos in _EDGES and tokens[0] is not head:
        tokens.pop(0)
    while (
        tokens
        and (tokens[-1].upos in _EDGES or tokens[-1].xpos in {"WDT", "WP"})
        and tokens[-1] is not head
        and tokens[-1].text != ")"
    ):
        tokens.pop()
    return tuple(tokens)


def subject(sentence: Sentence, verb: Token, *, depth: int = 4) -> Token | None:
    """The head of the verb's subject, also one shared with the verb it is joined to; None where there is none."""
    own = [
        t
        for t in sentence.children(verb, "nsubj", "csubj")
        if t.upos in NOMINAL or t.upos in {"DET", "ADJ", "X", "SYM"}
    ]
    return _nearest(sentence, verb, own) if own else _shared(sentence, verb, depth)


def _nearest(sentence: Sentence, verb: Token, own: list[Token]) -> Token:
    """Of the verb's own subjects the one before it, unless a mark sets the verb off from them."""
    before = [t for t in own if t.index < verb.index]
    marked = verb.index > 0 and sentence.tokens[verb.index - 1].upos == "PUNCT"
    near = before[-1] if before and not marked else min(own, key=lambda t: abs(t.index - verb.index))
    if verb.deprel == "acl:relcl" and near.xpos in {"WDT", "WP"} and (noun := sentence.parent(verb)) is not None:
        return noun
    return _of_appositives(sentence, verb, own, near)


def _shared(sentence: Sentence, verb: Token, depth: int) -> Token | None:
    """The subject of the verb that this one is joined to, where it has none of its own."""
    parent = sentence.parent(verb)
    if parent is None or depth == 0 or (verb.xpos in FINITE and sentence.children(verb, "mark")):
        return None
    if verb.relation == "acl" and parent.upos in NOMINAL and verb.xpos == "VBG":
        return parent
    if verb.relation not in {"conj", "xcomp", "advcl"} or parent.upos not in VERBAL or verb.xpos == "VBN":
        return None
    if verb.relation == "advcl" and sentence.children(parent, "nsubj:pass"):
        return _speaker_over(sentence, parent)
    return subject(sentence, parent, depth=depth - 1)


def _speaker_over(sentence: Sentence, verb: Token) -> Token | None:
    """Who says what a passive verb tells, for a participle hung on it: "A was hit, the mayor said, adding that …"."""
    over = sentence.parent(verb)
    if verb.relation == "ccomp" and over is not None:
        return subject(sentence, over, depth=0)
    tags = [t for t in sentence.children(verb, "parataxis") if sentence.children(t, "nsubj")]
    return subject(sentence, tags[0], depth=0) if tags else None


def _of_appositives(sentence: Sentence, verb: Token, own: list[Token], near: Token) -> Token:
    """Of two subjects that stand side by side before the verb the first, which the second explains."""
    before = [t for t in own if t.index < verb.index]
    if len(before) > 1 and near is before[-1]:
        between = sentence.tokens[before[-2].index + 1 : near.index]
        if any(t.text == "," for t in between) and not any(t.upos in VERBAL for t in between):
            return before[-2]
    return near


def left_of(sentence: Sentence, verb: Token, *, floor: int = 0) -> Token | None:
    """The head of the noun phrase that ends right before the verb, whatever the parser hung it on."""
    place = verb.index - 1
    while place >= floor and (sentence.tokens[place].upos in {"ADV", "AUX"} or sentence.tokens[place].text == ","):
        place -= 1
    if place < floor or sentence.tokens[place].upos not in NOMINAL:
        return None
    found = _climb(sentence, sentence.tokens[place], floor=floor)
    return described(sentence, found, verb)


def described(sentence: Sentence, found: Token, verb: Token) -> Token:
    """The noun whose relative clause the word ends: "the group, which has sources on the ground, said"."""
    for step in sentence.ancestors(found):
        if step is verb:
            break
        if step.deprel == "acl:relcl" and step.index < found.index:
            noun = sentence.parent(step)
            if noun is not None and noun.upos in NOMINAL and noun.index < step.index:
                return noun
    return found


def right_of(sentence: Sentence, verb: Token) -> Token | None:
    """The head of the noun phrase that begins right after the verb."""
    rest = sentence.tokens[verb.index + 1 :]
    for token in rest[:8]:
        if token.upos in NOMINAL:
            step = token
            while step.relation in _PARTS | {"nmod", "det", "amod"} and (head := sentence.parent(step)) is not None:
                if head.index < step.index or head.upos not in NOMINAL:
                    break
                step = head
            return step
        if token.upos not in {"DET", "ADJ", "PART"}:
            return None
    return None


def _climb(sentence: Sentence, token: Token, *, floor: int) -> Token:
    step = token
    while (head := sentence.parent(step)) is not None:
        joined = step.relation in _PARTS and floor <= head.index < step.index and head.upos in NOMINAL
        bare = step.relation == "nmod" and not sentence.children(step, "case") and step.deprel != "nmod:desc"
        if not joined or bare:
            break
        step = head
    return step


def name_head(sentence: Sentence, token: Token) -> Token:
    """The head of the name that a title stands before: "Senior Correspondent X"."""
    while (head := sentence.parent(token)) is not None and head.upos in NOMINAL and not sentence.children(head, "case"):
        if token.deprel != "nmod:desc" and token.relation not in {"compound", "flat", "goeswith"}:
            break
        token = head
    return token


def clause_head(sentence: Sentence, token: Token) -> Token:
    """The head of the clause the token stands in: the nearest verb (or predicate) above it, or the root."""
    for step in (token, *sentence.ancestors(token)):
        if step.upos in VERBAL and step.deprel not in {"aux", "aux:pass", "cop"}:
            return step
        if sentence.children(step, "cop", "nsubj"):
            return step
    return sentence.root


def run(tokens: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Token numbers as unbroken runs (first, last exclusive)."""
    runs: list[tuple[int, int]] = []
    for index in sorted(tokens):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return tuple(runs)
