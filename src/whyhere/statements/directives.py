"""Cues whose content is no clause of its own: "urged X to …", "called on X to …", "described X as …".

What is urged, and on whom, is the content; so is what is called something, and what it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.cue import Cue, case_of, is_passive, with_source
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.sources import can_speak, find_source, marked

if TYPE_CHECKING:
    from whyhere.statements.syntax import Sentence, Token

_TO_WHOM = frozenset({"on", "upon", "to", "from"})


def find_directive(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "X urged Y to …", "X called on Y to …": the content is Y and the deed."""
    if not _may_report(sentence, verb, "directives"):
        return None
    whom = [*sentence.children(verb, "obj", "iobj")]
    whom += [t for t in sentence.children(verb, "obl") if case_of(sentence, t) in _TO_WHOM]
    deeds = [
        clause
        for held in (verb, *whom)
        for clause in sentence.children(held, "xcomp", "advcl", "acl", "ccomp")
        if case_of(sentence, clause) == "to" and clause.index > verb.index
    ]
    if not whom or not deeds:
        return None
    return _cue(sentence, verb, [*whom[:1], deeds[0]], stances().get(verb.lemma, "expected"))


def find_label(sentence: Sentence, verb: Token) -> Cue | None:
    """Find "X described Y as …", "X considers Y a …": the content is Y and what it is called."""
    if not _may_report(sentence, verb, "labels"):
        return None
    named = sentence.children(verb, "obj")
    called = [t for t in sentence.children(verb, "obl", "advcl") if case_of(sentence, t) == "as"]
    called += [t for n in named for t in sentence.children(n, "nmod") if case_of(sentence, t) == "as"]
    called += [t for t in sentence.children(verb, "xcomp") if verb.lemma in {"consider", "label", "brand"}]
    if not named or not called:
        return None
    return _cue(sentence, verb, [named[0], called[0]], "asserted")


def _may_report(sentence: Sentence, verb: Token, table: str) -> bool:
    known = verb.upos == "VERB" and verb.lemma in reporting(table, "verbs")
    return known and not is_passive(sentence, verb) and verb.relation != "amod"


def _cue(sentence: Sentence, verb: Token, parts: list[Token], stance: str) -> Cue | None:
    content = frozenset(t.index for part in parts for t in sentence.subtree(part)) - {verb.index}
    source = phrases.subject(sentence, verb) or find_source(sentence, verb, tag=False)
    if source is None or not (can_speak(sentence, source) or marked(sentence, source)) or source.index in content:
        return None
    small = {
        t.index
        for t in sentence.tokens[verb.index + 1 : verb.index + 2]
        if t.text.lower() in _TO_WHOM or t.text.lower() == "for"
    }
    cue = Cue(verb, stance, content - small, frozenset({verb.index}) | small, source_head=source, form="directive")
    return with_source(sentence, cue)
