"""Attributions as they stand in the text: the exact words of source, cue and content, in pieces where they are split.

A statement says whose words its span holds; this says with which words the text tells so. One attribution a cue: all
claims that hang on it, quoted or not, are its content. A quote that goes on without a cue of its own is an attribution
without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from whyhere.statements import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.statements.claims import Claim
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

Pieces = tuple[tuple[int, int], ...]
_VERB_GROUP = frozenset({"aux", "compound"})
_NEGATIONS = frozenset({"not", "n't", "never", "nt"})


@dataclass(frozen=True, slots=True)
class Attributed:
    """Source, cue and content as stretches (start, end) of the report's text; ``kind`` says how much is quoted."""

    kind: Literal["quote", "indirect", "mixed"]
    source: Pieces
    cue: Pieces
    content: Pieces


def attributions(document: Document, claims: Sequence[Claim]) -> list[Attributed]:
    """All attributions of a document in the order of their content."""
    groups: dict[tuple[int, bool], list[Claim]] = {}
    for number, claim in enumerate(claims):
        if claim.kind == "narration":
            continue
        key = (id(claim.cue), False) if claim.cue is not None and not claim.carried else (number, True)
        groups.setdefault(key, []).append(claim)
    made = [_attributed(document, group) for group in groups.values()]
    return sorted(made, key=lambda a: (a.content[0], a.content[-1][1]))


def _attributed(document: Document, group: Sequence[Claim]) -> Attributed:
    first = group[0]
    kinds = {claim.kind for claim in group}
    content = _joined(document.report.text, (piece for claim in group for piece in claim.pieces))
    kind: Literal["quote", "indirect", "mixed"] = (
        "mixed" if len(kinds) > 1 else "quote" if "quote" in kinds else "indirect"
    )
    if first.cue is None:
        return Attributed(kind, (), (), content)
    sentence = document.sentences[first.at]
    source = _runs(first.cue.relay or first.cue.source or ())
    return Attributed(kind, source, () if first.carried else _runs(cue_words(sentence, first.cue)), content)


def cue_words(sentence: Sentence, cue: Cue) -> list[Token]:
    """The cue's word group: a verb with its auxiliaries, particles and negation; "according to" whole."""
    token = cue.token
    if cue.form == "headline":
        return []
    if cue.form == "according":
        return [token, *(t for t in sentence.tokens[token.index + 1 : token.index + 2] if t.text.lower() == "to")]
    own = [
        child for child in sentence.children(token) if child.relation in _VERB_GROUP or child.text.lower() in _NEGATIONS
    ]
    return sorted([token, *own], key=lambda t: t.index)


def _runs(tokens: Iterable[Token]) -> Pieces:
    """Tokens as stretches of text, marks at the edges left out."""
    by_index = {t.index: t for t in tokens}
    made = []
    for first, last in phrases.run(set(by_index)):
        run = [by_index[i] for i in range(first, last)]
        while run and run[0].upos == "PUNCT":
            run.pop(0)
        while run and run[-1].upos == "PUNCT":
            run.pop()
        if run:
            made.append((run[0].start, run[-1].end))
    return tuple(made)


def _joined(text: str, pieces: Iterable[tuple[int, int]]) -> Pieces:
    """The pieces in order, those with nothing but marks and spaces between them as one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if made and not any(c.isalnum() for c in text[made[-1][1] : start]):
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return tuple(made)
