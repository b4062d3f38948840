"""One sentence of a document with all mentions: what every rule of a finding reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whyhere.records import Span
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Sentence, Token

WIDE_KINDS = frozenset({"country", "region", "province", "river", "road"})
ACTING_KINDS = frozenset({"country"})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence of a document with all mentions: what every rule of a finding reads."""

    document: Document
    index: int
    mentions: Mentions

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.document.sentences[self.index]

    def span(self, tokens: tuple[Token, ...]) -> Span:
        """The text from the first to the last of the tokens (in any order), gaps included."""
        return self.document.span(min(tokens, key=lambda t: t.index), max(tokens, key=lambda t: t.index))
