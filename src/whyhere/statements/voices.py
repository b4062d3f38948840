"""From a cue's source phrase to the voice it names: name, role, party, medium; and the chain from origin to print.

A person is named by the tokens of the name alone; title, apposition and office become the role. A description keeps its
whole phrase ("a rebel commander in contact with the fighters"). A document ("reports from state media", "a statement by
the ministry") hands its owner on and becomes the medium. Nothing is taken from outside the phrase.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from whyhere.records import Voice
from whyhere.statements import channels, naming, phrases
from whyhere.statements.affiliation import party_of
from whyhere.statements.lexicon import reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Party, Report
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Sentence, Token

Kind = Literal["person", "body", "persons", "unknown"]
Gender = Literal["male", "female", ""]


@dataclass(frozen=True, slots=True)
class Source:
    """A described source: its voice, and what a later pronoun may agree with. ``tokens`` are those of its phrase."""

    voice: Voice
    tokens: tuple[Token, ...]
    head: Token
    at: int
    kind: Kind = "unknown"
    gender: Gender = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What describing a source needs beside the phrase itself."""

    document: Document
    mentions: Mentions
    parties: Sequence[Party] = ()


def describe(context: Context, at: int, cue: Cue) -> Source | None:
    """The source of a cue that stands in ``document.sentences[at]``; None where the cue names none."""
    if not cue.source or cue.source_head is None:
        return None
    source = _describe(context, at, _whole(context.document.sentences[at], cue), cue.source_head)
    medium = channels.medium_of(context.document, context.document.sentences[at], cue) or source.voice.medium
    return replace(source, voice=replace(source.voice, medium=medium))


def relays(context: Context, at: int, cue: Cue) -> tuple[Voice, ...]:
    """Who passed the words on: the citing medium, the reporter or outlet that was told."""
    links: list[Voice] = []
    if cue.addressee:
        links += channels.told_links(context.document, context.document.sentences[at], cue.addressee)
    if cue.relay:
        head = _head(cue.relay)
        links.append(replace(_describe(context, at, cue.relay, head).voice, kind="medium"))
    return tuple(links)


def printers(report: Report) -> tuple[Voice, ...]:
    """The last links of every chain: the agency, then the outlet that printed it."""
    links = []
    if report.agency:
        links.append(Voice(report.agency, kind="agency"))
    if report.outlet and report.outlet != report.agency:
        links.append(Voice(report.outlet, kind="outlet"))
    return tuple(links)


# ------------------------------------------------------------------------------------------------------- the phrase


def _whole(sentence: Sentence, cue: Cue) -> tuple[Token, ...]:
    """The source phrase with the relative clause or apposition that runs from it to the verb, wherever it was hung."""
    tokens = cue.source or ()
    after = tokens[-1].index + 1
    if cue.form not in {"verb", "tag"} or after >= cue.token.index:
        return tokens
    gap = sentence.tokens[after : cue.token.index]
    opener = next((t for t in gap if t.text != ","), None)
    if opener is None:
        return tokens
    apposed = gap[0].text == "," and opener.upos in {"PROPN", "NOUN", "DET", "ADJ"}
    apposed = apposed and not any(t.upos in phrases.VERBAL for t in gap)
    if opener.xpos not in {"WP", "WDT"} and not apposed:
        return tokens
    run = list(gap)
    while run and (run[-1].upos in {"ADV", "AUX", "PUNCT", "CCONJ"}):
        run.pop()
    return (*tokens, *run)


def _head(tokens: Sequence[Token]) -> Token:
    inside = {t.index for t in tokens}
    tops = [t for t in tokens if t.head not in inside and t.upos in phrases.NOMINAL]
    return tops[0] if tops else tokens[-1]


def _describe(context: Context, at: int, tokens: tuple[Token, ...], head: Token) -> Source:
    document, sentence = context.document, context.document.sentences[at]
    if head.lemma.lower() in reporting("documents", "nouns") and (owner := _owner(sentence, head)) is not None:
        inner = _describe(context, at, phrases.phrase(sentence, owner), owner)
        article = [
            t for t in phrases.phrase(sentence, head, relative=False) if t.index <= head.index and t.upos != "ADP"
        ]
        article = [t for t in article if t.text.lower() not in reporting("according", "words")]
        medium = document.text([t for t in article if t not in inner.tokens] or [head])
        return replace(inner, voice=replace(inner.voice, medium=f"in {medium}" if inner.voice.medium is None else None))
    named = naming.person(sentence, tokens, head)
    if named:
        role, span = naming.role_of(document, tokens, named), document.span(named[0], named[-1])
        voice = Voice(span.text, role=role, named=True, span=span)
        kind: Kind = "person"
    else:
        voice, kind = _unnamed(document, sentence, tokens, head)
    party = party_of(context, at, tokens, head, named)
    return Source(replace(voice, party=party), tokens, head, at, kind, _gender(tokens, named))


def _owner(sentence: Sentence, head: Token) -> Token | None:
    """Whose report or statement it is: "from state media", "the ministry's", "issued by the group"."""
    for child in sentence.children(head, "nmod:poss"):
        if child.upos != "PRON":
            return child
    for child in sentence.children(head, "nmod", "obl"):
        if any(c.text.lower() in {"by", "from", "of"} for c in sentence.children(child, "case")) and _may_own(
            sentence, child
        ):
            return child
    for clause in sentence.children(head, "acl"):
        if clause.lemma.lower() not in reporting("documents", "made"):
            continue  # "obtained by" is not "written by"
        for child in sentence.children(clause, "obl"):
            if any(c.text.lower() in {"by", "from"} for c in sentence.children(child, "case")):
                return child
    return None


def _may_own(sentence: Sentence, token: Token) -> bool:
    if any(e.first <= token.index < e.last and e.label != "LOC" for e in sentence.entities):
        return True
    return token.lemma.lower() in reporting("kinds", "person") | reporting("kinds", "body")


def _unnamed(document: Document, sentence: Sentence, tokens: tuple[Token, ...], head: Token) -> tuple[Voice, Kind]:
    """A body by its name, or someone by a description."""
    body = naming.body(sentence, tokens, head)
    if body:
        span = document.span(body[0], body[-1])
        joined = next((t for t in tokens if t.index == body[-1].index + 1), None)
        if joined is not None and joined.upos == "CCONJ":  # two bodies speak as one
            span = document.span(body[0], tokens[-1])
            return Voice(span.text, named=True, span=span), "body"
        return Voice(span.text, role=naming.role_beside(document, tokens, body), named=True, span=span), "body"
    span = document.span(tokens[0], tokens[-1])
    head = naming.last_noun(tokens, head)
    lemma = head.lemma.lower()
    plural = head.xpos == "NNS" or head.text.lower() in reporting("kinds", "plural") | reporting("kinds", "quantifiers")
    if lemma in reporting("kinds", "body"):
        kind: Kind = "body"
    elif lemma in reporting("kinds", "person") or plural:
        kind = "persons" if plural else "person"
    else:
        kind = "unknown"
    return Voice(span.text, named=False, span=span), kind


def _gender(tokens: Sequence[Token], named: Sequence[Token]) -> Gender:
    words = {t.text.lower() for t in tokens if t not in named}
    if words & reporting("gender", "female"):
        return "female"
    return "male" if words & reporting("gender", "male") else ""
