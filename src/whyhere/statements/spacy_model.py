"""Any spaCy pipeline as the reading model: words stay ours, tags, tree and names are its.

The pipeline is given our words, sentence by sentence, so that offsets and rules hold whatever it would have cut. It
brings no attribution; the rules find that from the tree. Trees in spaCy's own English style become UD (``universal``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whyhere.errors import ModelError
from whyhere.statements.sentences import tokenize
from whyhere.statements.syntax import Entity, Sentence, Token
from whyhere.statements.universal import Node, universal

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "FACILITY": "LOC",
    "ORGANIZATION": "ORG", "LOCATION": "LOC",
}  # fmt: skip
LONGEST = 400  # words of a sentence that the pipeline reads; the rest of a longer one is read as the next


class SpacyModel:
    """A spaCy pipeline behind the reader's interface. It must tag and parse; names are taken where it has them."""

    def __init__(self, pipeline: Any) -> None:  # noqa: ANN401 - spaCy is an extra and brings no types here
        """Wrap a loaded pipeline; raises ModelError where it neither tags nor parses."""
        if not {"parser"} & set(pipeline.pipe_names):
            message = (
                f"the spaCy pipeline {pipeline.meta.get('name', '?')} has no parser (it has {pipeline.pipe_names})"
            )
            raise ModelError(message)
        self.pipeline = pipeline
        meta = pipeline.meta
        self.name = f"spacy:{meta.get('lang', '')}_{meta.get('name', '')}"
        self.version = str(meta.get("version", ""))

    @classmethod
    def load(cls, name: str) -> SpacyModel:
        """Load by the name of an installed pipeline or the path of one.

        Raises:
            ModelError: spaCy or the pipeline is not installed, or it cannot parse.
        """
        try:
            import spacy  # noqa: PLC0415 - an extra
        except ImportError as error:
            message = "spaCy is not installed (pip install 'whyhere[spacy]')"
            raise ModelError(message) from error
        try:
            return cls(spacy.load(name))
        except (OSError, ValueError) as error:
            message = f"{name}: spaCy cannot load this pipeline, {str(error).splitlines()[0]}"
            raise ModelError(message) from error

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse the sentences at ``spans``, each alone."""
        found = []
        for start, end in spans:
            bounds = tokenize(text, start, end)
            if bounds:
                found.append(self._sentence(text, (start, end), bounds))
        return found

    def _sentence(self, text: str, span: tuple[int, int], bounds: Sequence[tuple[int, int]]) -> Sentence:
        from spacy.tokens import Doc  # noqa: PLC0415 - loaded already

        tokens: list[Token] = []
        entities: list[Entity] = []
        top = -1
        for first in range(0, len(bounds), LONGEST):
            part = bounds[first : first + LONGEST]
            words = [text[a:b] for a, b in part]
            after = [*(part[i + 1][0] > part[i][1] for i in range(len(part) - 1)), False]
            doc = self.pipeline(Doc(self.pipeline.vocab, words=words, spaces=after))
            nodes = universal(_nodes(doc))
            root = next((i for i, n in enumerate(nodes) if n.head < 0), 0)
            for i, (node, (a, b), word) in enumerate(zip(nodes, part, doc, strict=True)):
                head, deprel = node.head + first if node.head >= 0 else top, node.deprel
                if node.head < 0 and i != root:
                    head, deprel = root + first, "parataxis"
                elif node.head < 0 and top >= 0:
                    deprel = "parataxis"
                tokens.append(Token(first + i, text[a:b], a, b, node.lemma, node.upos, word.tag_, head, deprel))
            top = root if top < 0 else top
            entities += [
                Entity(e.start + first, e.end + first, NAMES[e.label_], 1.0) for e in doc.ents if e.label_ in NAMES
            ]
        return Sentence(span[0], span[1], tuple(tokens), tuple(entities))


def _nodes(doc: Any) -> list[Node]:  # noqa: ANN401 - spaCy's Doc
    return [
        Node(
            word.lemma_ or word.lower_,
            word.pos_ or "X",
            -1 if word.head.i == word.i else word.head.i,
            "root" if word.head.i == word.i else word.dep_ or "dep",
        )
        for word in doc
    ]
