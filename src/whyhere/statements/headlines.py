"""Headlines that name their source: "Claim: source", "Source: claim", "claim - source", "claim source".

A source in a headline is believed only when the headline's other side has a verb and the name is that of a person or
body, or of a source that the report's body names; a place before a colon is a topic, not a speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements import phrases
from whyhere.statements.claims import Claim
from whyhere.statements.cue import Cue
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

_SEPARATORS = frozenset({":", "-", "–", "—"})
_LEAST_CLAIM = 3  # words of a claim before a source set behind it
_LONGEST = 6  # words of a source in a headline


def find_claims(document: Document, known: Sequence[Claim]) -> list[Claim]:
    """The claims of the document's headlines that no cue has found already."""
    sources = _sources(known)
    claims = []
    for at, (sentence, part) in enumerate(zip(document.sentences, document.parts, strict=True)):
        if part != "headline" or any(c.at == at and c.cue is not None for c in known):
            continue
        split = _split(sentence, sources)
        if split is None:
            continue
        source, content = split
        if document.text(source).casefold() == (document.report.outlet or "").casefold():
            continue  # a site's name behind its own headline
        cue = Cue(
            source[0], "asserted", frozenset(t.index for t in content), frozenset(t.index for t in source),
            source, source[-1], form="headline",
        )  # fmt: skip
        claims.append(Claim("indirect", ((content[0].start, content[-1].end),), at, cue))
    return claims


def _sources(known: Sequence[Claim]) -> frozenset[str]:
    return frozenset(
        t.text.lower()
        for c in known
        if c.cue is not None and c.cue.source
        for t in c.cue.source
        if t.upos in {"NOUN", "PROPN"}
    )


def _split(sentence: Sentence, sources: frozenset[str]) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """The headline's source and claim, or None."""
    tokens = sentence.tokens
    for place in (t.index for t in tokens if t.text in _SEPARATORS and 0 < t.index < len(tokens) - 1):
        if tokens[place].text == "-" and tokens[place - 1].end == tokens[place].start:
            continue
        before, after = tokens[:place], tuple(t for t in tokens[place + 1 :] if t.upos != "PUNCT")
        if _is_source(sentence, after, sources) and _has_verb(before):
            return after, before
        if tokens[place].text == ":" and _is_source(sentence, before, sources) and _has_verb(after):
            return before, after
    return _bare(tokens, sources)


def _bare(tokens: tuple[Token, ...], sources: frozenset[str]) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """A source set behind the claim with its colon lost: a name that the body gives as a source, and hangs loosely."""
    last = tokens[-1]
    tail = last.text.lower() in reporting("kinds", "tails") and len(tokens) > _LEAST_CLAIM
    if tail and _has_verb(tokens[:-1]) and tokens[-2].upos not in {"ADJ", "DET", "ADP"}:
        return (last,), tokens[:-1]
    if last.upos != "PROPN" or last.text.lower() not in sources or len(tokens) < 5 or not _has_verb(tokens[:-1]):  # noqa: PLR2004
        return None
    before = tokens[-2]
    return ((last,), tokens[:-1]) if before.upos in {"NOUN", "VERB", "NUM"} and last.head != before.index else None


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(t.upos in phrases.VERBAL for t in tokens)


def _is_source(sentence: Sentence, tokens: Sequence[Token], sources: frozenset[str]) -> bool:
    if not 0 < len(tokens) <= _LONGEST or _has_verb(tokens) or tokens[-1].upos not in {"NOUN", "PROPN"}:
        return False
    label = next((e.label for e in sentence.entities if e.first <= tokens[-1].index < e.last), None)
    if label == "LOC":
        return False
    head = tokens[-1].lemma.lower()
    known = reporting("kinds", "person") | reporting("kinds", "body") | reporting("kinds", "plural")
    return label in {"PER", "ORG"} or head in known or head in sources or tokens[-1].text.lower() in sources
