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
    from collections.abc import Callable, Iterable, Sequence

    from whyhere.statements.claims import Claim
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

Pieces = tuple[tuple[int, int], ...]
_VERB_GROUP = frozenset({"aux", "compound"})
_JOINTS = frozenset({"that", "which", "where"})
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
    kind: Literal["quote", "indirect", "mixed"] = (
        "mixed" if len(kinds) > 1 else "quote" if "quote" in kinds else "indirect"
    )
    pieces = [piece for claim in group for piece in claim.pieces]
    if first.cue is None:
        return Attributed(kind, (), (), _joined(document.report.text, pieces))
    sentence = document.sentences[first.at]
    if not first.carried and first.cue.form != "headline":
        pieces += _around(sentence, first.cue, pieces)
    content = _joined(document.report.text, _bare(sentence, pieces))
    if kind == "quote" and _quoted_less(document.report.text, content, pieces[: len(group)]):
        kind = "mixed"
    source = _runs(_without_clauses(sentence, first.cue.relay or first.cue.source or ()))
    return Attributed(kind, source, () if first.carried else _runs(cue_words(sentence, first.cue)), content)


def _around(sentence: Sentence, cue: Cue, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The rest of the cue's content where a part of it is quoted: "X said the raid "hit nobody" in Y"."""
    inside = [sentence.tokens[i] for i in cue.content]
    if not any(start <= t.start and t.end <= end for t in inside for start, end in pieces):
        return []
    return list(_runs(inside))


def _bare(sentence: Sentence, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces without the word that only joins the content to its cue: "that", "which"."""
    joints = {t.start: t for t in sentence.tokens if t.text.lower() in _JOINTS and t.upos != "DET"}
    made = []
    for start, end in pieces:
        joint = joints.get(start)
        following = next((t for t in sentence.tokens if joint is not None and t.index == joint.index + 1), None)
        made.append((following.start, end) if following is not None and following.start < end else (start, end))
    return made


def _quoted_less(text: str, content: Pieces, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether the content has words beyond its quotes."""
    return sum(map(_letters(text), content)) > sum(map(_letters(text), quoted))


def _letters(text: str) -> Callable[[tuple[int, int]], int]:
    return lambda piece: sum(c.isalnum() for c in text[piece[0] : piece[1]])


def _without_clauses(sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    """The source without what a relative clause tells of it."""
    kept = list(tokens)
    indices = {t.index for t in kept}
    for token in list(kept):
        if token.deprel == "acl:relcl" and token.head in indices:
            gone = {t.index for t in sentence.subtree(token)}
            kept = [t for t in kept if t.index not in gone]
    return kept


def cue_words(sentence: Sentence, cue: Cue) -> list[Token]:
    """The cue's word group: a verb with its auxiliaries, particles and negation; "according to" whole."""
    token = cue.token
    if cue.form == "headline":
        return []
    after = sentence.tokens[token.index + 1 : token.index + 2]
    if token.lemma == "call" and after and after[0].text.lower() in {"on", "upon", "for"}:
        return [token, *after]
    if cue.form == "according":
        return [token, *(t for t in after if t.text.lower() == "to")]
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
