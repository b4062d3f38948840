"""A claim: words of one origin, laid over a report's sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.records import StatementKind
    from whyhere.statements.cue import Cue
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
        if c is not claim and c.kind != "narration" and c.cue is not claim.cue and c.size > claim.size
        and c.covers(claim.cue.token)
    ]  # fmt: skip
    return min(holders, key=lambda c: c.size, default=None)
