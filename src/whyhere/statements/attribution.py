"""The claims of a document: which words are whose, by quotes, cues and the page's form.

Every sentence is narration; quotes and reported contents are laid over it. A finding belongs to the smallest claim
that holds its trigger. Where a quote has no cue in its own sentence it goes on with the speaker of the sentence before
it in the same paragraph, which is how news agencies print a second sentence of a quote; else it has no speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.statements import headlines, phrases
from whyhere.statements.claims import Claim, by_sentence, sentences_of
from whyhere.statements.cues import find_cues
from whyhere.statements.quotes import Quote, find_quotes, is_speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

_SILENT = frozenset({"byline", "dateline", "credit", "related", "furniture"})
_FAR = 12  # words between a quote and its cue, beyond which they do not belong together unless the syntax says so


def find_claims(document: Document) -> tuple[Claim, ...]:
    """All claims in text order, outer ones first. Bylines, credits, links and page furniture make none."""
    cues = [find_cues(s) if p not in _SILENT else () for s, p in zip(document.sentences, document.parts, strict=True)]
    quotes = [q for q in find_quotes(document.report.text) if is_speech(document, q) and _speaks(document, q)]
    linked = _link_all(document, quotes, cues)
    claims = [*_quote_claims(linked), *_led_in(document, linked), *_indirect(document, cues, linked)]
    named = headlines.find_claims(document, claims)
    claims = [_headed(claim, named) for claim in claims] + [c for c in named if not _is_quoted(c, claims)]
    claims += _narration(document, claims)
    return tuple(sorted(claims, key=lambda c: (c.start, -c.size)))


def _headed(claim: Claim, named: Sequence[Claim]) -> Claim:
    """A headline's quote with the source that the headline names."""
    if claim.kind != "quote" or claim.cue is not None:
        return claim
    return next((replace(claim, cue=n.cue) for n in named if n.start <= claim.start and claim.end <= n.end), claim)


def _is_quoted(claim: Claim, quoted: Sequence[Claim]) -> bool:
    """Whether a headline's claim is one quote and no more."""
    return any(q.kind == "quote" and q.start <= claim.start and claim.end <= q.end for q in quoted)


def _speaks(document: Document, quote: Quote) -> bool:
    return all(document.parts[i] not in _SILENT for i in _sentences(document, quote))


def _sentences(document: Document, quote: Quote) -> list[int]:
    return list(sentences_of(document, quote.start, quote.end))


# ------------------------------------------------------------------------------------------------------------- quotes

_Linked = list[tuple["Quote", "Cue | None", int, bool]]
_Quoted = dict[int, list["Quote"]]  # the quotes that hold the word beginning there


def _link_all(document: Document, quotes: Sequence[Quote], cues: Sequence[tuple[Cue, ...]]) -> _Linked:
    """Each quote with its cue, the sentence that cue stands in, and whether its speaker was taken over."""
    linked: _Linked = []
    quoted = _quoted_words(document, quotes)
    series: dict[int, tuple[Cue, int]] = {}
    for quote in quotes:
        cue, at = _own_cue(document, quote, quoted, cues)
        carried = False
        if cue is None:
            cue, at = series.get(quote.series, (None, at))
            carried = cue is not None
        if cue is None and quote.depth == 0:
            cue, at = _before(document, quote, quoted, cues, linked)
            carried = cue is not None
        if cue is not None:
            series[quote.series] = (cue, at)
        linked.append((quote, cue, at, carried))
    return linked


def _own_cue(
    document: Document, quote: Quote, quoted: _Quoted, cues: Sequence[tuple[Cue, ...]]
) -> tuple[Cue | None, int]:
    """The cue in the quote's own sentences that lies nearest, one whose content the quote is before all others."""
    where = _sentences(document, quote)
    best: tuple[float, Cue, int] | None = None
    for at in where:
        sentence = document.sentences[at]
        for cue in cues[at]:
            if cue.source is None or _quoted_elsewhere(cue.token, quoted, quote) or _within(cue.token, quote):
                continue
            far = _distance(sentence, cue, quote)
            if far is not None and (best is None or far < best[0]):
                best = (far, cue, at)
    return (best[1], best[2]) if best else (None, where[0] if where else 0)


def _within(token: Token, quote: Quote) -> bool:
    return quote.start <= token.start and token.end <= quote.end


def _quoted_words(document: Document, quotes: Sequence[Quote]) -> _Quoted:
    words: _Quoted = {}
    for quote in quotes:
        for at in _sentences(document, quote):
            for token in document.sentences[at].tokens:
                if _within(token, quote):
                    words.setdefault(token.start, []).append(quote)
    return words


def _quoted_elsewhere(token: Token, quoted: _Quoted, quote: Quote) -> bool:
    """Whether the token stands in another quote that does not hold this one."""
    return any(not (q.start <= quote.start and quote.end <= q.end) for q in quoted.get(token.start, ()))


def _distance(sentence: Sentence, cue: Cue, quote: Quote) -> float | None:
    """Words between the quote and the cue's own words; less than 0 where the syntax makes it the cue's content."""
    here = {t.index for t in sentence.tokens if _within(t, quote)}
    if not here:
        return None
    shared = len(here & cue.content) / len(here)
    edge_before, edge_after = max(cue.clause | {cue.token.index}), min(cue.clause | {cue.token.index})
    first, last = min(here), max(here)
    if edge_before < first:
        gap = sentence.tokens[edge_before + 1 : first]
    elif edge_after > last:
        gap = sentence.tokens[last + 1 : edge_after]
    else:
        gap = ()
    between = sum(t.upos != "PUNCT" for t in gap)
    if shared > 0.5:  # noqa: PLR2004 - most of it
        return between / 100 - 1
    verb_between = any(t.xpos in phrases.FINITE for t in gap)
    return None if verb_between or between > _FAR else float(between)


def _before(
    document: Document, quote: Quote, quoted: _Quoted, cues: Sequence[tuple[Cue, ...]], linked: _Linked
) -> tuple[Cue | None, int]:
    """The speaker of the sentence before, for a quote that stands alone in its own, or behind a colon."""
    where = _sentences(document, quote)
    if not where or where[0] == 0 or not _alone(document, quoted, where):
        return None, where[0] if where else 0
    before = where[0] - 1
    text = document.report.text[document.sentences[before].start : quote.start]
    colon = document.sentences[before].tokens[-1].text == ":"
    if document.parts[before] != document.parts[where[0]] or ("\n" in text and not colon):
        return None, where[0]
    for other, cue, at, _ in reversed(linked):
        if other.end <= document.sentences[before].start and other.depth == 0:
            break
        if cue is not None and before in _sentences(document, other):
            return cue, at
    spoken = [c for c in cues[before] if c.source is not None and (c.content or colon) and c.stance != "denied"]
    spoken = [c for c in spoken if c.form != "according" or colon]  # a medium cited does not go on speaking
    outer = [c for c in spoken if not any(c.token.index in o.content for o in spoken)]
    return (outer[-1], before) if len(outer) == 1 or (outer and colon) else (None, where[0])


def _alone(document: Document, quoted: _Quoted, where: Sequence[int]) -> bool:
    """Whether nothing but marks and small words stand beside the quotes in its sentences."""
    return not any(
        token.upos in {"NOUN", "PROPN", "VERB", "PRON", "ADJ", "NUM"} and token.start not in quoted
        for at in where
        for token in document.sentences[at].tokens
    )


def _quote_claims(linked: _Linked) -> list[Claim]:
    return [Claim("quote", ((q.start, q.end),), at, cue, carried) for q, cue, at, carried in linked]


def _led_in(document: Document, linked: _Linked) -> list[Claim]:
    """The words before a quote that runs through several sentences to its cue: they too are the speaker's, reported."""
    claims = []
    for quote, cue, at, carried in linked:
        where = _sentences(document, quote)
        if cue is None or carried or len(where) < 2 or at == where[0]:  # noqa: PLR2004 - several sentences
            continue
        first = document.sentences[where[0]]
        lead = [t for t in first.tokens if t.end <= quote.start]
        while lead and lead[-1].upos == "PUNCT" and lead[-1].text not in {",", ":"}:
            lead.pop()
        if any(t.xpos in phrases.FINITE for t in lead) and lead[-1].text not in {".", ":", ","}:
            claims.append(Claim("indirect", ((lead[0].start, lead[-1].end),), at, cue))
    return claims


# ---------------------------------------------------------------------------------------------- indirect, narration


def _indirect(document: Document, cues: Sequence[tuple[Cue, ...]], linked: _Linked) -> list[Claim]:
    """What cues report in the report's own words; what is the same cue's quote alone is no second claim."""
    claims = []
    for at, (sentence, found) in enumerate(zip(document.sentences, cues, strict=True)):
        for cue in found:
            own = [q for q, other, where, _ in linked if other is cue and where == at]
            left = [i for i in cue.content if not any(_within(sentence.tokens[i], q) for q in own)]
            words = [i for i in left if sentence.tokens[i].upos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]
            if not words or (own and not _says_more(sentence, left)):
                continue
            kept = _before_quotes(sentence, cue, own) if own and cue.form == "tag" else cue.content
            pieces = _pieces(sentence, kept)
            if pieces:
                claims.append(Claim("indirect", pieces, at, cue))
    return claims


def _before_quotes(sentence: Sentence, cue: Cue, own: Sequence[Quote]) -> frozenset[int]:
    """Of a tag behind a quote only what leads up to the quote is reported too, and the quote with it."""
    first = min(q.start for q in own)
    lead = [i for i in cue.content if sentence.tokens[i].end <= first]
    return cue.content if _says_more(sentence, lead) else frozenset()


def _says_more(sentence: Sentence, left: Iterable[int]) -> bool:
    return any(sentence.tokens[i].upos in phrases.VERBAL for i in left)


def _pieces(sentence: Sentence, content: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The content as stretches of text without marks at their ends."""
    pieces = []
    for first, last in phrases.run(set(content)):
        tokens = list(sentence.tokens[first:last])
        while tokens and tokens[0].upos == "PUNCT":
            tokens.pop(0)
        while tokens and tokens[-1].upos == "PUNCT":
            tokens.pop()
        if tokens:
            pieces.append((tokens[0].start, tokens[-1].end))
    return tuple(pieces)


def _narration(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """One claim a sentence, for what it says in the report's own voice."""
    found = []
    layers = by_sentence(document, claims)
    for at, (sentence, part) in enumerate(zip(document.sentences, document.parts, strict=True)):
        if part in _SILENT:
            continue
        own = layers[at]
        cued = {i for c in own if c.cue is not None and c.at == at for i in c.cue.clause}
        free = [
            t for t in sentence.tokens
            if t.upos in phrases.VERBAL and t.index not in cued and not any(c.covers(t) for c in own)
        ]  # fmt: skip
        found.append(Claim("narration", ((sentence.start, sentence.end),), at, residue=bool(free)))
    return found
