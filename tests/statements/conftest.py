"""Parsed documents for the tests of this room: the installed model, opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from whyhere.records import Part, Report
from whyhere.statements.document import Document
from whyhere.statements.model import ReadingModel
from whyhere.statements.sentences import split

if TYPE_CHECKING:
    from whyhere.records import PartKind


class Parse(Protocol):
    """Text in, document out; a ``headline`` is set before the text, fields are the report's."""

    def __call__(self, text: str, *, headline: str | None = None, **fields: Any) -> Document: ...


@pytest.fixture(scope="session")
def model() -> ReadingModel:
    return ReadingModel.load()


@pytest.fixture(scope="session")
def parse(model: ReadingModel) -> Parse:
    """Parses a text of invented reporting as one report; a blank line parts paragraphs."""

    def parsed(text: str, *, headline: str | None = None, **fields: Any) -> Document:
        whole = f"{headline}\n\n{text}" if headline else text
        parts = _parts(whole, headline)
        report = Report(id="test", text=whole, parts=parts, headline=headline, **fields)
        bounds = [(span, part.kind) for part in parts for span in split(whole, start=part.start, end=part.end)]
        sentences = model.parse(whole, [span for span, _ in bounds])
        kinds: dict[int, PartKind] = {span[0]: kind for span, kind in bounds}
        return Document(report, tuple(sentences), tuple(kinds[s.start] for s in sentences))

    return parsed


def _parts(text: str, headline: str | None) -> tuple[Part, ...]:
    parts, start = [], 0
    for number, block in enumerate(text.split("\n\n")):
        kind: PartKind = "headline" if headline and number == 0 else "body"
        parts.append(Part(kind, start, start + len(block)))
        start += len(block) + 2
    return tuple(parts)
