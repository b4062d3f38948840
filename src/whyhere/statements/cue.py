"""A cue of reported speech as a record, and what all rules that find one share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whyhere.statements import phrases
from whyhere.statements.lexicon import reporting, stances
from whyhere.statements.seams import trimmed
from whyhere.statements.sources import source_phrase
from whyhere.statements.syntax import Sentence, Token

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its word, what it makes of the content, its source phrases from origin to print, and its content.

    ``content`` and ``clause`` (the words that are the cue's own, source and adjuncts included) are token numbers.
    ``source`` is None where the text names nobody ("is believed to"); ``relay`` who passes the source's words on.
    """

    token: Token
    stance: str
    content: frozenset[int]
    clause: frozenset[int]
    source: Tokens | None = None
    source_head: Token | None = None
    relay: Tokens | None = None
    addressee: Tokens | None = None
    manner: Tokens | None = None
    form: str = "verb"


def stance_of(verb: Token) -> str | None:
    """What a reporting verb makes of its content's certainty; None for any other word."""
    if verb.upos != "VERB" or (verb.xpos == "VB" and verb.relation == "acl"):
        return None
    quoting = "asserted" if verb.lemma in reporting("quoting", "verbs") and verb.xpos in phrases.FINITE else None
    return stances().get(verb.lemma.lower(), quoting)


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands in the passive with its auxiliary or subject."""
    borne = sentence.children(verb, "nsubj:pass")
    if sentence.children(verb, "aux:pass") or (borne and (verb.xpos != "VBD" or borne[0].index > verb.index)):
        return True
    return verb.xpos == "VBN" and any(c.lemma == "be" for c in sentence.children(verb, "aux"))


def case_of(sentence: Sentence, token: Token) -> str:
    """The preposition or conjunction the token hangs by, in small letters; empty where there is none."""
    return next((c.text.lower() for c in sentence.children(token, "case", "mark")), "")


def with_source(sentence: Sentence, cue: Cue) -> Cue:
    """The cue with its source's whole phrase, which is none of its content."""
    if cue.source_head is None:
        return cue
    barred = cue.content | {cue.token.index}
    if cue.source_head.index < cue.token.index:
        barred |= {t.index for t in sentence.tokens[cue.token.index :]}
    behind = cue.form == "tag" or (bool(cue.content) and min(cue.content) < cue.source_head.index < cue.token.index)
    whole = source_phrase(sentence, cue.token, cue.source_head, barred, tag=behind)
    tokens = trimmed(sentence, whole)
    head = cue.source_head if cue.source_head in tokens else tokens[-1]
    own = {t.index for t in tokens}
    before = {t.index for t in whole if t.index < tokens[0].index} if cue.form == "tag" else set()
    clause = (cue.clause | own) - before
    return replace(cue, source=tokens, source_head=head, clause=clause, content=(cue.content | before) - own)
