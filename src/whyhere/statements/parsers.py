"""Which model reads: our own, any spaCy pipeline by name, or ours with a language model beside it.

=========================  =============================================================================
``None`` or ``"own"``      the model that the package ``whyhere-model`` brings, or the one in a folder
``"FOLDER"``               a model of our form in that folder
``"spacy:NAME"``           a spaCy pipeline, by the name or path that ``spacy.load`` takes (extra ``spacy``)
``"openai:MODEL@URL"``     our own model, and names and attributions by a language model at an
                           OpenAI-compatible address (extra ``lm``); the key stands in ``OPENAI_API_KEY``
=========================  =============================================================================
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from whyhere.errors import ModelError
from whyhere.statements.model import ReadingModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.syntax import Sentence


class Parser(Protocol):
    """What the reader needs of a model; ``name`` and ``version`` go into every statement's provenance."""

    name: str
    version: str

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """The parsed sentences at ``spans`` of ``text`` in their order; a span without a word gives none."""
        ...


def open_model(spec: str | None = None, *, threads: int = 1) -> Parser:
    """Open the model that ``spec`` names (the module's table).

    Raises:
        ModelError: it is not installed, does not fit, or the name is not one of the table's.
    """
    if spec is None or spec == "own":
        return ReadingModel.load(threads=threads)
    kind, _, rest = spec.partition(":")
    if kind == "spacy" and rest:
        from whyhere.statements.spacy_model import SpacyModel  # noqa: PLC0415 - an extra, loaded when it is asked for

        return SpacyModel.load(rest)
    if kind == "openai" and rest:
        from whyhere.statements.language_model import LanguageModel  # noqa: PLC0415 - an extra

        name, _, address = rest.partition("@")
        return LanguageModel.connect(name, address, base=ReadingModel.load(threads=threads))
    if Path(spec).is_dir():
        return ReadingModel.load(Path(spec), threads=threads)
    message = f"{spec}: no such reading model (own, a folder, spacy:NAME or openai:MODEL@http://HOST/v1)"
    raise ModelError(message)
