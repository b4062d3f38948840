"""A claim: words of one origin, laid over a report's sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import StatementKind
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Token


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of one origin: ``pieces`` are stretches of the text (start, end), ``start`` to ``end`` all that they span.

    ``cue`` stands in ``document.sentences[at]``; it is None for narration and for a quote without a speaker.
    ``carried``: the speaker was taken over from the sentence before. ``residue``: a narration that says something
    beyond what is attributed in its sentence.
    """

    kind: StatementKind
    pieces: tuple[tuple[int, int], ...]
    at: int
    cue: Cue | None = None
    carried: bool = False
    residue: bool = True

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]

    @property
    def size(self) -> int:
        """Characters in all pieces."""
        return sum(end - start for start, end in self.pieces)

    def covers(self, token: Token) -> bool:
        """Whether the token stands in one of the pieces."""
        return any(start <= token.start and token.end <= end for start, end in self.pieces)


def sentences_of(document: Document, start: int, end: int) -> range:
    """The numbers of the sentences that the stretch of text touches."""
    first = bisect_right(document.sentences, start, key=lambda s: s.end)
    last = bisect_left(document.sentences, end, key=lambda s: s.start)
    return range(first, max(first, last))


def by_sentence(document: Document, claims: Iterable[Claim]) -> list[list[Claim]]:
    """For each sentence the claims that have words in it, in the order given."""
    layers: list[list[Claim]] = [[] for _ in document.sentences]
    for claim in claims:
        for at in sentences_of(document, claim.start, claim.end):
            layers[at].append(claim)
    return layers


def innermost(claims: Iterable[Claim], token: Token) -> Claim | None:
    """The smallest claim that holds the token; narration only where no one else's words do."""
    holders = (c for c in claims if c.covers(token))
    return min(holders, key=lambda c: (c.kind == "narration", c.size), default=None)


def enclosing(claims: Iterable[Claim], claim: Claim) -> Claim | None:
    """The smallest claim, narration left out, in whose words the claim's own cue stands: who reports the reporting."""
    if claim.cue is None:
        return None
    holders = [
        c for c in claims
        if c is not claim and c.kind != "narration" and c.cue is not claim.cue and c.covers(claim.cue.token)
        and c.size > claim.size
    ]  # fmt: skip
    return min(holders, key=lambda c: c.size, default=None)
