"""Parsed documents for the tests of this room: the installed model, opened once."""

from __future__ import annotations

import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from whyhere.records import DateRef, Part, PartyRef, PlaceRef, Report, Term
from whyhere.statements.document import Document, Mentions
from whyhere.statements.frames import find_findings
from whyhere.statements.mending import mend
from whyhere.statements.model import ReadingModel
from whyhere.statements.sentences import split

if TYPE_CHECKING:
    from whyhere.records import Finding, PartKind, Span

sys.path.insert(0, str(Path(__file__).parent))  # so that the tests may import the lying server


class Parse(Protocol):
    """Text in, document out; a ``headline`` is set before the text, fields are the report's."""

    def __call__(self, text: str, *, headline: str | None = None, **fields: str) -> Document: ...


@pytest.fixture(scope="session")
def model() -> ReadingModel:
    return ReadingModel.load()


@pytest.fixture(scope="session")
def parse(model: ReadingModel) -> Parse:
    """Parses a text of invented reporting as one report; a blank line parts paragraphs."""

    def parsed(text: str, *, headline: str | None = None, **fields: str) -> Document:
        whole = f"{headline}\n\n{text}" if headline else text
        parts = _parts(whole, headline)
        report = Report(id="test", text=whole, parts=parts, headline=headline, **fields)
        bounds = [(span, part.kind) for part in parts for span in split(whole, start=part.start, end=part.end)]
        sentences = mend(whole, model.parse(whole, [span for span, _ in bounds]))
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


class Told(Protocol):
    """Text about the invented district in, its findings out as plain values: slot → text or value, with ``type``."""

    def __call__(
        self, text: str, kind: str | None = None, *, headline: str | None = None
    ) -> list[dict[str, object]]: ...


PLACES = {
    "Ardun": "settlement", "Belmar": "settlement", "Corvel": "settlement", "Dunmar": "settlement", "Port Sell": "settlement",
    "Tolven province": "province", "Norland": "country", "Sudland": "country", "the town": "anaphor",
}  # fmt: skip
PARTIES = (
    "Northern Front", "Plain Union", "government forces", "government troops", "rebel fighters", "rebels", "the army", "army",
    "militants", "Hill Guard", "Red Lantern", "Council of Nations", "insurgents", "rebel", "government", "regime forces",
)  # fmt: skip
DATES = (
    "since March", "for more than a year", "until Wednesday", "on Monday", "on May 19", "next month", "on Friday", "in 2012",
    "on Sunday", "since 2012", "Thursday",
)  # fmt: skip


@pytest.fixture(scope="session")
def told(parse: Parse) -> Told:
    """Reads a text with mentions found by name, so that only the frames are tested."""

    def read(text: str, kind: str | None = None, *, headline: str | None = None) -> list[dict[str, object]]:
        document = parse(text, headline=headline)
        mentions = Mentions(*(tuple(found) for found in _mentions(document)))
        found = [pair for at in range(len(document.sentences)) for pair in find_findings(document, at, mentions)]
        return [_plain(finding) for finding, _ in found if kind in {None, finding.type}]

    return read


def _mentions(document: Document) -> tuple[list[PlaceRef], list[PartyRef], list[DateRef]]:
    places = [
        PlaceRef(
            span.text, span, "Ardun" if kind == "anaphor" else name, kind="settlement" if kind == "anaphor" else kind
        )
        for name, kind in PLACES.items()
        for span in _spans(document, name)
    ]
    parties = [PartyRef(span.text, span, span.text) for name in PARTIES for span in _spans(document, name)]
    dates = [DateRef(span.text, span, None) for name in DATES for span in _spans(document, name)]
    kept = [p for p in parties if not any(_covers(other.span, p.span) for other in parties)]
    return places, kept, dates


def _spans(document: Document, name: str) -> list[Span]:
    text = document.report.text
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)(?! of)", text, re.IGNORECASE)
    return [document.report.span(*match.span()) for match in found]


def _covers(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def _plain(finding: Finding) -> dict[str, object]:
    slots = ((f.name, getattr(finding, f.name)) for f in fields(finding))
    return {name: _value(value) for name, value in slots if name != "span"} | {"span": finding.span.text}


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    if isinstance(value, PlaceRef):
        return value.name
    return value.value if isinstance(value, Term) else getattr(value, "text", value)
